"""Columns of shares and of points: each row's part of the whole column, each row's count times what one is worth."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from govlib.identities.causes import guess_rate
from govlib.rounding import explain_printed
from govlib.verify.check import RIGHT, WRONG, Check, Quote
from govlib.verify.draft.columns import count_decimals, is_percent, is_total_row, name_column, plain, read_number
from govlib.verify.draft.model import Cell, DraftTable
from govlib.verify.draft.sums import add_rows, plain_rows, sum_columns
from govlib.verify.reading import Reading
from govlib.verify.relations.table_roles import rate_name

_SHARES = re.compile(r"占比|比例|比重|百分比|占总数|所占")
_POINTS = re.compile(r"^(?:得分|积分|计分|分值)(?:[（(]分[）)])?$")
_COUNTS = re.compile(r"条|篇|数|件|采用")
_LEAST = 4
_SHOWN = 3


def find_table_shares(reading: Reading) -> Iterator[Check]:
    """Yield one check a column of shares or points, and one a cell that the others contradict."""
    for table in reading.draft.tables:
        for one in (table, *_turn(table)):
            yield from _check_shares(one)
            yield from _check_points(one)


def _turn(table: DraftTable) -> Iterator[DraftTable]:
    """Yield a table that has its kinds of numbers one a row, turned so that they are columns."""
    labels = [plain(row[0].text) for row in table.rows if row]
    if not any(_SHARES.search(label) for label in labels) or len(table.header) <= _LEAST - 1 or table.groups:
        return
    columns = range(1, len(table.header))
    rows = tuple(
        (Cell(table.header[at], table.place), *(row[at] for row in table.rows if at < len(row))) for at in columns
    )
    if all(len(row) == len(labels) + 1 for row in rows):
        yield replace(table, header=(table.header[0], *labels), rows=rows)


def _check_shares(table: DraftTable) -> Iterator[Check]:
    for column, heading in enumerate(table.header):
        if not _SHARES.search(plain(heading)) or rate_name(heading):
            continue
        if not any(is_percent(cell.text) for cell in table.column(column)):
            continue
        best: list[Check] = []
        for count in (at for at in sum_columns(table) if at < column):
            for whole in _wholes(table, count):
                checks = list(_divide(table, count, column, whole))
                if checks and (not best or _wrong(checks) < _wrong(best)):
                    best = checks
        rows = len(best)
        if rows and _wrong(best) <= max(1, rows // _SHOWN) and rows - _wrong(best) > 1:
            yield from (one for one in best if one.verdict == WRONG)
            first = next(one for one in best if one.verdict == RIGHT)
            yield replace(first, said=f"{first.said}等 {rows - _wrong(best)} 行")


def _wholes(table: DraftTable, count: int) -> list[Fraction]:
    """Return what the shares of a column may be of: its stated total, what its rows add up to."""
    stated = [read_number(row[count].text) for row in table.rows if is_total_row(table, row)]
    found = [value for value in stated if value]
    added = add_rows(table, plain_rows(table), count).value
    return list(dict.fromkeys([*found, *([added] if added else [])]))


def _divide(table: DraftTable, count: int, column: int, whole: Fraction) -> Iterator[Check]:
    for row in table.rows:
        part, printed = read_number(row[count].text), read_number(row[column].text)
        if part is None or printed is None or row[column].again:
            continue
        decimals = count_decimals(row[column].text)
        fits = any(
            explain_printed(printed, kept, part, whole) != "不符"
            for kept in range(decimals + 1)
            if kept == decimals or plain(row[column].text).rstrip("%％").endswith("0")
        )
        shown = float(part * 100 / whole)
        yield _tell(
            table,
            row,
            (column, count),
            fits=fits,
            computed=f"{part}/{whole}＝{shown:.2f}%",
            difference=f"{float(printed) - shown:+.2f} 个百分点",
            identity=3,
            why=guess_rate(_decimal(printed), decimals, _decimal(part), _decimal(whole)),
        )


def _check_points(table: DraftTable) -> Iterator[Check]:
    """Yield the checks of a column of points right of what they are given for, if the same number makes up all rows."""
    for column in range(1, len(table.header)):
        before = column - 1
        heads = plain(table.header[column]).rsplit("·", maxsplit=1)[-1], plain(table.header[before])
        if not _POINTS.match(heads[0]) or not _COUNTS.search(heads[1]) or before not in sum_columns(table):
            continue
        pairs = [(row, read_number(row[before].text), read_number(row[column].text)) for row in table.rows]
        stated = [(row, count, points) for row, count, points in pairs if count and points is not None]
        ratios = Counter(points / count for _, count, points in stated)
        if len(stated) < _LEAST:
            continue
        worth, often = ratios.most_common(1)[0]
        if worth and worth != 1 and often >= len(stated) - max(1, len(stated) // 10) and often >= _SHOWN:
            off = [(row, count) for row, count, points in stated if points != worth * count]
            for row, count in off or [stated[0][:2]]:
                yield _tell(
                    table,
                    row,
                    (column, before),
                    fits=not off,
                    computed=f"{count}×{_say(worth)}＝{_say(count * worth)}",
                    difference=_say((read_number(row[column].text) or Fraction(0)) - count * worth),
                    identity=2,
                )


def _wrong(checks: Sequence[Check]) -> int:
    return sum(one.verdict == WRONG for one in checks)


def _tell(
    table: DraftTable,
    row: Sequence[Cell],
    columns: tuple[int, int],
    *,
    fits: bool,
    computed: str,
    difference: str,
    identity: int,
    why: str = "与同列其他各行的算法不符",
) -> Check:
    cell, other = row[columns[0]], row[columns[1]]
    named = name_column(table)
    subject = f"{plain(row[named].text)}的" if named is not None and plain(row[named].text) else ""
    return Check(
        RIGHT if fits else WRONG,
        "占比" if identity == 3 else "分项",  # noqa: PLR2004 - the third identity
        identity,
        Quote(cell.place, cell.text),
        Quote(other.place, other.text),
        f"{subject}{plain(table.header[columns[0]])} {cell.text}",
        computed,
        "" if fits else difference,
        "" if fits else why,
    )


def _say(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
