"""Accountability: which units the declared triggers put on a list, from the cases on the inspection day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from govlib.catalog.places import Place
from govlib.catalog.triggers import Trigger, resolve_trigger
from govlib.dated import CONFIDENCE_NOTE
from govlib.ledger.states import OVERDUE, RECTIFIED

if TYPE_CHECKING:
    from govlib.workspace import Run

COLUMNS = [
    "trigger", "trigger_name", "unit", "group", "count", "numbers", "why", "action", "statement", "basis",
]  # fmt: skip
SHOWN = ["trigger_name", "unit", "group", "count", "numbers", "why", "action", "act"]
"""What pages and annexes show of it (``list_for_people``)."""
NOTHING_SENT = "以前各期没有下发过整改问题，问责触发条件无从判断。"
NONE_PICKED = "地方文件没有选用问责触发条件（triggers）。"


def list_picked(place: Place, triggers: Mapping[str, Trigger], day: date) -> tuple[Trigger, ...]:
    """Return the triggers that a place uses on a day, with what it states otherwise, in its order."""
    picked = (resolve_trigger(pick, triggers) for pick in place.triggers if pick.is_in_force(day))
    return tuple(one for one in picked if one is not None)


def triggered_of(run: Run) -> pd.DataFrame:
    """Return who the triggers of a run's place put on a list."""
    return list_triggered(run.cases, list_picked(run.place, run.catalog.triggers, run.day), run.day)


def list_triggered(cases: pd.DataFrame, triggers: Iterable[Trigger], day: date) -> pd.DataFrame:
    """Return one row a trigger and unit that is on its list; the columns of ``COLUMNS``, by trigger and unit.

    ``count`` and ``numbers`` are the problems by which the unit is on the list; ``why`` says the conditions with what
    was counted. Only problems told count; one that is put right counts for nothing, but as one that came back.
    """
    rows = [row for trigger in triggers for row in _list_units(trigger, cases, day)]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    texts = {name: "string" for name in COLUMNS if name not in ("count", "statement")}
    return frame.astype({**texts, "count": "Int64", "statement": "boolean"})


def _list_units(trigger: Trigger, cases: pd.DataFrame, day: date) -> Iterator[dict[str, object]]:
    known = cases.loc[cases["unit"].notna()]
    for unit, own in known.groupby("unit", sort=True):
        met = [_meet(condition, own, known, day) for condition in _conditions(trigger)]
        if any(len(counted) < at_least for counted, at_least, _ in met):
            continue
        counted = own.loc[own["number"].isin(pd.concat([part["number"] for part, _, _ in met]))]
        yield {
            "trigger": trigger.id,
            "trigger_name": trigger.name,
            "unit": unit,
            "group": own["group"].iloc[-1],
            "count": len(counted),
            "numbers": "、".join(counted["number"]),
            "why": "，".join(said.format(count=len(part)) for part, _, said in met),
            "action": _say_action(trigger),
            "statement": trigger.statement,
            "basis": say_basis(trigger),
        }


def _conditions(trigger: Trigger) -> Iterator[tuple[str, int, int]]:
    """Yield the conditions that are stated: which, how many at least, after how many rechecks."""
    if trigger.unfixed_at_least is not None:
        yield "unfixed", trigger.unfixed_at_least, trigger.after_rechecks or 1
    if trigger.overdue_at_least is not None:
        yield "overdue", trigger.overdue_at_least, 0
    if trigger.repeated_at_least is not None:
        yield "repeated", trigger.repeated_at_least, 0
    if trigger.unreported:
        yield "unreported", 1, 0
    if trigger.statement_overdue:
        yield "statement", 1, 0


def _meet(
    condition: tuple[str, int, int], own: pd.DataFrame, known: pd.DataFrame, day: date
) -> tuple[pd.DataFrame, int, str]:
    """Return the unit's problems that one condition counts, how many it takes, and the words for them."""
    kind, at_least, rechecks = condition
    today, is_open = pd.Timestamp(day), ~own["state"].isin(RECTIFIED)
    if kind == "unfixed":
        chosen = is_open & own["unfixed_recheck_count"].ge(rechecks).fillna(value=False)
        return own.loc[chosen], at_least, f"{{count}} 个问题经 {rechecks} 次以上复查仍未整改"
    if kind == "overdue":
        return own.loc[own["state"].eq(OVERDUE)], at_least, "{count} 个问题逾期"
    if kind == "repeated":
        last = known.loc[known["told_on"].eq(known["told_on"].max()), "told_in"].iloc[-1]
        chosen = own["repeats"].notna() & (is_open | own["told_in"].eq(last))
        return own.loc[chosen], at_least, "{count} 个问题整改后又出现"
    if kind == "statement":
        due = own["statement_by"].lt(today).fillna(value=False) & own["statement_on"].isna()
        return own.loc[due], at_least, "应报的书面检查逾期未报"
    told = own.loc[own["told_on"].eq(own["told_on"].max())]
    said_nothing = told[["first_reported_on", "measures", "reason"]].isna().all(axis=None)
    is_silent = said_nothing and told["deadline"].lt(today).all()
    return told.loc[[bool(is_silent)] * len(told)], at_least, "最近一次下发的 {count} 个问题期满没有一条回复"


def _say_action(trigger: Trigger) -> str:
    asked = trigger.statement and "书面检查" not in trigger.action
    return f"{trigger.action}，责成作出书面检查" if asked else trigger.action


def list_for_people(triggered: pd.DataFrame) -> pd.DataFrame:
    """Return the list as pages and annexes show it."""
    return triggered.rename(columns={"basis": "act"})[SHOWN]


def say_basis(trigger: Trigger) -> str:
    """Return where a trigger comes from, marked where its text was not seen."""
    return f"{trigger.source.act} {trigger.source.part}{_mark(CONFIDENCE_NOTE[trigger.source.seen])}".strip()


def _mark(note: str) -> str:
    return f"（{note}）" if note and not note.startswith("（") else note


def say_conditions(trigger: Trigger) -> str:
    """Return the conditions of a trigger as one sentence, as handbooks and lists of rules show them."""
    words = {
        "unfixed": "经 {rechecks} 次以上复查仍未整改的问题 {least} 个以上",
        "overdue": "逾期的问题 {least} 个以上",
        "repeated": "整改后又出现的问题 {least} 个以上",
        "unreported": "最近一次下发的问题期满没有一条回复",
        "statement": "应报的书面检查逾期未报",
    }
    said = [words[kind].format(least=least, rechecks=rechecks) for kind, least, rechecks in _conditions(trigger)]
    return f"{'，且'.join(said)}：列入{trigger.name}，{_say_action(trigger)}"
