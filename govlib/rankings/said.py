"""How rankings write cells, points and notes."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import pandas as pd

from govlib.figure_value import say_number

_DECIMALS = 2


def text_of(value: Any) -> str:
    """Return a cell as text; a blank is ""."""
    return "" if value is None or pd.isna(value) else str(value)


def say_points(number: Fraction) -> str:
    """Return an exact number with at most two decimals, halves away from nought."""
    scaled = abs(number) * 10**_DECIMALS
    units, rest = divmod(scaled.numerator, scaled.denominator)
    units += 2 * rest >= scaled.denominator
    return say_number(float((-1 if number < 0 else 1) * units) / 10**_DECIMALS)


def merge_notes(parts: Iterable[str]) -> str:
    """Return several notes as one, the empty ones and repetitions left out."""
    return "；".join(dict.fromkeys(part for part in parts if part))
