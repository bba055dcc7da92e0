"""Days (or working days) from the newest date of each subject to the inspection day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from govlib.ascription import CERTAIN, HOLDER, PROVENANCE
from govlib.catalog.conditions import all_hold
from govlib.catalog.measure_kinds import DaysSinceLast
from govlib.measures.answers import Answer, Measured, Question, blank

NEVER_DAYS = float("inf")
"""Days since the last update of a subject that never had one."""

DATE, _LATEST, _IS_ROW = "_date", "_latest", "_is_row"
"""Columns of dated rows: the date that surely counts, the latest that may, whether it is a row of the table."""


def measure_days_since_last(declared: DaysSinceLast, question: Question) -> Measured:
    """Return days from each subject's newest date to the inspection day; infinite where there never was one."""
    inspection, holders = pd.Timestamp(question.day), question.holders
    rows = date_rows(declared, question)
    spoken = bool(holders.are_spoken_of(question.rows).any())

    def answer(ascribed: pd.DataFrame, dated_by: str) -> Answer:
        dates = ascribed[dated_by]
        newest = dates.groupby(ascribed[HOLDER]).max().reindex(range(len(holders)))
        if declared.in_workdays:
            passed = question.calendar.workdays_between(newest, pd.Series(inspection, index=newest.index))
            days = passed.to_numpy(dtype="float64", na_value=np.nan)
        else:
            days = (inspection - newest).dt.days.to_numpy(dtype="float64", na_value=np.nan)
        known = np.full(len(holders), spoken and not declared.needs_rows)
        known[ascribed.loc[ascribed[_IS_ROW], HOLDER]] = True
        value = np.where(np.isnan(days) & known, NEVER_DAYS, days)
        own = ascribed[HOLDER].map(newest)
        proof = ascribed.loc[(dates == own) | own.isna()]
        return Answer(value, blank(len(value)), blank(len(value)), proof.drop(columns=[DATE, _LATEST, _IS_ROW]))

    return Measured(answer(rows.loc[rows[CERTAIN]], DATE), answer(rows, _LATEST))


def date_rows(declared: DaysSinceLast, question: Question) -> pd.DataFrame:
    """Return the rows that count, given to their subjects and dated; dates of the registry stand among them."""
    rows, day = question.rows, question.day
    chosen = rows.loc[all_hold(rows, declared.where, day, calendar=question.calendar)]
    chosen = question.holders.ascribe(chosen, [declared.date_column])
    subjects = question.holders.subjects
    if declared.instead_flag is not None:
        flagged = subjects[declared.instead_flag].fillna(value=False).to_numpy(dtype=bool)
        instead = rows.loc[all_hold(rows, declared.instead_where, day, calendar=question.calendar)]
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
    return rows.assign(**{DATE: sure, _LATEST: dates.mask(later, pd.Timestamp(day)) if hides else sure})
