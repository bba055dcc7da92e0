"""The closed table of measure kinds: rows of an export to one value a subject, with the rows that prove it.

Every measure is taken twice: over the rows that surely count (``sure``), and over all that may count as well
(``possible``: rows that a person has yet to judge, that may be another subject's, that the export leaves open). Where
the two would be judged differently, a person decides; nowhere else do the open rows matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from govlib.ascription import CERTAIN, HOLDER, PROVENANCE, Flags, Holders
from govlib.catalog.conditions import all_hold, all_may_hold, holds
from govlib.catalog.rulesets import (
    Candidates,
    Count,
    CountOfGroups,
    DaysSinceLast,
    ElementsMissing,
    RowMeasure,
    Share,
)

NEVER_DAYS = float("inf")
"""Days since the last update of a subject that never had one."""

_FOUND, _WAITING = "存在问题", "待复核"
_DATE, _LATEST, _IS_ROW = "_date", "_latest", "_is_row"

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Answer:
    """One value a subject (NaN is unknown), its parts, and the rows that prove it, each with its ``HOLDER``."""

    value: Numbers
    numerator: Numbers
    denominator: Numbers
    evidence: pd.DataFrame


@dataclass(frozen=True)
class Measured:
    """The values by what is certain, and the values if everything open counted."""

    sure: Answer
    possible: Answer


@dataclass(frozen=True)
class Question:
    """What a measure is asked about: the rows of its table, the subjects that may hold them, the day."""

    rows: pd.DataFrame
    holders: Holders
    day: date


def measure(declared: RowMeasure, question: Question) -> Measured | None:
    """Return the values of one declared measure, or None where the table says nothing about this kind of subject."""
    question = replace(question, rows=question.holders.keep_attributable(question.rows))
    telling = _telling_rows(declared, question.rows)
    if not _says_something(declared, question, telling):
        return None
    kind: Callable[[Any, Question], Measured] = KINDS[declared.kind]
    taken = kind(declared, replace(question, rows=telling))
    return _blank_the_unknown(declared, question, telling, taken)


def _telling_rows(declared: RowMeasure, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the sheets in which at least one of the needed columns was delivered."""
    if not declared.needs or rows.empty:
        return rows
    filled = rows[list(declared.needs)].notna().any(axis=1)
    if isinstance(declared, Share):
        return rows.loc[filled]
    sheets = [rows[name] for name in PROVENANCE[:2]]
    return rows.loc[filled.groupby(sheets, dropna=False, sort=False).transform("any").astype(bool)]


def _says_something(declared: RowMeasure, question: Question, telling: pd.DataFrame) -> bool:
    if isinstance(declared, DaysSinceLast) and declared.registry_date is not None:
        return True
    # An empty list is a list: it has nothing to tell.
    return question.rows.empty or bool(question.holders.are_spoken_of(telling).any())


def _blank_the_unknown(declared: RowMeasure, question: Question, telling: pd.DataFrame, taken: Measured) -> Measured:
    """Return the values without those of subjects about which the table says nothing."""
    if not declared.needs_rows and telling is question.rows and not question.holders.without_key.any():
        return taken
    told = question.holders.present(telling)
    listed = told if telling is question.rows else question.holders.present(question.rows)
    unknown = []
    for answer, here, there in zip((taken.sure, taken.possible), listed, told, strict=True):
        silent = here | question.holders.without_key | declared.needs_rows
        # A date of the registry is a value although no row tells it.
        is_value = np.isfinite(answer.value) if isinstance(declared, DaysSinceLast) else np.zeros_like(here)
        unknown.append(silent & ~there & ~is_value)
    return Measured(_without(taken.sure, unknown[0]), _without(taken.possible, unknown[1]))


def _without(answer: Answer, unknown: Flags) -> Answer:
    return Answer(np.where(unknown, np.nan, answer.value), answer.numerator, answer.denominator, answer.evidence)


def _twice(rows: pd.DataFrame, answer: Callable[[pd.DataFrame], Answer]) -> Measured:
    """Return the answer over the certain rows, and over all."""
    sure = answer(rows.loc[rows[CERTAIN]])
    return Measured(sure, sure if rows[CERTAIN].all() else answer(rows))


def _tally(rows: pd.DataFrame, subjects: int) -> Numbers:
    """Return how many rows each subject has."""
    return np.bincount(rows[HOLDER].to_numpy(dtype=np.int64), minlength=subjects).astype(np.float64)


def _blank(subjects: int) -> Numbers:
    return np.full(subjects, np.nan)


def _ascribed(question: Question, sure: pd.Series, possible: pd.Series) -> pd.DataFrame:
    """Return the rows that may count, given to their subjects; certain are those that surely count and belong."""
    rows = question.holders.ascribe(question.rows.assign(_sure=sure).loc[possible], ["_sure"])
    rows[CERTAIN] &= rows["_sure"].to_numpy(dtype=bool)
    return rows.drop(columns="_sure")


def _count(question: Question, sure: pd.Series, possible: pd.Series) -> Measured:
    def answer(rows: pd.DataFrame) -> Answer:
        counts = _tally(rows, len(question.holders))
        return Answer(counts, counts, _blank(len(counts)), rows)

    return _twice(_ascribed(question, sure, possible), answer)


def measure_count(declared: Count, question: Question) -> Measured:
    """Return how many rows each subject has; with a review, dismissed rows are none and unjudged ones are open."""
    sure = all_hold(question.rows, declared.where, question.day)
    possible = all_may_hold(question.rows, declared.where, question.day)
    if declared.review is not None:
        said = question.rows[declared.review.column]
        sure &= said.isin(list(declared.review.confirmed)).fillna(value=False).astype(bool)
        possible &= ~said.isin(list(declared.review.dismissed)).fillna(value=False).astype(bool)
    return _count(question, sure, possible)


def measure_candidates(declared: Candidates, question: Question) -> Measured:
    """Return 0 for each subject as certain, and how many rows a person has to look at as possible."""
    possible = all_hold(question.rows, declared.where, question.day)
    return _count(question, pd.Series(data=False, index=possible.index), possible)


def measure_count_of_groups(declared: CountOfGroups, question: Question) -> Measured:
    """Return how many rows of each subject fall in any of the groups, added together."""
    rows, day = question.rows, question.day
    sure, possible = pd.Series(data=False, index=rows.index), pd.Series(data=False, index=rows.index)
    for group in declared.groups:
        sure |= all_hold(rows, group, day)
        possible |= all_may_hold(rows, group, day)
    sure &= all_hold(rows, declared.where, day)
    possible &= all_may_hold(rows, declared.where, day)
    return _count(question, sure, possible)


def measure_share(declared: Share, question: Question) -> Measured:
    """Return failed rows over all rows of each subject; too few rows leave the value unknown."""
    rows = question.rows.loc[all_hold(question.rows, declared.where, question.day)]
    failed = pd.Series(data=False, index=rows.index)
    for condition in declared.any_holds:
        failed |= holds(rows, condition, question.day)

    def answer(ascribed: pd.DataFrame) -> Answer:
        bad = ascribed.loc[ascribed["_failed"]].drop(columns="_failed")
        total, count = _tally(ascribed, len(question.holders)), _tally(bad, len(question.holders))
        share = np.divide(count, total, out=_blank(len(total)), where=total >= declared.at_least_rows)
        return Answer(share, count, total, bad)

    return _twice(question.holders.ascribe(rows.assign(_failed=failed), ["_failed"]), answer)


def measure_elements_missing(declared: ElementsMissing, question: Question) -> Measured:
    """Return how many rows of each subject lack too many elements."""
    rows = question.rows.loc[all_hold(question.rows, declared.where, question.day)]
    has = rows[list(declared.elements)].fillna(value=False).astype(bool)

    def answer(ascribed: pd.DataFrame) -> Answer:
        bad = ascribed.loc[ascribed["_lacking"]].drop(columns="_lacking")
        total, count = _tally(ascribed, len(question.holders)), _tally(bad, len(question.holders))
        all_of_few = (count == total) & (count > 0) & (total < declared.or_all_below)
        return Answer(np.where(all_of_few, float(declared.or_all_below), count), count, total, bad)

    return _twice(
        question.holders.ascribe(rows.assign(_lacking=(~has).sum(axis=1) >= declared.lacking), ["_lacking"]), answer
    )


def measure_days_since_last(declared: DaysSinceLast, question: Question) -> Measured:
    """Return days from each subject's newest date to the inspection day; infinite where there never was one."""
    inspection, holders = pd.Timestamp(question.day), question.holders
    rows = _dated_rows(declared, question)
    spoken = bool(holders.are_spoken_of(question.rows).any())

    def answer(ascribed: pd.DataFrame, dated_by: str) -> Answer:
        dates = ascribed[dated_by]
        newest = dates.groupby(ascribed[HOLDER]).max().reindex(range(len(holders)))
        days = (inspection - newest).dt.days.to_numpy(dtype="float64", na_value=np.nan)
        known = np.full(len(holders), spoken and not declared.needs_rows)
        known[ascribed.loc[ascribed[_IS_ROW], HOLDER]] = True
        value = np.where(np.isnan(days) & known, NEVER_DAYS, days)
        own = ascribed[HOLDER].map(newest)
        proof = ascribed.loc[(dates == own) | own.isna()]
        return Answer(value, _blank(len(value)), _blank(len(value)), proof.drop(columns=[_DATE, _LATEST, _IS_ROW]))

    return Measured(answer(rows.loc[rows[CERTAIN]], _DATE), answer(rows, _LATEST))


def _dated_rows(declared: DaysSinceLast, question: Question) -> pd.DataFrame:
    """Return the rows that count, given to their subjects and dated; dates of the registry stand among them."""
    rows, day = question.rows, question.day
    chosen = question.holders.ascribe(rows.loc[all_hold(rows, declared.where, day)], [declared.date_column])
    subjects = question.holders.subjects
    if declared.instead_flag is not None:
        flagged = subjects[declared.instead_flag].fillna(value=False).to_numpy(dtype=bool)
        instead = rows.loc[all_hold(rows, declared.instead_where, day)]
        instead = question.holders.ascribe(instead, [declared.date_column])
        chosen = pd.concat([chosen.loc[~flagged[chosen[HOLDER]]], instead.loc[flagged[instead[HOLDER]]]])
    dated = _date_by(chosen, declared.date_column, day, hides=declared.hides_earlier)
    dated[_IS_ROW] = np.ones(len(dated), dtype=bool)
    if declared.registry_date is None:
        return dated
    listed = subjects[[declared.registry_date, *PROVENANCE]].copy()
    listed[HOLDER], listed[CERTAIN] = np.arange(len(subjects)), np.ones(len(subjects), dtype=bool)
    listed = _date_by(listed.dropna(subset=[declared.registry_date]), declared.registry_date, day, hides=True)
    listed[_IS_ROW] = np.zeros(len(listed), dtype=bool)
    return pd.concat([dated, listed], ignore_index=True)


def _date_by(rows: pd.DataFrame, column: str, day: date, *, hides: bool) -> pd.DataFrame:
    """Return the rows with the date that surely counts, and the latest that may: the day, where a later one hides."""
    dates = pd.to_datetime(rows[column]).dt.normalize()
    later = dates > pd.Timestamp(day)
    sure = dates.mask(later)
    return rows.assign(**{_DATE: sure, _LATEST: dates.mask(later, pd.Timestamp(day)) if hides else sure})


def measure_conclusions(audits: pd.DataFrame, holders: Holders) -> Measured:
    """Return how many problems a person entered for each subject, those still 待复核 being open.

    ``audits`` are the rows of one indicator; where nobody entered a conclusion, the value is unknown.
    """
    rows = holders.ascribe(audits, ["conclusion"])

    def answer(ascribed: pd.DataFrame, problems: tuple[str, ...]) -> Answer:
        bad = ascribed["conclusion"].isin(problems).to_numpy(dtype=bool)
        total, count = _tally(ascribed, len(holders)), _tally(ascribed.loc[bad], len(holders))
        proof = ascribed.loc[bad | (count[ascribed[HOLDER]] == 0)]
        return Answer(np.where(total > 0, count, np.nan), count, _blank(len(count)), proof)

    return Measured(answer(rows.loc[rows[CERTAIN]], (_FOUND,)), answer(rows, (_FOUND, _WAITING)))


KINDS: dict[str, Callable[[Any, Question], Measured]] = {
    "share": measure_share,
    "count": measure_count,
    "count_of_groups": measure_count_of_groups,
    "days_since_last": measure_days_since_last,
    "elements_missing": measure_elements_missing,
    "candidates": measure_candidates,
}
"""Every kind of measure on rows with its function; what fits none of them becomes a new one here."""
