"""Periods that a text names: 2023年第二季度, 2024年上半年, 2022年1—5月, 2021年度."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from govlib.text.chinese_dates import read_number

PeriodKind = Literal["quarter", "half", "year", "month", "months"]

_BLANK = "[ \u3000\xa0]?"
_DIGITS = "〇一二三四五六七八九"
_YEAR = rf"(?<![\d〔\[（(])(?P<year>20\d{{2}}|二[{_DIGITS}○零]{{3}}){_BLANK}年"
_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,2}"
_NAMED = re.compile(
    rf"(?:{_YEAR}{_BLANK}度?{_BLANK})?(?:"
    rf"第?{_BLANK}(?P<quarter>[一二三四1-4]){_BLANK}季度"
    r"|(?P<half>[上下])半年(?!度?计划)"
    rf"|(?<![\d一二三四五六七八九十年第])(?P<first>{_NUMBER}){_BLANK}月?份?{_BLANK}(?:[至到]|[-－–—―─~～]{{1,2}}){_BLANK}"
    rf"(?P<last>{_NUMBER}){_BLANK}月(?!{_BLANK}(?:{_NUMBER}){_BLANK}[日号])"
    rf"|(?<![\d一二三四五六七八九十至到\-—－–~～])(?P<month>{_NUMBER}){_BLANK}月份?(?!{_BLANK}(?:{_NUMBER}){_BLANK}[日号])(?!{_BLANK}[-－–—~～至到])"
    r")"
)
_WHOLE = re.compile(rf"{_YEAR}{_BLANK}(?:度(?!第?[一二三四1-4]季)|全年)")
_MONTHS, _QUARTER, _HALF = 12, 3, 6


@dataclass(frozen=True)
class Period:
    """A stretch of whole months that a text names, ``text[start:end]``; ``year`` is None where it says none."""

    start: int
    end: int
    kind: PeriodKind
    year: int | None
    months: tuple[int, int]

    def days(self, year: int | None = None) -> tuple[date, date] | None:
        """Return the first and the last day, in ``year`` where the text says none."""
        of = self.year or year
        if of is None:
            return None
        last = calendar.monthrange(of, self.months[1])[1]
        return date(of, self.months[0], 1), date(of, self.months[1], last)


def find_periods(text: str, *, bare_months: bool = False) -> Iterator[Period]:
    """Yield the periods that a text names, in order; a month without its year only where ``bare_months`` says so."""
    found = [*_find_named(text, bare_months=bare_months), *_find_whole(text)]
    taken = -1
    for period in sorted(found, key=lambda one: (one.start, -one.end)):
        if period.start >= taken:
            taken = period.end
            yield period


def _find_named(text: str, *, bare_months: bool) -> Iterator[Period]:
    for match in _NAMED.finditer(text):
        read = _read_months(match)
        if read is None:
            continue
        kind, first, last = read
        if not 1 <= first <= last <= _MONTHS:
            continue
        year = _read_year(match["year"])
        if kind == "month" and year is None and not bare_months:
            continue
        yield Period(match.start(), match.end(), kind, year, (first, last))


def _read_months(match: re.Match[str]) -> tuple[PeriodKind, int, int] | None:
    if match["quarter"]:
        number = read_number(match["quarter"])
        return "quarter", _QUARTER * (number - 1) + 1, _QUARTER * number
    if match["half"]:
        return ("half", 1, _HALF) if match["half"] == "上" else ("half", _HALF + 1, _MONTHS)
    if match["month"]:
        return "month", read_number(match["month"]), read_number(match["month"])
    return "months", read_number(match["first"]), read_number(match["last"])


def _find_whole(text: str) -> Iterator[Period]:
    for match in _WHOLE.finditer(text):
        yield Period(match.start(), match.end(), "year", _read_year(match["year"]), (1, _MONTHS))


def _read_year(text: str | None) -> int | None:
    if not text:
        return None
    if text.isdigit():
        return int(text)
    return int("".join(str(_DIGITS.index("〇" if sign in "○零" else sign)) for sign in text))
