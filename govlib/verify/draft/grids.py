"""A grid of cells as tables: title, headings, lines across it, rows, and the tables that stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from govlib.documents.layout_items import Grid, GridCell, Line
from govlib.verify.draft.columns import NOTHING, plain, read_number
from govlib.verify.draft.model import Cell, DraftTable, RowGroup

_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])")
_TOTAL = re.compile(r"^(?:总?合计|总计|共计|小计|总数)")
_NOTE = re.compile(r"^(?:备\s*注|注|说\s*明|填表说明|注释)\s*\d?\s*[:：]")
_MOST_HEADINGS = 3
_LONGEST_HEADING = 40
_WIDE = 3
"""From so many columns on a row with one cell may head others; of two columns one may just be blank."""


@dataclass(frozen=True)
class Shaped:
    """What a grid holds: lines above its headings, its tables, lines below its rows."""

    lead: tuple[Line, ...]
    tables: tuple[DraftTable, ...]
    notes: tuple[Line, ...]


def shape_grid(grid: Grid) -> Shaped:
    """Return a grid's lines and tables; one without two columns of rows gives lines only."""
    rows = [row for row in grid.rows if any(plain(cell.text) for cell in row)]
    rows = _drop_blank_columns(rows)
    lead: list[Line] = []
    while rows and _is_across(rows[0]) and not _ORDINAL.match(plain(rows[0][0].text)):
        lead.append(_line(rows.pop(0)))
    notes: list[Line] = []
    while rows and _is_across(rows[-1]) and _NOTE.match(_first(rows[-1]).text.strip()):
        notes.insert(0, _line(rows.pop()))
    if not rows or max(sum(bool(plain(cell.text)) and not cell.again for cell in row) for row in rows) < 2:  # noqa: PLR2004
        return Shaped((*lead, *(_line(row) for row in rows)), (), tuple(notes))
    return Shaped(tuple(lead), tuple(_shape_rows(rows, grid.place)), tuple(notes))


def _drop_blank_columns(rows: list[tuple[GridCell, ...]]) -> list[tuple[GridCell, ...]]:
    if not rows:
        return rows
    width = max(map(len, rows))
    padded = [(*row, *[GridCell("", row[-1].place)] * (width - len(row))) for row in rows]
    kept = [at for at in range(width) if any(plain(row[at].text) and not row[at].again for row in padded)]
    return [tuple(row[at] for at in kept) for row in padded]


def _is_across(row: Sequence[GridCell]) -> bool:
    """Tell whether a row is one line across the table."""
    filled = [cell for cell in row if plain(cell.text) and not cell.again]
    return len(row) > 1 and len(filled) == 1 and filled[0] is _first(row) and not _TOTAL.match(plain(filled[0].text))


def _first(row: Sequence[GridCell]) -> GridCell:
    return next((cell for cell in row if plain(cell.text)), row[0])


def _line(row: Sequence[GridCell]) -> Line:
    cell = _first(row)
    return Line(cell.place, cell.text)


def _shape_rows(rows: list[tuple[GridCell, ...]], place: str) -> Iterator[DraftTable]:
    begins = next((at for at, row in enumerate(rows) if not _is_across(row)), 0)
    count = _count_headings(rows[begins:])
    header = _name_columns(rows[begins : begins + count], len(rows[0]))
    body: list[tuple[Cell, ...]] = []
    groups: list[RowGroup] = []
    for row in (*rows[:begins], *rows[begins + count :]):
        if _is_group(row, header):
            groups = _close(groups, len(body))
            first = _first(row)
            groups.append(RowGroup(first.text.strip(), first.place, len(body), len(body)))
        elif tuple(plain(cell.text) for cell in row) != header or not any(header):
            body.append(tuple(Cell(cell.text.strip(), cell.place, cell.again) for cell in row))
    groups = _close(groups, len(body))
    whole = DraftTable(place, "", header, tuple(body), groups=tuple(groups))
    yield from _split_halves(whole)


def _is_group(row: Sequence[GridCell], header: tuple[str, ...]) -> bool:
    """Tell whether a row only heads those below it; a name without numbers in a table of numbers is a row."""
    if not _is_across(row) or row[0] is not _first(row):
        return False
    text = plain(row[0].text)
    if _ORDINAL.match(text):
        return True
    return len(header) >= _WIDE and (all(cell.again for cell in row[1:]) or text.endswith((")", "）")))


def _close(groups: list[RowGroup], end: int) -> list[RowGroup]:
    return [*groups[:-1], replace(groups[-1], last=end)] if groups else []


def _count_headings(rows: list[tuple[GridCell, ...]]) -> int:
    """Return how many rows are headings: none where the first row has numbers already."""
    if not rows or any(_is_number(cell) for cell in rows[0]) or _is_prose(rows[0]):
        return 0
    count = 1
    while count < min(_MOST_HEADINGS, len(rows) - 1) and _goes_on(rows[count - 1], rows[count]):
        count += 1
    return count


def _goes_on(above: Sequence[GridCell], below: Sequence[GridCell]) -> bool:
    """Tell whether a row is a second row of headings: one above spans columns, and what it spans is named here."""
    if any(_is_number(cell) for cell in below):
        return False
    spans = any(cell.again and plain(cell.text) == plain(before.text) for before, cell in pairwise(above))
    gaps = sum(not plain(cell.text) for cell in above) > 0 and any(not plain(cell.text) for cell in below)
    merged_down = any(cell.again for cell in below)
    return (spans and (merged_down or any(not plain(cell.text) for cell in below))) or (
        gaps and all(bool(plain(one.text)) or bool(plain(two.text)) for one, two in zip(above, below, strict=True))
    )


def _is_prose(row: Sequence[GridCell]) -> bool:
    return any(len(plain(cell.text)) > _LONGEST_HEADING for cell in row)


def _is_number(cell: GridCell) -> bool:
    text = plain(cell.text)
    return text not in NOTHING and read_number(text) is not None


def _name_columns(rows: Sequence[Sequence[GridCell]], width: int) -> tuple[str, ...]:
    """Return a name a column; a blank heading above others is that of the column before it."""
    names: list[list[str]] = [[] for _ in range(width)]
    for number, row in enumerate(rows):
        last = ""
        for at, cell in enumerate(row):
            text = plain(cell.text)
            if not text and number + 1 < len(rows) and at and plain(rows[number + 1][at].text):
                text = last
            last = text
            if text and text not in names[at]:
                names[at].append(text)
    return tuple("·".join(parts) for parts in names)


def _split_halves(table: DraftTable) -> Iterator[DraftTable]:
    """Yield the tables that stand side by side under headings that repeat, else the table itself."""
    width = len(table.header)
    for parts in (3, 2):
        size = width // parts
        if width % parts or size < 2 or table.groups or not _repeats(table, size):  # noqa: PLR2004
            continue
        for half in range(parts):
            columns = slice(half * size, (half + 1) * size)
            rows = tuple(row[columns] for row in table.rows if any(plain(cell.text) for cell in row[columns]))
            yield replace(table, header=table.header[columns], rows=rows, half=half + 1)
        return
    yield table


def _repeats(table: DraftTable, size: int) -> bool:
    """Tell whether each part of the headings says what the first says, the names of their first column aside."""
    parts = [table.header[at : at + size] for at in range(0, len(table.header), size)]
    if not all(part[1:] == parts[0][1:] for part in parts) or not all(parts[0][1:]):
        return False
    firsts = range(0, len(table.header), size)
    return all(
        part[0] == parts[0][0] or all(read_number(cell.text) is None for cell in table.column(at) if plain(cell.text))
        for at, part in zip(firsts, parts, strict=True)
    )
