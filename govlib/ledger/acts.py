"""The acts of the cycle as they stand in ledger.jsonl: told, returned, rechecked, closed, and what befell accounts.

A line is one act. Acts of one period's problems may lie in any period's file: the ``day`` orders them, not the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from govlib.records.folders import LEDGER
from govlib.records.journal import read_journal

SENT, RETURNED, RECHECKED, CLOSED, ACCOUNTS, STATEMENTS = (
    "sent", "returned", "rechecked", "closed", "accounts", "statements"
)  # fmt: skip
ACTS = (SENT, RETURNED, RECHECKED, CLOSED, ACCOUNTS, STATEMENTS)
FIXED, NOT_FIXED, PARTLY, DISPUTED = "已整改", "未整改", "整改中", "有异议"
ANSWERS = (FIXED, PARTLY, NOT_FIXED, DISPUTED)
"""What a unit may say of a problem in the sheet that it sends back."""
RECHECKS = (FIXED, NOT_FIXED)
"""What a recheck may find; what couldn't be looked at is no recheck."""
ORDERED, SHUT, DEREGISTERED, REOPENED, UNAPPROVED = "责令关停", "已关停", "已注销", "违规重开", "未经批准开设"
ACCOUNT_EVENTS = (ORDERED, SHUT, DEREGISTERED, REOPENED, UNAPPROVED)


@dataclass(frozen=True)
class Told:
    """A problem as a unit was told of it; ``number`` (2026Q1-0007) is its own for good.

    A problem still open is told again under its old number with ``again``; one that comes back after it was fixed is
    a new one that names the old in ``repeats``. ``deadline`` and ``statement_by`` (书面检查) are days or "".
    """

    number: str
    key: str
    unit: str
    topic: str = ""
    object: str = ""
    subject_kind: str = ""
    subject: str = ""
    platform: str = ""
    kind: str = ""
    problem: str = ""
    basis: str = ""
    evidence: str = ""
    severity: str = ""
    deadline: str = ""
    statement_by: str = ""
    again: bool = False
    repeats: str = ""


@dataclass(frozen=True)
class Answer:
    """What a unit has filled in for one problem: its answer, what it did, the day it was fixed, why not, a remark."""

    number: str
    answer: str = ""
    measures: str = ""
    fixed_on: str = ""
    reason: str = ""
    statement_on: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Result:
    """What a recheck found of one problem; ``by`` is 检查 (the next period's findings) or 人工."""

    number: str
    result: str
    remark: str = ""
    by: str = "人工"


@dataclass(frozen=True)
class AccountEvent:
    """What befell one account."""

    account_name: str
    platform: str
    event: str
    unit: str = ""
    remark: str = ""


Row = Told | Answer | Result | AccountEvent
ROW_OF: dict[str, type[Row]] = {
    SENT: Told,
    RETURNED: Answer,
    RECHECKED: Result,
    CLOSED: Result,
    ACCOUNTS: AccountEvent,
    STATEMENTS: Answer,
}
"""What the rows of each act are; 销号 and the receipt of a 书面检查 use the parts they need."""


@dataclass(frozen=True)
class Act:
    """One act: on which ``day``, in which period's records, with its rows; ``facts`` say what else (file, hash)."""

    act: str
    day: date
    period: str
    rows: tuple[Row, ...]
    when: str = ""
    by: str = ""
    facts: Mapping[str, str] | None = None

    def as_data(self) -> dict[str, Any]:
        """Return what is written into the journal; blank parts of rows are left out."""
        rows = [{name: value for name, value in asdict(row).items() if value} for row in self.rows]
        data: dict[str, Any] = {"act": self.act, "day": self.day.isoformat(), "rows": rows}
        return (
            data
            | {name: value for name, value in (("when", self.when), ("by", self.by)) if value}
            | {name: {**value} for name, value in (("facts", self.facts),) if value}
        )


def read_acts(place_records: Path) -> tuple[tuple[Act, ...], tuple[str, ...]]:
    """Return the acts of a place (``records/<place>``) by day, period and line, and the lines that are none."""
    found: list[tuple[tuple[date, str, int], Act]] = []
    faults: list[str] = []
    for path in sorted(place_records.glob(f"*/{LEDGER}")):
        period = path.parent.name
        journal = read_journal(path, f"records/{place_records.name}/{period}/{LEDGER}")
        faults += journal.faults
        for entry in journal.entries:
            try:
                act = _act_of(entry.data, period)
            except (ValueError, TypeError, KeyError):
                faults.append(
                    f"records/{place_records.name}/{period}/{LEDGER} 第 {entry.line} 行不是台账记录，没有采用。"
                )
            else:
                found.append(((act.day, period, entry.line), act))
    return tuple(act for _, act in sorted(found, key=lambda each: each[0])), tuple(faults)


def _act_of(data: Mapping[str, Any], period: str) -> Act:
    row_type = ROW_OF[data["act"]]
    names = {field.name for field in fields(row_type)}
    rows = tuple(row_type(**{key: value for key, value in row.items() if key in names}) for row in data["rows"])
    return Act(
        act=data["act"],
        day=date.fromisoformat(data["day"]),
        period=period,
        rows=rows,
        when=str(data.get("when", "")),
        by=str(data.get("by", "")),
        facts=data.get("facts"),
    )


def rows_of(acts: Iterable[Act], kind: str) -> Iterator[tuple[Act, Row]]:
    """Yield the rows of all acts of one kind, each with its act."""
    for act in acts:
        if act.act == kind:
            yield from ((act, row) for row in act.rows)
