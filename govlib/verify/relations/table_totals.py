"""Identity 6 inside a table: what its rows add up to, and what its 合计 and 小计 say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from govlib.identities.causes import guess_sum
from govlib.verify.check import DOUBTFUL, RIGHT, UNCHECKED, WRONG, Check, Quote
from govlib.verify.draft.columns import NOTHING, is_partial_total, is_total_row, plain, read_number
from govlib.verify.draft.model import Cell, DraftTable
from govlib.verify.draft.sums import add_rows, beside, fold_children, is_among, plain_rows, sum_columns
from govlib.verify.reading import Reading
from govlib.verify.relations.table_feet import judge_foot, list_foot

_MAY_OVERLAP = re.compile(r"单位|部门|家|涉及|人次|户")
"""Columns whose rows may count one thing twice, so that their total may be smaller than their sum."""
_EXCERPT = re.compile(r"前[一二三四五六七八九十\d]+(?:名|位|家|个|类)?|部分|主要|节选|摘录|示例")
_ELLIPSIS = re.compile(r"^(?:…+|\.{3,}|。{3,}|略|……等)$")
_OTHER_DAYS = re.compile(r"上|去年|同期|累计|本年|全年|年初")
_MOST_TERMS = 12


def find_table_totals(reading: Reading) -> Iterator[Check]:
    """Yield one check a total that a table states: its rows give it, they don't, or it can't be told."""
    for table in reading.draft.tables:
        for number, row in enumerate(table.rows):
            name = "".join(plain(cell.text) for cell in row[:2])
            if is_total_row(table, row) and not _OTHER_DAYS.search(name):
                for column in sum_columns(table):
                    if plain(row[column].text) not in NOTHING and not row[column].again:
                        yield _check(reading.draft.tables, table, number, column)


def _check(tables: Sequence[DraftTable], table: DraftTable, number: int, column: int) -> Check:
    cell = table.rows[number][column]
    stated = read_number(cell.text) or Fraction(0)
    rows = _rows_of(table, number)
    added = add_rows(table, rows, column)
    heading = table.header[column] or f"第 {column + 1} 列"
    others = set(_other_sums(tables, table, number, column))
    fits = stated == added.value or stated in others
    why = ""
    verdict = RIGHT if fits else WRONG
    foot = list_foot(table, number) if is_partial_total(table.rows[number]) and not fits else []
    if foot:
        verdict, why = judge_foot(table, foot, number, column)
        fits = verdict == RIGHT
        rows = plain_rows(table)
        added = add_rows(table, rows, column)
    elif not fits and not rows:
        verdict, why = UNCHECKED, "合计没有可以相加的行"
    elif not fits and (_EXCERPT.search(plain(table.title)) or (stated > added.value and _goes_on(table))):
        verdict, why = UNCHECKED, "表里只列了一部分，各行相加不必等于合计"
    elif not fits and stated < added.value and _MAY_OVERLAP.search(heading):
        verdict, why = DOUBTFUL, f"各行相加多出 {_say(added.value - stated)}：是不是有一家计在几行里？"
    elif not fits:
        why = guess_sum(_decimal(stated), {name: _decimal(value) for name, value in added.terms}, {})
    return Check(
        verdict=verdict,
        kind="合计",
        identity=6,
        stated=Quote(cell.place, cell.text),
        other=Quote(rows[0][column].place, rows[0][column].text) if rows and verdict != UNCHECKED else None,
        said=f"{plain(heading)}合计 {cell.text}",
        computed=_say_sum(added.terms, stated if fits and not foot else added.value),
        difference="" if fits or foot else _say(stated - added.value),
        why=why,
    )


def _goes_on(table: DraftTable) -> bool:
    """Tell whether a table says that it leaves rows out."""
    return any(_ELLIPSIS.match(plain(cell.text)) for row in table.rows for cell in row)


def _rows_of(table: DraftTable, number: int) -> list[tuple[Cell, ...]]:
    """Return the rows that a total adds up: of 小计 those since the one before, of the others all."""
    if not is_partial_total(table.rows[number]):
        return plain_rows(table)
    first = max((at + 1 for at in range(number) if is_total_row(table, table.rows[at])), default=0)
    above = table.rows[first:number]
    group = next((one for one in table.groups if one.first <= number < one.last), None)
    inside = table.rows[max(first, group.first) : number] if group else above
    return [row for row in inside if not is_among(table, row)]


def _other_sums(tables: Sequence[DraftTable], table: DraftTable, number: int, column: int) -> Iterator[Fraction]:
    """Yield what else a total may mean: rows below it, its group, sums of 小计, all rows, the tables beside it."""
    row = table.rows[number]
    following = next(
        (at for at in range(number + 1, len(table.rows)) if is_total_row(table, table.rows[at])), len(table.rows)
    )
    before = max((at + 1 for at in range(number) if is_total_row(table, table.rows[at])), default=0)
    for rows in (table.rows[number + 1 : following], table.rows[before:number]):
        yield add_rows(table, [one for one in rows if not is_among(table, one)], column).value
        yield add_rows(table, rows, column).value
    partial = [one for one in table.rows if is_partial_total(one) and one is not row]
    if partial:
        yield add_rows(table, partial, column).value
    group = next((one for one in table.groups if one.first <= number < one.last), None)
    if group:
        inside = [one for one in table.rows[group.first : group.last] if not is_total_row(table, one)]
        yield add_rows(table, inside, column).value
    yield add_rows(table, [one for one in table.rows if not is_total_row(table, one)], column).value
    yield fold_children([one for one in table.rows if not is_total_row(table, one)], column)
    halves = beside(tables, table)
    if len(halves) > 1 and all(column < len(one.header) for one in halves):
        yield sum((add_rows(one, plain_rows(one), column).value for one in halves), Fraction(0))


def _say_sum(terms: Sequence[tuple[str, Fraction]], total: Fraction) -> str:
    if len(terms) > _MOST_TERMS:
        return f"{len(terms)} 行相加＝{_say(total)}"
    return "＋".join(_say(value) for _, value in terms) + f"＝{_say(total)}"


def _say(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
