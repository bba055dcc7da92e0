"""A frame made ready for a sheet: every cell typed, every column with its alignment, format and need of width."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from govlib.documents.sheet_cells import Cell, make_cell, number_format, show_number
from govlib.documents.sheet_fitting import ColumnNeed, cell_width
from govlib.documents.sheet_styles import LOOKS

ColumnRole = Literal["text", "serial", "number", "date"]

SERIAL_HEADINGS = frozenset({"序号", "附件", "排名", "名次"})
_FIGURE = re.compile(r"[+\-]?[\d,.]+%|[-—–/]+")
_POINTS = LOOKS["text"].points
_BOLD = 1.06
_ONE_LINE_HEADING_EMS = 5
_LEAST_TEXT_EMS = 6
_EM = _POINTS * 96 / 72


@dataclass(frozen=True)
class ReadyColumn:
    """One column: heading, typed cells, how it stands in the sheet, its number format and its need of width."""

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
        return "number" if _FIGURE.fullmatch(cell.shown) else "text"
    return cell.kind


def _ready_column(heading: str, values: pd.Series, stated_format: str) -> ReadyColumn:
    cells = tuple(make_cell(value) for value in values.tolist())
    form = stated_format or number_format(cells)
    shown = tuple(
        cell._replace(shown=show_number(float(cell.value), form)) if isinstance(cell.value, int | float) else cell
        for cell in cells
    )
    role = _column_role(heading, shown)
    return ReadyColumn(heading, shown, role, form, _need(heading, shown, role))


def _column_role(heading: str, cells: Sequence[Cell]) -> ColumnRole:
    if heading in SERIAL_HEADINGS:
        return "serial"
    kinds = {"number" if _FIGURE.fullmatch(cell.shown) else cell.kind for cell in cells if cell.kind != "blank"}
    if kinds == {"number"}:
        return "number"
    return "date" if kinds == {"date"} else "text"


def _need(heading: str, cells: Sequence[Cell], role: ColumnRole) -> ColumnNeed:
    longest = max((cell_width(text, _POINTS) for text in {cell.shown for cell in cells}), default=0.0)
    head = _heading_width(heading)
    if role == "text":
        stiff = max((cell_width(cell.shown, _POINTS) for cell in cells if cell.kind in {"number", "date"}), default=0.0)
        least = max(head, stiff, min(longest, _LEAST_TEXT_EMS * _EM))
        return ColumnNeed(least, max(head, longest), wraps=True)
    whole = math.ceil(max(head, longest * _BOLD))
    return ColumnNeed(whole, whole, wraps=False, fixed=role == "serial")


def _heading_width(heading: str) -> float:
    whole = cell_width(heading, _POINTS) * _BOLD
    if whole <= _ONE_LINE_HEADING_EMS * _EM + _EM:
        return math.ceil(whole)
    return math.ceil(max(whole / 2 + _EM, (_ONE_LINE_HEADING_EMS + 1) * _EM))
