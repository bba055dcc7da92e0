"""What a document is laid out as: lines, and grids whose merged cells stand in each of their fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from govlib.documents.sheets import Sheet, cell_name


class Line(NamedTuple):
    """A line or paragraph as it stands, blank or not, and its place."""

    place: str
    text: str


class GridCell(NamedTuple):
    """A cell, its text as written; ``again`` says that it is a further field of the merged cell before or above it."""

    text: str
    place: str
    again: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: rows of one width."""

    place: str
    rows: tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True)
class Layout:
    """A document in its order. ``wrapped`` says that its lines are not yet joined into paragraphs."""

    kind: str
    items: tuple[Line | Grid, ...]
    notes: tuple[str, ...] = ()
    wrapped: bool = False


def spread_sheet(sheet: Sheet, place: str, *, excel: bool = False) -> Grid:
    """Return a sheet as a grid, merged cells in each of their fields; ``excel`` names cells as a spreadsheet does."""
    rows = [list(row) for row in sheet.cells.itertuples(index=False, name=None)]
    again: set[tuple[int, int]] = set()
    for merge in sheet.merges:
        if merge.top >= len(rows):
            continue
        text = rows[merge.top][merge.left]
        for row in range(merge.top, min(merge.bottom, len(rows) - 1) + 1):
            for column in range(merge.left, min(merge.right, len(rows[row]) - 1) + 1):
                if (row, column) != (merge.top, merge.left):
                    rows[row][column] = text
                    again.add((row, column))
    named = f"{sheet.name}!" if sheet.name else ""
    return Grid(
        place,
        tuple(
            tuple(
                GridCell(
                    " ".join(str(text).split()),
                    named + cell_name(number + 1, column) if excel else f"{place} 第 {number + 1} 行第 {column + 1} 格",
                    (number, column) in again,
                )
                for column, text in enumerate(row)
            )
            for number, row in enumerate(rows)
        ),
    )
