"""Cuts: named stretches of numbers with exact bounds, and whether some of them cover every number exactly once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from pydantic import model_validator

from govlib.catalog.yamlfile import Declaration


class Cut(Declaration):
    """A word for the numbers between two bounds; a bound that is not given is none. Rates are cut in per cent."""

    word: str
    at_or_above: float | None = None
    above: float | None = None
    at_or_below: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Cut:
        for one, other in (("at_or_above", "above"), ("at_or_below", "below")):
            if getattr(self, one) is not None and getattr(self, other) is not None:
                raise ValueError(f"“{self.word}”的 {one} 和 {other} 只写一个")
        low, high = self.lower, self.upper
        if low is not None and high is not None:
            is_point = low == high and self.at_or_above is not None and self.at_or_below is not None
            if low > high or (low == high and not is_point):
                raise ValueError(f"“{self.word}”里没有一个数：下限不小于上限")
        return self

    @property
    def lower(self) -> Fraction | None:
        """Return the lower bound, or None without one."""
        return _exact(self.at_or_above if self.at_or_above is not None else self.above)

    @property
    def upper(self) -> Fraction | None:
        """Return the upper bound, or None without one."""
        return _exact(self.at_or_below if self.at_or_below is not None else self.below)

    def holds(self, number: Fraction) -> bool:
        """Tell whether a number lies between the bounds."""
        low, high = self.lower, self.upper
        above = low is None or number > low or (number == low and self.at_or_above is not None)
        below = high is None or number < high or (number == high and self.at_or_below is not None)
        return above and below

    def say(self) -> str:
        """Return the bounds in words, such as 不低于 90、低于 100."""
        low, high = self.lower, self.upper
        parts = []
        if low is not None and low == high:
            return f"恰为 {_number(low)}"
        if low is not None:
            parts.append(f"{'不低于' if self.at_or_above is not None else '高于'} {_number(low)}")
        if high is not None:
            parts.append(f"{'不高于' if self.at_or_below is not None else '低于'} {_number(high)}")
        return "、".join(parts) or "任何数"


def find_word(cuts: Sequence[Cut], number: Fraction) -> str:
    """Return the word of the first cut that holds a number; "" where none does."""
    return next((cut.word for cut in cuts if cut.holds(number)), "")


def say_overlaps(cuts: Sequence[Cut]) -> Iterator[str]:
    """Yield a clause for every two cuts that share a number."""
    for first, second in _neighbours(cuts):
        if _reach(first, second) > 0:
            yield f"“{first.word}”与“{second.word}”重叠"


def say_gaps(cuts: Sequence[Cut]) -> Iterator[str]:
    """Yield a clause for every stretch of numbers that no cut holds, from the lowest to the highest."""
    ordered = _ordered(cuts)
    if ordered and ordered[0].lower is not None:
        yield f"比“{ordered[0].word}”再低的数没有归处"
    for first, second in _neighbours(cuts):
        if _reach(first, second) < 0:
            yield f"“{first.word}”与“{second.word}”之间有数没有归处"
    if ordered and ordered[-1].upper is not None:
        yield f"比“{ordered[-1].word}”再高的数没有归处"


def _neighbours(cuts: Sequence[Cut]) -> Iterator[tuple[Cut, Cut]]:
    ordered = _ordered(cuts)
    yield from pairwise(ordered)


def _ordered(cuts: Sequence[Cut]) -> list[Cut]:
    """Return the cuts from the lowest; of two with one lower bound, the one that includes it and ends first."""

    def key(cut: Cut) -> tuple[bool, Fraction, bool, bool, Fraction, bool]:
        low, high = cut.lower, cut.upper
        nought = Fraction(0)
        return (
            low is not None, low or nought, cut.above is not None,
            high is None, high or nought, cut.at_or_below is not None,
        )  # fmt: skip

    return sorted(cuts, key=key)


def _reach(first: Cut, second: Cut) -> int:
    """Return 1 where the first reaches into the second, -1 where it ends before it begins, 0 where they touch."""
    end, start = first.upper, second.lower
    if end is None or start is None:
        return 1
    if end != start:
        return 1 if end > start else -1
    includes = (first.at_or_below is not None) + (second.at_or_above is not None)
    return includes - 1


def _exact(number: float | None) -> Fraction | None:
    return None if number is None else Fraction(str(number))


def _number(number: Fraction) -> str:
    return f"{float(number):g}"
