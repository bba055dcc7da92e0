"""The closed table of measure kinds, and what a table that says nothing about a subject leaves unknown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from govlib.ascription import OUT, PROVENANCE, Flags
from govlib.catalog.conditions import all_hold
from govlib.catalog.measure_kinds import DaysSinceLast, RowMeasure, Share
from govlib.measures.amounts import measure_ratio, measure_share, measure_sum
from govlib.measures.answers import Answer, Measured, Question
from govlib.measures.counting import (
    measure_candidates,
    measure_count,
    measure_count_of_groups,
    measure_elements_absent,
    measure_elements_missing,
    measure_repeats,
)
from govlib.measures.gaps import measure_longest_gap, measure_slots_missed
from govlib.measures.since_last import measure_days_since_last
from govlib.measures.waits import measure_longest_wait


def measure(declared: RowMeasure, question: Question) -> Measured | None:
    """Return the values of one declared measure, or None where the table says nothing about this kind of subject.

    The rows asked about are those of ``Holders.keep_attributable``.
    """
    if not question.rows.index.is_unique:
        question = replace(question, rows=question.rows.reset_index(drop=True))
    if declared.about:
        about = _only_about(declared, question)
        if about is None:
            return None
        question = about
    telling = _telling_rows(declared, _with_all_delivered(declared, question.rows))
    if not _says_something(declared, question, telling):
        return None
    kind: Callable[[Any, Question], Measured] = KINDS[declared.kind]
    # What a person took out still tells that its subject was looked at; it counts for nothing.
    asked = telling.loc[~telling[OUT].to_numpy(dtype=bool)] if OUT in telling else telling
    if declared.in_period is not None:
        if question.start is None:
            return None
        asked = dated_inside(asked, declared.in_period, question.start, question.day)
    free = question.taken if asked is question.rows or question.taken is None else _of(asked, question)
    taken = kind(declared, replace(question, rows=asked, taken=free))
    return _blank_the_unknown(declared, question, telling, taken)


def _only_about(declared: RowMeasure, question: Question) -> Question | None:
    """Return the question about the rows of the matter alone; None where a table has rows, but none of it."""
    kept = all_hold(question.rows, declared.about, question.day, calendar=question.calendar).to_numpy(dtype=bool)
    if len(kept) and not kept.any():
        return None
    return replace(
        question,
        rows=question.rows.loc[kept],
        taken=None if question.taken is None else question.taken[kept],
    )


def dated_inside(rows: pd.DataFrame, column: str, start: date, end: date) -> pd.DataFrame:
    """Return the rows dated from one day to another, both included."""
    days = pd.to_datetime(rows[column]).dt.normalize()
    return rows.loc[days.between(pd.Timestamp(start), pd.Timestamp(end)).to_numpy(dtype=bool)]


def _of(telling: pd.DataFrame, question: Question) -> Flags | None:
    """Return the marks of the rows that tell something, out of those of all rows."""
    marks = pd.Series(question.taken, index=question.rows.index)
    return marks.loc[telling.index].to_numpy(dtype=bool)


def _telling_rows(declared: RowMeasure, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the sheets in which at least one of the needed columns was delivered."""
    if not declared.needs or rows.empty:
        return rows
    filled = rows[list(declared.needs)].notna().any(axis=1)
    if isinstance(declared, Share) and not declared.every_row:
        return rows.loc[filled]
    sheets = [rows[name] for name in PROVENANCE[:2]]
    return rows.loc[filled.groupby(sheets, dropna=False, sort=False).transform("any").astype(bool)]


def _with_all_delivered(declared: RowMeasure, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the sheets in which each of ``needs_all`` was delivered."""
    if not declared.needs_all:
        return rows
    sheets = [rows[name] for name in PROVENANCE[:2]]
    told = pd.Series(data=True, index=rows.index)
    for name in declared.needs_all:
        told &= rows[name].notna().groupby(sheets, dropna=False, sort=False).transform("any").astype(bool)
    return rows if told.all() else rows.loc[told]


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


KINDS: dict[str, Callable[[Any, Question], Measured]] = {
    "share": measure_share,
    "count": measure_count,
    "count_of_groups": measure_count_of_groups,
    "days_since_last": measure_days_since_last,
    "longest_gap": measure_longest_gap,
    "slots_missed": measure_slots_missed,
    "longest_wait": measure_longest_wait,
    "elements_missing": measure_elements_missing,
    "elements_absent": measure_elements_absent,
    "sum": measure_sum,
    "ratio": measure_ratio,
    "repeats": measure_repeats,
    "candidates": measure_candidates,
}
"""Every kind of measure on rows with its function; what fits none of them becomes a new one here."""
