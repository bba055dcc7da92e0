"""Cases: one row a number, with all that was told, answered, rechecked and closed of it up to a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from govlib.ledger.acts import (
    CLOSED,
    FIXED,
    NOT_FIXED,
    RECHECKED,
    RETURNED,
    SENT,
    STATEMENTS,
    Act,
    Answer,
    Result,
    Told,
)
from govlib.ledger.states import Standing, state_of

BY_INSPECTION = "检查"
_TEXTS = (
    "number", "period", "key", "unit", "group", "topic", "object", "subject_kind", "subject", "platform", "kind",
    "problem", "basis", "evidence", "severity", "answer", "measures", "reason", "remark", "last_result",
    "last_result_by", "repeats", "told_in", "state",
)  # fmt: skip
_DAYS = (
    "sent_on", "deadline", "reported_on", "fixed_on", "last_recheck_on", "closed_on", "statement_by", "statement_on",
    "told_on", "first_reported_on", "rectified_on",
)  # fmt: skip
_COUNTS = ("told_count", "told_periods", "recheck_count", "unfixed_recheck_count", "answer_count")
COLUMNS = [
    "number", "period", "key", "unit", "group", "topic", "object", "subject_kind", "subject", "platform", "kind",
    "problem", "basis", "evidence", "severity", "sent_on", "deadline", "told_count", "told_periods", "reported_on",
    "answer", "fixed_on", "measures", "reason", "recheck_count", "unfixed_recheck_count", "last_recheck_on",
    "last_result", "closed_on", "repeats", "statement_by", "statement_on", "state",
    "told_on", "told_in", "first_reported_on", "rectified_on", "remark", "last_result_by",
    "answer_count",
]  # fmt: skip
_AS_TOLD = (
    "number", "key", "unit", "topic", "object", "subject_kind", "subject", "platform", "kind", "problem", "basis",
    "evidence", "severity",
)  # fmt: skip
_RANK = {SENT: 0, STATEMENTS: 1, RETURNED: 1, RECHECKED: 2, CLOSED: 3}
"""What counts as later on one day: an answer after the telling, a recheck after the answer."""

GroupOf = Callable[[str], str | None]


def list_cases(acts: Iterable[Act], day: date, *, before: Sequence[str], group_of: GroupOf) -> pd.DataFrame:
    """Return one row a number with its state at the end of ``day``; the columns of ``COLUMNS``, by number.

    ``before`` names the periods whose tellings count, in their order in time; later acts and other periods' tellings
    are left out. What a unit is told last (unit, deadline, evidence) stands; ``sent_on`` and ``period`` are the first
    telling's, ``told_on`` and ``told_in`` the last one's. ``told_count`` counts periods; ``told_periods`` those of
    them that follow on each other up to the last, with those of the numbers that it ``repeats``. What a unit says is
    what it said since it was told last (a sheet sent again starts anew), where a blank never erases anything;
    ``answer_count`` counts all answers. ``first_reported_on`` is the first since the last telling; ``rectified_on``
    the day of a verified fix: as the unit says, else of its report, else of the recheck. A closing is no fix.
    """
    files = _files_of(acts, day, before)
    records = [_record(one, day, group_of) for one in files.values()]
    places = {name: place for place, name in enumerate(before)}
    for record in records:
        told = _chain(str(record["number"]), files)
        record["told_periods"] = _run_length({places[name] for name in told})
    return _frame(sorted(records, key=lambda record: (places[record["period"]], record["number"])))


@dataclass
class _File:
    """All acts about one number, in their order; each with its place in it."""

    told: list[tuple[int, Act, Told]] = field(default_factory=list)
    answers: list[tuple[int, Act, Answer]] = field(default_factory=list)
    results: list[tuple[int, Act, Result]] = field(default_factory=list)
    closings: list[tuple[int, Act, Result]] = field(default_factory=list)


def _files_of(acts: Iterable[Act], day: date, before: Sequence[str]) -> dict[str, _File]:
    counted = [act for act in acts if act.day <= day and (act.act != SENT or act.period in before)]
    files: dict[str, _File] = {}
    for place, act in enumerate(sorted(counted, key=lambda act: (act.day, _RANK.get(act.act, 0)))):
        for row in act.rows:
            if isinstance(row, Told):
                files.setdefault(row.number, _File()).told.append((place, act, row))
            elif isinstance(row, Answer) and row.number in files:
                files[row.number].answers.append((place, act, row))
            elif isinstance(row, Result) and row.number in files:
                one = files[row.number]
                (one.closings if act.act == CLOSED else one.results).append((place, act, row))
    return {number: _once_an_inspection(one) for number, one in files.items()}


def _once_an_inspection(one: _File) -> _File:
    """Return a number's acts where an inspection, however often it was written down, is one recheck: the last."""
    last = {act.period: place for place, act, row in one.results if row.by == BY_INSPECTION}
    one.results = [
        (place, act, row) for place, act, row in one.results if row.by != BY_INSPECTION or last[act.period] == place
    ]
    return one


def _record(one: _File, day: date, group_of: GroupOf) -> dict[str, Any]:
    (_, first, first_row), (last_place, last, row) = one.told[0], one.told[-1]
    since = [each for each in one.answers if each[0] > last_place]
    said = _last_said(since)
    spoken = [(place, act) for place, act, answer in since if answer.answer]
    tested = one.results[-1] if one.results else None
    is_new_test = tested is not None and (tested[0] > last_place or tested[2].result == NOT_FIXED)
    found = tested[2].result if tested is not None and is_new_test else ""
    said_fixed = bool(spoken) and said["answer"] == FIXED and (tested is None or spoken[-1][0] > tested[0])
    deadline = day_of(row.deadline)
    closed_on = one.closings[-1][1].day if one.closings else None
    standing = Standing(
        is_closed=closed_on is not None,
        found_fixed=found == FIXED,
        found_unfixed=found == NOT_FIXED,
        said_fixed=said_fixed,
        is_heard=bool(one.answers or one.results),
        repeats=bool(row.repeats or first_row.repeats),
        deadline=deadline,
    )
    due_at, due = next(((place, told) for place, _, told in reversed(one.told) if told.statement_by), (0, row))
    statements = [answer.statement_on for place, _, answer in one.answers if place > due_at and answer.statement_on]
    return {
        **{name: getattr(row, name) for name in _AS_TOLD},
        **said,
        "period": first.period,
        "group": group_of(row.unit) or "",
        "sent_on": first.day,
        "told_on": last.day,
        "told_in": last.period,
        "deadline": deadline,
        "told_count": len({act.period for _, act, _ in one.told}),
        "reported_on": spoken[-1][1].day if spoken else None,
        "first_reported_on": spoken[0][1].day if spoken else None,
        "answer_count": sum(bool(answer.answer) for _, _, answer in one.answers),
        "recheck_count": len(one.results),
        "unfixed_recheck_count": sum(result.result == NOT_FIXED for _, _, result in one.results),
        "last_recheck_on": tested[1].day if tested else None,
        "last_result": tested[2].result if tested else "",
        "last_result_by": tested[2].by if tested else "",
        "closed_on": closed_on,
        "repeats": row.repeats or first_row.repeats,
        "statement_by": day_of(due.statement_by),
        "statement_on": day_of(statements[0]) if statements else None,
        "rectified_on": _rectified_on(one, standing),
        "state": state_of(standing, day),
    }


def _last_said(answers: Iterable[tuple[int, Act, Answer]]) -> dict[str, Any]:
    """Return what a unit has said last in each column; a blank says nothing."""
    said: dict[str, Any] = dict.fromkeys(("answer", "measures", "reason", "remark", "fixed_on"), "")
    for _, _, answer in answers:
        said |= {name: value for name in said if (value := getattr(answer, name))}
    return {**said, "fixed_on": day_of(said["fixed_on"])}


def _rectified_on(one: _File, standing: Standing) -> date | None:
    """Return the day on which what a recheck found fixed was put right, after the last time that it was found not."""
    if not standing.found_fixed:
        return None
    since = max((place for place, _, row in one.results if row.result == NOT_FIXED), default=-1)
    reports = [(act.day, row) for place, act, row in one.answers if place > since and row.answer == FIXED]
    said = [day for _, row in reports if (day := day_of(row.fixed_on))]
    found = [act.day for place, act, row in one.results if place > since and row.result == FIXED]
    return [*said[-1:], *(day for day, _ in reports[:1]), *found][0]


def _chain(number: str, files: Mapping[str, _File]) -> set[str]:
    """Return the periods in which a problem was told, under this number or one that it repeats."""
    periods: set[str] = set()
    seen: set[str] = set()
    while number in files and number not in seen:
        seen.add(number)
        one = files[number]
        periods |= {act.period for _, act, _ in one.told}
        number = next((row.repeats for _, _, row in one.told if row.repeats), "")
    return periods


def _run_length(places: set[int]) -> int:
    last = max(places)
    return next(length for length in range(1, len(places) + 2) if last - length not in places)


def day_of(text: str) -> date | None:
    """Return the day that a text begins with (2026-05-06暂定); None where it is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _frame(records: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    columns: dict[str, pd.Series] = {}
    for name in COLUMNS:
        values = [record[name] for record in records]
        if name in _DAYS:
            columns[name] = pd.Series(pd.to_datetime(pd.Series(values, dtype=object))).astype("datetime64[us]")
        elif name in _COUNTS:
            columns[name] = pd.Series(values, dtype="Int64")
        else:
            columns[name] = pd.Series([value or None for value in values], dtype="string")
    return pd.DataFrame(columns, columns=COLUMNS)
