"""What the workshop suggests: an exception to an entry or an entry of its own, or why it suggests nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from govlib.catalog.lexicon_rows import LexiconEntry

EXCEPTION: Literal["例外"] = "例外"
ENTRY: Literal["词条"] = "词条"


@dataclass(frozen=True)
class Change:
    """One suggestion: the entry as it would stand in a lexicon of its own, with the exception if it is about one.

    ``reviewed`` is how many reviews speak for it, ``example`` a sentence of them. ``refusal`` says why it can't be
    taken; it is "" for what can.
    """

    what: Literal["例外", "词条"]
    entry: LexiconEntry
    reviewed: int
    example: str = ""
    refusal: str = ""

    @property
    def says(self) -> str:
        """Return the suggestion in a few words."""
        named = f"{self.entry.wrong}→{self.entry.right}"
        return f"{named} 加例外“{self.entry.exceptions[0]}”" if self.what == EXCEPTION else f"新词条 {named}"


def accepted(changes: Sequence[Change]) -> list[Change]:
    """Return the suggestions that can be taken."""
    return [change for change in changes if not change.refusal]


def as_frame(changes: Sequence[Change]) -> pd.DataFrame:
    """Return suggestions as a frame, a row each."""
    rows = [
        {
            "suggestion": change.what,
            "wrong": change.entry.wrong,
            "right": change.entry.right,
            "exception": "；".join(change.entry.exceptions),
            "severity": change.entry.severity,
            "reviewed": change.reviewed,
            "example": change.example,
            "refusal": change.refusal,
        }
        for change in changes
    ]
    columns = ["suggestion", "wrong", "right", "exception", "severity", "reviewed", "example", "refusal"]
    return pd.DataFrame(rows, columns=columns)
