"""Text that a spreadsheet would run as a formula, kept from it."""

from __future__ import annotations

import pandas as pd

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def disarm(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with an apostrophe before every text that a spreadsheet would run, for a csv."""
    safe = frame.copy()
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column].dtype):
            safe[column] = safe[column].map(_disarm, na_action="ignore")
    return safe


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet would run a text."""
    return text.startswith(_STARTS)


def _disarm(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and is_formula(value) else value
