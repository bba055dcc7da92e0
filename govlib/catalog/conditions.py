"""Conditions on the rows of a table: a closed list of tests, each on one column."""

from __future__ import annotations

from datetime import date

import pandas as pd
from pydantic import Field, model_validator

from govlib.catalog.yamlfile import Declaration
from govlib.compare import COMPARATORS
from govlib.workdays import Span, last_day_in_time, start_of_window


class Condition(Declaration):
    """One test on one column; exactly one of the tests is given.

    ``older_than`` holds when the last day in time after the column's date lies before the inspection day, and for
    a blank date (undated = not updated); ``older_than_column`` takes the days from another column of the row.
    ``later_than`` compares with another date column of the row, a blank date counting as the inspection day.
    """

    column: str
    any_of: tuple[str | bool | int, ...] | None = Field(None, min_length=1)
    none_of: tuple[str | bool | int, ...] | None = Field(None, min_length=1)
    at_or_above: float | None = None
    above: float | None = None
    at_or_below: float | None = None
    below: float | None = None
    blank: bool | None = None
    within: Span | None = None
    older_than: Span | None = None
    older_than_column: str | None = None
    later_than: str | None = None
    allowing: Span | None = None
    differs_from_sum_of: tuple[str, ...] | None = Field(None, min_length=1)

    @model_validator(mode="after")
    def _one_test(self) -> Condition:
        tests = [
            name
            for name in type(self).model_fields
            if name not in ("column", "allowing") and getattr(self, name) is not None
        ]
        if len(tests) != 1:
            raise ValueError(f"一个条件恰好写一种比较，现在写了：{'、'.join(tests) or '无'}")
        if self.allowing is not None and self.later_than is None:
            raise ValueError("allowing 只能与 later_than 同用")
        return self

    def columns(self) -> tuple[str, ...]:
        """Return the names of all columns that the test reads."""
        others = [name for name in (self.older_than_column, self.later_than) if name]
        return (self.column, *others, *(self.differs_from_sum_of or ()))


def holds(frame: pd.DataFrame, condition: Condition, day: date) -> pd.Series:
    """Return one boolean a row: whether the condition holds at the inspection day; a blank value never holds."""
    values = frame[condition.column]
    if condition.any_of is not None:
        return values.isin(list(condition.any_of)).fillna(value=False).astype(bool)
    if condition.none_of is not None:
        return ~values.isin(list(condition.none_of)).fillna(value=False).astype(bool)
    if condition.blank is not None:
        return (values.isna() == condition.blank).astype(bool)
    for word, comparator in COMPARATORS.items():
        limit = getattr(condition, word)
        if limit is not None:
            return comparator.breaks(values, limit).fillna(value=False).astype(bool)
    if condition.differs_from_sum_of is not None:
        parts = frame[list(condition.differs_from_sum_of)].fillna(0).sum(axis=1)
        return (values.notna() & (values.fillna(0) != parts)).astype(bool)
    return _date_holds(frame, condition, day)


def _date_holds(frame: pd.DataFrame, condition: Condition, day: date) -> pd.Series:
    dates = pd.to_datetime(frame[condition.column]).dt.normalize()
    today = pd.Timestamp(day)
    if condition.within is not None:
        return ((dates > pd.Timestamp(start_of_window(day, condition.within))) & (dates <= today)).astype(bool)
    if condition.older_than is not None:
        return (dates.isna() | (last_day_in_time(dates, condition.older_than) < today)).astype(bool)
    if condition.older_than_column is not None:
        cycle = frame[condition.older_than_column]
        elapsed = (today - dates).dt.days
        return (cycle.notna() & (dates.isna() | (elapsed > cycle.astype("Float64")).fillna(value=False))).astype(bool)
    limit = last_day_in_time(frame[str(condition.later_than)], condition.allowing or Span())
    return (limit.notna() & (dates.fillna(today) > limit)).astype(bool)


def all_hold(frame: pd.DataFrame, conditions: tuple[Condition, ...], day: date) -> pd.Series:
    """Return one boolean a row: whether every condition holds; no condition holds for all rows."""
    result = pd.Series(data=True, index=frame.index, dtype=bool)
    for condition in conditions:
        result &= holds(frame, condition, day)
    return result
