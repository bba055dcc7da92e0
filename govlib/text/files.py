"""Files on the way to publication as documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from govlib.documents.passages import read_passages
from govlib.text.document import Document


def open_file(path: Path, shown_as: str, seen: date | None = None) -> Document:
    """Return one file as a document; raises FileUnreadableError with a sentence where it holds no text."""
    return Document(shown_as, tuple(read_passages(path, shown_as)), seen=seen)
