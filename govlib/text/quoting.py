"""Wrong wordings that a text only quotes, to say that they are wrong."""

from __future__ import annotations

import re

LOOKED_AROUND = 80
"""How many characters to either side may decide; enough for an arrow and the longest right wording."""

_OPEN, _CLOSE = "“‘「『《〈\"'＂【（(", "”’」』》〉\"'＂】）)"
_BETWEEN = "、，,和与及或等了：: \t\u3000"
_LONGEST_QUOTE = 40
_WRITTEN = r"(?:写|打|表述|书写|录入|输入|误作|拼写)(?:成了?|为|作)"
_BADLY = r"(?:错误|误|错|不当|不规范)地?(?:表述|写法|用语|用法|称|说|用|印|标注|使用|登记)?(?:成了?|为|作|是|有|如)"
_CUE = re.compile(rf"(?:{_WRITTEN}|{_BADLY}|错别?字(?:为|是|有|如)?|应为|有误|(?:错误|不规范)(?:表述|写法|用语|用法))$")
_AFTER = re.compile(
    rf"^[{re.escape(_CLOSE)}]+(?:一词|一语|字样|二字|的?(?:表述|写法|提法))?[，,、；;\s]*(?:（|\()?"
    r"(?:应(?:当|该)?(?:为|是|作|写|改|统一)|(?:系|是|属于?|为)?(?:错|误|笔误|不规范)|有误|规范(?:表述|写法)|改为|更正为|修改为|→)"
)
_BARE_AFTER = re.compile(r"^\s*(?:[（(](?:应|误|错|正确|规范)|改为|应改为|更正为)")


def is_quoted(text: str, start: int, end: int, right: str = "") -> bool:
    """Return whether what stands at ``text[start:end]`` is quoted there as an error, as bulletins do.

    So it is in marks after 错写为, 错误表述为 and the like, in marks before 应为 or 有误, before （应为…）,
    or beside an arrow with ``right`` on the other side.
    """
    before = text[max(0, start - LOOKED_AROUND) : start]
    after = text[end : end + LOOKED_AROUND]
    if _BARE_AFTER.match(after):
        return True
    if right and (after.startswith(f"→{right}") or before.endswith(f"{right}→")):
        return True
    opened = max(before.rfind(sign) for sign in _OPEN)
    if opened < 0 or any(sign in _CLOSE and sign not in _OPEN for sign in before[opened + 1 :]):
        return False
    closed = min((at for at in (after.find(sign) for sign in _CLOSE) if at >= 0), default=-1)
    if closed < 0:
        return False
    return _follows_cue(before[: opened + 1]) or bool(_AFTER.match(after[closed:]))


def _follows_cue(text: str) -> bool:
    """Return whether a text that ends with an opening mark says before it, or before a list of quotes, 错写为 or alike.

    Stepping back quote by quote takes time linear in the text; one expression for all of it would not.
    """
    while text:
        text = text.rstrip(_OPEN).rstrip(_BETWEEN)
        if _CUE.search(text):
            return True
        if not text.endswith(tuple(_CLOSE)):
            return False
        inner = text.rstrip(_CLOSE)
        opened = max(inner.rfind(sign) for sign in _OPEN)
        if opened < 0 or len(inner) - opened > _LONGEST_QUOTE:
            return False
        text = inner[:opened]
    return False
