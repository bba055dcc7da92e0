"""The points that one indicator costs or gives, in exact arithmetic."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from govlib.catalog.rulesets import Indicator
from govlib.catalog.score_models import Points
from govlib.judging import FAIL, PASS

_PERCENT = 100


def exact(number: float) -> Fraction:
    """Return a declared number as the decimal that was written: 0.1 is a tenth."""
    return Fraction(str(number))


def at_day(points: Sequence[Points], day: date) -> Points | None:
    """Return the points in force on a day, its own first day included; None before the first."""
    in_force = [entry for entry in points if entry.since <= day]
    return max(in_force, key=lambda entry: entry.since) if in_force else None


def cap_points(points: Points, amount: Fraction) -> Fraction:
    """Return an amount, no more of it than the indicator's own points (SC-6)."""
    return amount if points.cap is None else min(amount, exact(points.cap))


def count_points(points: Points | None, indicator: Indicator, outcome: str, value: float) -> Fraction | None:
    """Return the points that follow from a finding: lost by a deduction, given by a bonus; None where nobody can tell.

    A deduction costs nothing unless it fails, a bonus gives nothing unless it passes. What is 待复核 or 缺数据 can't be
    told, nor points that only an inspector can enter.
    """
    moves, rests = (PASS, FAIL) if indicator.part == "bonus" else (FAIL, PASS)
    if points is None or outcome not in (moves, rests):
        return None
    amount = Fraction(0) if outcome == rests else _price(points, value, _PERCENT if indicator.unit == "%" else 1)
    return None if amount is None else cap_points(points, amount)


def _price(points: Points, value: float, units: int) -> Fraction | None:
    """Return what a value costs before the cap; what is lacking altogether costs ``absent``, or else the whole cap."""
    if math.isinf(value):
        flat = next((one for one in (points.absent, points.whole, points.cap) if one is not None), None)
        return None if flat is None else exact(flat)
    if points.whole is not None:
        return exact(points.whole)
    if math.isnan(value) or not points.is_computed:
        return None
    if points.each is not None:
        return exact(points.each) * Fraction(value).limit_denominator(10**9) * units
    step = next((one for one in points.steps if value < one.below), None)
    return exact(step.points) if step is not None else Fraction(0)
