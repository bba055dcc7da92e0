"""Open a draft: a Word, web, Markdown, PDF or text file, a sheet, or running text."""

from __future__ import annotations

from pathlib import Path

from govlib.documents.layout import lay_out_text, open_layout
from govlib.verify.draft.model import Draft
from govlib.verify.draft.shaping import shape


def open_draft(path: Path, shown_as: str) -> Draft:
    """Return a file as a draft; raises FileUnreadableError with a sentence where it holds no text."""
    return shape(open_layout(path, shown_as), shown_as)


def make_draft(text: str, name: str = "") -> Draft:
    """Return running text as a draft."""
    return shape(lay_out_text(text.encode(), name or "文字"), name)
