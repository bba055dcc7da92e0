"""Tables of a web page, often saved under a workbook's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from govlib.documents.sheets import Merge, Sheet, text_frame

MAX_CELLS = 5_000_000
_MAX_SPAN = 1000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def read_html_tables(text: str) -> tuple[Sheet, ...]:
    """Return every table of a page that holds no other table, in order, merged cells as merged ranges.

    A single table is an unnamed sheet and its rows are numbered as Excel numbers them when it opens the page; of
    several, the second is named 表格2 and its rows are counted from its own start.
    """
    page = html.document_fromstring(_DECLARATION.sub("", text) or "<html></html>", parser=_parser())
    tables = [table for table in page.iter("table") if table.find(".//table") is None]
    names = [""] if len(tables) == 1 else [f"表格{number}" for number in range(1, len(tables) + 1)]
    return tuple(read_table(table, name) for table, name in zip(tables, names, strict=True))


def _parser() -> html.HTMLParser:
    return html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)


def read_table(table: html.HtmlElement, name: str) -> Sheet:
    """Return one table as a sheet."""
    rows: list[dict[int, str]] = []
    merges: list[Merge] = []
    taken: set[tuple[int, int]] = set()
    hidden = 0
    for number, row in enumerate(table.iter("tr")):
        cells: dict[int, str] = {}
        hidden += bool(_HIDDEN.search(row.get("style", "")))
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (number, column) in taken:
                column += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            cells[column] = _cell_text(cell)
            if across > 1 or down > 1:
                merges.append(Merge(number, column, number + down - 1, column + across - 1))
                taken.update((number + y, column + x) for y in range(down) for x in range(across) if y)
            column += across
        rows.append(cells)
        if len(taken) > MAX_CELLS:
            break
    width = max((max(cells, default=-1) + 1 for cells in rows), default=0)
    frame = text_frame([[cells.get(column, "") for column in range(width)] for cells in rows])
    return Sheet(name, frame, tuple(_within(merge, len(rows), width) for merge in merges), hidden_rows=hidden)


def _within(merge: Merge, height: int, width: int) -> Merge:
    return Merge(merge.top, merge.left, min(merge.bottom, height - 1), min(merge.right, max(width, merge.left + 1) - 1))


def _span(cell: html.HtmlElement, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return max(min(int(text), _MAX_SPAN), 1) if text.isdecimal() else 1


def _cell_text(cell: html.HtmlElement) -> str:
    return "".join(_pieces(cell)).strip()


def _pieces(element: html.HtmlElement) -> Iterator[str]:
    """Yield a cell's text, a <br> and the end of a paragraph as line breaks, layout line ends as blanks."""
    yield " ".join((element.text or "").split("\n"))
    for child in element:
        if child.tag in {"br", "p", "div"}:
            yield "\n"
        if child.tag not in {"script", "style"}:
            yield from _pieces(child)
        yield " ".join((child.tail or "").split("\n"))
