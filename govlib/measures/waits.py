"""How long the rows of each subject took from one date to another, in days or working days."""

from __future__ import annotations

from datetime import date

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
    names = (declared.from_column, *([declared.to_column] if declared.to_column else []))
    rows = ascribe(question, sure, possible, names)
    begun, done = list_waits(declared, rows, question.day)
    took = question.calendar.workdays_between(begun, done) if declared.in_workdays else (done - begun).dt.days
    waited = rows.drop(columns=list(names)).assign(**{_DAYS: took.astype("Float64").clip(lower=0)})

    def answer(ascribed: pd.DataFrame) -> Answer:
        size = len(question.holders)
        told = ascribed.dropna(subset=[_DAYS])
        days, owners = told[_DAYS].to_numpy(dtype=np.float64), told[HOLDER].to_numpy(dtype=np.int64)
        longest = np.zeros(size)
        np.maximum.at(longest, owners, days)
        untold = (tally(ascribed, size) > 0) & (tally(told, size) == 0)
        proof = told.loc[(days == longest[owners]) & (days > 0)].drop(columns=_DAYS)
        return Answer(np.where(untold, np.nan, longest), blank(size), tally(told, size), proof)

    return twice(waited, answer)


def list_waits(declared: LongestWait, rows: pd.DataFrame, day: date) -> tuple[pd.Series, pd.Series]:
    """Return the day on which each row began to wait, and the one until which it waited, at latest the inspection."""
    inspection = pd.Timestamp(day)
    begun = pd.to_datetime(rows[declared.from_column]).dt.normalize()
    if declared.to_column is None:
        return begun, pd.Series(inspection, index=rows.index)
    ended = pd.to_datetime(rows[declared.to_column]).dt.normalize()
    return begun, ended.where(ended <= inspection, inspection)
