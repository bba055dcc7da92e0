"""小计 that stand together below their rows: of which rows each is no word tells, but together they are of all."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from govlib.verify.check import DOUBTFUL, RIGHT, UNCHECKED
from govlib.verify.draft.columns import is_partial_total, is_total_row
from govlib.verify.draft.model import Cell, DraftTable
from govlib.verify.draft.sums import plain_rows, read_cell

_FEWEST = 2


def list_foot(table: DraftTable, number: int) -> list[int]:
    """Return the rows of the 小计 that stand right above and below one with no row of their own between them."""
    first = last = number
    while first and _is_partial(table, first - 1):
        first -= 1
    while last + 1 < len(table.rows) and _is_partial(table, last + 1):
        last += 1
    below = last + 1 == len(table.rows) or is_total_row(table, table.rows[last + 1])
    found = list(range(first, last + 1))
    return found if len(found) >= _FEWEST and (first == 0 or below) else []


def judge_foot(table: DraftTable, foot: Sequence[int], number: int, column: int) -> tuple[str, str]:
    """Return the verdict on one of several 小计 that stand together, and why."""
    rows = plain_rows(table)
    added = sum((read_cell(row[column]) for row in rows), Fraction(0))
    told = sum((read_cell(table.rows[at][column]) for at in foot), Fraction(0))
    if told == added:
        return RIGHT, ""
    if _is_of_neighbours(rows, column, read_cell(table.rows[number][column])):
        return RIGHT, ""
    stated = [read_cell(row[column]) for row in table.rows if is_total_row(table, row) and not is_partial_total(row)]
    if added in stated:
        return DOUBTFUL, "几个小计放在一起，相加不等于各行之和：是哪一个小计错了，还是有的行计在几个小计里？"
    return UNCHECKED, "几个小计放在一起，不知道各是哪些行的"


def _is_partial(table: DraftTable, number: int) -> bool:
    row = table.rows[number]
    return is_total_row(table, row) and is_partial_total(row)


def _is_of_neighbours(rows: Sequence[Sequence[Cell]], column: int, value: Fraction) -> bool:
    """Tell whether rows that follow one another add up to a number."""
    sums = [Fraction(0), *accumulate(read_cell(row[column]) for row in rows)]
    return any(high - low == value for at, low in enumerate(sums) for high in sums[at + 1 :])
