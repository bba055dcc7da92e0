"""What the office enters by command: closings, rechecks, written accounts received, what befell accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from govlib.documents.sheet_cells import clean_text
from govlib.errors import UserError
from govlib.exports.masking import mask_text
from govlib.ledger.acts import (
    ACCOUNT_EVENTS,
    ACCOUNTS,
    CLOSED,
    RECHECKED,
    RECHECKS,
    STATEMENTS,
    AccountEvent,
    Act,
    Answer,
    Result,
    Row,
)
from govlib.ledger.known import Known, know
from govlib.ledger.returned.matching import plain_number
from govlib.ledger.returned.office import CLOSED_WORD
from govlib.records.folders import LEDGER, records_of
from govlib.records.journal import append

_LONGEST = 500


def close(acts: Sequence[Act], numbers: Sequence[str], day: date, remark: str = "") -> list[Act]:
    """Return the acts that close numbers on ``day``; a number closed already is refused."""
    clean = clean_remark(remark)

    def make(known: Known) -> Row:
        if known.closed is not None:
            raise ValueError(f"已于 {known.closed[0]} 销号")
        return Result(known.number, CLOSED_WORD, clean)

    return _enter(acts, numbers, day, CLOSED, make)


def recheck(acts: Sequence[Act], numbers: Sequence[str], result: str, day: date, remark: str = "") -> list[Act]:
    """Return the acts of a recheck on ``day`` with its result; a number closed or rechecked so already is refused."""
    if result not in RECHECKS:
        raise UserError("--result", f"写的是“{result}”", "、".join(RECHECKS), "没有复查成的不用记")
    clean = clean_remark(remark)

    def make(known: Known) -> Row:
        if known.closed is not None:
            raise ValueError(f"已于 {known.closed[0]} 销号")
        on, last = known.latest_result
        if on == day and last is not None:
            raise ValueError(f"{day} 已记录复查结果“{last.result}”")
        return Result(known.number, result, clean)

    return _enter(acts, numbers, day, RECHECKED, make)


def receive_statement(acts: Sequence[Act], numbers: Sequence[str], day: date) -> list[Act]:
    """Return the acts that a written account (书面检查) of numbers was received on ``day``."""

    def make(known: Known) -> Row:
        if known.answer.statement_on:
            raise ValueError(f"已记录 {known.answer.statement_on} 报送")
        return Answer(known.number, statement_on=day.isoformat())

    return _enter(acts, numbers, day, STATEMENTS, make)


def record_account(period: str, event: AccountEvent, day: date, acts: Iterable[Act]) -> list[Act]:
    """Return the act of what befell an account; the same once more is refused.

    Raises:
        UserError: no such event, no name or platform, or it stands in the ledger already.
    """
    if event.event not in ACCOUNT_EVENTS:
        raise UserError("--event", f"写的是“{event.event}”", "、".join(ACCOUNT_EVENTS))
    if not event.account_name.strip() or not event.platform.strip():
        raise UserError("--account 和 --platform", "有空着的", "账号名称和平台")
    clean = replace(event, remark=clean_remark(event.remark))
    whose = (event.account_name, event.platform, event.event)
    for act in acts:
        for row in act.rows if act.act == ACCOUNTS else ():
            is_same = isinstance(row, AccountEvent) and (row.account_name, row.platform, row.event) == whose
            if is_same and act.day == day:
                raise UserError("台账", f"{day} 已记录“{event.account_name}”（{event.platform}）{event.event}")
    return [Act(ACCOUNTS, day, period, (clean,))]


def write_acts(root: Path, place: str, made: Sequence[Act], when: str, seen: Mapping[str, int]) -> None:
    """Write acts into the ledgers of their periods; ``seen`` is how many lines each had when the acts were read.

    Raises:
        JournalMovedError: somebody else has added to a ledger since.
    """
    lines = dict(seen)
    for act in made:
        path = records_of(root, place, act.period) / LEDGER
        shown_as = f"records/{place}/{act.period}/{LEDGER}"
        data = replace(act, when=when).as_data()
        lines[act.period] = append(path, data, seen=lines.get(act.period), shown_as=shown_as)


def clean_remark(text: str) -> str:
    """Return a remark without personal numbers and signs that can't be shown.

    Raises:
        UserError: it is too long.
    """
    shown = mask_text(clean_text(text).text.strip())[0]
    if len(shown) > _LONGEST:
        raise UserError("--remark", f"有 {len(shown)} 字", f"最多 {_LONGEST} 字")
    return shown


def _enter(
    acts: Sequence[Act], numbers: Sequence[str], day: date, kind: str, make: Callable[[Known], Row]
) -> list[Act]:
    """Return one act a period of the numbers; all faults of all numbers are told at once."""
    by_number = {plain_number(number): known for number, known in know(acts).items()}
    rows: dict[str, dict[str, Row]] = {}
    faults = []
    for written in numbers:
        known = by_number.get(plain_number(written))
        if known is None:
            faults.append(f"没有编号“{written}”")
        elif day < known.last.day:
            faults.append(f"{known.number}：{day} 早于下发日期 {known.last.day}")
        else:
            try:
                rows.setdefault(known.last.period, {})[known.number] = make(known)
            except ValueError as error:
                faults.append(f"{known.number}：{error}")
    if faults:
        raise UserError("编号", "；".join(faults), advice="一条也没有记，请改正后再运行")
    return [Act(kind, day, period, tuple(found.values())) for period, found in rows.items()]
