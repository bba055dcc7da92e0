"""Lay out tables as platforms export them: title rows, a header, blocks side by side, totals and notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

Raw = str | int | float | date | datetime | None
Columns = tuple[tuple[str, str], ...]
NUMBER_KEY = "_number"


@dataclass(frozen=True)
class Place:
    """Where a row stands: file inside the period's folder, sheet ("" for csv), row as a spreadsheet shows it."""

    file: str
    sheet: str
    row: int
    headings: Mapping[str, str]


@dataclass(eq=False, slots=True)
class Row:
    """One row of an export by column key; ``place`` is known once its sheet is laid out."""

    cells: dict[str, Raw]
    place: Place | None = None


@dataclass(eq=False)
class Block:
    """One table of a sheet: columns as (key, heading), rows; a header repeated before row ``repeat_at``; a total."""

    columns: Columns
    rows: list[Row]
    total: Row | None = None
    repeat_at: int | None = None
    header: Row = field(default_factory=lambda: Row({}))
    repeated: Row = field(default_factory=lambda: Row({}))


@dataclass(eq=False)
class Sheet:
    """One sheet: merged title rows on top, blocks side by side, a merged note below."""

    name: str
    titles: tuple[str, ...]
    blocks: list[Block]
    note: str = ""
    note_row: Row = field(default_factory=lambda: Row({}))


@dataclass(frozen=True)
class Grid:
    """What a writer needs of a sheet: its lines and the (row, first, last column) spans to merge, all from 1."""

    name: str
    lines: Iterable[Sequence[Raw]]
    merges: tuple[tuple[int, int, int], ...] = ()


def lay_out(file: str, sheet: Sheet) -> Grid:
    """Give every row of a sheet its place and return the grid to write."""
    head = len(sheet.titles) + 1
    columns = [_stack(block, file, sheet.name, head) for block in sheet.blocks]
    width = sum(len(block.columns) for block in sheet.blocks)
    lines: list[Sequence[Raw]] = [[title] for title in sheet.titles]
    lines += list(_side_by_side(columns, [len(block.columns) for block in sheet.blocks]))
    merged = list(range(1, head))
    if sheet.note:
        lines.append([sheet.note])
        merged.append(len(lines))
        sheet.note_row.place = Place(file, sheet.name, len(lines), {})
    return Grid(sheet.name, lines, tuple((row, 1, width) for row in merged))


def _stack(block: Block, file: str, sheet: str, head: int) -> list[list[Raw]]:
    headings = dict(block.columns)
    keys = [key for key, _ in block.columns]
    titles: list[Raw] = [heading for _, heading in block.columns]
    lines: list[list[Raw]] = []

    def add(row: Row, line: list[Raw]) -> None:
        row.place = Place(file, sheet, head + len(lines), headings)
        lines.append(line)

    add(block.header, list(titles))
    for order, row in enumerate(block.rows):
        if order == block.repeat_at:
            add(block.repeated, list(titles))
        add(row, [order + 1 if key == NUMBER_KEY else row.cells.get(key) for key in keys])
    if block.total is not None:
        add(block.total, [block.total.cells.get(key) for key in keys])
    return lines


def _side_by_side(stacks: list[list[list[Raw]]], widths: list[int]) -> Iterator[list[Raw]]:
    for index in range(max(len(stack) for stack in stacks)):
        line: list[Raw] = []
        for stack, width in zip(stacks, widths, strict=True):
            line += stack[index] if index < len(stack) else [None] * width
        yield line
