"""Measures that count rows: all of them, those of several groups, those that lack something, those that repeat."""

from __future__ import annotations

import numpy as np
import pandas as pd

from govlib.ascription import CERTAIN, HOLDER, PROVENANCE
from govlib.catalog.conditions import all_hold, all_may_hold
from govlib.catalog.measure_kinds import Candidates, Count, CountOfGroups, ElementsAbsent, ElementsMissing, Repeats
from govlib.measures.answers import Answer, Measured, Numbers, Question, ascribe, blank, tally, twice


def _count(question: Question, sure: pd.Series, possible: pd.Series) -> Measured:
    def answer(rows: pd.DataFrame) -> Answer:
        counts = tally(rows, len(question.holders))
        return Answer(counts, counts, blank(len(counts)), rows)

    return twice(ascribe(question, sure & question.free(), possible & question.free()), answer)


def measure_count(declared: Count, question: Question) -> Measured:
    """Return how many rows each subject has; with a review, dismissed rows are none and unjudged ones are open."""
    sure = all_hold(question.rows, declared.where, question.day, calendar=question.calendar)
    possible = all_may_hold(question.rows, declared.where, question.day, calendar=question.calendar)
    if declared.review is not None:
        said = question.rows[declared.review.column]
        sure &= said.isin(list(declared.review.confirmed)).fillna(value=False).astype(bool)
        possible &= ~said.isin(list(declared.review.dismissed)).fillna(value=False).astype(bool)
    if not declared.among:
        return _count(question, sure, possible)
    inside = all_hold(question.rows, declared.among, question.day, calendar=question.calendar)
    found = question.holders.ascribe(question.rows.loc[inside])
    # Both counts are held against all rows that may be the subject's: one that may be there is not wholly lacking.
    among = tally(found, len(question.holders))
    counted = _count(question, sure & inside, possible & inside)
    return Measured(*(_out_of(answer, among, declared) for answer in (counted.sure, counted.possible)))


def _out_of(answer: Answer, among: Numbers, declared: Count) -> Answer:
    lacking = (among == 0) & (not declared.none_is_well)
    return Answer(np.where(lacking, np.inf, answer.value), answer.numerator, among, answer.evidence)


def measure_candidates(declared: Candidates, question: Question) -> Measured:
    """Return 0 for each subject as certain, and how many rows a person has to look at as possible."""
    possible = all_hold(question.rows, declared.where, question.day, calendar=question.calendar)
    return _count(question, pd.Series(data=False, index=possible.index), possible)


def measure_count_of_groups(declared: CountOfGroups, question: Question) -> Measured:
    """Return how many rows of each subject fall in any of the groups, added together."""
    rows, day = question.rows, question.day
    sure, possible = pd.Series(data=False, index=rows.index), pd.Series(data=False, index=rows.index)
    for group in declared.groups:
        sure |= all_hold(rows, group, day, calendar=question.calendar)
        possible |= all_may_hold(rows, group, day, calendar=question.calendar)
    sure &= all_hold(rows, declared.where, day, calendar=question.calendar)
    possible &= all_may_hold(rows, declared.where, day, calendar=question.calendar)
    return _count(question, sure, possible)


def measure_elements_missing(declared: ElementsMissing, question: Question) -> Measured:
    """Return how many rows of each subject lack too many elements."""
    rows = question.rows.loc[all_hold(question.rows, declared.where, question.day, calendar=question.calendar)]
    has = rows[list(declared.elements)].fillna(value=False).astype(bool)

    def answer(ascribed: pd.DataFrame) -> Answer:
        bad = ascribed.loc[ascribed["_lacking"]].drop(columns="_lacking")
        total, count = tally(ascribed, len(question.holders)), tally(bad, len(question.holders))
        all_of_few = (count == total) & (count > 0) & (total < declared.or_all_below)
        return Answer(np.where(all_of_few, float(declared.or_all_below), count), count, total, bad)

    return twice(
        question.holders.ascribe(rows.assign(_lacking=(~has).sum(axis=1) >= declared.lacking), ["_lacking"]), answer
    )


def measure_elements_absent(declared: ElementsAbsent, question: Question) -> Measured:
    """Return how many different elements each subject lacks; one that was not delivered may be lacking."""
    rows = question.rows.loc[all_hold(question.rows, declared.where, question.day, calendar=question.calendar)]
    names = list(declared.elements)
    ascribed = question.holders.ascribe(rows, names)

    def answer(lacking: pd.DataFrame, counted: pd.DataFrame) -> Answer:
        owners = ascribed[HOLDER].to_numpy(dtype=np.int64)
        per_element = [
            np.bincount(owners, weights=(lacking[name] & counted[name]).to_numpy(dtype=np.float64), minlength=size) > 0
            for name in names
        ]
        value = np.sum(per_element, axis=0).astype(np.float64)
        bad = ascribed.loc[(lacking & counted).any(axis=1), [HOLDER, *PROVENANCE]]
        return Answer(value, value, np.full(size, float(len(names))), bad)

    size = len(question.holders)
    said = ascribed[names]
    certain = pd.DataFrame({name: ascribed[CERTAIN].to_numpy(dtype=bool) for name in names}, index=ascribed.index)
    everywhere = pd.DataFrame(data=True, index=ascribed.index, columns=names)
    surely = ~said.fillna(value=True).astype(bool)
    possibly = ~said.fillna(value=False).astype(bool)
    return Measured(answer(surely, certain), answer(possibly, everywhere))


def measure_repeats(declared: Repeats, question: Question) -> Measured:
    """Return how many rows of each subject stand beyond the first of those alike; blanks are like nothing."""
    rows, same = question.rows, list(declared.same)
    chosen = all_hold(rows, declared.where, question.day, calendar=question.calendar) & rows[same].notna().all(axis=1)

    def answer(ascribed: pd.DataFrame) -> Answer:
        keys = [ascribed[name] for name in (HOLDER, *same)]
        alike = ascribed.groupby(keys, sort=False)[HOLDER].transform("size") > 1 if len(ascribed) else ascribed[CERTAIN]
        again = ascribed.loc[ascribed.duplicated([HOLDER, *same])]
        counts = tally(again, len(question.holders))
        return Answer(counts, counts, tally(ascribed, len(counts)), ascribed.loc[alike].drop(columns=same))

    return twice(question.holders.ascribe(rows.loc[chosen], same), answer)
