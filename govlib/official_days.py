"""The working days of one year as the published notices give them; a year without a notice has its weekdays."""

from __future__ import annotations

from functools import lru_cache

import chinese_calendar
import numpy as np
import numpy.typing as npt
from chinese_calendar import constants

Days = npt.NDArray[np.datetime64]
"""Days in ascending order, as datetime64[D]."""

_WEEKDAYS = "1111100"
_YEARS_KEPT = 512
_FIRST, _NEWEST = (int(day.year) for day in (min(constants.holidays), max(constants.holidays)))


def is_published(year: int) -> bool:
    """Tell whether the official notice of a year's holidays is known."""
    return _FIRST <= year <= _NEWEST


def is_awaited(year: int) -> bool:
    """Tell whether a year comes after all whose notices are known, so that its own is still to be published."""
    return year > _NEWEST


def new_year(year: int) -> np.datetime64:
    """Return the first day of a year, however far from any that Python's dates can tell."""
    first: np.datetime64 = np.datetime64(year - 1970, "Y").astype("datetime64[D]")
    return first


@lru_cache(maxsize=_YEARS_KEPT)
def list_workdays(year: int) -> Days:
    """Return the working days of a year: by the official notice, or, where none is known, Monday to Friday."""
    days = np.arange(new_year(year), new_year(year + 1))
    if is_published(year):
        is_worked = np.array([chinese_calendar.is_workday(day) for day in days.tolist()], dtype=bool)
    else:
        is_worked = np.is_busday(days, weekmask=_WEEKDAYS)
    working: Days = days[is_worked]
    working.setflags(write=False)
    return working
