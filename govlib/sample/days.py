"""Hold the sample's days and count calendar months and official working days between them."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import chinese_calendar


class Period(NamedTuple):
    """One inspection period: its name, first and last day."""

    name: str
    start: date
    end: date


SAMPLE_PERIOD = Period("2026Q3", date(2026, 7, 1), date(2026, 9, 25))
INSPECTION_DAY = SAMPLE_PERIOD.end


def days_before(days: int, day: date = INSPECTION_DAY) -> date:
    """Return the day that lies ``days`` days before ``day``."""
    return day - timedelta(days=days)


def months_before(months: int, day: date = INSPECTION_DAY) -> date:
    """Return the same day of the month ``months`` calendar months earlier, or that month's last day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def at_time(day: date, minutes: int) -> datetime:
    """Return the moment ``minutes`` minutes after midnight of ``day``."""
    return datetime.combine(day, time(minutes // 60 % 24, minutes % 60))


def add_workdays(start: date, count: int) -> date:
    """Return the ``count``-th official working day after ``start``; the day after the start can be the first."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= chinese_calendar.is_workday(day)
    return day


def workdays_between(start: date, end: date) -> int:
    """Count the official working days after ``start`` up to and including ``end``."""
    span = (end - start).days
    return sum(chinese_calendar.is_workday(start + timedelta(days=step)) for step in range(1, span + 1))
