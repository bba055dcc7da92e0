"""How long the rows of each subject took from one date to another, in days or working days."""

from __future__ import annotations

import numpy as np
import pandas as pd

from govlib.ascription import HOLDER
from govlib.catalog.conditions import all_hold, all_may_hold
from govlib.catalog.measure_kinds import LongestWait
from govlib.measures.answers import Answer, Measured, Question, ascribe, blank, tally, twice

_DAYS = "_days"


def measure_longest_wait(declared: LongestWait, question: Question) -> Measured:
    """Return the most days that a row of each subject took; what isn't done has waited until the inspection day.

    The rows that prove it are those that took longest; 0 where nothing had to wait.
    """
    sure = all_hold(question.rows, declared.where, question.day, calendar=question.calendar)
    possible = all_may_hold(question.rows, declared.where, question.day, calendar=question.calendar)
    rows = ascribe(question, sure, possible, (declared.from_column, declared.to_column))
    inspection = pd.Timestamp(question.day)
    begun, done = (pd.to_datetime(rows.pop(name)).dt.normalize() for name in (declared.from_column, declared.to_column))
    done = done.where(done <= inspection, inspection)
    counted = begun.le(inspection).to_numpy(dtype=bool)
    days = question.calendar.workdays_between(begun, done) if declared.in_workdays else (done - begun).dt.days
    waited = rows.assign(**{_DAYS: days.clip(lower=0)}).loc[counted]

    def answer(ascribed: pd.DataFrame) -> Answer:
        size = len(question.holders)
        value = np.zeros(size)
        owners = ascribed[HOLDER].to_numpy(dtype=np.int64)
        longest = ascribed[_DAYS].to_numpy(dtype=np.float64)
        np.maximum.at(value, owners, longest)
        proof = ascribed.loc[(longest == value[owners]) & (longest > 0)].drop(columns=_DAYS)
        return Answer(value, blank(size), tally(ascribed, size), proof)

    return twice(waited, answer)
