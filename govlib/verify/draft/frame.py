"""What a line of a bulletin may be, by itself: data of a page, title, address, heading, annex, signature, colophon."""

from __future__ import annotations

import re

_NUMERALS = "一二三四五六七八九十"
_LEVELS = (
    re.compile(rf"^[{_NUMERALS}]{{1,3}}、"),
    re.compile(rf"^[（(][{_NUMERALS}]{{1,3}}[）)]、?"),
    re.compile(r"^\d{1,2}(?:[．、]|\.(?!\d))"),
    re.compile(r"^[（(]\d{1,2}[）)]、?"),
)
_HEAD = re.compile(
    r"^(?:索\s*引\s*号|发布机构|发文机关|发文机构|发文单位|制发机关|公开形式|公开时限|公开类别|发布时间|发布日期|发文日期|成文日期|生成日期|生效日期|信息分类|主题分类"
    r"|主题词|体裁|组配|公文种类|服务对象|有\s*效\s*性|时\s*效|名\s*称|标\s*题|文\s*号|发文字号|浏览次数|访问次数|阅读次数|点击数|点击量|阅读量?|字\s*[号体]|字体"
    r"|信息来源|文章来源|来\s*源|日\s*期|作者|时间|当前位置|您的?位置|首页\s*>|关\s*键\s*词|责任编辑|废止日期|有效期|公开方式|公开目录)\s*[:：>]"
)
_FURNITURE = re.compile(
    r"收藏本站|设为首页|网站地图|联系我们|^主办单位\s*[:：]|标识码|ICP备|公网安备|版权所有|扫一扫|关闭窗口|打印本页|【打印】|【关闭】|上一篇|下一篇|分享到"
    r"|责任编辑\s*[:：]|^(?:打印|关闭|返回顶部|相关链接|相关文档)$"
)
_TITLE = re.compile(r"(?:通报|通告|报告|公告|通知|情况|结果|函|公示|统计)(?:[（(][^（）()]{1,12}[）)])?$")
_PROSE = re.compile(r"[。，；！？,;：:]")
_NUMBER = re.compile(r"^\S{0,20}[〔\[【（(]\d{4}[〕\]】）)]\s*(?:第\s*)?\d{1,4}\s*号$")
_ADDRESS = re.compile(
    r"(?:政府|部门|单位|机构|街道|委员会|管委会|办公室|办事处|局|企业|乡镇|镇|公司|中心|处|院|校)(?:[（(][^（）()]*[）)])?\s*[:：]$"
)
_ATTACHED = re.compile(r"^附\s*件\s*[:：]\s*\S")
_ANNEX = re.compile(r"^附\s*[件表]\s*(\d{1,2}|[一二三四五六七八九十]{1,2})?\s*(?:[:：·—.、]\s*)?(.*)$")
_LIST_ITEM = re.compile(r"^\s*\d{1,2}\s*[.．、]\s*\S")
_DAY_LINE = re.compile(
    r"^[（(]?(?:\d{4}|[二一〇○零O０-９九八七六五四三]{4})\s*年\s*[\d一二三四五六七八九十０-９]{1,3}\s*月\s*[\d一二三四五六七八九十０-９]{1,3}\s*日[）)]?$"
)
_PRINTED = re.compile(r"印\s*发$|^抄\s*[送报]\s*[:：]|^主\s*送\s*[:：]|印制$|^共印\d+份")
_NOTE = re.compile(r"^(?:备\s*注|注|说\s*明|注释|填表说明)\s*\d?\s*[:：]")
_OFFICE = re.compile(r"(?:办公室|办公厅|人民政府|委员会|领导小组|局|办|中心|厅|组|处|部)$")
_ORDINARY = 40
_TITLE_MOST = 90


def heading_level(text: str) -> int:
    """Return the level of the ordinal that a paragraph begins with, 0 for none."""
    return next((level for level, mark in enumerate(_LEVELS, 1) if mark.match(text)), 0)


def heading_words(text: str) -> str:
    """Return the heading that a paragraph is or begins with, without its ordinal, "" where it has none."""
    level = heading_level(text)
    if not level:
        return ""
    words = _LEVELS[level - 1].sub("", text, count=1).strip()
    head, stop, rest = words.partition("。")
    if len(head) > _ORDINARY or (level > 2 and (rest or not words) and len(head) > _ORDINARY // 2):  # noqa: PLR2004
        return ""
    if not stop and (level > 2 or _PROSE.search(head)) and re.search("[；;：:]", head):  # noqa: PLR2004
        return ""
    return head if stop or not re.search("[；;]$", head) else ""


def is_whole_heading(text: str) -> bool:
    """Tell whether a paragraph is nothing but a heading."""
    words = heading_words(text)
    return bool(words) and not text.partition("。")[2].strip()


def is_head(text: str) -> bool:
    """Tell whether a line is one of a web page's data about the text: 索引号, 发布时间."""
    return bool(_HEAD.match(text))


def is_furniture(text: str) -> bool:
    """Tell whether a line belongs to the web site: 收藏本站, 主办单位, 备案号."""
    return bool(_FURNITURE.search(text)) and len(text) <= _TITLE_MOST and "。" not in text


def is_title(text: str) -> bool:
    """Tell whether a line may end the title of a bulletin."""
    return bool(_TITLE.search(text)) and len(text) <= _TITLE_MOST and not re.search("[。；，,;：:]", text)


def is_title_part(text: str) -> bool:
    """Tell whether a line may be part of a title or the office above it."""
    return (
        len(text) <= _ORDINARY * 2 and not _PROSE.search(text) and not heading_level(text) and not _NUMBER.match(text)
    )


def is_number(text: str) -> bool:
    """Tell whether a line is a 发文字号."""
    return bool(_NUMBER.match(text))


def is_address(text: str) -> bool:
    """Tell whether a line says to whom a bulletin goes."""
    return bool(_ADDRESS.search(text)) and "。" not in text and not heading_level(text)


def is_attached(text: str) -> bool:
    """Tell whether a line begins the list of annexes."""
    return bool(_ATTACHED.match(text))


def is_list_item(text: str) -> bool:
    """Tell whether a line goes on with that list."""
    return bool(_LIST_ITEM.match(text)) and "。" not in text


def read_annex(text: str) -> tuple[str, str] | None:
    """Return the name of the annex that a line begins and the title in it, None where it begins none."""
    match = _ANNEX.match(text.strip().replace("\n", ""))
    if not match or len(text) > _TITLE_MOST or re.search("[。；;]", text):
        return None
    number, title = match[1] or "", match[2].strip()
    if not number and title:
        return None
    return f"附件{number}", title


def is_day(text: str) -> bool:
    """Tell whether a line is nothing but a day."""
    return bool(_DAY_LINE.match(text.replace(" ", "").replace("\u3000", "")))


def is_office(text: str) -> bool:
    """Tell whether a line may be the office that signs."""
    return bool(_OFFICE.search(text)) and len(text) <= _ORDINARY and not _PROSE.search(text) and not heading_level(text)


def is_colophon(text: str) -> bool:
    """Tell whether a line belongs to the 版记: 抄送, 印发."""
    return bool(_PRINTED.search(text)) and len(text) <= _TITLE_MOST * 2


def is_note(text: str) -> bool:
    """Tell whether a line is a note below a table."""
    return bool(_NOTE.match(text))


def is_annex_like(text: str) -> bool:
    """Tell whether a line begins an annex or the list of annexes."""
    return is_attached(text) or read_annex(text) is not None
