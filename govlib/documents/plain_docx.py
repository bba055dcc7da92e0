"""A text as a plain Word document, so that comments can be tied to its words: paragraphs and tables."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from govlib.documents.archives import normalise_bytes

_FONT = "仿宋"
_SIZE = Pt(12)


def make_plain_docx(pieces: Sequence[str | Sequence[Sequence[str]]]) -> bytes:
    """Return a document of paragraphs and tables in their order; the same content gives the same bytes.

    A table is its rows of cells.
    """
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, _SIZE
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    document.core_properties.author = ""
    for piece in pieces:
        if isinstance(piece, str):
            document.add_paragraph(_clean(piece))
            continue
        width = max((len(row) for row in piece), default=0)
        if not width:
            continue
        table = document.add_table(rows=len(piece), cols=width, style="Table Grid")
        for cells, row in zip(table.rows, piece, strict=True):
            for cell, text in zip(cells.cells, row, strict=False):
                cell.text = _clean(text)
        document.add_paragraph()
    target = io.BytesIO()
    document.save(target)
    return normalise_bytes(target.getvalue())


def _clean(text: str) -> str:
    """Return a text without the signs that no XML may hold."""
    return "".join(sign for sign in text if sign in "\t\n" or sign.isprintable() or sign == "\u3000")
