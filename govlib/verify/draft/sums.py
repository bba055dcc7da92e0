"""What the columns of a table add up to, whole, by parts, and over tables that stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from govlib.verify.draft.columns import (
    NOTHING,
    is_percent,
    is_total_row,
    name_column,
    number_columns,
    plain,
    read_number,
)
from govlib.verify.draft.model import Cell, DraftTable

_NO_SUM = re.compile(
    r"率|比例|占比|比重|同比|环比|增幅|排名|名次|位次|排序|序号|平均|均|得分|总分|评分|分数|分值|指数|时限|用时|天数|时长|日期|时间|年份|月份|电话|标识码|代码"
    r"|编号|邮编|系数|权重|满分|最高|最低|[%％]"
)
_AMONG = re.compile(r"^(?:其中|其它中|#|＃|\*|—|--)|其中[:：]?$")
"""Rows that are counted in another one already."""
_ASIDE = re.compile(
    r"^(?:各?[^\s\d]{0,4}平均|均值|最高|最低|占比|比例|比重|百分比|同比|环比|增幅|增减|上[期季月年]|去年|上年|同期|[^\s\d]{0,4}率$|目标|任务)"
)
"""Rows that count nothing of their own, or something of other days."""


_MOST_CHILDREN = 40


@dataclass(frozen=True)
class ColumnSum:
    """What the rows of a column add up to: ``value``, from the rows with the names ``terms``."""

    column: int
    value: Fraction
    terms: tuple[tuple[str, Fraction], ...]


def can_add(table: DraftTable, column: int) -> bool:
    """Tell whether the numbers of a column may be added up: counts, no rates, ranks, scores or codes."""
    return not _NO_SUM.search(plain(table.header[column])) and not any(is_percent(c.text) for c in table.column(column))


def sum_columns(table: DraftTable) -> list[int]:
    """Return the columns of counts."""
    return [at for at in number_columns(table) if can_add(table, at)]


def plain_rows(table: DraftTable) -> list[tuple[Cell, ...]]:
    """Return the rows that stand for themselves: no totals, none that is counted in another one already."""
    return [row for row in table.rows if not is_total_row(table, row) and not is_among(table, row)]


def is_among(table: DraftTable, row: Sequence[Cell]) -> bool:
    """Tell whether a row is a part of the one above it: 其中."""
    column = name_column(table)
    if column is None:
        return False
    name = plain(row[column].text)
    return bool(_AMONG.search(name) or _ASIDE.search(name))


def read_cell(cell: Cell) -> Fraction:
    """Return the number of a cell, nought where it is blank or the further field of a merged one."""
    return Fraction(0) if cell.again else read_number(cell.text) or Fraction(0)


def add_rows(table: DraftTable, rows: Sequence[Sequence[Cell]], column: int) -> ColumnSum:
    """Return what a column of some rows adds up to."""
    named = name_column(table)
    terms = tuple(
        (plain(row[named].text) if named is not None else str(number), read_cell(row[column]))
        for number, row in enumerate(rows, 1)
        if plain(row[column].text) not in NOTHING
    )
    return ColumnSum(column, sum((value for _, value in terms), Fraction(0)), terms)


def beside(tables: Sequence[DraftTable], table: DraftTable) -> list[DraftTable]:
    """Return the tables that stand on one page with a table, itself among them."""
    return [one for one in tables if one.place == table.place and one.half] if table.half else [table]


def list_totals(tables: Sequence[DraftTable], part: str) -> Iterator[tuple[DraftTable, ColumnSum]]:
    """Yield what each column of each table of an annex adds up to, totals that it states itself aside."""
    for table in tables:
        if not part or table.part == part:
            for column in sum_columns(table):
                yield table, add_rows(table, plain_rows(table), column)


def fold_children(rows: Sequence[Sequence[Cell]], column: int) -> Fraction:
    """Return what rows add up to if those that a row above already adds up are left out."""
    values = [read_cell(row[column]) for row in rows]
    total, at = Fraction(0), 0
    while at < len(values):
        total += values[at]
        at += 1 + _count_children(values, at)
    return total


def _count_children(values: Sequence[Fraction], at: int) -> int:
    """Return how many rows below one add up to it, at least two."""
    added = Fraction(0)
    for number, value in enumerate(values[at + 1 : at + 1 + _MOST_CHILDREN], 1):
        added += value
        if number > 1 and added == values[at] and value:
            return number
        if added > values[at]:
            return 0
    return 0
