"""What a cell of a table says by itself: a number, a share, nothing."""

from __future__ import annotations

import re
from fractions import Fraction

from govlib.text.chinese_numbers import narrow_digits

_NUMBER = re.compile(r"^(-?\d[\d,]*(?:\.\d+)?)\s?(%|％)?(?:[个家条件篇次项处封分])?$")
_BLANKS = re.compile(r"\s+")
_LONGEST = 24
NOTHING = frozenset({"", "-", "－", "—", "——", "/", "／", "无", "\\"})
"""What a cell says that states no number."""


def plain(text: str) -> str:
    """Return a cell's or a heading's words without blanks, digits half-width."""
    return _BLANKS.sub("", narrow_digits(text))


def read_number(text: str) -> Fraction | None:
    """Return the number that a cell is, 62.5 for 62.5%, None where it is none."""
    match = _NUMBER.match(plain(text))
    if not match or len(match[1]) > _LONGEST:
        return None
    return Fraction(match[1].replace(",", ""))


def is_percent(text: str) -> bool:
    """Tell whether a cell is written as a percentage."""
    return plain(text).endswith(("%", "％")) and read_number(text) is not None


def count_decimals(text: str) -> int:
    """Return how many decimals a cell is written with."""
    return len(plain(text).rstrip("%％个家条件篇次项处封分").partition(".")[2])
