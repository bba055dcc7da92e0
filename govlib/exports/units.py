"""Names of units and platforms inside cells."""

from __future__ import annotations

import re

from govlib.exports.cleaning import clean_name

_SEPARATORS = re.compile(r"[、,，;；/／](?![^(（]*[)）])")
_LAYOUT = re.compile(r"\s+")
_ENDS_A_UNIT = re.compile(
    r"[局委办厅镇乡院校站所处馆社会部室队区县市府场园厂台司]$|街道$|中心$|公司$|单位$|集团$|联合会$|政务$"
)
_PLATFORM_WORDS = re.compile(
    r"微信|公众号|订阅号|服务号|视频号|微博|抖音|快手|头条|小程序|客户端|app|人民号|澎湃|学习强国|强国号|百家号|哔哩|b站|小红书|网易|企鹅|搜狐|一点号"
    r"|知乎|西瓜|央视频|川观|新华号|新华网|微视|美篇|百度|qq",
    re.IGNORECASE,
)
_TRAILING_BRACKET = re.compile(r"(?P<name>.+?)\s*[(（](?P<inside>[^()（）]+)[)）]")


def split_units(text: str) -> str:
    """Return a list of units joined by "、", each once, in the order written.

    A blank or a line break parts two units only where both sides are written like a unit; elsewhere it is layout
    (县国资↵事务中心 is one).
    """
    names: list[str] = []
    for part in _SEPARATORS.split(text):
        joined = ""
        for piece in _LAYOUT.split(part.strip()):
            if joined and ends_a_unit(joined) and ends_a_unit(piece) and joined[0] == piece[:1]:
                names.append(joined)
                joined = piece
            else:
                joined = clean_name(f"{joined} {piece}")
        names.append(joined)
    return "、".join(dict.fromkeys(name for name in names if name))


def ends_a_unit(name: str) -> bool:
    """Return whether a name ends as names of units do."""
    return _ENDS_A_UNIT.search(name) is not None


def split_platform(text: str) -> tuple[str, str]:
    """Return an account's name and the platform in its closing bracket, "" where the bracket holds none."""
    found = _TRAILING_BRACKET.fullmatch(text)
    if found and _PLATFORM_WORDS.search(found["inside"]):
        return found["name"].strip(), found["inside"].strip()
    return text, ""
