"""All files of a paper below one folder."""

from __future__ import annotations

from pathlib import Path

from govlib.bulletin.forms.html import write_html
from govlib.bulletin.forms.text import write_text
from govlib.bulletin.forms.word import write_word
from govlib.bulletin.forms.workbooks import write_workbooks
from govlib.bulletin.paper import Paper

WORD, HTML, TEXT = "bulletin.docx", "bulletin.html", "bulletin.txt"
PAPER_FILES = (WORD, HTML, TEXT)


def write_all(folder: Path, paper: Paper) -> list[str]:
    """Write bulletin.docx, bulletin.html, bulletin.txt and a workbook an annex; return the names written."""
    write_word(folder / WORD, paper)
    write_html(folder / HTML, paper)
    write_text(folder / TEXT, paper)
    return [*PAPER_FILES, *write_workbooks(folder, paper)]
