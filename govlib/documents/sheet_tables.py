"""A frame made ready for a sheet: every cell typed, every column with its alignment, format and need of width."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from govlib.documents.sheet_cells import Cell, clean_text, make_cell, number_format, show_number
from govlib.documents.sheet_fitting import ColumnNeed, cell_width, text_pixels
from govlib.documents.sheet_styles import LOOKS

ColumnRole = Literal["text", "serial", "number", "date"]

SERIAL_HEADINGS = frozenset({"序号", "附件", "排名", "名次"})
_PERCENTAGE = re.compile(r"[+\-]?[\d,.]+%")
_NOTHING = re.compile(r"[-—–/]+")
_POINTS = LOOKS["text"].points
_EM = _POINTS * 96 / 72
_BOLD = 1.12
_LEAST_TEXT_EMS = 6
_LONGEST_SERIAL = 8
_HEADING_LINE_EMS = 5.5
_CELL_SPARE, _INDENT = 6, 12
_SHORT_HEADING = 6 * 96 / 72
_UNIT_BRACKET = re.compile(r"(?<=.)([（(][^（）()\n]*[）)])$")


@dataclass(frozen=True)
class ReadyColumn:
    """One column: its title, that as a heading with line breaks, typed cells, role, number format, need of width."""

    title: str
    heading: str
    cells: tuple[Cell, ...]
    role: ColumnRole
    number_format: str
    need: ColumnNeed


def ready_columns(table: pd.DataFrame, number_formats: Mapping[str, str]) -> tuple[ReadyColumn, ...]:
    """Return the columns of a display-ready frame as a sheet will hold them.

    ``number_formats`` gives the format of a heading's numbers where equally many decimals are not wanted.
    """
    return tuple(
        _ready_column(str(heading), table.iloc[:, position], number_formats.get(str(heading), ""))
        for position, heading in enumerate(table.columns)
    )


def cell_role(cell: Cell, column: ReadyColumn) -> ColumnRole:
    """Return how a cell stands: as its kind says, blanks and the serial column as the column says."""
    if column.role == "serial" or cell.kind == "blank":
        return column.role
    if cell.kind == "text":
        figure = _PERCENTAGE.fullmatch(cell.shown) or (column.role == "number" and _NOTHING.fullmatch(cell.shown))
        return "number" if figure else "text"
    return cell.kind


def _ready_column(heading: str, values: pd.Series, stated_format: str) -> ReadyColumn:
    cells = tuple(make_cell(value) for value in values.tolist())
    form = stated_format or number_format(cells)
    shown = tuple(
        cell._replace(shown=show_number(float(cell.value), form)) if isinstance(cell.value, int | float) else cell
        for cell in cells
    )
    role = _column_role(heading, shown)
    broken = _break_heading(clean_text(heading).text)
    return ReadyColumn(heading, broken, shown, role, form, _need(broken, shown, role))


def _column_role(heading: str, cells: Sequence[Cell]) -> ColumnRole:
    if heading in SERIAL_HEADINGS and all(len(cell.shown) <= _LONGEST_SERIAL for cell in cells):
        return "serial"
    kinds = {
        "number" if _PERCENTAGE.fullmatch(cell.shown) else cell.kind
        for cell in cells
        if cell.kind != "blank" and not _NOTHING.fullmatch(cell.shown)
    }
    if kinds == {"number"}:
        return "number"
    return "date" if kinds == {"date"} else "text"


def _need(heading: str, cells: Sequence[Cell], role: ColumnRole) -> ColumnNeed:
    rows = tuple(cell_width(cell.shown, _POINTS) for cell in cells)
    whole = cell_width(heading, _POINTS) + _CELL_SPARE
    if role == "text":
        unwrapped = (row for row, cell in zip(rows, cells, strict=True) if cell.kind in {"number", "date"})
        texts = min(max(rows, default=0.0), _LEAST_TEXT_EMS * _EM)
        return ColumnNeed(
            max(_least_heading(heading), max(unwrapped, default=0.0) * _BOLD + _INDENT, texts), whole, rows
        )
    longest = max(rows, default=0.0) * _BOLD + _INDENT
    return ColumnNeed(math.ceil(max(_least_heading(heading), longest)), whole, fixed=role == "serial")


def _break_heading(heading: str) -> str:
    """Return the heading with its unit in brackets on a line of its own, where it is too long for one line."""
    return heading if text_pixels(heading, 1) <= _SHORT_HEADING else _UNIT_BRACKET.sub(r"\n\1", heading)


def _least_heading(heading: str) -> float:
    longest = cell_width(heading, _POINTS)
    lines = math.ceil(longest / (_HEADING_LINE_EMS * _EM))
    return math.ceil(longest / lines + (_EM if lines > 1 else 0)) + _CELL_SPARE
