"""What a table's columns and rows are: by the words of their headings, by the units in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlib.units import UnitRegister
from govlib.verify.draft.cells import NOTHING, count_decimals, is_percent, plain, read_number
from govlib.verify.draft.model import Cell, DraftTable

__all__ = [
    "NOTHING",
    "count_decimals",
    "find_column",
    "find_columns",
    "is_partial_total",
    "is_percent",
    "is_total_row",
    "name_column",
    "number_columns",
    "plain",
    "read_number",
    "row_of_unit",
    "rows_of_unit",
    "same_unit",
    "serial_column",
    "unit_rows",
]

_TOTAL = re.compile(r"^(?:总?合计|总计|共计|小计|总数|全[省市县区]合计|[^\s\d]{0,6}(?:合计|小计|总计))[:：]?$")
_PARTIAL = re.compile(r"小计")
_NAMES = (
    "单位",
    "地区",
    "县区",
    "县市区",
    "区县",
    "乡镇",
    "镇街",
    "部门",
    "名称",
    "承办",
    "责任",
    "主办",
    "街道",
    "市州",
    "地市",
)


def find_columns(table: DraftTable, *words: str, without: tuple[str, ...] = ()) -> list[int]:
    """Return the columns whose heading has one of the words and none of those it must be without."""
    headings = [plain(name) for name in table.header]
    return [
        at
        for at, name in enumerate(headings)
        if any(word in name for word in words) and not any(word in name for word in without)
    ]


def find_column(table: DraftTable, *words: str, without: tuple[str, ...] = ()) -> int | None:
    """Return the only column whose heading has one of the words, the exact one of several, else None."""
    found = find_columns(table, *words, without=without)
    exact = [at for at in found if re.sub(r"[（(].*?[）)]", "", plain(table.header[at])) in words]
    if len(exact) == 1:
        return exact[0]
    return found[0] if len(found) == 1 else None


def serial_column(table: DraftTable) -> int | None:
    """Return the column of 序号, None where there is none."""
    return next(
        (at for at, name in enumerate(table.header) if plain(name) in {"序号", "编号", "序", "No.", "NO."}), None
    )


def name_column(table: DraftTable) -> int | None:
    """Return the column that says whose row it is: of a unit where one is headed so, else the first one with words."""
    serial = serial_column(table)
    wordy = [at for at in range(len(table.header)) if at != serial and table.wordy[at]]
    units = [at for at in wordy if any(word in plain(table.header[at]) for word in _NAMES)]
    return next(iter(units or wordy), None)


def number_columns(table: DraftTable) -> list[int]:
    """Return the columns that hold numbers and blanks only, at least one number."""
    serial = serial_column(table)
    return [at for at in range(len(table.header)) if at != serial and table.numeric[at]]


def is_total_row(table: DraftTable, row: tuple[Cell, ...]) -> bool:
    """Tell whether a row adds up others: 合计, 总计, 小计 stand where a name or 序号 would."""
    names = [cell.text for at, cell in enumerate(row) if at <= (name_column(table) or 0) + 1 and not cell.again]
    return any(_TOTAL.match(plain(text)) for text in names)


def is_partial_total(row: tuple[Cell, ...]) -> bool:
    """Tell whether a total row is only of some rows: 小计."""
    return any(_PARTIAL.search(plain(cell.text)) for cell in row[:3])


def unit_rows(table: DraftTable) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Yield the rows that stand for a unit, with its name as written, without totals and rows without a name."""
    column = name_column(table)
    if column is None:
        return
    for row in table.rows:
        name = plain(row[column].text) if column < len(row) else ""
        if name and not is_total_row(table, row):
            yield name, row


def same_unit(one: str, other: str, register: UnitRegister | None = None) -> bool:
    """Tell whether two names mean one unit: alike as written, or by the register."""
    first, second = plain(one), plain(other)
    if first == second:
        return True
    return register is not None and register.counted_as(first) == register.counted_as(second)


def rows_of_unit(table: DraftTable, name: str, register: UnitRegister | None = None) -> list[tuple[Cell, ...]]:
    """Return the rows of a unit, by its name as written or by the register."""
    return [row for written, row in unit_rows(table) if same_unit(written, name, register)]


def row_of_unit(table: DraftTable, name: str, register: UnitRegister | None = None) -> tuple[Cell, ...] | None:
    """Return the only row of a unit, None where there is none or several."""
    found = rows_of_unit(table, name, register)
    return found[0] if len(found) == 1 else None
