"""The ledger of a run: the cases that count for its period, rechecked by its own findings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from govlib.ledger.acts import RECHECKED, SENT, Act
from govlib.ledger.cases import BY_INSPECTION, list_cases
from govlib.ledger.rechecks import recheck

if TYPE_CHECKING:
    from govlib.workspace import Run


def cases_of(run: Run) -> pd.DataFrame:
    """Return the cases told in earlier periods as they stand on the inspection day, this inspection's rechecks in.

    What a sending of this same period wrote down of its rechecks is made anew, so that a run says the same before
    and after it.
    """
    told, before = told_before(run), periods_before(run)
    acts = [act for act in run.acts if not (act.period == run.period_name and is_frozen(act))]
    if told.empty:
        return told
    results = recheck(run, told)
    live = Act(RECHECKED, run.day, run.period_name, results)
    return list_cases([*acts, live], run.day, before=before, group_of=run.register.group)


def told_before(run: Run) -> pd.DataFrame:
    """Return the cases told in earlier periods, without what this inspection says of them."""
    acts = [act for act in run.acts if not (act.period == run.period_name and is_frozen(act))]
    return list_cases(acts, run.day, before=periods_before(run), group_of=run.register.group)


def is_frozen(act: Act) -> bool:
    """Tell whether an act holds an inspection's rechecks as a sending wrote them down."""
    return act.act == RECHECKED and bool(act.rows) and all(getattr(row, "by", "") == BY_INSPECTION for row in act.rows)


def periods_before(run: Run) -> list[str]:
    """Return the earlier periods in their order in time: declared ones, and those that only the records know.

    A period that no file declares (an adopted ledger) stands where its first telling does.
    """
    declared = run.place.periods
    days: dict[str, date] = {name: declared[name].inspection_day for name in run.earlier_names}
    for act in run.acts:
        if act.act == SENT and act.period not in declared and act.day <= run.day:
            days.setdefault(act.period, act.day)
    return sorted(days, key=lambda name: (days[name], name))
