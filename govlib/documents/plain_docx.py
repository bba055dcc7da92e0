"""A text as a plain Word document, so that comments can be tied to its words: paragraphs, then tables."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from govlib.documents.archives import normalise_bytes

_FONT = "仿宋"
_SIZE = Pt(12)


def make_plain_docx(paragraphs: Sequence[str], tables: Sequence[Sequence[Sequence[str]]] = ()) -> bytes:
    """Return a document of paragraphs, then tables of rows of cells; the same content gives the same bytes."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, _SIZE
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    document.core_properties.author = ""
    for text in paragraphs:
        document.add_paragraph(_clean(text))
    for rows in tables:
        width = max((len(row) for row in rows), default=0)
        if not width:
            continue
        table = document.add_table(rows=len(rows), cols=width, style="Table Grid")
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, row, strict=False):
                cell.text = _clean(text)
        document.add_paragraph()
    target = io.BytesIO()
    document.save(target)
    return normalise_bytes(target.getvalue())


def _clean(text: str) -> str:
    """Return a text without the signs that no XML may hold."""
    return "".join(sign for sign in text if sign in "\t\n" or sign.isprintable() or sign == "\u3000")
