"""The tables of a draft against the annexes of the computed bulletin, cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

from govlib.text.chinese_numbers import narrow_digits, read_amount
from govlib.verify.check import RIGHT, WRONG, Check, Quote
from govlib.verify.computed.expected import ExpectedTable
from govlib.verify.computed.own_text import COMPUTED
from govlib.verify.computed.tokens import Splitter
from govlib.verify.draft.model import Cell, DraftTable
from govlib.verify.reading import Reading

_SAME_HEADINGS = 0.7
_SAME_ROW = 0.5


def compare_tables(reading: Reading, expected: Sequence[ExpectedTable], names: Collection[str]) -> Iterator[Check]:
    """Yield one check a cell with a number, a date or a name in the tables that the computed bulletin has too.

    ``names`` are those of units, websites and accounts; other words of a cell may be put as a person likes.
    """
    splitter = Splitter(names)
    left = list(expected)
    for table in reading.draft.tables:
        fitting = [one for one in left if _alike(table, one) >= _SAME_HEADINGS]
        if fitting:
            closeness = [_closeness(table, one) for one in fitting]
            other = fitting[closeness.index(max(closeness))]
            left.remove(other)
            yield from _compare(table, other, splitter)


def _alike(table: DraftTable, other: ExpectedTable) -> float:
    mine, theirs = [_plain(one) for one in table.header], [_plain(one) for one in other.header]
    return SequenceMatcher(a=mine, b=theirs, autojunk=False).ratio()


def _closeness(table: DraftTable, other: ExpectedTable) -> tuple[float, float, int]:
    title = SequenceMatcher(a=_plain(table.title), b=_plain(other.title), autojunk=False).ratio()
    mine = {tuple(_plain(cell.text) for cell in row) for row in table.rows}
    shared = sum(tuple(_plain(cell) for cell in row) in mine for row in other.rows)
    return _alike(table, other), title + shared, -abs(len(table.rows) - len(other.rows))


def _compare(table: DraftTable, other: ExpectedTable, splitter: Splitter) -> Iterator[Check]:
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
                        computed = other.rows[source][there]
                        found = _check_cell(table.rows[number][here], computed, splitter)
                        if found is not None:
                            yield _make(found, table.rows[number][here], computed, (table.header[here], other.title))


def _share(mine: Sequence[str], theirs: Sequence[str]) -> float:
    return sum(one == other for one, other in zip(mine, theirs, strict=True)) / max(len(mine), 1)


def _check_cell(cell: Cell, computed: str, splitter: Splitter) -> tuple[str, bool] | None:
    """Return what kind of cell it is and whether it agrees; None for one that states neither number nor name."""
    said, right = _plain(cell.text), _plain(computed)
    mine, its = splitter.tokenise(said), splitter.tokenise(right)
    if any(token.is_number for token in (*mine, *its)):
        value = read_amount(said)
        numbers = [token.value for token in mine if token.is_number] == [
            token.value for token in its if token.is_number
        ]
        return "表格", said == right or (value is not None and value == read_amount(right)) or (
            numbers and value is None
        )
    names = [[token.text for token in tokens if token.is_name] for tokens in (mine, its)]
    return ("点名", names[0] == names[1]) if any(names) else None


def _make(found: tuple[str, bool], cell: Cell, computed: str, where: tuple[str, str]) -> Check:
    kind, agrees = found
    heading, title = where
    return Check(
        verdict=RIGHT if agrees else WRONG,
        kind=kind,
        identity=0,
        stated=Quote(cell.place, cell.text),
        other=Quote(f"{COMPUTED}，{title}", computed),
        said=cell.text,
        computed=computed,
        why="" if agrees else f"与按导出表算出的“{heading}”不同",
    )


def _plain(text: str) -> str:
    return "".join(narrow_digits(text).replace(",", "").replace("（", "(").replace("）", ")").split())
