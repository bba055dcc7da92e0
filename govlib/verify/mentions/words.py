"""The words by which bulletins say what a number counts: closed lists, the longest word first."""

from __future__ import annotations

import re
from collections.abc import Mapping

ROLES: Mapping[str, tuple[str, ...]] = {
    "不合格": ("不合格", "未合格", "不达标", "未达标", "未通过", "存在突出问题", "单项否决", "一票否决"),
    "合格": ("合格", "达标", "通过"),
    "检查": ("检查", "抽查", "监测", "普查", "巡检", "抽检", "核查", "扫描"),
    "总数": ("共有", "现有", "总数", "总计", "共计", "合计", "正在运行", "在运行", "备案", "登记", "开设", "共"),
}
"""What part of the whole a number is; a word that denies another stands before it."""
THINGS: Mapping[str, tuple[str, ...]] = {
    "网站": ("政府网站", "门户网站", "部门网站", "网站"),
    "账号": ("政务新媒体账号", "政务新媒体", "新媒体账号", "新媒体", "账号", "帐号", "公众号"),
    "信件": ("信件", "来信", "留言", "诉求", "咨询"),
    "信息": ("信息", "稿件", "文章", "推文"),
    "问题": ("问题", "错误", "错情", "错敏词", "错别字"),
    "栏目": ("栏目", "频道"),
    "单位": ("单位", "部门", "乡镇"),
}
PLATFORMS: Mapping[str, tuple[str, ...]] = {
    "微信": ("微信公众号", "微信订阅号", "微信"),
    "微博": ("新浪微博", "微博"),
    "抖音": ("抖音号", "抖音短视频", "抖音"),
    "今日头条": ("今日头条", "头条号", "头条"),
    "快手": ("快手",),
    "视频号": ("微信视频号", "视频号"),
    "小程序": ("微信小程序", "小程序"),
    "客户端": ("移动客户端", "客户端", "APP", "App"),
}
SCOPES = (
    "全国",
    "全省",
    "全市",
    "全县",
    "全区",
    "市直",
    "县直",
    "区直",
    "市级部门",
    "县级部门",
    "乡镇",
    "街道",
    "县区",
    "镇街",
)
_WINDOWS: Mapping[str, tuple[str, ...]] = {
    "上期": ("上季度", "上期", "上月", "上一季度", "上个月"),
    "去年同期": ("去年同期", "上年同期"),
    "累计": ("累计", "今年以来", "年初以来"),
}
_MONTHS = re.compile(r"\d{1,2}(?:月)?[—\-－–~～至到]{1,2}\d{1,2}月")


def find_role(before: str, after: str) -> str:
    """Return what part of the whole the words around a number say that it is."""
    return _last(ROLES, before) or _last(ROLES, after)


def find_thing(before: str, after: str) -> str:
    """Return what kind of thing is counted."""
    return _last(THINGS, after) or _last(THINGS, before)


def find_platform(before: str, after: str) -> str:
    """Return the platform of the accounts that are counted."""
    return _last(PLATFORMS, before) or _last(PLATFORMS, after)


def find_scope(before: str) -> str:
    """Return whose things are counted."""
    return next((word for word in SCOPES if word in before), "")


def find_window(before: str) -> str:
    """Return in which days they were counted, where it isn't the period of the bulletin."""
    months = _MONTHS.search(before)
    return months[0] if months else _last(_WINDOWS, before)


def _last(lists: Mapping[str, tuple[str, ...]], text: str) -> str:
    """Return the name of the list whose word stands last in a text; of words that overlap the longest wins."""
    best = (-1, 0, "")
    for name, words in lists.items():
        for word in words:
            end = text.rfind(word) + len(word)
            if word in text and (end, len(word)) > best[:2]:
                best = (end, len(word), name)
    return best[2]
