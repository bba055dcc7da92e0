"""Cases as page 80 and the annexes list them: chosen, ordered, with the columns that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from govlib.ledger.states import CLOSED, OVERDUE, REPEATED, REPORTED, SENT, UNFIXED, VERIFIED
from govlib.ledger.tally import count_by_unit, say_statements
from govlib.summaries import rate_texts

if TYPE_CHECKING:
    from govlib.workspace import Run

_BY_NEED = (OVERDUE, UNFIXED, REPEATED, SENT, REPORTED, VERIFIED, CLOSED)
_SHOWN = [
    "number", "unit", "object", "problem", "state", "told_count", "deadline", "answer", "reported_on", "fixed_on",
    "recheck_count", "unfixed_recheck_count", "last_recheck_on", "last_result", "closed_on", "reason",
]  # fmt: skip
_ON_PAGE = ["number", "unit", "object", "problem", "state", "told_count", "deadline", "answer", "last_result"]
_LATE = ["number", "unit", "object", "problem", "state", "deadline", "told_count", "unfixed_recheck_count", "reason"]
_AGAIN = ["number", "repeats", "unit", "object", "problem", "state", "told_periods", "told_count", "sent_on", "told_on"]


def list_every_case(cases: pd.DataFrame) -> pd.DataFrame:
    """Return the cases with what people read of them, those that want most doing first, then by number."""
    place = cases["state"].map({state: place for place, state in enumerate(_BY_NEED)})
    return cases.iloc[place.argsort(kind="stable")][_SHOWN].reset_index(drop=True)


def list_on_page(cases: pd.DataFrame) -> pd.DataFrame:
    """Return the cases in the same order with the few columns that a page has room for."""
    return list_every_case(cases)[_ON_PAGE]


def say_last(run: Run) -> str:
    """Return which sending the page calls the last, and how the numbers hang together."""
    tally, cases = run.tables["rectification"], run.cases
    last = cases.loc[tally["is_last"].astype(bool).to_numpy()]
    name, day = str(last["told_in"].iloc[0]), last["told_on"].max().date()
    title = run.place.periods[name].title if name in run.place.periods else name
    again = int(last["told_count"].gt(1).sum())
    return (
        f"上期指{title}（{day} 下发）通报的 {len(last)} 条{f'，其中 {again} 条是再次通报' if again else ''}；"
        f"历次共 {len(cases)} 个编号。状态截至监测时间点 {run.day}；已整改＝已核实整改＋已销号。"
    )


def list_units(run: Run) -> pd.DataFrame:
    """Return one row a unit told in the last period: counts by state, its share put right as printed."""
    tally = run.tables["rectification"]
    shares = rate_texts(run.figures, "last_rectification_rate", ["unit"])
    units = count_by_unit(tally.loc[tally["is_last"]])
    return units.drop(columns="group").assign(rectified_share=[shares.get((str(one),), "") for one in units["unit"]])


def list_late(run: Run) -> pd.DataFrame:
    """Return the cases past their deadline that are neither put right nor said to be, the longest due first."""
    past = run.tables["rectification"]["is_past_deadline"].astype(bool).to_numpy()
    return run.cases.loc[past].sort_values("deadline", kind="stable")[_LATE].reset_index(drop=True)


def list_silent_units(run: Run) -> pd.DataFrame:
    """Return one row a unit that answered nothing of what it was told last: how many problems, told and due when."""
    silent = run.tables["rectification"]["is_unit_silent_last"].astype(bool).to_numpy()
    by_unit = run.cases.loc[silent].groupby("unit", sort=True)
    return by_unit.agg(
        told_problems=("number", "size"), told_on=("told_on", "max"), deadline=("deadline", "max")
    ).reset_index()


def list_repeated(cases: pd.DataFrame) -> pd.DataFrame:
    """Return the cases that repeat a number that was done, and those told in consecutive periods, longest first."""
    again = cases["repeats"].notna() | cases["told_periods"].ge(2)
    return cases.loc[again].sort_values("told_periods", ascending=False, kind="stable")[_AGAIN].reset_index(drop=True)


def list_statements(run: Run) -> pd.DataFrame:
    """Return one row a unit and 书面检查 due: how it stands, when it came, for how many problems."""
    said = run.cases.assign(statement_state=say_statements(run.cases, run.day))
    due = said.loc[said["statement_by"].notna()]
    papers = due.groupby(["unit", "statement_by", "statement_state"], dropna=False, sort=True)
    return papers.agg(statement_on=("statement_on", "max"), told_problems=("number", "size")).reset_index()


def list_events(events: pd.DataFrame) -> pd.DataFrame:
    """Return what befell accounts as people read it: one row an account and event, the last one of each marked 是."""
    columns = ["account_name", "platform", "unit", "event", "event_on", "source", "is_last"]
    marks = pd.Series("", index=events.index, dtype="string").mask(events["is_last"].astype(bool), "是")
    return events.assign(is_last=marks)[columns]
