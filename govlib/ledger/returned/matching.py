"""Which rows of a returned file are answers to what its unit was told, and which are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from govlib.documents.sheet_cells import clean_text
from govlib.ledger.identity import OFFICE, Identity
from govlib.ledger.known import Known, Telling
from govlib.ledger.returned.notes import ALTERED, HINT, LEFT_OUT, Note
from govlib.ledger.returned.reading import ReadRow, Returned, plain
from govlib.ledger.sheets import LOCKED, NUMBER, say_locked

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣", "-"))
_NAMED = 10


@dataclass(frozen=True)
class Matched:
    """A row whose number is sound and its unit's own."""

    row: ReadRow
    known: Known


def plain_number(text: str) -> str:
    """Return a number as it is compared: full-width digits, blanks, other dashes and case make no difference."""
    return plain(text).translate(_DASHES).casefold()


def match_rows(
    returned: Returned, identity: Identity, book: Mapping[str, Known], asked: Iterable[str]
) -> list[Matched]:
    """Return the rows that answer a number of the sheet's unit; all others, and what was altered, is told.

    A number that stands twice with the same words in the columns ``asked`` counts once; with different ones not at all.
    """
    by_number = {plain_number(number): known for number, known in book.items()}
    own: dict[str, list[ReadRow]] = {}
    for row in returned.rows:
        known = by_number.get(plain_number(row.number))
        fault = _fault(row, known, identity)
        if fault:
            returned.notes.append(_note(LEFT_OUT, returned.file, row, fault))
        elif known is not None:
            own.setdefault(known.number, []).append(row)
    matched = []
    for number, rows in own.items():
        row = rows[0]
        if len(rows) > 1:
            places = "、".join(str(one.row) for one in rows)
            is_same = all(_said(one, asked) == _said(row, asked) for one in rows)
            said = f"编号 {number} 出现 {len(rows)} 次（第 {places} 行）"
            message = f"{said}，填的一样，只算一次" if is_same else f"{said}，填的不一样，都没有采用"
            returned.notes.append(_note(HINT if is_same else LEFT_OUT, returned.file, row, message))
            if not is_same:
                continue
        returned.notes += _list_alterations(row, book[number], returned.file, identity)
        matched.append(Matched(row, book[number]))
    returned.notes += _list_missing(own, identity, book, returned.file)
    return matched


def _fault(row: ReadRow, known: Known | None, identity: Identity) -> str:
    """Return why a row can't be used, "" where it can."""
    if row.is_merged:
        return "这一行有合并的单元格，不知道填的是哪一条，没有采用；请取消合并后逐条填写"
    if NUMBER in row.formulas:
        return "编号是公式，没有采用"
    if not row.number:
        return "这一行没有编号，没有采用"
    if known is None:
        return f"没有编号“{row.number}”，没有采用"
    if identity.unit != OFFICE and not any(telling.told.unit == identity.unit for telling in known.tellings):
        return f"编号 {known.number} 不是{identity.unit}的，没有采用"
    return ""


def _said(row: ReadRow, asked: Iterable[str]) -> list[tuple[str, bool]]:
    return [(row.cells[heading], heading in row.formulas) for heading in asked]


def _list_alterations(row: ReadRow, known: Known, file: str, identity: Identity) -> Iterator[Note]:
    """Yield one note a locked cell that says something else than any sending told."""
    told = [say_locked(telling) for telling in _tellings(known, identity)]
    for heading in LOCKED[1:]:
        expected = [each[heading] for each in told]
        cell = row.cells[heading]
        if heading in row.formulas:
            message = f"锁定的“{heading}”里有公式，不起作用"
            yield _note(ALTERED, file, row, message, heading=heading, expected=expected[-1])
        elif _squeezed(cell) not in {_squeezed(text) for text in expected}:
            message = f"锁定的“{heading}”被改动，不起作用"
            yield _note(ALTERED, file, row, message, heading=heading, expected=expected[-1])


def _tellings(known: Known, identity: Identity) -> Sequence[Telling]:
    """Return the tellings that the sheet may show: those of its period, all where there are none."""
    return [telling for telling in known.tellings if telling.period == identity.period] or known.tellings


def _squeezed(text: str) -> str:
    return "".join(clean_text(text).text.split())


def _list_missing(
    own: Mapping[str, object], identity: Identity, book: Mapping[str, Known], file: str
) -> Iterator[Note]:
    """Yield what the sheet had when it was sent and doesn't have now."""
    if identity.unit == OFFICE:
        return
    sent = [
        known.number
        for known in book.values()
        if any(
            telling.told.unit == identity.unit
            and telling.period == identity.period
            and telling.place <= identity.sending
            for telling in known.tellings
        )
    ]
    lost = [number for number in sent if number not in own]
    if lost:
        more = f"等 {len(lost)} 个" if len(lost) > _NAMED else ""
        yield Note(HINT, file, f"表里缺 {len(lost)} 个编号：{'、'.join(lost[:_NAMED])}{more}，算没有回复")


def _note(kind: str, file: str, row: ReadRow, message: str, *, heading: str = NUMBER, expected: str = "") -> Note:
    return Note(kind, file, message, row.sheet, row.row, row.number, heading, row.cells[heading], expected)
