"""Any document as lines and grids of cells in the order in which a person reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from govlib.documents.delimited import decode_text
from govlib.documents.docx_parts import read_word
from govlib.documents.layout_items import Grid, GridCell, Layout, Line, spread_sheet
from govlib.documents.markdown_text import read_markdown, split_tables
from govlib.documents.page_tables import lay_out_page
from govlib.documents.passages import open_text, read_text
from govlib.documents.reading import open_document
from govlib.documents.word_tables import lay_out_word

__all__ = ["Grid", "GridCell", "Layout", "Line", "lay_out_text", "open_layout"]

_LINES = re.compile(r"\r\n|\r|\n")


def open_layout(path: Path, shown_as: str) -> Layout:
    """Return a file's lines and tables; raises FileUnreadableError with a sentence where it holds no text.

    Places are those that ``open_text`` gives. The lines of plain text and PDF are as they stand, blank ones too, for
    only they tell where a paragraph or a table ends.
    """
    opened = open_text(path, shown_as)
    if opened.kind == "word":
        items = tuple(lay_out_word(read_word(path.read_bytes(), shown_as)))
    elif opened.kind == "page":
        items = tuple(lay_out_page(decode_text(path.read_bytes()).text, shown_as))
    elif opened.kind == "markdown":
        items = tuple(_lay_out_markdown(path.read_bytes()))
    elif opened.kind == "text":
        return lay_out_text(path.read_bytes(), shown_as, opened.notes)
    elif opened.kind == "pdf":
        from govlib.documents.pdf_text import list_pdf_lines  # noqa: PLC0415 - only a PDF waits for its reader

        items = tuple(Line(place, line) for place, line in list_pdf_lines(path.read_bytes()))
    else:
        items = tuple(_lay_out_sheets(path, shown_as))
    return Layout(opened.kind, items, opened.notes, wrapped=opened.kind in {"text", "pdf"})


def lay_out_text(data: bytes, shown_as: str, notes: tuple[str, ...] = ()) -> Layout:
    """Return plain text given as bytes, line by line."""
    read_text(data, shown_as)
    return Layout("text", tuple(_list_lines(data)), notes, wrapped=True)


def _list_lines(data: bytes) -> Iterator[Line]:
    for number, line in enumerate(_LINES.split(decode_text(data).text.removeprefix("\ufeff")), 1):
        yield Line(f"第 {number} 行", line)


def _lay_out_markdown(data: bytes) -> Iterator[Line | Grid]:
    lines = _LINES.split(decode_text(data).text.removeprefix("\ufeff"))
    tables, rest = split_tables(lines)
    waiting = sorted(tables, key=lambda table: table[0][0])
    count = len(waiting)
    for passage in read_markdown(rest):
        number = int(passage.place.split()[1])
        while waiting and waiting[0][0][0] < number:
            yield _grid(count - len(waiting) + 1, waiting.pop(0))
        yield Line(passage.place, passage.text)
    while waiting:
        yield _grid(count - len(waiting) + 1, waiting.pop(0))


def _grid(number: int, rows: list[tuple[int, list[str]]]) -> Grid:
    width = max(len(cells) for _, cells in rows)
    padded = [(line, [*cells, *[""] * (width - len(cells))]) for line, cells in rows]
    return Grid(
        f"表 {number}",
        tuple(
            tuple(GridCell(text, f"第 {line} 行第 {column} 格") for column, text in enumerate(cells, 1))
            for line, cells in padded
        ),
    )


def _lay_out_sheets(path: Path, shown_as: str) -> Iterator[Grid]:
    for number, sheet in enumerate(open_document(path, shown_as).sheets, 1):
        yield spread_sheet(sheet, sheet.name or f"表 {number}", excel=True)
