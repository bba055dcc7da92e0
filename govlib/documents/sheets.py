"""A sheet as text: every cell as written, addressed as Excel shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
from openpyxl.utils import get_column_letter

_HEAD = 64


@dataclass(frozen=True, order=True)
class Merge:
    """A merged range, rows and columns counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def width(self) -> int:
        """Return how many columns the range spans."""
        return self.right - self.left + 1


@dataclass(frozen=True)
class Sheet:
    """One sheet: ``cells`` has a row a spreadsheet row (row 1 is position 0), a text column a spreadsheet column.

    A blank cell is "". ``name`` is "" for a csv. A formula without a usable result is its error text, such as "#REF!".
    """

    name: str
    cells: pd.DataFrame
    merges: tuple[Merge, ...] = ()
    is_hidden: bool = False
    hidden_rows: int = 0

    def row(self, number: int) -> list[str]:
        """Return the cells of a row, counted from 0; the first rows, where headers stand, are kept at hand."""
        return list(self._head[number]) if number < len(self._head) else self.cells.iloc[number].tolist()

    @cached_property
    def _head(self) -> list[list[str]]:
        columns = [self.cells[column].iloc[:_HEAD].tolist() for column in self.cells.columns]
        return [list(row) for row in zip(*columns, strict=True)]


@dataclass(frozen=True)
class Document:
    """One opened file: ``kind`` by content is workbook, html or text; of a text also its encoding."""

    kind: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    replaced_characters: int = 0
    is_guessed: bool = False


def cell_name(row: int, column: int) -> str:
    """Return a cell's address such as "C5" from its row (from 1) and column (from 0)."""
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """Return a column's letters such as "C" from its position (from 0)."""
    return get_column_letter(column + 1)


def cell_text(value: Any) -> str:  # noqa: PLR0911 - a return a kind of cell
    """Return a native cell value as exact text.

    A whole number has no decimal point, unless it has more than 15 digits: then it is written with an exponent, since
    its last digits are lost already. A date is ISO, with the time if it has one.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number_text(float(value))
    if isinstance(value, dt.datetime):
        text = value.replace(tzinfo=None).isoformat(sep=" ")
        return text.removesuffix(" 00:00:00")
    if isinstance(value, dt.timedelta):
        hours, seconds = divmod(int(value.total_seconds()), 3600)
        return f"{hours}:{seconds // 60:02d}:{seconds % 60:02d}"
    return str(value.isoformat()) if isinstance(value, dt.date | dt.time) else str(value)


def _number_text(value: float) -> str:
    if abs(value) >= 1e15:  # noqa: PLR2004 - Excel keeps 15 digits
        return f"{value:.16E}"
    return str(int(value)) if value.is_integer() else repr(value)


def text_frame(rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """Return rows of native values as a frame of exact text, as wide as the widest row."""
    width = max((len(row) for row in rows), default=0)
    columns = {}
    for position in range(width):
        texts = [
            value if type(value) is str else cell_text(value)
            for value in (row[position] if position < len(row) else "" for row in rows)
        ]
        columns[position] = pd.array(texts, dtype=pd.StringDtype("pyarrow"))
    return pd.DataFrame(columns, index=pd.RangeIndex(len(rows)))
