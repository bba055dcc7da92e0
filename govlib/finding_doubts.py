"""Which findings are 暂定: those over rows whose working days run through a year not yet published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from govlib.ascription import HOLDER, Flags, Holders
from govlib.bench import Bench, Panel, ask
from govlib.catalog.conditions import Condition, all_may_hold
from govlib.catalog.measure_checks import list_conditions
from govlib.catalog.measure_kinds import DaysSinceLast, LongestWait, Manual, RowMeasure, SlotsMissed
from govlib.catalog.rulesets import Indicator
from govlib.measures.answers import Question
from govlib.measures.gaps import first_days
from govlib.measures.kinds import dated_inside
from govlib.measures.since_last import DATE, date_rows
from govlib.measures.waits import list_waits
from govlib.provisional import counts_workdays, merge_years, provisional_rows


def say_doubts(indicator: Indicator, panel: Panel, bench: Bench) -> list[str]:
    """Return for each subject asked through which provisional years its working days were counted; "" through none."""
    years: dict[int, Flags] = {}
    for declared in indicator.measures:
        if isinstance(declared, Manual) or not _counts_workdays(declared):
            continue
        question = ask(declared, panel, bench)
        for found in _find_years(declared, _of_period(declared, question)) if question is not None else ():
            years = merge_years(years, found)
    if not years:
        return [""] * len(panel.subjects)
    return [
        bench.calendar.say_provisional(year for year in years if years[year][at]) for at in range(len(panel.subjects))
    ]


def _counts_workdays(declared: RowMeasure) -> bool:
    if isinstance(declared, SlotsMissed):
        return declared.every == "workday"
    if isinstance(declared, DaysSinceLast | LongestWait) and declared.in_workdays:
        return True
    return any(counts_workdays(conditions) for conditions in list_conditions(declared).values())


def _of_period(declared: RowMeasure, question: Question) -> Question:
    if declared.in_period is None or question.start is None:
        return question
    return replace(question, rows=dated_inside(question.rows, declared.in_period, question.start, question.day))


def _find_years(declared: RowMeasure, question: Question) -> Iterator[dict[int, Flags]]:
    """Yield the provisional years that a measure counts through, each with whether it does for a subject."""
    for conditions in _list_conjunctions(declared):
        rows = provisional_rows(question.rows, conditions, question.day, question.calendar)
        yield {year: _holders_of(question.rows.loc[flags], question.holders) for year, flags in rows.items()}
    if isinstance(declared, LongestWait) and declared.in_workdays:
        yield _of_waits(declared, question)
    if isinstance(declared, DaysSinceLast) and declared.in_workdays:
        dated = date_rows(declared, question)
        newest = dated[DATE].groupby(dated[HOLDER]).max().reindex(range(len(question.holders)))
        yield question.calendar.provisional_years(newest, _until(question.day, newest))
    if isinstance(declared, SlotsMissed) and declared.every == "workday":
        starts = first_days(declared, question)
        if starts is not None:
            # The first day is asked too, and the days after a start are those that count.
            before = pd.Series(starts.astype("datetime64[us]")) - pd.Timedelta(days=1)
            yield question.calendar.provisional_years(before, _until(question.day, before))


def _of_waits(declared: LongestWait, question: Question) -> dict[int, Flags]:
    counted = all_may_hold(question.rows, declared.where, question.day, calendar=question.calendar)
    rows = question.rows.loc[counted]
    years = question.calendar.provisional_years(*list_waits(declared, rows, question.day))
    return {year: _holders_of(rows.loc[flags], question.holders) for year, flags in years.items()}


def _list_conjunctions(declared: RowMeasure) -> list[tuple[Condition, ...]]:
    """Return every set of conditions that a row has to meet together."""
    found = list_conditions(declared)
    where = found.pop("where")
    single = [(one, *where) for one in found.pop("any_holds", ())]
    instead = found.pop("instead_where", ())
    return [where, *single, instead, *((*more, *where) for more in found.values())]


def _holders_of(rows: pd.DataFrame, holders: Holders) -> Flags:
    flags = np.zeros(len(holders), dtype=bool)
    flags[holders.ascribe(rows)[HOLDER].to_numpy(dtype=np.int64)] = True
    return flags


def _until(day: date, index: pd.Series) -> pd.Series:
    return pd.Series(pd.Timestamp(day), index=index.index)
