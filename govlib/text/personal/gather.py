"""Everything personal in a text, found only around what may be it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from govlib.text.personal.found import DIGIT, Personal, Stretch, drop_unseen
from govlib.text.personal.homes import find_homes
from govlib.text.personal.mailboxes import find_chats, find_mailboxes
from govlib.text.personal.numbers import find_cards, find_identities
from govlib.text.personal.papers import find_papers, find_plates
from govlib.text.personal.phones import find_landlines, find_mobiles

MARGIN = 100
"""A value and the words that belong to it reach no further than this from what gives it away."""

_ANY = re.compile("[0-9０-９@＠QqWw微栋幢元座组A-ZＡ-Ｚ]")
_GAP = "[^0-9０-９\u4e00-\u9fff]{0,4}"
_MANY_DIGITS = re.compile(rf"{DIGIT}(?:{_GAP}{DIGIT}){{6}}")
_LONG_NUMBER = re.compile(rf"{DIGIT}(?:{_GAP}{DIGIT}){{14}}")
_MAILBOX = re.compile("[@＠]")
_CHAT = re.compile("[Qq]{2}|微信|[Ww]e[Cc]hat")
_PLATE = re.compile("[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新][A-ZＡ-Ｚ]")
_HOME = re.compile(
    "[0-9０-９一二三四五六七八九十〇零A-Za-z](?:单元|[栋幢室座号组户社#])|[0-9０-９][-－—][0-9０-９]{1,2}[-－—][0-9０-９]"
)
_LOOKS = (_MANY_DIGITS, _MAILBOX, _CHAT, _PLATE, _HOME)
_WEIGHT = {"严重": 0, "一般": 1, "疑似": 2, "": 3}


def find_personal(text: str, heading: str = "") -> list[Personal]:
    """Return the personal values of a text in order, none overlapping; ``heading`` is that of the column of a cell.

    Of values that overlap the longer one stays, then the more serious.
    """
    found = find_all(text, heading)
    return _choose(found) if found else found


def find_all(text: str, heading: str = "") -> list[Personal]:
    """Return whatever in a text may be a personal value, overlapping ones all, in no set order."""
    if _ANY.search(text) is None:
        return []
    if (seen := drop_unseen(text)) is None:
        return [one for first, last in list_stretches(text) for one in _search(Stretch(text, first, last, heading))]
    shown, places = seen
    found = find_all(shown, heading)
    return [replace(one, start=places[one.start], end=places[one.end - 1] + 1) for one in found]


def list_stretches(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text, in order and apart, outside of which nothing personal stands."""
    if _ANY.search(text) is None:
        return []
    spans = [match.span() for look in _LOOKS for match in look.finditer(text)]
    stretches: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        first, last = max(0, start - MARGIN), min(len(text), end + MARGIN)
        if stretches and first <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(last, stretches[-1][1]))
        else:
            stretches.append((first, last))
    return stretches


def _search(stretch: Stretch) -> Iterator[Personal]:
    text, first, last = stretch.text, stretch.first, stretch.last
    if _MANY_DIGITS.search(text, first, last) is not None:
        if _LONG_NUMBER.search(text, first, last) is not None:
            yield from find_identities(stretch)
            yield from find_cards(stretch)
        yield from find_mobiles(stretch)
        yield from find_landlines(stretch)
        yield from find_papers(stretch)
    if _MAILBOX.search(text, first, last) is not None:
        yield from find_mailboxes(stretch)
    if _CHAT.search(text, first, last) is not None:
        yield from find_chats(stretch)
    if _PLATE.search(text, first, last) is not None:
        yield from find_plates(stretch)
    if _HOME.search(text, first, last) is not None:
        yield from find_homes(stretch)


def _choose(found: list[Personal]) -> list[Personal]:
    """Return values without overlaps, in order."""
    kept: list[Personal] = []
    taken: set[int] = set()
    for one in sorted(found, key=lambda one: (one.start - one.end, _WEIGHT[one.doubt], one.start)):
        span = range(one.start, one.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
