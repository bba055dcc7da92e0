"""Windows in days, calendar months and working days, all counted from a given day."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import numpy as np
import pandas as pd

from govlib.catalog.yamlfile import Declaration


class Span(Declaration):
    """A length of time as the act says it; the parts add up, working days stand alone."""

    days: int = 0
    months: int = 0
    years: int = 0
    workdays: int = 0


def start_of_window(day: date, span: Span) -> date:
    """Return the day that lies a span before ``day``: 3 months before 31 May is 28 (29) February.

    Raises ValueError for working days, which only run forward here.
    """
    if span.workdays:
        raise ValueError("工作日时限只能从起算日往后数")
    moved = pd.Timestamp(day) - pd.DateOffset(years=span.years, months=span.months, days=span.days)
    return moved.date()


def last_day_in_time(start: pd.Series, span: Span) -> pd.Series:
    """Return for each start day the last day that is still in time, as datetime64; missing stays missing.

    Working days are counted from the day after the start, after the official calendar.
    """
    days = pd.to_datetime(start).dt.normalize()
    if span.workdays:
        return _after_workdays(days, span.workdays)
    return days + pd.DateOffset(years=span.years, months=span.months, days=span.days)


def is_provisional(year: int) -> bool:
    """Tell whether a year's official working days are not published yet: its dates are 暂定."""
    try:
        chinese_calendar.is_workday(date(year, 1, 4))
    except NotImplementedError:
        return True
    return False


def is_workday(day: date) -> bool:
    """Tell whether a day is a working day: by the official notice, else by the weekday alone."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5  # noqa: PLR2004 - Monday to Friday


def _after_workdays(days: pd.Series, count: int) -> pd.Series:
    known = days.dropna()
    if known.empty:
        return days
    first, last = known.min().date(), known.max().date()
    calendar = pd.date_range(first, last + timedelta(days=count * 3 + 40))
    working = np.array([stamp.date() for stamp in calendar if is_workday(stamp.date())], dtype="datetime64[D]")
    starts = known.to_numpy().astype("datetime64[D]")
    position = np.searchsorted(working, starts, side="right") + count - 1
    result = pd.Series(pd.NaT, index=days.index, dtype="datetime64[us]")
    result.loc[known.index] = working[position].astype("datetime64[us]")
    return result
