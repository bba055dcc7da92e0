"""The state of a number: every row of the table on decision page 0031, each row over those below it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.ledger.states import RECTIFIED, STATES, Standing, state_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "decisions" / "0031-a-number-for-good.md"
DUE = date(2026, 4, 16)
AFTER = DUE + timedelta(days=1)


@pytest.mark.parametrize(
    ("known", "day", "state"),
    [
        ({}, DUE, "已下发"),
        ({}, AFTER, "逾期"),
        ({"is_heard": True}, DUE, "已下发"),
        ({"is_heard": True}, AFTER, "逾期"),
        ({"deadline": None}, AFTER, "已下发"),
        ({"said_fixed": True, "is_heard": True}, AFTER, "报称已整改"),
        ({"repeats": True}, DUE, "反复出现"),
        ({"repeats": True}, AFTER, "反复出现"),
        ({"repeats": True, "is_heard": True}, AFTER, "逾期"),
        ({"repeats": True, "is_heard": True, "said_fixed": True}, AFTER, "报称已整改"),
        ({"found_unfixed": True, "is_heard": True}, DUE, "未整改"),
        ({"found_unfixed": True, "is_heard": True}, AFTER, "未整改"),
        ({"found_unfixed": True, "is_heard": True, "repeats": True}, AFTER, "未整改"),
        ({"found_unfixed": True, "said_fixed": True, "is_heard": True}, AFTER, "报称已整改"),
        ({"found_fixed": True, "is_heard": True}, AFTER, "已核实整改"),
        ({"found_fixed": True, "said_fixed": True, "repeats": True, "is_heard": True}, AFTER, "已核实整改"),
        ({"is_closed": True, "found_unfixed": True, "is_heard": True}, AFTER, "已销号"),
        ({"is_closed": True, "found_fixed": True, "is_heard": True}, AFTER, "已销号"),
        ({"is_closed": True}, DUE, "已销号"),
    ],
)
def test_the_first_row_of_the_table_that_holds_is_the_state(known, day, state):
    assert state_of(Standing(**{"deadline": DUE, **known}), day) == state


def test_the_decision_page_lists_the_states_in_their_order():
    rows = re.findall(r"^\| (\S+) \| ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert tuple(row for row in rows if row not in ("state", "---")) == STATES


@given(
    st.builds(
        Standing,
        is_closed=st.booleans(),
        found_fixed=st.booleans(),
        found_unfixed=st.booleans(),
        said_fixed=st.booleans(),
        is_heard=st.booleans(),
        repeats=st.booleans(),
        deadline=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    ),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_whatever_is_known_gives_one_state_and_time_alone_only_makes_what_waits_overdue(standing, day):
    now, later = state_of(standing, day), state_of(standing, day + timedelta(days=400))
    assert now in STATES
    assert (now, later) in {(state, state) for state in STATES} | {("已下发", "逾期")}
    assert (now in RECTIFIED) == (standing.is_closed or standing.found_fixed)
