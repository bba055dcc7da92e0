"""The state of a problem told to a unit, at one day: the first row of one table that holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

NEW, CONFIRMED = "新发现", "已确认"
SENT, REPORTED, VERIFIED, UNFIXED, REPEATED, OVERDUE, CLOSED = (
    "已下发", "报称已整改", "已核实整改", "未整改", "反复出现", "逾期", "已销号"
)  # fmt: skip
STATES = (CLOSED, VERIFIED, UNFIXED, REPEATED, REPORTED, OVERDUE, SENT)
"""The states of a number, in the order in which they are asked; NEW and CONFIRMED come before there is a number."""
RECTIFIED = frozenset({VERIFIED, CLOSED})
"""What is put right; every other state is open."""


@dataclass(frozen=True)
class Standing:
    """What is known of one number: what was heard of it since it was told, and by when it was to be fixed.

    ``found_fixed`` and ``found_unfixed``: the last recheck, where nothing later takes its place (a fix found before
    the problem was told again says nothing). ``said_fixed``: the unit's last answer is 已整改 and no recheck came
    after it. ``is_heard``: there is an answer or a recheck. ``repeats``: the problem had a number before that was done.
    """

    is_closed: bool = False
    found_fixed: bool = False
    found_unfixed: bool = False
    said_fixed: bool = False
    is_heard: bool = False
    repeats: bool = False
    deadline: date | None = None


def state_of(standing: Standing, day: date) -> str:
    """Return the state of a number at the end of a day; a day that is the deadline is still in time."""
    rows = (
        (standing.is_closed, CLOSED),
        (standing.found_fixed, VERIFIED),
        (standing.found_unfixed and not standing.said_fixed, UNFIXED),
        (standing.repeats and not standing.is_heard, REPEATED),
        (standing.said_fixed, REPORTED),
        (is_past(standing.deadline, day), OVERDUE),
    )
    return next((state for holds, state in rows if holds), SENT)


def is_past(deadline: date | None, day: date) -> bool:
    """Tell whether a day lies after a deadline; where nobody set one, none is past."""
    return deadline is not None and day > deadline
