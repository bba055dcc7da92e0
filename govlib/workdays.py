"""Windows in days, calendar months and working days, all counted from a given day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

import numpy as np
import numpy.typing as npt
import pandas as pd
from pydantic import Field, model_validator

from govlib.catalog.yamlfile import Declaration
from govlib.official_days import Days, is_awaited, is_published, list_workdays, new_year

PROVISIONAL = "（暂定）"
"""Stands behind a number or a date that may still change; what is not known is said beside it."""

_FEWEST_A_YEAR = 200
"""How many working days a year has at least; one with fewer only makes the search look one year further."""
_ONE_DAY = np.timedelta64(1, "D")


class Span(Declaration):
    """A length of time as the act says it: years, months and days add up; working days stand alone."""

    days: int = Field(default=0, ge=0)
    months: int = Field(default=0, ge=0)
    years: int = Field(default=0, ge=0)
    workdays: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _one_kind(self) -> Span:
        if self.workdays and (self.days or self.months or self.years):
            raise ValueError("工作日（workdays）不能与 days、months、years 同写")
        return self

    @property
    def is_empty(self) -> bool:
        """Return whether no length was given at all."""
        return not (self.days or self.months or self.years or self.workdays)


@dataclass(frozen=True)
class LocalDays:
    """The days that only some places rest or work, by the name of their file, and the years that it tells of."""

    name: str
    stated: Mapping[date, bool]
    years: frozenset[int]


@dataclass(frozen=True)
class Calendar:
    """Which days are worked: by the official notices, unless ``stated`` otherwise (true is worked).

    A year is provisional (暂定) while no notice of it is known, nor all its days are stated (``complete``), and where a
    calendar of the place's own (``local``) says nothing of it: dates counted through it may still change.
    """

    stated: Mapping[date, bool] = field(default_factory=dict)
    complete: frozenset[int] = frozenset()
    local: tuple[LocalDays, ...] = ()

    def with_local(self, local: Iterable[LocalDays]) -> Calendar:
        """Return the calendar of a place that has days of its own; they win over what is stated for all."""
        added = tuple(local)
        stated = dict(self.stated)
        for one in added:
            stated |= one.stated
        return Calendar(stated, self.complete, (*self.local, *added))

    def is_workday(self, day: date) -> bool:
        """Tell whether a day is a working day; in a provisional year by the weekday, unless it is stated."""
        return bool(np.isin(np.datetime64(day, "D"), self._list_workdays(day.year, day.year)))

    def is_provisional(self, year: int) -> bool:
        """Tell whether the working days of a year are not all known: dates counted through it are 暂定."""
        return self._say_doubt(year) != ""

    def list_workdays(self, first: date, last: date) -> Days:
        """Return the working days from the first to the last day, both included, in order, as datetime64[D]."""
        working = self._list_workdays(first.year, last.year) if first <= last else np.array([], dtype="datetime64[D]")
        days: Days = working[(working >= np.datetime64(first, "D")) & (working <= np.datetime64(last, "D"))]
        return days

    def last_day_in_time(self, start: pd.Series, span: Span) -> pd.Series:
        """Return for each start day the last day that is still in time, at midnight, as datetime64[us].

        Months end on the same day of the month, or on the last one where the month is shorter (one month from 31
        January is 28 or 29 February). Working days are counted from the day after the start. A missing day stays
        missing.
        """
        days = _at_midnight(start)
        if span.workdays:
            return self._after_workdays(days, span.workdays)
        moved = days + pd.DateOffset(years=span.years, months=span.months, days=span.days)
        return moved.astype("datetime64[us]")

    def workdays_between(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """Return for each row how many working days lie after its start, its end included, as Int64.

        An end before the start gives the working days between them as a negative number; a missing day stays missing.
        """
        first, last = _at_midnight(start), _at_midnight(end)
        known = (first.notna() & last.notna()).to_numpy(dtype=bool)
        counted = np.zeros(len(known), dtype=np.int64)
        if known.any():
            days = [_as_days(column)[known] for column in (first, last)]
            both = np.concatenate(days)
            working = self._list_workdays(_year(both.min()), _year(both.max()))
            before, until = (np.searchsorted(working, each, side="right") for each in days)
            counted[known] = until - before
        return pd.Series(pd.arrays.IntegerArray(counted, ~known), index=first.index)

    def provisional_years(self, start: pd.Series, end: pd.Series) -> dict[int, npt.NDArray[np.bool_]]:
        """Return the provisional years that any row counts through, each with whether a row does.

        A row counts the days after its start, its end included; one without start or end counts none.
        """
        first, last = _as_days(_at_midnight(start)) + _ONE_DAY, _as_days(_at_midnight(end))
        counts = first <= last
        if not counts.any():
            return {}
        years: dict[int, npt.NDArray[np.bool_]] = {}
        for year in range(_year(first[counts].min()), _year(last[counts].max()) + 1):
            if self.is_provisional(year):
                touched = counts & (first < new_year(year + 1)) & (last >= new_year(year))
                if touched.any():
                    years[year] = touched
        return years

    def say_provisional(self, years: Iterable[int]) -> str:
        """Return what is not known of some years, such as （暂定：2027年放假安排未公布，只按周末计）; "" if all is."""
        doubts = [(year, self._say_doubt(year)) for year in sorted(set(years))]
        told = []
        for _, group in groupby(enumerate(doubts), key=lambda item: (item[1][0] - item[0], item[1][1])):
            run = [doubt for _, doubt in group]
            (first, said), (last, _) = run[0], run[-1]
            if said:
                told.append(f"{first}年{said}" if first == last else f"{first}—{last}年{said}")
        return f"（暂定：{'；'.join(told)}）" if told else ""

    def say_each_provisional(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """Return for each row what is not known of the days after its start, its end included; "" if all is."""
        years = self.provisional_years(start, end)
        if not years:
            return pd.Series("", index=start.index, dtype="string")
        kinds, which = np.unique(np.column_stack(list(years.values())), axis=0, return_inverse=True)
        words = [self.say_provisional(np.array(list(years))[kind].tolist()) for kind in kinds]
        return pd.Series(np.array(words, dtype=object)[which.reshape(-1)], index=start.index, dtype="string")

    def _say_doubt(self, year: int) -> str:
        doubts = []
        if year not in self.complete and not is_published(year):
            other = "和另行写明的日子" if any(day.year == year for day in self.stated) else ""
            why = "放假安排未公布" if is_awaited(year) else "没有放假安排的资料"
            doubts.append(f"{why}，只按周末{other}计")
        doubts += [f"“{one.name}”的放假日没有写明，未计入" for one in self.local if year not in one.years]
        return "，".join(doubts)

    def _after_workdays(self, days: pd.Series, count: int) -> pd.Series:
        """Return for each day the ``count``-th working day after it, found in one sorted list of working days."""
        known = days.notna().to_numpy(dtype=bool)
        if not known.any():
            return days
        starts = _as_days(days)[known]
        first, last = _year(starts.min()), _year(starts.max()) + 1 + count // _FEWEST_A_YEAR
        working = self._list_workdays(first, last)
        position = np.searchsorted(working, starts, side="right") + count - 1
        while position.max() >= len(working):
            last += 1
            working = self._list_workdays(first, last)
        reached = np.full(len(days), np.datetime64("NaT"), dtype="datetime64[us]")
        reached[known] = working[position]
        return pd.Series(reached, index=days.index, name=days.name)

    def _list_workdays(self, first: int, last: int) -> Days:
        """Return the working days of all years from the first to the last."""
        working = np.concatenate([list_workdays(year) for year in range(first, last + 1)])
        stated = {day: worked for day, worked in self.stated.items() if first <= day.year <= last}
        if not stated:
            return working
        on, off = (
            np.array([day for day, worked in stated.items() if worked == wanted], dtype="datetime64[D]")
            for wanted in (True, False)
        )
        return np.union1d(np.setdiff1d(working, off), on)


OFFICIAL = Calendar()
"""The official notices alone."""


def start_of_window(day: date, span: Span) -> date:
    """Return the day that lies a span before ``day``: 3 months before 31 May is 28 (29) February.

    Raises ValueError for working days, which only run forward here.
    """
    if span.workdays:
        raise ValueError("工作日时限只能从起算日往后数")
    moved = pd.Timestamp(day) - pd.DateOffset(years=span.years, months=span.months, days=span.days)
    return moved.date()


def _at_midnight(days: pd.Series) -> pd.Series:
    return pd.to_datetime(days).astype("datetime64[us]").dt.normalize()


def _as_days(days: pd.Series) -> Days:
    return days.to_numpy().astype("datetime64[D]")


def _year(day: np.datetime64) -> int:
    return int(day.astype("datetime64[Y]").astype(np.int64)) + 1970
