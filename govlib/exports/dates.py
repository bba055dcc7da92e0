"""Dates as offices write them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

_DASHES = str.maketrans({"—": "-", "–": "-", "−": "-", "‐": "-", "―": "-"})
_WEEKDAY = re.compile(r"\(?(?:星期|周)[一二三四五六日天]\)?")
_TIME = (
    r"(?:(?:[T\s]+|(?<=日))(?P<h>\d{1,2})\s*[:时]\s*(?P<i>\d{1,2})(?:\s*[:分]\s*(?P<s>\d{1,2})(?:\.\d+)?)?"
    r"\s*[分秒]?\s*(?P<z>Z|[+-]\d{2}:?\d{2})?)?"
)
_FULL = re.compile(
    r"(?P<y>\d{4})\s*(?:年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日?"
    r"|(?P<sep>[-/.])\s*(?P<m2>\d{1,2})\s*(?P=sep)\s*(?P<d2>\d{1,2}))" + _TIME
)
_PACKED = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:\s*(?P<h>\d{2}):?(?P<i>\d{2}):?(?P<s>\d{2}))?")
_SHORT = re.compile(r"(?P<m>\d{1,2})\s*(?:月\s*(?P<d>\d{1,2})\s*日?|[-/]\s*(?P<d2>\d{1,2}))" + _TIME)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_SERIAL_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no time zones
FIRST_YEAR, LAST_YEAR = 1950, 2099
_BEIJING_HOURS = 8


@dataclass(frozen=True)
class Window:
    """The inspection window, by which a date without a year gets one."""

    start: dt.date
    end: dt.date

    def distance(self, day: dt.date) -> int:
        """Return the days between ``day`` and the window; 0 inside it."""
        return max((self.start - day).days, (day - self.end).days, 0)


def parse_moment(text: str, window: Window) -> dt.datetime | None:
    """Return the moment a text names, None if it names none.

    Years are 1950 to 2099. A date without a year gets the one that puts it in the window or nearest to it. Five digits
    are a spreadsheet's serial number of 1900. A moment with a zone (``Z``, ``+08:00``) is turned into Beijing time.
    """
    plain = _WEEKDAY.sub("", unicodedata.normalize("NFKC", text).translate(_DASHES)).strip()
    for pattern in (_FULL, _PACKED):
        found = pattern.fullmatch(plain)
        if found:
            return _build(int(found["y"]), found)
    if _SERIAL.fullmatch(plain):
        return _from_serial(float(plain))
    found = _SHORT.fullmatch(plain)
    if found:
        years = range(window.start.year - 1, window.end.year + 2)
        moments = [moment for year in years if (moment := _build(year, found)) is not None]
        return min(moments, key=lambda moment: window.distance(moment.date()), default=None)
    return None


def _from_serial(serial: float) -> dt.datetime | None:
    moment = _SERIAL_ZERO + dt.timedelta(seconds=round(serial * 86400))
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _build(year: int, found: re.Match[str]) -> dt.datetime | None:
    parts = found.groupdict()
    month, day = parts["m"] if parts.get("m2") is None else parts["m2"], parts["d"] or parts.get("d2")
    if day is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    hour, minute, second = (int(parts.get(name) or 0) for name in ("h", "i", "s"))
    try:
        moment = dt.datetime(year, int(month), int(day), hour, minute, second)  # noqa: DTZ001 - exports name no zone
    except ValueError:
        return None
    zone = parts.get("z")
    if zone:
        hours, minutes = (0, 0) if zone == "Z" else (int(zone[1:3]), int(zone[-2:]))
        offset = dt.timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)
        moment += dt.timedelta(hours=_BEIJING_HOURS) - offset
    return moment
