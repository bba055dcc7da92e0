"""The tables of a draft against the annexes of the computed bulletin, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from govlib.text.chinese_numbers import narrow_digits, read_amount
from govlib.verify.check import RIGHT, WRONG, Check, Quote
from govlib.verify.computed.expected import ExpectedTable
from govlib.verify.computed.own_text import COMPUTED
from govlib.verify.draft.model import Cell, DraftTable
from govlib.verify.reading import Reading

_SAME_HEADINGS = 0.7
_SAME_ROW = 0.5
_NAMES = ("单位", "名称", "网站", "账号", "对象", "主办", "责任", "地区")


def compare_tables(reading: Reading, expected: Sequence[ExpectedTable]) -> Iterator[Check]:
    """Yield one check a cell with a number, a date or a name in the tables that the computed bulletin has too."""
    left = list(expected)
    for table in reading.draft.tables:
        fitting = [one for one in left if _alike(table, one) >= _SAME_HEADINGS]
        if fitting:
            closeness = [_closeness(table, one) for one in fitting]
            other = fitting[closeness.index(max(closeness))]
            left.remove(other)
            yield from _compare(table, other)


def _alike(table: DraftTable, other: ExpectedTable) -> float:
    mine, theirs = [_plain(one) for one in table.header], [_plain(one) for one in other.header]
    return SequenceMatcher(a=mine, b=theirs, autojunk=False).ratio()


def _closeness(table: DraftTable, other: ExpectedTable) -> tuple[float, float, int]:
    title = SequenceMatcher(a=_plain(table.title), b=_plain(other.title), autojunk=False).ratio()
    mine = {tuple(_plain(cell.text) for cell in row) for row in table.rows}
    shared = sum(tuple(_plain(cell) for cell in row) in mine for row in other.rows)
    return _alike(table, other), title + shared, -abs(len(table.rows) - len(other.rows))


def _compare(table: DraftTable, other: ExpectedTable) -> Iterator[Check]:
    columns = {_plain(name): position for position, name in enumerate(other.header)}
    shared = [(here, columns[_plain(name)]) for here, name in enumerate(table.header) if _plain(name) in columns]
    mine = [tuple(_plain(row[here].text) if here < len(row) else "" for here, _ in shared) for row in table.rows]
    theirs = [tuple(_plain(row[there]) for _, there in shared) for row in other.rows]
    matcher = SequenceMatcher(a=theirs, b=mine, autojunk=False)
    for kind, first, last, low, high in matcher.get_opcodes():
        for number, source in zip(range(low, high), range(first, last), strict=False):
            if kind == "equal" or _share(mine[number], theirs[source]) >= _SAME_ROW:
                for here, there in shared:
                    if here < len(table.rows[number]):
                        cell = table.rows[number][here]
                        yield from _check_cell(table, here, cell, other.rows[source][there], other.title)


def _share(mine: Sequence[str], theirs: Sequence[str]) -> float:
    return sum(one == other for one, other in zip(mine, theirs, strict=True)) / max(len(mine), 1)


def _check_cell(table: DraftTable, column: int, cell: Cell, computed: str, title: str) -> Iterator[Check]:
    said, right = _plain(cell.text), _plain(computed)
    is_number = any(sign.isdigit() for sign in said + right)
    if not is_number and not any(word in table.header[column] for word in _NAMES):
        return
    same = said == right or (read_amount(said) is not None and read_amount(said) == read_amount(right))
    if not is_number and (same or not right):
        return
    yield Check(
        verdict=RIGHT if same else WRONG,
        kind="表格" if is_number else "点名",
        identity=0,
        stated=Quote(cell.place, cell.text),
        other=Quote(f"{COMPUTED}，{title}", computed),
        said=cell.text,
        computed=computed,
        why="" if same else f"与按导出表算出的“{table.header[column]}”不同",
    )


def _plain(text: str) -> str:
    return "".join(narrow_digits(text).replace(",", "").replace("（", "(").replace("）", ")").split())
