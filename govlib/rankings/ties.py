"""Places in an order: equal numbers tie by a declared rule, and a list's edge takes in everyone who ties there."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

_METHODS = {"dense": "dense", "competition": "min", "fractional": "average"}
_REVERSED = {"higher_is_better": "lower_is_better", "lower_is_better": "higher_is_better"}


def rank_values(values: pd.Series, direction: str, ties: str) -> pd.Series:
    """Return the rank of each value as Float64, 1 first; a missing value has no rank.

    ``dense`` goes on without a gap after a tie (1 2 2 3), ``competition`` skips (1 2 2 4), ``fractional`` shares the
    mean of the places (1 2.5 2.5 4).
    """
    ranks = values.astype("Float64").rank(
        method=_METHODS[ties],  # type: ignore[arg-type]
        ascending=direction == "lower_is_better",
        na_option="keep",
    )
    return ranks.astype("Float64")


def rank_numbers(numbers: Sequence[Fraction | None], direction: str, ties: str) -> list[float | None]:
    """Return the rank of each exact number, as ``rank_values``; numbers that only print alike do not tie."""
    order = {number: place for place, number in enumerate(sorted({one for one in numbers if one is not None}))}
    codes = pd.Series([None if one is None else order[one] for one in numbers], dtype="Float64")
    return [None if pd.isna(rank) else float(rank) for rank in rank_values(codes, direction, ties)]


def list_first(numbers: Sequence[Fraction | None], direction: str, ties: str, count: int) -> list[int]:
    """Return the positions of the first ``count`` places in their order, with everyone who ties at the edge.

    Under ``dense`` these are the ``count`` best different numbers, else all who have fewer than ``count`` before them.
    """
    by = rank_numbers(numbers, direction, "dense" if ties == "dense" else "competition")
    inside = [(rank, position) for position, rank in enumerate(by) if rank is not None and rank <= count]
    return [position for _, position in sorted(inside)]


def list_last(numbers: Sequence[Fraction | None], direction: str, ties: str, count: int) -> list[int]:
    """Return the positions of the last ``count`` places, the worst first, with everyone who ties at the edge."""
    return list_first(numbers, _REVERSED[direction], ties, count)
