"""What rests on working days of a year whose holidays are not known yet (暂定): which rows, through which years."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from govlib.ascription import Flags
from govlib.catalog.conditions import Condition, all_may_hold
from govlib.workdays import Calendar, Span


def counts_workdays(conditions: tuple[Condition, ...]) -> bool:
    """Tell whether any of the conditions counts working days."""
    return any(_span_of(condition).workdays for condition in conditions)


def provisional_rows(
    frame: pd.DataFrame, conditions: tuple[Condition, ...], day: date, calendar: Calendar
) -> dict[int, Flags]:
    """Return the provisional years through which the conditions' working days run, each with whether a row's do.

    A row that another of the conditions leaves out counts through none; nor does one that was done, or asked, before
    the year began: whatever its holidays will be, the answer stays the same.
    """
    years: dict[int, Flags] = {}
    for condition in conditions:
        span = _span_of(condition)
        if not span.workdays:
            continue
        start, end = _counted_days(frame, condition, span, pd.Timestamp(day), calendar)
        touched = calendar.provisional_years(start, end)
        if touched:
            others = tuple(other for other in conditions if other is not condition)
            matters = all_may_hold(frame, others, day, calendar=calendar).to_numpy(dtype=bool)
            years = merge_years(years, {year: rows & matters for year, rows in touched.items()})
    return years


def merge_years(first: dict[int, Flags], other: dict[int, Flags]) -> dict[int, Flags]:
    """Return the years of both, each with where it stands in either; years that stand nowhere are left out."""
    both = {
        year: np.logical_or.reduce([one[year] for one in (first, other) if year in one]) for year in {*first, *other}
    }
    return {year: both[year] for year in sorted(both) if both[year].any()}


def _span_of(condition: Condition) -> Span:
    return condition.older_than or condition.allowing or Span()


def _counted_days(
    frame: pd.DataFrame, condition: Condition, span: Span, inspection: pd.Timestamp, calendar: Calendar
) -> tuple[pd.Series, pd.Series]:
    """Return from which day and until which day the working days of each row decide: its limit, or when it was done."""
    own = pd.to_datetime(frame[condition.column]).dt.normalize()
    since = condition.later_than or condition.no_later_than
    if since is None:
        start, done = own, pd.Series(inspection, index=frame.index)
    else:
        start = pd.to_datetime(frame[since]).dt.normalize()
        done = own.where(own <= inspection, inspection)
    limit = calendar.last_day_in_time(start, span)
    return start, limit.where(limit <= done, done)
