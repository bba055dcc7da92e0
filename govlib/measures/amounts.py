"""Measures of amounts: shares of rows, sums of a column, one column over another."""

from __future__ import annotations

import numpy as np
import pandas as pd

from govlib.catalog.conditions import all_hold, holds
from govlib.catalog.measure_kinds import Ratio, Share, Sum
from govlib.measures.answers import Answer, Measured, Question, blank, tally, total, twice


def measure_share(declared: Share, question: Question) -> Measured:
    """Return failed rows over all rows of each subject; too few rows leave the value unknown."""
    rows = question.rows.loc[all_hold(question.rows, declared.where, question.day, calendar=question.calendar)]
    failed = pd.Series(data=False, index=rows.index)
    for condition in declared.any_holds:
        failed |= holds(rows, condition, question.day, calendar=question.calendar)

    def answer(ascribed: pd.DataFrame) -> Answer:
        bad = ascribed.loc[ascribed["_failed"]].drop(columns="_failed")
        everything, count = tally(ascribed, len(question.holders)), tally(bad, len(question.holders))
        share = np.divide(count, everything, out=blank(len(everything)), where=everything >= declared.at_least_rows)
        return Answer(share, count, everything, bad)

    return twice(question.holders.ascribe(rows.assign(_failed=failed), ["_failed"]), answer)


def measure_sum(declared: Sum, question: Question) -> Measured:
    """Return the sum of a column for each subject; rows that leave it blank prove nothing."""
    rows = question.rows.loc[all_hold(question.rows, declared.where, question.day, calendar=question.calendar)]

    def answer(ascribed: pd.DataFrame) -> Answer:
        value = total(ascribed, ascribed[declared.column], len(question.holders))
        proof = ascribed.loc[ascribed[declared.column].fillna(0) != 0].drop(columns=declared.column)
        return Answer(value, value, blank(len(value)), proof)

    return twice(question.holders.ascribe(rows, [declared.column]), answer)


def measure_ratio(declared: Ratio, question: Question) -> Measured:
    """Return one column over another (or over the number of rows) for each subject, rows lacking either left out."""
    rows = question.rows.loc[all_hold(question.rows, declared.where, question.day, calendar=question.calendar)]
    columns = [declared.column, *([declared.over] if declared.over else [])]
    rows = rows.loc[rows[columns].notna().all(axis=1)]

    def answer(ascribed: pd.DataFrame) -> Answer:
        size = len(question.holders)
        above = total(ascribed, ascribed[declared.column], size)
        below = total(ascribed, ascribed[declared.over], size) if declared.over else tally(ascribed, size)
        value = np.divide(above, below, out=blank(size), where=below >= declared.at_least)
        return Answer(value, above, below, ascribed.drop(columns=list(dict.fromkeys(columns))))

    return twice(question.holders.ascribe(rows, columns), answer)
