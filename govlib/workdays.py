"""Windows in days, calendar months and working days, all counted from a given day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import chinese_calendar
import numpy as np
import numpy.typing as npt
import pandas as pd
from pydantic import Field, model_validator

from govlib.catalog.yamlfile import Declaration

_WEEKEND = (5, 6)
_SPARE_DAYS = 60
"""Days to look further than three times the working days asked for; the longest holiday closes nine days in a row."""


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


def start_of_window(day: date, span: Span) -> date:
    """Return the day that lies a span before ``day``: 3 months before 31 May is 28 (29) February.

    Raises ValueError for working days, which only run forward here.
    """
    if span.workdays:
        raise ValueError("工作日时限只能从起算日往后数")
    moved = pd.Timestamp(day) - pd.DateOffset(years=span.years, months=span.months, days=span.days)
    return moved.date()


def last_day_in_time(start: pd.Series, span: Span) -> pd.Series:
    """Return for each start day the last day that is still in time, at midnight, as datetime64[us].

    Months end on the same day of the month, or on the last one where the month is shorter (one month from 31 January
    is 28 or 29 February). Working days are counted from the day after the start. A missing day stays missing.
    """
    days = pd.to_datetime(start).astype("datetime64[us]").dt.normalize()
    if span.workdays:
        return _after_workdays(days, span.workdays)
    moved = days + pd.DateOffset(years=span.years, months=span.months, days=span.days)
    return moved.astype("datetime64[us]")


@lru_cache(maxsize=512)
def is_provisional(year: int) -> bool:
    """Tell whether no official notice of a year's holidays is known: dates counted through it are 暂定."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return True
    return False


@lru_cache(maxsize=16384)
def is_workday(day: date) -> bool:
    """Tell whether a day is a working day: by the official notice, else (a provisional year) by the weekday alone."""
    if is_provisional(day.year):
        return day.weekday() not in _WEEKEND
    return bool(chinese_calendar.is_workday(day))


def _after_workdays(days: pd.Series, count: int) -> pd.Series:
    """Return for each day the ``count``-th working day after it, found in one sorted list of working days."""
    known = days.dropna()
    if known.empty:
        return days
    working = _workdays_between(known.min().date(), int((known.max() - known.min()).days) + count * 3 + _SPARE_DAYS)
    position = np.searchsorted(working, known.to_numpy().astype("datetime64[D]"), side="right") + count - 1
    reached = pd.Series(working[position].astype("datetime64[us]"), index=known.index)
    return reached.reindex(days.index) if len(known) < len(days) else reached


def _workdays_between(first: date, length: int) -> npt.NDArray[np.datetime64]:
    days = pd.date_range(first, periods=length + 1, unit="us")
    return np.array([day for day in days.date if is_workday(day)], dtype="datetime64[D]")
