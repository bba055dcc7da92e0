"""Where a text numbers its items: 一、（一）1.（1）① 第一条, at the beginning of a line or within it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from govlib.text.chinese_numbers import read_whole, write_ordinal

_HAN = "[一二三四五六七八九十百]{1,5}"
_NUM = "[0-9０-９]{1,3}"
_FORMS = {
    "一、": rf"(?P<n>{_HAN})[、.．](?![一二三四五六七八九十])",
    "（一）": rf"[（(](?P<n>{_HAN})[）)]",
    "1.": rf"(?P<n>{_NUM})(?:[.．](?![0-9０-９])|、)",
    "（1）": rf"[（(](?P<n>{_NUM})[）)]",
    "1）": rf"(?P<n>{_NUM})[）)]",
    "①": "(?P<n>[①-⑳])",
    "一是": "(?P<n>[一二三四五六七八九十]{1,3})(?:是|要)",
    "第一，": "第(?P<n>[一二三四五六七八九十]{1,2})[，,：:是]",
}
_ARTICLE = "第(?P<n>[零〇一二三四五六七八九十百千]{1,7})"
_NO = "(?![规的中第之款、和至款件])"
_HEADS = {**_FORMS, "第一条": f"{_ARTICLE}条{_NO}", "第一章": f"{_ARTICLE}章{_NO}"}
_KINDS = tuple(_HEADS)
_LEAD = r"[ \t\u3000]*(?:附\s*件\s*[:：]\s*)?"
_HEAD = re.compile(f"{_LEAD}(?:{'|'.join(_HEADS.values())})".replace("?P<n>", ""))
"""One group a kind, so that the number of the group says the kind."""

_STRONG = r"(?:^|(?<=[。；;：:！？!?\s]))"
_WEAK = r"(?:^|(?<=[。；;：:，,！？!?\s”）)]))"
_NEVER_AFTER = "(?![项款目、和至或及与]|[（(])"
_INLINE_SIGN = re.compile("[（(一1１①第](?:(?<=[（(])[一1１][）)]|(?<=[一1１])[、.．是要]|(?<=①)|(?<=第)一[，,：:是])")
_INLINE = {
    kind: re.compile(before + _FORMS[kind] + after)
    for kind, before, after in (
        ("一、", _STRONG, ""),
        ("（一）", _WEAK, _NEVER_AFTER),
        ("1.", _STRONG, ""),
        ("（1）", _WEAK, _NEVER_AFTER),
        ("①", "", ""),
        ("一是", _WEAK, ""),
        ("第一，", _WEAK, ""),
    )
}
_COMMON = {write_ordinal(number, like): number for like in "一1" for number in range(1, 200)}
"""The usual numbers of items, read once."""


class Item(NamedTuple):
    """One numbered item: the span of its number with its marks, its form, and whether it begins its passage."""

    passage: int
    start: int
    end: int
    kind: str
    number: int
    digits: str
    label: str
    is_head: bool

    def written(self, number: int) -> str:
        """Return another number written as this one is."""
        return self.label.replace(self.digits, write_ordinal(number, self.digits), 1)


_START = attrgetter("start")


def list_items(number: int, text: str) -> list[Item]:
    """Return the numbered items of a passage in their order.

    Within a passage only lists that begin with one are items: a number in running text rather refers to an item.
    """
    head = find_head(number, text)
    begin = 0 if head is None else head.end
    begins_list = head is not None and head.number == 1
    is_signed = _INLINE_SIGN.search(text, begin) is not None
    if head is None:
        return sorted(_list_inline(number, text, None, _INLINE), key=_START) if is_signed else []
    if not is_signed and not (begins_list and head.kind in _INLINE):
        return [head]
    items = [head]
    kinds = _INLINE if is_signed else (head.kind,)
    items.extend(item for item in _list_inline(number, text, head, kinds) if item.start >= begin)
    return sorted(items, key=_START)


def find_head(number: int, text: str) -> Item | None:
    """Return the numbered item that a passage begins with, if any."""
    match = _HEAD.match(text)
    if match is None or match.lastindex is None:
        return None
    return _make(number, match, match.lastindex, _KINDS[match.lastindex - 1], is_head=True)


def _list_inline(number: int, text: str, head: Item | None, kinds: Iterable[str]) -> Iterator[Item]:
    for kind in kinds:
        form = _INLINE[kind]
        begun = head is not None and head.number == 1 and head.kind == kind
        for match in form.finditer(text):
            item = _make(number, match, 1, kind, is_head=False)
            if item is not None:
                begun = begun or item.number == 1
                if begun:
                    yield item


def _make(number: int, match: re.Match[str], group: int, kind: str, *, is_head: bool) -> Item | None:
    digits = match[group]
    value = _COMMON.get(digits) or read_whole(digits)
    if value is None:
        return None
    start, end, text = match.start(group), match.end(), match.string
    if start > match.start() and text[start - 1] in "（(第":
        start -= 1
    return Item(number, start, end, kind, value, digits, text[start:end], is_head)
