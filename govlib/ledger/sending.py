"""What is told to the units: which problems, under which numbers, by when; planned first, then written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from govlib.judging import FAIL
from govlib.ledger.acts import RECHECKED, SENT, Act, Result, Told
from govlib.ledger.cases import BY_INSPECTION
from govlib.ledger.numbers import numbers_from
from govlib.ledger.states import CONFIRMED, RECTIFIED

SERIOUS = "严重"
WAITING_COLUMNS = ["unit", "topic", "object", "problem", "source", "state", "why"]
NO_UNIT, UNCLEAR, DOUBTFUL, UNCONFIRMED, FIXED_SINCE, UNTOLD = (
    "没有责任单位，请先改派", "责任单位没有写明是哪些，请先改派", "待复核，请先复核", "还没有复核属实",
    "检查之后已核实整改或销号", "还没有下发",
)  # fmt: skip
"""Why a problem is not told."""


@dataclass(frozen=True)
class Terms:
    """On which day problems of a period, inspected on which day, are told, and by when what is to be done.

    ``deadline`` is for the fix. ``statement_by`` is asked for serious problems, with ``statement_for_all`` for
    all; "" asks for none.
    """

    period: str
    day: date
    inspected: date
    deadline: str = ""
    statement_by: str = ""
    statement_for_all: bool = False
    only_confirmed: bool = False


@dataclass(frozen=True)
class Units:
    """How written units are understood: the members of a group of units, and what names none in particular."""

    members: Callable[[str], Sequence[str]]
    is_vague: Callable[[str], bool]


@dataclass(frozen=True)
class Plan:
    """What a sending would tell: problems with their numbers, the inspection's rechecks, and what stays untold."""

    terms: Terms
    told: tuple[Told, ...]
    rechecked: tuple[Result, ...]
    waiting: pd.DataFrame
    told_already: int

    @property
    def acts(self) -> tuple[Act, ...]:
        """Return the lines to be written, in their order: the rechecks come before what is told again."""
        found = Act(RECHECKED, self.terms.inspected, self.terms.period, self.rechecked)
        sent = Act(SENT, self.terms.day, self.terms.period, self.told)
        return tuple(act for act in (found, sent) if act.rows)


def plan_sending(
    problems: pd.DataFrame,
    acts: Sequence[Act],
    cases: pd.DataFrame,
    *,
    rechecked: Iterable[Result],
    terms: Terms,
    units: Units,
) -> Plan:
    """Return what is to be told of the open ``problems`` of a period.

    ``cases`` are all numbers told up to now, in this period too, before this inspection's rechecks: a problem that is
    still open there is told again under its number, one that was done with gets a new number that names the old one,
    one told in this period already is not told twice, one done with since the inspection not at all. What an earlier
    sending of the period, interrupted or not, has written down is left out of ``rechecked``.
    """
    ready, left = split_problems(problems, units, only_confirmed=terms.only_confirmed)
    known = _latest_by_key(cases)
    numbers = numbers_from(acts, terms.period)
    told: list[Told] = []
    already = 0
    for record in ready:
        before = known.get((record["key"], record["unit"]))
        if before is not None and before["told_in"] == terms.period:
            already += 1
        elif before is not None and before["done_on"] >= terms.inspected.isoformat():
            left.append(record | {"why": FIXED_SINCE})
        else:
            told.append(_tell(record, before, numbers, terms))
    frozen = {
        row.number
        for act in acts
        if act.act == RECHECKED and act.period == terms.period
        for row in act.rows
        if isinstance(row, Result) and row.by == BY_INSPECTION
    }
    fresh = tuple(result for result in rechecked if result.number not in frozen)
    waiting = pd.DataFrame(left, columns=WAITING_COLUMNS, dtype="string")
    return Plan(terms, tuple(told), fresh, waiting, already)


def split_problems(
    problems: pd.DataFrame, units: Units, *, only_confirmed: bool = False
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the problems that can be told, one a key and unit, by unit; and the others with the reason (``why``)."""
    ready: dict[tuple[str, str], dict[str, str]] = {}
    waiting = []
    text = problems.astype("string").fillna("")
    for record in text.to_dict("records"):
        one = {str(name): str(value) for name, value in record.items()}
        why = _why_not(one, units, only_confirmed=only_confirmed)
        if why:
            waiting.append(one | {"why": why})
            continue
        for unit in units.members(one["unit"]) or (one["unit"],):
            _add(ready, one | {"unit": unit})
    return sorted(ready.values(), key=lambda one: one["unit"]), waiting


def _why_not(one: Mapping[str, str], units: Units, *, only_confirmed: bool) -> str:
    if one["outcome"] != FAIL:
        return DOUBTFUL
    if not one["unit"]:
        return NO_UNIT
    if units.is_vague(one["unit"]):
        return UNCLEAR
    return UNCONFIRMED if only_confirmed and one.get("state") != CONFIRMED else ""


def _add(ready: dict[tuple[str, str], dict[str, str]], one: dict[str, str]) -> None:
    """Add a problem; what has the same key and unit is the same problem, said in more words."""
    place = one["key"], one["unit"]
    kept = ready.setdefault(place, one)
    for name in ("problem", "source"):
        if one[name] and one[name] not in kept[name].split("；"):
            kept[name] = "；".join(part for part in (kept[name], one[name]) if part)
    if one["severity"] == SERIOUS:
        kept["severity"] = SERIOUS


def _latest_by_key(cases: pd.DataFrame) -> dict[tuple[str, str], dict[str, str]]:
    """Return the newest number of each problem and unit."""
    if cases.empty:
        return {}
    done = cases[["last_recheck_on", "closed_on"]].max(axis=1).where(cases["state"].isin(RECTIFIED))
    texts = cases[["key", "unit", "number", "state", "told_in"]].assign(done_on=done.dt.strftime("%Y-%m-%d"))
    rows = texts.astype("string").fillna("").to_dict("records")
    return {(one["key"], one["unit"]): {str(name): value for name, value in one.items()} for one in rows}


def _tell(record: Mapping[str, str], before: Mapping[str, str] | None, numbers: Iterator[str], terms: Terms) -> Told:
    is_done = before is not None and before["state"] in RECTIFIED
    is_again = before is not None and not is_done
    wants_statement = bool(terms.statement_by) and (terms.statement_for_all or record["severity"] == SERIOUS)
    return Told(
        number=before["number"] if before is not None and is_again else next(numbers),
        key=record["key"],
        unit=record["unit"],
        topic=record["topic"],
        object=record["object"],
        subject_kind=record["subject_kind"],
        subject=record["subject"],
        platform=record["platform"],
        kind=record["kind"],
        problem=record["problem"],
        basis=record["basis"],
        evidence=record["source"],
        severity=record["severity"],
        deadline=terms.deadline,
        statement_by=terms.statement_by if wants_statement else "",
        again=is_again,
        repeats=before["number"] if before is not None and is_done else "",
    )
