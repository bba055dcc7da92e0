"""Dress dates and numbers in the many forms that platforms export them in."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime

from govlib.sample.days import SAMPLE_PERIOD
from govlib.sample.sheets import Raw

_SERIAL_ORIGIN = date(1899, 12, 30)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
BLANKS = ("", "－", "/", "无")
_COMMON, _RARE = 0.55, 0.97


def full_width(number: int) -> str:
    """Return a number in full-width digits."""
    return str(number).translate(_FULL_WIDTH)


@dataclass(frozen=True)
class Dress:
    """Dress values for one room; ``excel`` says whether cells can hold real dates and numbers."""

    rng: random.Random
    excel: bool = True

    def day(self, value: date | None) -> Raw:
        """Return a date as a real date, text in one of six forms, or now and then a serial number."""
        if value is None:
            return None
        draw = self.rng.random()
        if self.excel and draw < _COMMON:
            return value
        if self.excel and draw > _RARE:
            return (value - _SERIAL_ORIGIN).days
        forms = [
            value.isoformat(),
            f"{value.year}/{value.month}/{value.day}",
            f"{value.year}年{value.month}月{value.day}日",
            f"{value:%Y%m%d}",
            f"{value.isoformat()} 0{self.rng.randrange(8, 10)}:{self.rng.randrange(10, 60)}",
        ]
        if SAMPLE_PERIOD.start <= value <= SAMPLE_PERIOD.end:
            forms.append(f"{value.month}月{value.day}日")
        return self.rng.choice(forms)

    def moment(self, value: datetime) -> Raw:
        """Return a moment as a real date with time, or as text that keeps the minute."""
        if self.excel and self.rng.random() < _COMMON:
            return value
        clock = f"{value:%H:%M}"
        return self.rng.choice(
            [
                f"{value:%Y-%m-%d} {clock}:00",
                f"{value:%Y-%m-%d} {clock}",
                f"{value.year}/{value.month}/{value.day} {value.hour}:{value:%M}",
                f"{value.year}年{value.month}月{value.day}日 {clock}",
            ]
        )

    def count(self, value: int, unit: str = "") -> Raw:
        """Return a count as a number, or now and then as text with its unit or in full-width digits."""
        draw = self.rng.random()
        if unit and draw > _RARE:
            return f"{value}{unit}"
        if draw < 1 - _RARE:
            return full_width(value)
        return value if self.excel else str(value)

    def blank(self) -> Raw:
        """Return one of the ways to leave an optional cell empty."""
        return self.rng.choice(BLANKS) or None
