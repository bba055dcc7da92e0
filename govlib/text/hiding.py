"""Personal values in a text replaced sign by sign: the text stays as long as it was, so positions stay true."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from govlib.exports.personal_numbers import MASKS
from govlib.text.personal.found import drop_unseen
from govlib.text.personal.gather import MARGIN, find_all, list_stretches

SIGN = "*"
NAME_SIGN = "×"
"""Stands in names of files, where an asterisk may not."""
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
    if _ADDRESS.match(name):
        return name
    hidden = hide_personal(name)
    return "".join(sign if sign == shown else NAME_SIGN for sign, shown in zip(name, hidden, strict=True))


def hide_names(names: Iterable[str]) -> list[str]:
    """Return names of files with personal values hidden; what then reads alike gets #2, #3."""
    shown = []
    seen: Counter[str] = Counter()
    for name in names:
        hidden = hide_name(name)
        seen[hidden] += 1
        shown.append(f"{hidden}#{seen[hidden]}" if hidden != name and seen[hidden] > 1 else hidden)
    return shown


def hide_said(text: str, *, beside_personal: bool) -> str:
    """Return what a rule says of a span: where the span holds a personal value, no digit or letter of it is left."""
    return _TELLING.sub(SIGN, text) if beside_personal else hide_personal(text)


def _cover(signs: list[str], start: int, end: int) -> None:
    signs[start:end] = SIGN * (end - start)
