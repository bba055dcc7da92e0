"""Open a draft: a Word, web, Markdown, PDF or text file, or running text."""

from __future__ import annotations

from pathlib import Path

from govlib.documents.passages import TextFile, open_text, read_text
from govlib.verify.draft.model import Block, Draft


def open_draft(path: Path, shown_as: str) -> Draft:
    """Return a file as a draft; raises FileUnreadableError with a sentence where it holds no text."""
    return _shape(open_text(path, shown_as), shown_as)


def make_draft(text: str, name: str = "") -> Draft:
    """Return running text as a draft."""
    return _shape(read_text(text.encode(), name or "文字"), name)


def _shape(opened: TextFile, name: str) -> Draft:
    blocks = tuple(Block(passage.place, passage.text.strip()) for passage in opened.passages)
    return Draft(name, opened.kind, blocks, notes=opened.notes)
