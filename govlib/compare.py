"""The comparator table: the word in a declaration, what it does, how a bulletin says it."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

ComparatorWord = Literal["at_or_above", "above", "at_or_below", "below"]


@dataclass(frozen=True)
class Comparator:
    """One way for a value to break its limit: 「超过（含）」 breaks at the limit, 「超过」 only beyond it."""

    word: ComparatorWord
    breaks: Callable[[Any, Any], Any]
    phrase: str
    sign: str
    direction: Literal["lower_is_better", "higher_is_better"]


COMPARATORS: dict[str, Comparator] = {
    row.word: row
    for row in (
        Comparator("at_or_above", operator.ge, "超过（含）", "≥", "lower_is_better"),
        Comparator("above", operator.gt, "超过", ">", "lower_is_better"),
        Comparator("at_or_below", operator.le, "不超过", "≤", "higher_is_better"),
        Comparator("below", operator.lt, "低于", "<", "higher_is_better"),
    )
}
"""Every comparator by its word. Comparing floats is exact here: a share is one correctly rounded division, and the
limit is the double nearest to the decimal that was written, so 7 of 140 equals 0.05."""
