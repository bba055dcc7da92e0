"""序号 without gaps, ranks in the order of the numbers that they rank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check, Quote
from govlib.verify.draft.columns import NOTHING, is_total_row, number_columns, plain, read_number, serial_column
from govlib.verify.draft.model import Cell, DraftTable
from govlib.verify.reading import Reading

_RANKS = re.compile(r"^(?:总)?(?:排名|名次|位次|排序|排行)$")
_RANKED = re.compile(
    r"得分|总分|分数|阅读|点赞|浏览|积分|条数|发布|采用|报送|合格率|办结率|指数|WCI|点击|转发|推送|访问|次数|量|扣分"
)
_SURE = re.compile(r"得分|总分|积分|阅读|点赞|浏览|点击|采用|合格率|办结率|指数|WCI|扣分")
_SCORE = re.compile(r"得分|总分|积分|指数|WCI")
_LOWER = re.compile(r"扣分|不合格|超期|问题|错")
"""Of these the smaller number may be the better one."""
_SHARE = 3
"""One pair of neighbours in so many may be out of order: beyond that, the ranks are of something else."""
_LEAST = 3
_EXCERPT = 10
"""With more than one break in so many rows the numbers are those of another, longer list."""


def find_table_order(reading: Reading) -> Iterator[Check]:
    """Yield one check a column of 序号 and one a column of ranks."""
    for table in reading.draft.tables:
        yield from _check_serials(reading.draft.tables, table)
        yield from _check_ranks(table)


def _check_serials(tables: Sequence[DraftTable], table: DraftTable) -> Iterator[Check]:
    column = serial_column(table)
    if column is None:
        return
    cells = [row[column] for row in table.rows if not is_total_row(table, row) and not row[column].again]
    numbered = [(cell, read_number(cell.text)) for cell in cells if plain(cell.text) not in NOTHING]
    if len(numbered) < 2 or any(number is None or number.denominator != 1 for _, number in numbered):  # noqa: PLR2004 - nothing follows on one
        return
    starts = {Fraction(1), _goes_on(tables, table, column)}
    pairs = zip([(numbered[0][0], Fraction(0)), *numbered], numbered, strict=False)
    breaks = [
        (cell, before, number)
        for (_, before), (cell, number) in pairs
        if before is not None and number is not None and number != before + 1 and number not in starts
    ]
    if len(breaks) > max(1, len(numbered) // _EXCERPT):
        return
    for cell, before, number in breaks:
        yield Check(
            DOUBTFUL,
            "序号",
            0,
            Quote(cell.place, cell.text),
            None,
            f"序号 {cell.text}",
            f"上一行是 {before}，接下来应为 {before + 1}",
            str(number - before - 1),
            "序号重复或倒退：是不是多了一行，或是没有重排？" if number <= before else "序号漏号：是不是漏了一行？",
        )
        return
    first, last = numbered[0][0], numbered[-1][0]
    yield Check(
        RIGHT, "序号", 0, Quote(first.place, first.text), Quote(last.place, last.text), f"序号 {first.text}—{last.text}"
    )


def _goes_on(tables: Sequence[DraftTable], table: DraftTable, column: int) -> Fraction:
    """Return the number with which a half goes on where the one before it ended."""
    before = next((one for one in tables if one.place == table.place and one.half == table.half - 1), None)
    if before is None or not table.half or column >= len(before.header):
        return Fraction(1)
    numbers = [read_number(cell.text) for cell in before.column(column)]
    return max((number for number in numbers if number is not None), default=Fraction(0)) + 1


def _check_ranks(table: DraftTable) -> Iterator[Check]:
    ranks = [at for at, name in enumerate(table.header) if _RANKS.match(plain(name).rsplit("·", maxsplit=1)[-1])]
    measured = [at for at in number_columns(table) if at not in ranks and _RANKED.search(plain(table.header[at]))]
    if len(ranks) != 1 or not measured:
        return
    rows = [
        row
        for row in table.rows
        if not is_total_row(table, row) and all(read_number(row[at].text) is not None for at in (ranks[0], *measured))
    ]
    if len(rows) < _LEAST:
        return
    rows = sorted(rows, key=lambda row: read_number(row[ranks[0]].text) or Fraction(0))
    ways = [
        (at, falls) for at in measured for falls in (True, False) if falls or _LOWER.search(plain(table.header[at]))
    ]
    off = {(at, falls): _out_of_order(rows, ranks[0], at, falls=falls) for at, falls in ways}
    (column, falls), wrong = min(
        off.items(), key=lambda item: (len(item[1]), -_weight(table, item[0][0]), not item[0][1])
    )
    unsure = len(measured) > 1 or not _SURE.search(plain(table.header[column]))
    if len(wrong) > max(1, len(rows) // _SHARE) or (wrong and unsure and len(rows) < 2 * _LEAST * len(wrong)):
        return
    yield _tell(table, rows, (ranks[0], column), wrong, falls=falls)


def _weight(table: DraftTable, column: int) -> int:
    """Return how likely a column is what ranks are given for."""
    heading = plain(table.header[column])
    return 2 if _SCORE.search(heading) else int(bool(_SURE.search(heading)))


def _out_of_order(
    rows: Sequence[Sequence[Cell]], rank: int, column: int, *, falls: bool
) -> list[tuple[Sequence[Cell], Sequence[Cell]]]:
    """Return the neighbours of which the one with the better rank has the worse number."""
    wrong = []
    for above, below in pairwise(rows):
        higher, lower = read_number(above[column].text) or Fraction(0), read_number(below[column].text) or Fraction(0)
        same = read_number(above[rank].text) == read_number(below[rank].text)
        if (same and higher != lower) or (not same and (higher < lower if falls else higher > lower)):
            wrong.append((above, below))
    return wrong


def _tell(
    table: DraftTable,
    rows: Sequence[Sequence[Cell]],
    columns: tuple[int, int],
    wrong: Sequence[tuple[Sequence[Cell], Sequence[Cell]]],
    *,
    falls: bool,
) -> Check:
    rank, column = columns
    if not wrong:
        first, last = rows[0][rank], rows[-1][rank]
        return Check(
            RIGHT,
            "表格",
            0,
            Quote(first.place, first.text),
            Quote(last.place, last.text),
            f"{plain(table.header[rank])}按{plain(table.header[column])}排列",
        )
    above, below = wrong[0]
    return Check(
        WRONG,
        "表格",
        0,
        Quote(above[rank].place, above[rank].text),
        Quote(below[column].place, below[column].text),
        f"{plain(table.header[rank])} {above[rank].text} 的{plain(table.header[column])}是 {above[column].text}",
        f"{plain(table.header[rank])} {below[rank].text} 的{plain(table.header[column])}是 {below[column].text}",
        "",
        f"{plain(table.header[rank])}与{plain(table.header[column])}的{'大小' if falls else '（越小越前）'}顺序不一致",
    )
