"""What is counted of cases: one row a number, with the words and flags that the figures of rectification ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from govlib.ledger.columns import TALLY_COLUMNS
from govlib.ledger.states import CLOSED, OVERDUE, RECTIFIED, REPEATED, REPORTED, SENT, UNFIXED, VERIFIED

IN_TIME, LATE, MISSING, RUNNING, NOT_ASKED = "按时", "逾期", "未报送", "未到期", "不要求"
_FROM_GRAVE = (MISSING, LATE, RUNNING, IN_TIME)


def tally_cases(cases: pd.DataFrame, day: date, before: Sequence[str], names: Mapping[str, str]) -> pd.DataFrame:
    """Return one row a case with the flags of ``TALLY_COLUMNS``; ``names`` says what kinds are called.

    ``is_last``: told, anew or again, in the last of the periods ``before`` in which anything was told. ``is_open``: not
    put right, reported or not. ``is_past_deadline``: open, not reported fixed, and its deadline before ``day``.
    ``is_fixed_late``: verified, and put right after the deadline; blank where either day is not known.
    ``is_unit_silent``: the unit has answered for none of its numbers though a deadline is past (or none was set);
    ``is_unit_fixed``: all its numbers are put right; the same with ``_last`` over what it was told last.
    """
    today = pd.Timestamp(day)
    told = set(cases["told_in"].dropna())
    last = next((name for name in reversed(before) if name in told), "")
    state, deadline = cases["state"], cases["deadline"]
    is_last, rectified = cases["told_in"].eq(last).fillna(value=False), state.isin(RECTIFIED)
    past = _before(deadline, today)
    due = past | deadline.isna()
    silent_ever, silent_now = cases["answer_count"].eq(0), cases["reported_on"].isna()
    known = cases["rectified_on"].notna() & deadline.notna()
    flags = {
        "is_last": is_last,
        "is_rectified": rectified,
        "is_open": ~rectified,
        "is_past_deadline": past & ~rectified & state.ne(REPORTED),
        "is_fixed_late": (cases["rectified_on"] > deadline).astype("boolean").mask(state.eq(VERIFIED) & ~known),
        "is_repeated": cases["repeats"].notna(),
        "is_disputed": ~rectified & cases["answer"].eq("有异议").fillna(value=False),
        "is_reported_late": cases["first_reported_on"] > deadline,
        "is_unit_silent": _all_of_unit(cases, silent_ever) & _any_of_unit(cases, due),
        "is_unit_silent_last": is_last & _all_of_unit(cases, silent_now, is_last) & _any_of_unit(cases, due & is_last),
        "is_unit_fixed": _all_of_unit(cases, rectified),
        "is_unit_fixed_last": is_last & _all_of_unit(cases, rectified, is_last),
    }
    words = {
        "kind": cases["kind"].map(lambda kind: names.get(kind, kind), na_action="ignore").astype("string"),
        "statement_state": _worst_of_unit(cases, say_statements(cases, day)).fillna(NOT_ASKED),
    }
    return cases.assign(**words, **{name: column.astype("boolean") for name, column in flags.items()})[
        list(TALLY_COLUMNS)
    ]


def _before(days: pd.Series, today: pd.Timestamp) -> pd.Series:
    return (days < today).fillna(value=False)


def _all_of_unit(cases: pd.DataFrame, holds: pd.Series, among: pd.Series | None = None) -> pd.Series:
    """Tell for each case whether something holds of all cases of its unit, or of those ``among`` them."""
    looked_at = holds if among is None else holds | ~among
    return looked_at.astype(bool).groupby(cases["unit"].fillna("")).transform("all")


def _any_of_unit(cases: pd.DataFrame, holds: pd.Series) -> pd.Series:
    return holds.astype(bool).groupby(cases["unit"].fillna("")).transform("any")


def say_statements(cases: pd.DataFrame, day: date) -> pd.Series:
    """Return for each case how the 书面检查 that was asked for it stands on a day; blank where none was.

    A unit writes one for all its problems of the same deadline: received for one of them, it is received for all.
    """
    due = cases["statement_by"]
    received = cases.groupby([cases["unit"].fillna(""), due], dropna=False)["statement_on"].transform("max")
    said = pd.Series(RUNNING, index=cases.index, dtype="string")
    said = said.mask(received.isna() & _before(due, pd.Timestamp(day)), MISSING)
    said = said.mask(received.notna(), IN_TIME).mask((received > due).fillna(value=False), LATE)
    return said.mask(due.isna())


def _worst_of_unit(cases: pd.DataFrame, said: pd.Series) -> pd.Series:
    """Return the worst that is said of any of a unit's cases, so that each unit counts once."""
    gravity = said.map({word: place for place, word in enumerate(_FROM_GRAVE)})
    worst = gravity.groupby(cases["unit"].fillna("")).transform("min")
    return worst.map(dict(enumerate(_FROM_GRAVE))).astype("string").mask(said.isna())


def count_by_unit(tally: pd.DataFrame) -> pd.DataFrame:
    """Return one row a unit told: how many problems it was told, in which state they are, by most still open."""
    state = tally["state"]
    counted = pd.DataFrame(
        {
            "unit": tally["unit"],
            "group": tally["group"],
            "told_problems": 1,
            "verified_problems": state.eq(VERIFIED),
            "closed_problems": state.eq(CLOSED),
            "reported_problems": state.eq(REPORTED),
            "unfixed_problems": state.isin([UNFIXED, REPEATED, OVERDUE]),
            "waiting_problems": state.eq(SENT),
            "late_problems": tally["is_fixed_late"].fillna(value=False),
        }
    )
    summed = counted.groupby(["unit", "group"], dropna=False, sort=True).sum().astype("Int64").reset_index()
    return summed.sort_values(["unfixed_problems", "unit"], ascending=[False, True], kind="stable", ignore_index=True)
