"""What is told of a returned file: one note a thing used, left out or altered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import pandas as pd

USED, SAME, LEFT_OUT, CONFLICT, ALTERED, HINT = "采用", "没有新内容", "未采用", "冲突", "改动", "提示"
KINDS = (LEFT_OUT, CONFLICT, ALTERED, HINT, SAME, USED)
"""In the order of what a person must look at first."""
NOTE_COLUMNS = ["kind", "file", "sheet", "row", "number", "heading", "found", "expected", "message"]


@dataclass(frozen=True)
class Note:
    """One thing: its kind, where it stands (``row`` as Excel shows it, 0 for the whole file), what it is."""

    kind: str
    file: str
    message: str
    sheet: str = ""
    row: int = 0
    number: str = ""
    heading: str = ""
    found: str = ""
    expected: str = ""


def frame_notes(notes: Iterable[Note]) -> pd.DataFrame:
    """Return one row a note, as they were found; ``row`` is missing where it is about the whole file."""
    frame = pd.DataFrame([asdict(note) for note in notes], columns=NOTE_COLUMNS)
    rows = frame["row"].astype("Int64")
    return frame.astype("string").assign(row=rows.mask(rows == 0))


def is_incomplete(notes: Iterable[Note]) -> bool:
    """Tell whether anything was left out."""
    return any(note.kind in (LEFT_OUT, CONFLICT) for note in notes)
