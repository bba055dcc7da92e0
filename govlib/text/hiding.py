"""Personal values in a text replaced sign by sign: the text stays as long as it was, so positions stay true."""

from __future__ import annotations

import re

from govlib.exports.personal_numbers import MASKS
from govlib.text.personal.found import drop_unseen
from govlib.text.personal.gather import MARGIN, find_all, list_stretches

SIGN = "*"
REACH = 2 * MARGIN
"""A slice of a text that reaches so many characters beyond what is shown hides what the whole text would."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://")
_TELLING = re.compile("[0-9０-９A-Za-zＡ-Ｚａ-ｚ@＠]")


def hide_personal(text: str) -> str:
    """Return a text of the same length in which every personal value is asterisks.

    What no rule doubts, as the telephone of an office, is hidden all the same.
    """
    if (seen := drop_unseen(text)) is not None:
        whole = list(text)
        for place, sign in zip(seen[1], hide_personal(seen[0]), strict=True):
            whole[place] = sign
        return "".join(whole)
    stretches = list_stretches(text)
    if not stretches:
        return text
    signs = list(text)
    for first, last in stretches:
        for pattern, _ in MASKS:
            for match in pattern.finditer(text, first, last):
                label = len(match.groupdict().get("label") or "")
                _cover(signs, match.start() + label, match.end())
    for one in find_all(text):
        _cover(signs, one.start, one.end)
    return "".join(signs)


def hide_name(name: str) -> str:
    """Return the name of a file with personal values hidden; the address of a page stays, it is how it is found."""
    return name if _ADDRESS.match(name) else hide_personal(name)


def hide_said(text: str, *, beside_personal: bool) -> str:
    """Return what a rule says of a span: where the span holds a personal value, no digit or letter of it is left."""
    return _TELLING.sub(SIGN, text) if beside_personal else hide_personal(text)


def _cover(signs: list[str], start: int, end: int) -> None:
    signs[start:end] = SIGN * (end - start)
