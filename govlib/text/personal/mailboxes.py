"""E-mail addresses, and the chat numbers of persons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlib.text.personal.found import COMMON, SERIOUS, SUSPECTED, Personal, Stretch, words

MAILBOX, CHAT = "电子邮箱", "QQ或微信号"
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}[ \u200b]?[@＠][ \u200b]?"
    r"(?P<domain>[A-Za-z0-9\-]{1,40}(?:[.．][A-Za-z0-9\-]{1,40}){1,4})"
)
_FREE = re.compile(
    r"(?:^|\.)(?:(?:vip\.)?(?:qq|foxmail|163|126|sina|sohu|188|gmail|hotmail|outlook|live|icloud|aliyun|21cn|tom|wo|139|189|"
    r"msn|yahoo)\.(?:com|cn|net)(?:\.cn)?|yeah\.net)$",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"(?:^|\.)(?:gov\.cn|mil\.cn|12345\.cn|invalid)$", re.IGNORECASE)
_PUBLIC = words(
    "发送 发至 发到 反馈 举报 投稿 意见 征集 征求 报送 报名 投诉 监督 咨询 地址： 邮编 传真 "
    "办公 公开 公务 单位 工作邮箱 联系 寄 提交 受理 申请 邮件 局 委 办"
)
_PERSON = words(
    "姓名 本人 个人邮箱 私人 当事人 写信人 来信人 身份证 家庭 住址 手机 考生 学生 性别 投诉人 举报人 信访人 家长"
)
_CHAT = re.compile(
    r"(?P<label>(?:[Qq]{2}|微信|WeChat|wechat)(?:号码?)?[\s]{0,2}[:：]?[\s]{0,2})[A-Za-z0-9１-９][A-Za-z0-9_０-９\-]{5,19}"
)
_GROUP = re.compile("群|公众号|视频号|小程序|官方|客服|工作")


def find_mailboxes(stretch: Stretch) -> Iterator[Personal]:
    """Yield the mailboxes of a text: serious beside a person, none of an office; a free one may be an office's."""
    for match in stretch.finditer(_EMAIL):
        start, end = match.span()
        domain = match["domain"].replace("．", ".")
        before = stretch.before(start)
        if _OFFICE.search(domain):
            yield Personal(start, end, MAILBOX)
        elif _PERSON.search(before):
            yield Personal(start, end, MAILBOX, SERIOUS, "疑似个人电子邮箱，请隐去后发布", 0.95)
        elif _FREE.search(domain) and not _PUBLIC.search(before):
            yield Personal(start, end, MAILBOX, COMMON, "疑似个人电子邮箱，请隐去，或换成公务邮箱", 0.8)
        else:
            yield Personal(start, end, MAILBOX, SUSPECTED, "不是政务邮箱；是个人邮箱的请换成公务邮箱", 0.3)


def find_chats(stretch: Stretch) -> Iterator[Personal]:
    """Yield the QQ and WeChat numbers of a text that say that they are one; those of groups and offices are none."""
    for match in stretch.finditer(_CHAT):
        start, end = match.start() + len(match["label"]), match.end()
        before = stretch.before(match.start())
        if not any(sign.isdigit() for sign in stretch.text[start:end]):
            continue
        if _PERSON.search(before):
            yield Personal(start, end, CHAT, SERIOUS, "疑似个人QQ或微信号，请隐去后发布", 0.9)
        elif _GROUP.search(before):
            yield Personal(start, end, CHAT)
        else:
            yield Personal(start, end, CHAT, SUSPECTED, "像QQ或微信号；是个人的请隐去", 0.5)
