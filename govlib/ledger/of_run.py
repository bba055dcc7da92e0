"""The ledger of a run: the cases that count for its period, rechecked by its own findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from govlib.ledger.accounts import list_account_events
from govlib.ledger.acts import ACCOUNTS, RECHECKED, SENT, Act
from govlib.ledger.cases import BY_INSPECTION, list_cases
from govlib.ledger.rechecks import recheck
from govlib.ledger.tally import tally_cases
from govlib.ledger.triggers import list_picked
from govlib.rectified import Verified, join_states

if TYPE_CHECKING:
    from govlib.workspace import Run


def cases_of(run: Run) -> pd.DataFrame:
    """Return the cases told in earlier periods as they stand on the inspection day, this inspection's rechecks in.

    What a sending of this same period wrote down of its rechecks is made anew, so that a run says the same before
    and after it.
    """
    told = told_before(run)
    results = recheck(run, told)
    if not results:
        return told
    live = Act(RECHECKED, run.day, run.period_name, results)
    acts = [*_without_frozen(run), live]
    return list_cases(acts, run.day, before=periods_before(run), group_of=run.register.group)


def told_before(run: Run) -> pd.DataFrame:
    """Return the cases told in earlier periods, without what this inspection says of them."""
    return list_cases(_without_frozen(run), run.day, before=periods_before(run), group_of=run.register.group)


def _without_frozen(run: Run) -> list[Act]:
    return [act for act in run.acts if not (act.period == run.period_name and is_frozen(act))]


def count_ledger(run: Run) -> dict[str, pd.DataFrame]:
    """Return the tables that figures of rectification count: none where nothing was told and nothing recorded."""
    tables: dict[str, pd.DataFrame] = {}
    is_told = any(act.act == SENT for act in run.acts) and len(run.cases) > 0
    if is_told:
        names = {name: table.name for name, table in run.catalog.tables.items()}
        tables["rectification"] = tally_cases(run.cases, run.day, periods_before(run), names)
        if list_picked(run.place, run.catalog.triggers, run.day):
            tables["triggered"] = run.triggered
    is_recorded = any(act.act == ACCOUNTS and act.day <= run.day for act in run.acts)
    if is_told or is_recorded or "account_records" in run.delivered:
        tables["account_events"] = account_events_of(run)
    return tables


def account_events_of(run: Run) -> pd.DataFrame:
    """Return what befell the place's accounts up to the inspection day: one row an account and event."""
    _, window = run.period.window("account_events")
    return list_account_events(run.acts, run.delivered, run.cases, run.day, window=window, register=run.register)


def find_verified(run: Run) -> Verified:
    """Return of each subject told in this very period whether all its problems were put right, where that is known.

    What counts is what was rechecked or closed until the next period is inspected, its inspection included, so that
    the rate after rectification doesn't change any more once that is over. A subject of which nothing was found
    unfixed, but not all was rechecked, is left out.
    """
    if not any(act.act == SENT and act.period == run.period_name for act in run.acts):
        return {}
    later = [(one.inspection_day, name) for name, one in run.place.periods.items() if run.period.is_before(one)]
    last, following = min(later, default=(date.max, ""))
    acts = [replace(act, day=last) if act.period == following and is_frozen(act) else act for act in run.acts]
    cases = list_cases(acts, last, before=[*periods_before(run), run.period_name], group_of=run.register.group)
    return join_states(cases.loc[cases["told_in"].eq(run.period_name)])


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
