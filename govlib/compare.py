"""The comparator table: the word in a declaration, what it does, how a bulletin says it."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

ComparatorWord = Literal["at_or_above", "above", "at_or_below", "below"]


@dataclass(frozen=True)
class Comparator:
    """One way for a value to break its limit."""

    word: ComparatorWord
    breaks: Callable[[Any, Any], Any]
    phrase: str
    sign: str


COMPARATORS: dict[str, Comparator] = {
    row.word: row
    for row in (
        Comparator("at_or_above", operator.ge, "超过（含）", "≥"),
        Comparator("above", operator.gt, "超过", ">"),
        Comparator("at_or_below", operator.le, "不超过", "≤"),
        Comparator("below", operator.lt, "低于", "<"),
    )
}
