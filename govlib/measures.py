"""The closed table of measure kinds: rows of an export, grouped by subject, to one value each.

Every measure returns a frame indexed by the subject's keys with ``value`` (Float64), ``numerator``, ``denominator``,
``open`` (boolean: rows that a person has yet to judge decide) and, beside it, the rows that count as evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from govlib.catalog.conditions import all_hold, holds
from govlib.catalog.rulesets import Candidates, Count, CountOfGroups, DaysSinceLast, ElementsMissing, Manual, Share

NEVER_DAYS = float("inf")
"""Days since the last update of a subject that never had one."""


@dataclass(frozen=True)
class Measured:
    """Values by subject, and the rows that were counted."""

    values: pd.DataFrame
    evidence: pd.DataFrame


@dataclass(frozen=True)
class Question:
    """What a measure is asked about: the rows, the subjects and their keys, the day."""

    rows: pd.DataFrame
    subjects: pd.DataFrame
    keys: list[str]
    day: date


def _per_subject(question: Question, rows: pd.DataFrame) -> pd.Series:
    return rows.groupby(question.keys, dropna=True, observed=True).size()


def _frame(question: Question, value: pd.Series, **others: Any) -> pd.DataFrame:
    index = pd.MultiIndex.from_frame(question.subjects[question.keys])
    if len(question.keys) == 1:
        index = pd.Index(question.subjects[question.keys[0]], name=question.keys[0])
    frame = pd.DataFrame({"value": value.reindex(index).astype("Float64")})
    for name in ("numerator", "denominator"):
        series = others.get(name)
        frame[name] = series.reindex(index).astype("Float64") if series is not None else pd.NA
    opened = others.get("open")
    frame["open"] = (
        opened.reindex(index, fill_value=0).gt(0).astype("boolean") if opened is not None else pd.array([False] * len(frame), "boolean")
    )
    return frame


def measure_share(measure: Share, question: Question) -> Measured:
    """Return failed rows over all rows a subject; too few rows leave the value missing."""
    rows = question.rows.loc[all_hold(question.rows, measure.where, question.day)]
    failed = pd.Series(data=False, index=rows.index)
    for condition in measure.any_holds:
        failed |= holds(rows, condition, question.day)
    total = _per_subject(question, rows)
    bad = _per_subject(question, rows.loc[failed]).reindex(total.index, fill_value=0)
    share = (bad / total).where(total >= measure.at_least_rows)
    return Measured(_frame(question, share, numerator=bad, denominator=total), rows.loc[failed])


def measure_count(measure: Count, question: Question) -> Measured:
    """Return how many rows hold a subject; with a review, only confirmed ones, the undecided making it open."""
    rows = question.rows.loc[all_hold(question.rows, measure.where, question.day)]
    if measure.review is None:
        counts = _per_subject(question, rows)
        return Measured(_frame(question, _zero_filled(question, counts), numerator=counts), rows)
    verdict = rows[measure.review.column]
    confirmed = verdict.isin(list(measure.review.confirmed)).fillna(value=False)
    dismissed = verdict.isin(list(measure.review.dismissed)).fillna(value=False)
    counts = _per_subject(question, rows.loc[confirmed])
    undecided = _per_subject(question, rows.loc[~confirmed & ~dismissed])
    return Measured(
        _frame(question, _zero_filled(question, counts), numerator=counts, open=undecided), rows.loc[~dismissed]
    )


def _zero_filled(question: Question, counts: pd.Series) -> pd.Series:
    subjects = question.subjects[question.keys]
    index = pd.Index(subjects[question.keys[0]]) if len(question.keys) == 1 else pd.MultiIndex.from_frame(subjects)
    return counts.reindex(index, fill_value=0)


def measure_count_of_groups(measure: CountOfGroups, question: Question) -> Measured:
    """Return how many rows fall in any of the groups, added together, a subject with rows; none leaves it missing."""
    rows = question.rows.loc[all_hold(question.rows, measure.where, question.day)]
    counted = pd.Series(data=False, index=rows.index)
    for group in measure.groups:
        counted |= all_hold(rows, group, question.day)
    delivered = _per_subject(question, question.rows)
    counts = _per_subject(question, rows.loc[counted]).reindex(delivered.index, fill_value=0)
    return Measured(_frame(question, counts, numerator=counts), rows.loc[counted])


def measure_days_since_last(measure: DaysSinceLast, question: Question) -> Measured:
    """Return days from the newest row to the day; no dated row means never, no row at all may mean unknown."""
    rows = question.rows.loc[all_hold(question.rows, measure.where, question.day)]
    if measure.instead_flag is not None:
        flagged = question.subjects.loc[question.subjects[measure.instead_flag].fillna(value=False)]
        switched = pd.MultiIndex.from_frame(flagged[question.keys])
        own = pd.MultiIndex.from_frame(question.rows[question.keys]).isin(switched)
        instead = question.rows.loc[own & all_hold(question.rows, measure.instead_where, question.day)]
        rows = pd.concat([rows.loc[~pd.MultiIndex.from_frame(rows[question.keys]).isin(switched)], instead])
    dates = pd.to_datetime(rows[measure.date_column]).dt.normalize()
    past = rows.assign(_date=dates.where(dates <= pd.Timestamp(question.day)))
    newest = past.groupby(question.keys, dropna=True, observed=True)["_date"].max()
    days = (pd.Timestamp(question.day) - newest).dt.days.astype("Float64").fillna(NEVER_DAYS)
    if not measure.needs_rows:
        missing = _zero_filled(question, newest.notna().astype(int)).eq(0)
        days = days.reindex(missing.index).mask(missing, NEVER_DAYS)
    last = past.loc[past["_date"].eq(past[question.keys].merge(
        newest.rename("_newest").reset_index(), on=question.keys, how="left")["_newest"].set_axis(past.index))]
    return Measured(_frame(question, days), last.drop(columns="_date"))


def measure_elements_missing(measure: ElementsMissing, question: Question) -> Measured:
    """Return how many rows lack too many elements; when all of few rows do, the number of the limit is returned."""
    rows = question.rows.loc[all_hold(question.rows, measure.where, question.day)]
    lacking = (~rows[list(measure.elements)].fillna(value=False).astype(bool)).sum(axis=1) >= measure.lacking
    total = _per_subject(question, rows)
    bad = _per_subject(question, rows.loc[lacking]).reindex(total.index, fill_value=0)
    value = bad.where(~((bad == total) & (total < measure.or_all_below) & (bad > 0)), measure.or_all_below)
    return Measured(_frame(question, value, numerator=bad, denominator=total), rows.loc[lacking])


def measure_candidates(measure: Candidates, question: Question) -> Measured:
    """Return 0 a subject with rows; candidates make it open until a person has judged them."""
    rows = question.rows.loc[all_hold(question.rows, measure.where, question.day)]
    delivered = _per_subject(question, question.rows)
    found = _per_subject(question, rows)
    return Measured(_frame(question, delivered * 0, numerator=found, open=found), rows)


def measure_manual(_measure: Manual, question: Question) -> Measured:
    """Return 1 a subject with a confirmed problem, 0 without, missing when nobody entered a conclusion."""
    rows = question.rows
    bad = rows["conclusion"].eq("存在问题")
    undecided = rows["conclusion"].eq("待复核")
    delivered = _per_subject(question, rows)
    counts = _per_subject(question, rows.loc[bad]).reindex(delivered.index, fill_value=0)
    return Measured(
        _frame(question, counts, numerator=counts, open=_per_subject(question, rows.loc[undecided])),
        rows.loc[bad | undecided],
    )


MEASURES: dict[str, Callable[[Any, Question], Measured]] = {
    "share": measure_share,
    "count": measure_count,
    "count_of_groups": measure_count_of_groups,
    "days_since_last": measure_days_since_last,
    "elements_missing": measure_elements_missing,
    "candidates": measure_candidates,
    "manual": measure_manual,
}
