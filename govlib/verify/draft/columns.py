"""What a table's columns and rows are: by the words of their headings, by the units in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from govlib.text.chinese_numbers import narrow_digits
from govlib.units import UnitRegister
from govlib.verify.draft.model import Cell, DraftTable

_NUMBER = re.compile(r"^(-?\d[\d,]*(?:\.\d+)?)\s?(%|％)?(?:[个家条件篇次项处封分])?$")
_BLANKS = re.compile(r"\s+")
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
NOTHING = frozenset({"", "-", "－", "—", "——", "/", "／", "无", "\\"})
"""What a cell says that states no number."""


def plain(text: str) -> str:
    """Return a cell's or a heading's words without blanks, digits half-width."""
    return _BLANKS.sub("", narrow_digits(text))


def read_number(text: str) -> Fraction | None:
    """Return the number that a cell is, 62.5 for 62.5%, None where it is none."""
    match = _NUMBER.match(plain(text))
    if not match or len(match[1]) > 24:  # noqa: PLR2004 - no count of anything is longer
        return None
    return Fraction(match[1].replace(",", ""))


def is_percent(text: str) -> bool:
    """Tell whether a cell is written as a percentage."""
    return plain(text).endswith(("%", "％")) and read_number(text) is not None


def count_decimals(text: str) -> int:
    """Return how many decimals a cell is written with."""
    return len(plain(text).rstrip("%％个家条件篇次项处封分").partition(".")[2])


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
    wordy = [at for at in range(len(table.header)) if at != serial and _is_wordy(table, at)]
    units = [at for at in wordy if any(word in plain(table.header[at]) for word in _NAMES)]
    return next(iter(units or wordy), None)


def number_columns(table: DraftTable) -> list[int]:
    """Return the columns that hold numbers and blanks only, at least one number."""
    serial = serial_column(table)
    return [at for at in range(len(table.header)) if at != serial and _is_numeric(table, at)]


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


def _is_numeric(table: DraftTable, column: int) -> bool:
    texts = [plain(cell.text) for cell in table.column(column)]
    stated = [text for text in texts if text not in NOTHING]
    return bool(stated) and all(read_number(text) is not None for text in stated)


def _is_wordy(table: DraftTable, column: int) -> bool:
    texts = [plain(cell.text) for cell in table.column(column)]
    return any(text not in NOTHING and read_number(text) is None for text in texts)
