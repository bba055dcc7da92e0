"""Everything personal in a text, found in one go after a cheap first look."""

from __future__ import annotations

import re

from govlib.text.personal.found import DIGIT, Personal
from govlib.text.personal.homes import find_homes
from govlib.text.personal.mailboxes import find_chats, find_mailboxes
from govlib.text.personal.numbers import find_cards, find_identities
from govlib.text.personal.papers import find_papers, find_plates
from govlib.text.personal.phones import find_landlines, find_mobiles

_ANY = re.compile(r"[0-9０-９@＠]|单元|[栋幢]|号楼")
_MANY_DIGITS = re.compile(rf"{DIGIT}(?:[^0-9０-９\u4e00-\u9fff]{{0,3}}{DIGIT}){{6}}")
_PLATE = re.compile("[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新][A-ZＡ-Ｚ]")
_HOME = re.compile("单元|[栋幢室座]|号楼|[号组户社]|#")


def find_personal(text: str, heading: str = "") -> list[Personal]:
    """Return the personal values of a text in order, none overlapping; ``heading`` is that of the column of a cell.

    Of values that overlap the more serious one stays, then the longer.
    """
    if _ANY.search(text) is None:
        return []
    found: list[Personal] = []
    if _MANY_DIGITS.search(text) is not None:
        found += find_identities(text, heading)
        found += find_cards(text, heading)
        found += find_mobiles(text, heading)
        found += find_landlines(text, heading)
        found += find_papers(text, heading)
    found += find_mailboxes(text, heading)
    if "Q" in text or "微信" in text or "q" in text:
        found += find_chats(text, heading)
    if _PLATE.search(text) is not None:
        found += find_plates(text, heading)
    if _HOME.search(text) is not None:
        found += find_homes(text, heading)
    return _choose(found)


_WEIGHT = {"严重": 0, "一般": 1, "疑似": 2, "": 3}


def _choose(found: list[Personal]) -> list[Personal]:
    """Return values without overlaps, in order."""
    ranked = sorted(found, key=lambda one: (_WEIGHT[one.doubt], one.start - one.end, one.start))
    if len(ranked) == 1:
        return ranked
    kept: list[Personal] = []
    taken: set[int] = set()
    for one in ranked:
        span = range(one.start, one.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
