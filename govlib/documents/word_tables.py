"""A Word document as paragraphs and tables in order, merged cells in each of their fields."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from govlib.documents.docx_parts import Paragraph, Word
from govlib.documents.layout_items import Grid, GridCell, Line

_MAX_SPAN = 200


def lay_out_word(word: Word) -> Iterator[Line | Grid]:
    """Yield a document's paragraphs outside tables and its tables; a table of one column is given as paragraphs.

    A table inside the cell of another is a table of its own.
    """
    table_tag, cell_tag = (f"{{{word.space}}}{name}" for name in ("tbl", "tc"))
    numbers = {table: number for number, table in enumerate(word.root.iter(table_tag), 1)}
    texts: dict[etree._Element, list[str]] = {}
    for one in word.paragraphs:
        cell = next(one.element.iterancestors(cell_tag), None)
        if cell is not None:
            texts.setdefault(cell, []).append(one.text.strip())
    seen: dict[etree._Element, bool] = {}
    for one in word.paragraphs:
        table = next(one.element.iterancestors(table_tag), None)
        if table is None or table not in numbers:
            yield Line(one.place, one.text)
            continue
        if table not in seen:
            rows = _read_rows(table, word.space, f"表 {numbers[table]}", texts)
            seen[table] = max(map(len, rows), default=0) > 1
            if seen[table]:
                yield Grid(f"表 {numbers[table]}", rows)
        if not seen[table]:
            yield _line(one)


def _line(one: Paragraph) -> Line:
    return Line(one.place, one.text)


def _read_rows(
    table: etree._Element, space: str, place: str, texts: dict[etree._Element, list[str]]
) -> tuple[tuple[GridCell, ...], ...]:
    own = [row for row in table.iter(f"{{{space}}}tr") if next(row.iterancestors(f"{{{space}}}tbl")) is table]
    rows: list[list[GridCell]] = []
    for number, row in enumerate(own, 1):
        cells: list[GridCell] = [GridCell("", place)] * _skipped(row, space)
        inside = [cell for cell in row.iter(f"{{{space}}}tc") if next(cell.iterancestors(f"{{{space}}}tr")) is row]
        for position, cell in enumerate(inside, 1):
            text = "\n".join(texts.get(cell, []))
            across, goes_on = _merging(cell, space)
            above = rows[-1][len(cells)] if goes_on and rows and len(cells) < len(rows[-1]) else None
            named = f"{place} 第 {number} 行第 {position} 格"
            first = GridCell(text, named) if above is None or text else GridCell(above.text, named, again=True)
            cells.append(first)
            cells.extend([first._replace(again=True)] * (across - 1))
        rows.append(cells)
    width = max(map(len, rows), default=0)
    return tuple((*cells, *[GridCell("", place)] * (width - len(cells))) for cells in rows)


def _merging(cell: etree._Element, space: str) -> tuple[int, bool]:
    """Return how many columns a cell spans and whether it goes on from the one above."""
    across = cell.find(f"{{{space}}}tcPr/{{{space}}}gridSpan")
    down = cell.find(f"{{{space}}}tcPr/{{{space}}}vMerge")
    count = _number(across, space) if across is not None else 1
    goes_on = down is not None and str(down.get(f"{{{space}}}val") or "continue") == "continue"
    return max(count, 1), goes_on


def _skipped(row: etree._Element, space: str) -> int:
    before = row.find(f"{{{space}}}trPr/{{{space}}}gridBefore")
    return _number(before, space) if before is not None else 0


def _number(element: etree._Element, space: str) -> int:
    text = str(element.get(f"{{{space}}}val") or "")
    return min(int(text), _MAX_SPAN) if text.isascii() and text.isdecimal() else 0
