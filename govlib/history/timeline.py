"""The order of a place's periods by their days, and which follow on each other without a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

TIMELINE_COLUMNS = [
    "place", "period", "title", "start", "end", "by_hand", "ruleset", "comparable_within_days", "aligned_on",
    "previous", "gap_days", "last_period", "period_a_year_ago", "chain", "step",
]  # fmt: skip
MOST_DAYS_BETWEEN = 45
ABOUT_A_YEAR = 45
_YEAR_DAYS = 365.25
_MONTHS_A_YEAR = 12
_CALENDAR = ((45, 1), (135, 3), (230, 6))
"""The most days of a period that is set beside calendar months, quarters and half years."""


@dataclass(frozen=True)
class _Span:
    """The days of a period as numbers; ``start`` is None where nobody said it."""

    start: int | None
    end: int

    @property
    def length(self) -> int:
        return 0 if self.start is None else self.end - self.start + 1


@dataclass(frozen=True)
class _Link:
    """What a period follows on: the place of the earlier one in the list, days between, its chain and its step."""

    previous: int | None
    newest: int | None
    gap: int | None
    year_before: int | None
    chain: int
    step: int


def list_timeline(known: pd.DataFrame) -> pd.DataFrame:
    """Return one row a place and period by place and end, with what it follows on; the columns of TIMELINE_COLUMNS.

    ``previous`` is the period that ended last before it, of those that began and ended before it (of several the one
    of the most like length); blank where more lies between than half of the shorter of the two, or more than 45 days:
    a gap is a gap. ``gap_days`` are the days between, below zero where the two overlap. Periods that follow on each
    other have the same ``chain`` and count ``step``. ``last_period`` and ``period_a_year_ago`` are what 上期 and
    去年同期 mean to the place, as it says itself, else by the days.

    ``aligned_on`` is the end of the calendar month, quarter, half or whole year (by the period's length) that holds
    its middle day: by it places whose periods differ by some days are put side by side.
    """
    frame = known.sort_values(["place", "end", "start", "period"], na_position="first", ignore_index=True)
    frame["aligned_on"] = _align(frame["start"], frame["end"])
    spans = list(zip(_days(frame["start"]), _days(frame["end"]), strict=True))
    kept: dict[tuple[tuple[int | None, int | None], ...], list[_Link]] = {}
    links: list[_Link] = []
    offsets: list[int] = []
    for rows in _runs(frame["place"].tolist()):
        own = tuple(spans[rows.start : rows.stop])
        if own not in kept:
            kept[own] = _link([_Span(start, end or 0) for start, end in own])
        links += kept[own]
        offsets += [rows.start] * len(own)
    names = frame["period"].tolist()

    def named(places: Sequence[int | None]) -> pd.Series:
        found = [None if at is None else names[at + offset] for at, offset in zip(places, offsets, strict=True)]
        return pd.Series(found, dtype="string")

    frame["previous"] = named([link.previous for link in links])
    frame["gap_days"] = pd.Series([link.gap for link in links], dtype="Int64")
    frame["last_period"] = frame["last_period"].fillna(named([link.newest for link in links]))
    frame["period_a_year_ago"] = frame["period_a_year_ago"].fillna(named([link.year_before for link in links]))
    frame["chain"] = pd.Series([link.chain for link in links], dtype="Int64")
    frame["step"] = pd.Series([link.step for link in links], dtype="Int64")
    return frame[TIMELINE_COLUMNS]


def _align(start: pd.Series, end: pd.Series) -> pd.Series:
    """Return the end of the calendar month, quarter, half or whole year, by its length, that holds the middle day."""
    begun = start.fillna(end)
    length = (end - begun).dt.days + 1
    middle = begun + pd.to_timedelta((length - 1) // 2, unit="D")
    months = pd.Series(_MONTHS_A_YEAR, index=end.index)
    for most_days, size in _CALENDAR:
        months = months.mask((length <= most_days) & (months > size), size)
    month = (middle.dt.month - 1) // months * months + months
    first = pd.to_datetime({"year": middle.dt.year, "month": month, "day": 1})
    return (first + pd.offsets.MonthEnd(0)).astype("datetime64[us]")


def _days(days: pd.Series) -> list[int | None]:
    return [None if pd.isna(day) else day.toordinal() for day in days]


def _runs(places: Sequence[str]) -> list[range]:
    """Return where the rows of each place stand."""
    starts = [at for at, place in enumerate(places) if at == 0 or places[at - 1] != place]
    return [range(*ends) for ends in pairwise([*starts, len(places)])]


def _link(spans: Sequence[_Span]) -> list[_Link]:
    links: list[_Link] = []
    followed: set[int] = set()
    for at, span in enumerate(spans):
        newest = _previous(spans, at)
        gap = None if newest is None else _gap(spans[newest], span)
        previous = newest if newest is not None and _follows(spans[newest], span) else None
        if previous is None or previous in followed:
            chain, step = at, 0
        else:
            followed.add(previous)
            chain, step = links[previous].chain, links[previous].step + 1
        links.append(_Link(previous, newest, gap, _year_before(spans, at), chain, step))
    return links


def _previous(spans: Sequence[_Span], at: int) -> int | None:
    """Return the newest period that began and ended before this one, of several the most alike in length."""
    span = spans[at]
    earlier = [other for other in range(at) if spans[other].end < span.end and _began_before(spans[other], span)]
    last = max((spans[other].end for other in earlier), default=None)
    alike = [other for other in earlier if spans[other].end == last]
    return min(alike, key=lambda other: (abs(spans[other].length - span.length), other), default=None)


def _began_before(one: _Span, other: _Span) -> bool:
    if other.start is None:
        return True
    return one.end < other.start if one.start is None else one.start < other.start


def _gap(one: _Span, other: _Span) -> int | None:
    return None if other.start is None else other.start - one.end - 1


def _follows(one: _Span, other: _Span) -> bool:
    """Tell whether no period can lie between the two; where the days are not all known, half a period is allowed."""
    gap = _gap(one, other)
    if gap is None:
        return False
    lengths = [each.length for each in (one, other) if each.length]
    return gap <= min(MOST_DAYS_BETWEEN, min(lengths) // 2)


def _year_before(spans: Sequence[_Span], at: int) -> int | None:
    """Return the period that ended nearest to a year before, at most 45 days from it, of several the most alike."""
    span = spans[at]
    wanted = span.end - _YEAR_DAYS
    near = [other for other in range(at) if abs(spans[other].end - wanted) <= ABOUT_A_YEAR]

    def unlike(other: int) -> tuple[bool, float, int]:
        half = max(span.length, spans[other].length) // 2
        return abs(spans[other].length - span.length) > half, abs(spans[other].end - wanted), other

    return min(near, key=unlike, default=None)
