"""Numbered items that are out of order, missing or doubled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from govlib.text.document import Document, Doubt
from govlib.text.rules.kit import Find, Kit, Rule
from govlib.text.rules.ordinal_items import Item, list_items

_CELL = re.compile(r"(?:^|!)([A-Z]{1,3})[0-9]+$")
_ANNEX = re.compile(r"\s*附\s*件\s*[0-9０-９一二三四五六七八九十]*\s*[:：.]?\s*$")
_ACROSS = frozenset({"第一条", "第一章"})
_SPOKEN = frozenset({"一是", "第一，"})
_KEPT = 20
_WIDE_GAP = 5
_GAP = 3
_STEADY = 3
_MANY = 3
_DISORDER = 5


@dataclass
class _Level:
    """A level of the outline: the list that goes on, and those before it that may be taken up again."""

    kind: str
    items: list[Item] = field(default_factory=list)
    former: list[list[Item]] = field(default_factory=list)


def prepare(_kit: Kit) -> Find:
    """Return what finds wrong numbers of items in the lists of a document."""
    return find_disorder


def find_disorder(document: Document) -> Iterator[Doubt]:
    """Yield the numbers that don't follow the one before them in their list.

    Where most numbers don't, the passages are a collection rather than a document, and all doubts are 疑似.
    """
    lists = [items for items in list_lists(document) if len(items) > 1]
    doubts = [doubt for items in lists for doubt in _check(items)]
    if len(doubts) > _DISORDER and len(doubts) * _MANY > sum(map(len, lists)):
        doubts = [_doubt_less(doubt) for doubt in doubts]
    yield from sorted(doubts, key=lambda doubt: (doubt.passage, doubt.start))


def list_lists(document: Document) -> list[list[Item]]:
    """Return the lists of a document: a deeper one ends where a higher one goes on; each column of cells is apart."""
    listed = [(number, list_items(number, passage.text)) for number, passage in enumerate(document.passages)]
    if sum(len(items) for _, items in listed) <= 1:
        return []
    lists: list[list[Item]] = []
    stacks: dict[str, list[_Level]] = {}
    for number, items in listed:
        passage = document.passages[number]
        is_annex = not items and "附" in passage.text and _ANNEX.match(passage.text)
        if not items and not is_annex:
            continue
        cell = _CELL.search(passage.place)
        stack = stacks.setdefault(cell[1] if cell else "", [])
        if is_annex:
            stack.clear()
        for item in items:
            _add(stacks.setdefault(item.kind, []) if item.kind in _ACROSS else stack, item, lists)
    return lists


def _add(stack: list[_Level], item: Item, lists: list[list[Item]]) -> None:
    """Add an item to the list it belongs to."""
    while any(level.kind == item.kind for level in stack) and stack[-1].kind != item.kind:
        stack.pop()
    if not stack or stack[-1].kind != item.kind:
        stack.append(_Level(item.kind))
    level = stack[-1]
    if not level.items:
        lists.append(level.items)
    elif item.number == 1:
        level.former = [*level.former[-_KEPT:], level.items]
        level.items = []
        lists.append(level.items)
    elif item.number != level.items[-1].number + 1:
        again = next((old for old in reversed(level.former) if old[-1].number + 1 == item.number), None)
        if again is not None:
            level.former.append(level.items)
            level.former = [old for old in level.former if old is not again]
            level.items = again
    level.items.append(item)


def _check(items: list[Item]) -> list[Doubt]:
    """Return the doubts about one list; where nearly every number is wrong, it is no list, and they are 疑似."""
    doubts: list[Doubt] = []
    at = items[0].number
    steady = 0
    position = 1
    while position < len(items):
        item = items[position]
        after = items[position + 1].number if position + 1 < len(items) else None
        is_known = items[0].number == 1 or steady >= _STEADY
        if item.number == at + 1:
            at, steady = at + 1, steady + 1
        elif not is_known and not steady:
            at = item.number
        elif item.number == at + 2 and after == at + 1:
            note = f"“{item.label}”和“{item.written(at + 1)}”顺序颠倒"
            doubts.append(_doubt(item, note, _rate(items, item, at, is_known=is_known)))
            at, position = at + 2, position + 1
        elif after == at + 2:
            right = item.written(at + 1)
            note = f"前面是“{item.written(at)}”，后面是“{item.written(at + 2)}”"
            doubts.append(_doubt(item, note, _rate(items, item, at, is_known=is_known), right))
            at += 1
        else:
            doubts.append(_doubt(item, _explain(item, at), _rate(items, item, at, is_known=is_known)))
            at = max(at, item.number)
        position += 1
    if len(doubts) >= _MANY and len(doubts) * _MANY > len(items):
        return [_doubt_less(doubt) for doubt in doubts]
    return doubts


def _explain(item: Item, at: int) -> str:
    if item.number == at:
        return f"“{item.label}”重复，上一个也是“{item.written(at)}”"
    if item.number < at:
        return f"“{item.label}”排在“{item.written(at)}”后面"
    missing = f"“{item.written(at + 1)}”"
    if item.number > at + 2:
        missing += f"至“{item.written(item.number - 1)}”"
    return f"缺{missing}，“{item.written(at)}”后直接是“{item.label}”"


def _rate(items: list[Item], item: Item, at: int, *, is_known: bool) -> str:
    """Return the severity of a wrong number: 疑似 where the list may be something else, "" otherwise."""
    gap = item.number - at - 1
    if not is_known or gap > _WIDE_GAP:
        return "疑似"
    if item.is_head:
        return "疑似" if item.number < at and item.kind not in {"一、", "（一）"} else ""
    is_short = len(items) == 2 and item.kind not in _SPOKEN  # noqa: PLR2004 two items are hardly a list
    return "疑似" if is_short or gap > _GAP or item.number < at else ""


def _doubt(item: Item, note: str, severity: str, right: str = "") -> Doubt:
    return Doubt(item.passage, item.start, item.end, right=right, kind="序号", note=note, severity=severity)


def _doubt_less(doubt: Doubt) -> Doubt:
    return Doubt(doubt.passage, doubt.start, doubt.end, doubt.right, doubt.kind, doubt.note, "疑似")


RULE = Rule("ordinals", "order", prepare)
