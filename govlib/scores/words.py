"""Points in words: at most two decimals, and never rounded onto or over a line that they don't reach."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pandas as pd

_CENT = Decimal("0.01")
_DIGITS = 60


def say_points(points: Fraction | float | None, lines: Iterable[float] = ()) -> str:
    """Return points with at most two decimals, half-up; blank where there are none.

    ``lines`` are the limits that decide (60, 80): 59.996 is printed as 59.99 and 80.001 as 80.01, never as the line.
    """
    if points is None or (not isinstance(points, Fraction) and pd.isna(points)):
        return ""
    exact = points if isinstance(points, Fraction) else Fraction(str(float(points)))
    with localcontext() as context:
        context.prec = _DIGITS
        number = Decimal(exact.numerator) / Decimal(exact.denominator)
        rounded = number.quantize(_CENT, ROUND_HALF_UP)
        for line in lines:
            limit = Fraction(str(line))
            if exact < limit <= Fraction(rounded):
                rounded = number.quantize(_CENT, ROUND_FLOOR)
            elif exact > limit >= Fraction(rounded):
                rounded = number.quantize(_CENT, ROUND_CEILING)
    text = f"{rounded:f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text
