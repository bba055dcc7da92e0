"""Every date that a text writes, as numbers, whether such a day exists or not, and where its year comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

YearFrom = Literal["written", "range", "sentence", ""]
FIRST_YEAR, LAST_YEAR = 1900, 2099

_BLANK = "[ \u3000\xa0]?"
_NUMERALS = "一二三四五六七八九十廿卅"
_NOUGHTS = "〇零○Ｏ"
_NUMBER = rf"(?:\d{{1,2}}|[{_NUMERALS}]{{1,3}})"
_YEAR = rf"(?:\d{{4}}|[{_NUMERALS[:9]}{_NOUGHTS}]{{4}})"
_JOIN = rf"{_BLANK}(?:[至到]|[-－–—―─~～]{{1,2}}){_BLANK}"
_BESIDE = rf"(?:{_BLANK}[（(][^（）()\n]{{1,8}}[）)])?"
_TIME = r"\d{1,2}(?:[:：]\d{2}(?:[:：]\d{2})?|[时点](?:\d{1,2}分|半|整)?)"
_CLOCK = rf"(?:{_BLANK}(?:上午|下午|凌晨|晚上?|早上?)?{_BLANK}{_TIME})?"
_MONTH_DAY = re.compile(rf"月{_BLANK}({_NUMBER}){_BLANK}(?:[日号]|(?={_JOIN}{_NUMBER}{_BLANK}[日号]))")
_BEFORE = re.compile(
    rf"(?:(?<!\d)({_YEAR}){_BLANK}年{_BLANK}|(同年|当年|次年|翌年|第二年|来年){_BLANK})?"
    rf"(?<![\d{_NUMERALS}])({_NUMBER}|元){_BLANK}$"
)
_NUMERIC = re.compile(r"[12][089]\d\d([-./])\d{1,2}\1\d{1,2}")
_BETWEEN = re.compile(rf"{_BESIDE}{_CLOCK}{_BLANK}(?:起|开始)?{_JOIN}")
_DAY_ONLY = re.compile(rf"({_NUMBER}){_BLANK}[日号]")
_MONTH_ONLY = re.compile(r"(\d{1,2})([-./])(\d{1,2})(?![\d.\-/])")
DATE_LIKE = (_MONTH_DAY, _NUMERIC)
"""Patterns one of which is found wherever a date may stand."""

_SENTENCE_END = frozenset("。！？!?；;\n\r")
_THIS_YEAR = ("今年", "本年")
_LENGTH = re.compile(rf"[\d{_NUMERALS}两几数满]年$")
_LUNAR = ("农历", "阴历", "旧历", "夏历", "藏历", "古尔邦")
_LOOKED_BACK = 16
_SAME_SENTENCE = 200
_FOLLOWING = ("次年", "翌年", "来年", "第二年")
_CACHED = 4096


class Day(NamedTuple):
    """A date as a text writes it, ``text[start:end]``; such a day need not exist.

    ``year`` is None where none could be found. ``year_from`` is ``written``, ``range`` (taken from the other end, or
    by 同年 or 次年 from the date before), ``sentence`` (from a date before it in the sentence) or "". A date
    ``of_other_year`` is one of 去年, 明年, 每年 and the like: nothing else tells its year.
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int
    year_from: YearFrom
    numeric: bool = False
    of_other_year: bool = False

    def to_date(self, year: int | None = None) -> date | None:
        """Return the day, in ``year`` where it has none of its own; None if it has none at all or doesn't exist."""
        of = self.year or year
        return make_date(of, self.month, self.day) if of else None

    @property
    def exists(self) -> bool:
        """Return whether there is such a day, in a leap year if the year is unknown."""
        return make_date(self.year or 2000, self.month, self.day) is not None


class DayRange(NamedTuple):
    """Two dates joined by 至 or a dash."""

    first: Day
    last: Day


def make_date(year: int, month: int, day: int) -> date | None:
    """Return a day, or None if there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_days(text: str) -> tuple[Day, ...]:
    """Return every date of a text in order; dates of the lunar calendar and lengths of time are left out."""
    if "月" not in text and not _NUMERIC.search(text):
        return ()
    return _find_cached(text) if len(text) <= _CACHED else _find_long(text)


def find_ranges(text: str) -> Iterator[DayRange]:
    """Yield the dates that are joined to a range."""
    days = find_days(text)
    for first, last in pairwise(days):
        if _BETWEEN.fullmatch(text, first.end, last.start):
            yield DayRange(first, last)


def read_number(text: str) -> int:
    """Return a number up to 99 in digits or Chinese numerals; 0 if it is none."""
    if text.isdigit():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十").replace("两", "二")
    if text in ("元", "正"):
        return 1
    tens, ten, ones = text.rpartition("十")
    if (tens and tens not in _NUMERALS[:9]) or (ones and ones not in _NUMERALS[:9]):
        return 0
    value = _NUMERALS.index(ones) + 1 if ones else 0
    if ten:
        value += 10 * (_NUMERALS.index(tens) + 1 if tens else 1)
    return value


@lru_cache(maxsize=1024)
def _find_cached(text: str) -> tuple[Day, ...]:
    return tuple(_fill_years(text, _find(text)))


@lru_cache(maxsize=2)
def _find_long(text: str) -> tuple[Day, ...]:
    return tuple(_fill_years(text, _find(text)))


def _find(text: str) -> list[Day]:
    found = [*_find_chinese(text), *_find_numeric(text)]
    found.sort()
    kept: list[Day] = []
    for day in found:
        if not kept or day.start >= kept[-1].end:
            kept.append(day)
    return kept


def _find_chinese(text: str) -> Iterator[Day]:
    for match in _MONTH_DAY.finditer(text):
        from_ = max(0, match.start() - _LOOKED_BACK)
        before = _BEFORE.search(text[from_ : match.start()])
        if before is None:
            continue
        start = from_ + before.start()
        of_other_year = text[max(0, start - 1) : start] == "年" and not before[1]
        if of_other_year and _LENGTH.search(text[max(0, start - 3) : start]):
            continue
        of_other_year = of_other_year and text[max(0, start - 2) : start] not in _THIS_YEAR
        if any(word in text[max(0, start - 4) : start] for word in _LUNAR):
            continue
        month, day = read_number(before[3]), read_number(match[1])
        year = _read_year(before[1]) if before[1] else None
        found = Day(start, match.end(), year, month, day, "written" if year else "", of_other_year=of_other_year)
        yield found
        yield from _find_end(text, found)


def _find_end(text: str, first: Day) -> Iterator[Day]:
    """Yield the last day of a range that says no month (6月1日至5日)."""
    joined = _BETWEEN.match(text, first.end)
    only = _DAY_ONLY.match(text, joined.end()) if joined else None
    if only:
        day = read_number(only[1])
        yield Day(only.start(), only.end(), None, first.month, day, "", of_other_year=first.of_other_year)


def _find_numeric(text: str) -> Iterator[Day]:
    for match in _NUMERIC.finditer(text):
        start, end = match.span()
        if not _stands_alone(text, match):
            continue
        year, month, day = (int(part) for part in re.split(r"[-./]", match[0]))
        yield Day(start, end, year, month, day, "written", numeric=True)
        joined = _BETWEEN.match(text, end)
        only = _MONTH_ONLY.match(text, joined.end()) if joined and match[1] != "-" else None
        if only and only[2] == match[1]:
            yield Day(only.start(), only.end(), None, int(only[1]), int(only[3]), "", numeric=True)


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Return whether a date in digits is no part of a longer number, save a range of dates joined by a dash."""
    start, end = match.span()
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    if not any(sign.isascii() and (sign.isalnum() or sign in "-./_") and sign != "T" for sign in around):
        return True
    if match[1] == "-":
        return False
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    if before and before[-1].isascii() and (before[-1].isalnum() or before[-1] in "./_"):
        return False
    if before.endswith("-") and not before[:-1].isdigit():
        return False
    if after == "-":
        return bool(_MONTH_ONLY.match(text, end + 1) or _NUMERIC.match(text, end + 1))
    return not (after.isascii() and (after.isalnum() or after in "./_")) or not after


def _fill_years(text: str, days: list[Day]) -> Iterator[Day]:
    """Yield the dates with the years that the other end of their range, or the sentence, gives them."""
    last: Day | None = None
    for number, day in enumerate(days):
        now = day
        if day.of_other_year:
            pass
        elif day.year is None and last is not None and last.year is not None:
            now = _take_year(text, day, last)
        elif day.year is None and number + 1 < len(days):
            after = days[number + 1]
            if after.year is not None and _BETWEEN.fullmatch(text, day.end, after.start):
                earlier = (day.month, day.day) <= (after.month, after.day)
                now = day._replace(year=after.year if earlier else after.year - 1, year_from="range")
        yield now
        last = now


def _take_year(text: str, day: Day, last: Day) -> Day:
    year = last.year or 0
    gap = text[last.end : day.start]
    word = text[day.start : day.start + 3]
    if word.startswith(_FOLLOWING) or gap.endswith(_FOLLOWING):
        return day._replace(year=year + 1, year_from="range")
    if word.startswith(("同年", "当年")) or gap.endswith("同年"):
        return day._replace(year=year, year_from="range")
    if _BETWEEN.fullmatch(text, last.end, day.start):
        return day._replace(year=year, year_from="range" if last.year_from != "sentence" else "sentence")
    if len(gap) > _SAME_SENTENCE or any(sign in _SENTENCE_END for sign in gap):
        return day
    return day._replace(year=year, year_from="sentence")


def _read_year(text: str) -> int:
    if text.isdigit():
        return int(text)
    digits = {sign: str(value) for value, sign in enumerate(_NUMERALS[:9], 1)} | dict.fromkeys(_NOUGHTS, "0")
    return int("".join(digits[sign] for sign in text))
