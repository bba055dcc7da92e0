"""The place's own ledger comes back: results of rechecks and closings that the office has entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from govlib.ledger.acts import CLOSED, RECHECKED, RECHECKS, Act, Result
from govlib.ledger.returned.answers import CellFaultError, check_formula, read_day, read_text, read_word
from govlib.ledger.returned.matching import Matched
from govlib.ledger.returned.notes import CONFLICT, LEFT_OUT, USED, Note
from govlib.ledger.sheets import CLOSE, CLOSE_ON, OFFICE_ASKED, OFFICE_REMARK, RESULT, RESULT_ON, YES

CLOSED_WORD = "已销号"


@dataclass(frozen=True)
class Entry:
    """What the office has entered for one number: an act of its day, and what it says."""

    act: str
    day: date
    result: Result


def read_entries(matched: Matched, day: date) -> tuple[list[Entry], list[CellFaultError]]:
    """Return what a row of the ledger enters, as it stands on ``day``, and its faults; with faults nothing is used."""
    faults: list[CellFaultError] = []
    cells, number, since = matched.row.cells, matched.known.number, matched.known.last.day
    for heading in OFFICE_ASKED:
        try:
            check_formula(matched, heading)
        except CellFaultError as fault:
            faults.append(fault)
    if faults:
        return [], faults
    entries = []
    try:
        remark = read_text(OFFICE_REMARK, cells[OFFICE_REMARK])
        for heading, day_heading, words, act in (
            (RESULT, RESULT_ON, RECHECKS, RECHECKED),
            (CLOSE, CLOSE_ON, (YES,), CLOSED),
        ):
            if not cells[heading] and not cells[day_heading]:
                continue
            _check_both(cells, heading, day_heading)
            word = read_word(heading, cells[heading], words)
            on = read_day(day_heading, cells[day_heading], since, day)
            entries.append(Entry(act, on, Result(number, CLOSED_WORD if act == CLOSED else word, remark)))
    except CellFaultError as fault:
        return [], [fault]
    return entries, []


def _check_both(cells: Mapping[str, str], heading: str, day_heading: str) -> None:
    if not cells[day_heading]:
        raise CellFaultError(day_heading, f"填了“{heading}”，没有写日期")
    if not cells[heading]:
        raise CellFaultError(heading, f"填了“{day_heading}”，没有选")


def compare_entries(
    entries: Sequence[Entry], matched: Matched, file: str, *, update: bool
) -> tuple[list[Entry], list[Note]]:
    """Return which entries are new, and notes about those that differ from the records or can't be."""
    kept, notes = [], []
    for entry in entries:
        for note in _against(entry, matched, file, update=update):
            notes.append(note)
            if note.kind != USED:
                break
        else:
            if not _is_recorded(entry, matched):
                kept.append(entry)
    return kept, notes


def _is_recorded(entry: Entry, matched: Matched) -> bool:
    known = matched.known
    if entry.act == CLOSED:
        return known.closed is not None and known.closed[0] == entry.day
    return any(
        (day, result.result) == (entry.day, entry.result.result)
        for place, day, result in known.results
        if place > known.last.place
    )


def _against(entry: Entry, matched: Matched, file: str, *, update: bool) -> Iterator[Note]:
    known, row = matched.known, matched.row
    if _is_recorded(entry, matched):
        return
    if entry.act == CLOSED:
        before = f"{CLOSED_WORD} {known.closed[0]}" if known.closed else ""
    else:
        on, result = known.latest_result
        is_later = on is None or entry.day > on
        before = "" if result is None or is_later else f"{result.result} {on}"
        if known.closed is not None:
            message = f"编号 {known.number} 已于 {known.closed[0]} 销号，复查结果没有采用"
            yield Note(LEFT_OUT, file, message, row.sheet, row.row, known.number, RESULT, entry.result.result)
            return
    if before:
        said = f"编号 {known.number} 已记录“{before}”，现在是“{entry.result.result} {entry.day}”"
        end = "，已更新" if update else "，没有采用；要更新请加 --update"
        heading = CLOSE if entry.act == CLOSED else RESULT
        kind = USED if update else CONFLICT
        yield Note(kind, file, said + end, row.sheet, row.row, known.number, heading, entry.result.result, before)


def group_entries(entries: Sequence[Entry], period: str) -> list[Act]:
    """Return the acts that entries make: one a day and kind, in the order in which they befell."""
    order = sorted({(entry.day, entry.act != RECHECKED) for entry in entries})
    acts = []
    for day, is_closing in order:
        act = CLOSED if is_closing else RECHECKED
        rows = tuple(entry.result for entry in entries if entry.day == day and entry.act == act)
        acts.append(Act(act, day, period, rows))
    return acts
