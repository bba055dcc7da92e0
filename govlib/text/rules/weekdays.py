"""Weekdays that are not those of their dates: 2024年6月22日（星期五）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from govlib.text.chinese_dates import Day, DayRange, find_days, find_ranges
from govlib.text.document import Document, Doubt
from govlib.text.hits import SUSPECTED
from govlib.text.looking import keep_apart
from govlib.text.rules.kit import Find, Kit, Rule
from govlib.text.signed import Bearing, list_dated, read_bearing

_WEEK = "一二三四五六日"
_WORD = "(?:星期|周|礼拜)"
_ANY = re.compile(rf"{_WORD}[{_WEEK}天]")
_BLANKS = "[ \u3000\xa0]*"
_LUNAR = (
    r"(?:(?:农历)?闰?[正一二三四五六七八九十冬腊]{1,2}月[初廿卅一二三四五六七八九十]{2,3}"
    rf"{_BLANKS}[，,、]?{_BLANKS})?"
)
_IN_BRACKETS = re.compile(
    rf"{_BLANKS}[（(]{_BLANKS}{_LUNAR}(?:{_WORD})([{_WEEK}天])(?=[）)]|{_BLANKS}(?:[，,]|上午|下午|晚|早|中午|全天|\d))"
)
_BARE = re.compile(rf"{_BLANKS}[，,]?{_BLANKS}({_WORD})([{_WEEK}天])(?![一-龥至])")
_BARE_THEN = re.compile(rf"{_BLANKS}[，,]?{_BLANKS}({_WORD})([{_WEEK}天])(?=上午|下午|晚上|早上|中午|全天|开始|起)")
_BOTH = re.compile(
    rf"{_BLANKS}[（(]{_BLANKS}{_WORD}([{_WEEK}天])[至到—–\-～~、]{{1,2}}{_WORD}([{_WEEK}天]){_BLANKS}[）)]"
)
_BEFORE = re.compile(rf"(?<![每逢至到—–\-、和及])({_WORD})([{_WEEK}天]){_BLANKS}[（(，,]{_BLANKS}$")


def prepare(kit: Kit) -> Find:
    """Return what finds the weekdays of a document that are not those of the dates beside them."""
    del kit

    return lambda document: keep_apart(find_mismatched(document))


def find_mismatched(document: Document) -> Iterator[Doubt]:
    """Yield the weekdays of a document that are not those of the dates beside them."""
    bearing: Bearing | None = None
    for number, passage in list_dated(document):
        text = passage.text
        if not _ANY.search(text):
            continue
        found = [*_find_beside(text), *_find_both(text)]
        if not found:
            continue
        bearing = bearing or read_bearing(document)
        for day, start, end in sorted(found, key=lambda one: one[1]):
            doubt = _judge(document, number, day, (start, end), bearing)
            if doubt:
                yield doubt


def _find_beside(text: str) -> Iterator[tuple[Day, int, int]]:
    """Yield dates with the span of the weekday that stands beside them."""
    taken = -1
    for day in find_days(text):
        after = _IN_BRACKETS.match(text, day.end) or _BARE.match(text, day.end) or _BARE_THEN.match(text, day.end)
        if after:
            end = after.end()
            yield day, _begin(text, end), end
            taken = end
            continue
        from_ = max(0, day.start - 10)
        before = _BEFORE.search(text[from_ : day.start])
        if before and from_ + before.start(1) >= taken:
            yield day, from_ + before.start(1), from_ + before.end(2)


def _find_both(text: str) -> Iterator[tuple[Day, int, int]]:
    """Yield the ends of a range with the weekdays of both that follow it: 6月3日至7日（周一至周五）."""
    for pair in find_ranges(text):
        both = _BOTH.match(text, pair.last.end)
        if both:
            yield from _split(text, pair, both)


def _split(text: str, pair: DayRange, both: re.Match[str]) -> Iterator[tuple[Day, int, int]]:
    for day, group in ((pair.first, 1), (pair.last, 2)):
        end = both.end(group)
        yield day, _begin(text, end), end


def _begin(text: str, end: int) -> int:
    return end - 2 if text[end - 2] == "周" else end - 3


def _judge(document: Document, number: int, day: Day, span: tuple[int, int], bearing: Bearing) -> Doubt | None:
    written = document.passages[number].text[slice(*span)]
    stated = _WEEK.index(written[-1].replace("天", "日"))
    year, severity = day.year, ""
    if year is None:
        guess = bearing.guess_year(day)
        if guess is None:
            return None
        year, severity = guess[0], "" if guess[1] else SUSPECTED
    is_on = day.to_date(year)
    if is_on is None or is_on.weekday() == stated:
        return None
    is_given = day.year_from in ("written", "range")
    others = [] if is_given else [one for one in (year - 1, year + 1) if _fits(day, one, stated)]
    if others:
        # of another year it would be right: no error where that year is named, or where none is sure
        named = any(f"{one}年" in passage.text for passage in document.passages for one in others)
        if severity or day.year is not None or named:
            return None
        severity = SUSPECTED
    right = written[:-1] + _WEEK[is_on.weekday()]
    return Doubt(number, *span, right=right, note=f"{_say(is_on)}是{right}", severity=severity)


def _fits(day: Day, year: int, stated: int) -> bool:
    other = day._replace(year=None).to_date(year)
    return other is not None and other.weekday() == stated


def _say(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


RULE = Rule("weekdays", "dates", prepare)
