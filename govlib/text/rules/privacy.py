"""Personal values that a text makes public."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlib.text.document import Document, Doubt
from govlib.text.personal.found import SERIOUS, SUSPECTED, words
from govlib.text.personal.gather import find_personal
from govlib.text.rules.kit import Find, Kit, Rule

_CELL = re.compile(r"(?P<column>(?:.*!)?[A-Z]{1,3})[0-9]+")
_LABEL = words("电话 手机 号码 联系方式 卡号 账号 帐号 住址 地址 身份证 证件 车牌 邮箱 姓名 编号 代码 文号 户主 账户")
_LONGEST_LABEL = 20
_HIDDEN = re.compile("〔(?P<what>身份证号|证件号|电话|邮箱|账号)已隐去〕")
_SAYS_IDENTITY = words("身份证 公民身份 证件号")
_LOOKED_BACK = 20


def prepare(_kit: Kit) -> Find:
    """Return what finds personal values, in cells with the heading of their column in view."""

    def find(document: Document) -> Iterator[Doubt]:
        headings: dict[str, str] = {}
        for number, passage in enumerate(document.passages):
            text = passage.text
            for one in find_personal(text, _heading(passage.place, text, headings)):
                if one.doubt:
                    yield Doubt(
                        number,
                        one.start,
                        one.end,
                        kind=one.kind,
                        note=one.note,
                        severity=one.doubt,
                        confidence=one.sure,
                    )
            if "已隐去〕" in text:
                yield from _find_hidden(number, text)

    return find


def _heading(place: str, text: str, headings: dict[str, str]) -> str:
    """Return the heading of the column that a cell stands in, "" for other text; a heading is remembered."""
    cell = _CELL.fullmatch(place)
    if cell is None:
        return ""
    if len(text) <= _LONGEST_LABEL and _LABEL.search(text):
        headings[cell["column"]] = f"{text}："
    return headings.get(cell["column"], "")


def _find_hidden(number: int, text: str) -> Iterator[Doubt]:
    """Yield what was hidden when an export was read: the article that was published holds it."""
    for match in _HIDDEN.finditer(text):
        said = _SAYS_IDENTITY.search(text[max(0, match.start() - _LOOKED_BACK) : match.start()])
        is_identity = match["what"] == "身份证号" and said is not None
        yield Doubt(
            number,
            *match.span(),
            kind=match["what"],
            note=f"原文写有{match['what']}，请核对网页并隐去",
            severity=SERIOUS if is_identity else SUSPECTED,
            confidence=0.9 if is_identity else 0.3,
        )


RULE = Rule("privacy", "privacy", prepare)
