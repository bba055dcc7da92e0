"""When a document says it was signed and published, and which year a date without one is then likely to mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from govlib.documents.passages import Passage
from govlib.text.chinese_dates import DATE_LIKE, Day, find_days, make_date
from govlib.text.document import Document
from govlib.text.looking import list_matching

NEAR = 90
"""Within how many days of the document's own date a date without a year surely means the nearest one."""

_LONGEST = 80
_LAST_PASSAGES = 3
_MOST_SIGNATURES = 3
_OFFICE = re.compile(
    r"[府办局委会院厅处室心部署行社站所队校组司园区馆院团企厂段场联科乡镇]$|(?:公司|集团|大学|学校|支部|领导小组|指挥部)$"
)
_BEFORE_DATE = re.compile(r"^[^，。；：:、？！,;]{0,60}$")
_AFTER_DATE = re.compile(r"^[\s]*(?:印发|发布|发|制)?[\s。]*$")
_PUBLISHED = re.compile(r"(?:发布|公开|上网|刊登|发稿)(?:日期|时间)\s*[:：]?\s*$")
_WRITTEN = re.compile(r"(?:成文|印发|签发|发文|制发|落款)(?:日期|时间)\s*[:：]?\s*$")
_HEADER_PASSAGES = 20


class Dated(NamedTuple):
    """A date that the document bears itself: where it stands, the day, whether it stands in the header."""

    passage: int
    found: Day
    day: date
    in_header: bool = False


class Bearing(NamedTuple):
    """The dates that a document bears: signatures in order, the day of publication that its header states."""

    signatures: tuple[Dated, ...]
    published: Dated | None
    days: tuple[date, ...]

    def guess_year(self, day: Day) -> tuple[int, bool] | None:
        """Return the year that a date without one is likely to mean, and whether surely; None if nothing tells."""
        if day.of_other_year:
            return None
        guesses = {_nearest(day, home) for home in self.days}
        if not guesses or None in guesses:
            return None
        years = {guess[0] for guess in guesses if guess}
        first = next(guess for guess in guesses if guess)
        return first[0], len(years) == 1 and all(guess[1] for guess in guesses if guess)


@lru_cache(maxsize=1)
def list_dated(document: Document) -> tuple[tuple[int, Passage], ...]:
    """Return the passages that write a date, with their numbers; the document last asked about is remembered."""
    return tuple((number, one) for number, one in list_matching(document, *DATE_LIKE) if find_days(one.text))


def read_bearing(document: Document) -> Bearing:
    """Return the dates that a document bears: alone below its text, or in its header beside 发布日期 or 成文日期.

    A date below the text is a signature if an office stands above or before it, or if it is among the last passages.
    """
    signatures: list[Dated] = []
    published: Dated | None = None
    filled = [number for number, passage in enumerate(document.passages) if not _is_blank(passage.text)]
    for order, number in enumerate(filled):
        text = document.passages[number].text
        if order < _HEADER_PASSAGES:
            for dated, is_publication in _read_header(text, number):
                if is_publication:
                    published = published or dated
                else:
                    signatures.append(dated)
        if len(text) > _LONGEST or "\t" in text.strip() or "!" in document.passages[number].place:
            continue
        above = document.passages[filled[order - 1]].text.strip() if order else ""
        signed = _read_signature(text, number, above, is_last=order >= max(1, len(filled) - _LAST_PASSAGES))
        if signed:
            signatures.append(signed)
    if sum(not one.in_header for one in signatures) > _MOST_SIGNATURES:
        # offices and dates one below the other are a table
        signatures = [one for one in signatures if one.in_header]
    days = [*(one.day for one in signatures), *((published.day,) if published else ())]
    days += [day for day in (document.published,) if day]
    if not days and document.seen:
        days = [document.seen]
    return Bearing(tuple(signatures), published, tuple(days))


def _read_signature(text: str, number: int, above: str, *, is_last: bool) -> Dated | None:
    days = find_days(text)
    if len(days) != 1:
        return None
    found = days[0]
    day = found.to_date() if found.year_from == "written" else None
    before, after = text[: found.start].strip(), text[found.end :]
    if day is None or not _AFTER_DATE.match(after) or not _BEFORE_DATE.match(before):
        return None
    beside = bool(before and _OFFICE.search(before)) or bool(not before and above and _is_office(above))
    return Dated(number, found, day) if beside or (is_last and not before) else None


def _is_office(text: str) -> bool:
    return len(text) <= _LONGEST and bool(_BEFORE_DATE.match(text)) and bool(_OFFICE.search(text))


def _read_header(text: str, number: int) -> Iterable[tuple[Dated, bool]]:
    if "日期" not in text and "时间" not in text:
        return
    for found in find_days(text):
        before = text[max(0, found.start - 12) : found.start]
        day = found.to_date()
        if day is not None and _PUBLISHED.search(before):
            yield Dated(number, found, day, in_header=True), True
        elif day is not None and _WRITTEN.search(before):
            yield Dated(number, found, day, in_header=True), False


def _nearest(day: Day, home: date) -> tuple[int, bool] | None:
    if not day.exists:
        return None
    years = (home.year - 1, home.year, home.year + 1)
    # beside a year without a 29th of February, how near its first of March is decides
    near = {year: abs((make_date(year, day.month, day.day) or date(year, 3, 1)) - home).days for year in years}
    best = min(years, key=lambda year: near[year])
    return best, near[best] <= NEAR


def _is_blank(text: str) -> bool:
    return not text.strip()
