"""Conditions on the rows of a table: a closed list of tests, each on one column, asked at the inspection day.

Every test is answered twice. ``holds`` says that a row meets it; ``may_hold`` also that it could, where the export
cannot tell: a blank in a column declared ``blank_is_open``, or a last-update date after the inspection day, which hides
what was there before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd
from pydantic import Field, model_validator

from govlib.catalog.yamlfile import Declaration
from govlib.compare import COMPARATORS
from govlib.workdays import OFFICIAL, Calendar, Span, start_of_window

Word = str | bool | int


@dataclass(frozen=True)
class _Asked:
    """When a test is asked, and by which calendar its working days are counted."""

    day: date
    calendar: Calendar

    @property
    def inspection(self) -> pd.Timestamp:
        return pd.Timestamp(self.day)


class Condition(Declaration):
    """One test on one column; exactly one of the tests is given. A blank never holds, unless said here.

    ``any_of``            is one of the words; with ``blank_is_open`` a blank may be one of them.
    ``none_of``           is none of the words; a blank is none of them, so it holds.
    ``contains``          has any of the words somewhere in its text.
    ``lacks``             has none of the words anywhere in its text; a blank has none of them, so it holds.
    ``at_or_above`` …     compares a number.
    ``blank``             is blank (true) or filled (false).
    ``happened``          true: dated on or before the inspection day; false: later, or blank (not happened yet).
    ``within``            dated in the span that ends with the inspection day: ``days: 7`` are seven days, the
                          inspection day the last of them.
    ``before_window``     a last-update date before the day that lies the span before the inspection day
                          (监测时间点前6个月内未更新; on that very day it is still updated), or blank (undated is not
                          updated).
    ``older_than``        a date whose last day in time, the span later, lies before the inspection day (超过3个月;
                          on that very day is still in time), or blank.
    ``older_than_column`` a last-update date more days before the inspection day than another column says, or blank;
                          without that number of days it never holds.
    ``later_than``        a date later than another column's, with a span ``allowing``; a blank, or a date after the
                          inspection day, stands for the inspection day: what is not done yet is late once its time is
                          over. A blank in the other column never holds. ``allowing_hours`` counts from moment to
                          moment, the inspection day to its end; else whole days count.
    ``no_later_than``     a date not after another column's, with a span ``allowing``, and not after the inspection day;
                          a blank in either never holds: what is not done is not done in time.
    ``differs_from``      another text than in another column, blanks inside left out; a blank in either never holds.
    ``host_outside``      a web address whose host lies under none of these domains; a blank never holds.
    ``host_begins_otherwise`` a web address whose host begins with none of these labels (www).
    ``differs_from_sum_of`` a number unequal to the sum of other columns, whose blanks add nothing.
    """

    column: str
    any_of: tuple[Word, ...] | None = Field(default=None, min_length=1)
    blank_is_open: bool = False
    none_of: tuple[Word, ...] | None = Field(default=None, min_length=1)
    contains: tuple[str, ...] | None = Field(default=None, min_length=1)
    lacks: tuple[str, ...] | None = Field(default=None, min_length=1)
    at_or_above: float | None = None
    above: float | None = None
    at_or_below: float | None = None
    below: float | None = None
    blank: bool | None = None
    happened: bool | None = None
    within: Span | None = None
    before_window: Span | None = None
    older_than: Span | None = None
    older_than_column: str | None = None
    later_than: str | None = None
    no_later_than: str | None = None
    allowing: Span | None = None
    allowing_hours: float | None = Field(default=None, gt=0)
    differs_from: str | None = None
    host_outside: tuple[str, ...] | None = Field(default=None, min_length=1)
    host_begins_otherwise: tuple[str, ...] | None = Field(default=None, min_length=1)
    differs_from_sum_of: tuple[str, ...] | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _one_test(self) -> Condition:
        tests = [name for name in TESTS if getattr(self, name) is not None]
        if len(tests) != 1:
            raise ValueError(f"一个条件恰好写一种比较，现在写了：{'、'.join(tests) or '无'}")
        if self.allowing is not None and self.later_than is None and self.no_later_than is None:
            raise ValueError("allowing 只能与 later_than、no_later_than 同用")
        if self.allowing_hours is not None and (self.later_than is None or self.allowing is not None):
            raise ValueError("allowing_hours 只能与 later_than 同用，不与 allowing 同写")
        if self.blank_is_open and self.any_of is None:
            raise ValueError("blank_is_open 只能与 any_of 同用")
        for name in ("within", "before_window", "older_than", "allowing"):
            span = getattr(self, name)
            if span is not None and span.is_empty:
                raise ValueError(f"{name} 没有写长度，例如 {{days: 14}}")
            if span is not None and span.workdays and name in ("within", "before_window"):
                raise ValueError(f"{name} 往前数，不能用工作日")
        return self

    @property
    def test(self) -> str:
        """Return the name of the one test that is given."""
        return next(name for name in TESTS if getattr(self, name) is not None)

    def columns(self) -> tuple[str, ...]:
        """Return the names of all columns that the test reads."""
        others = (self.older_than_column, self.later_than, self.no_later_than, self.differs_from)
        return (self.column, *(name for name in others if name), *(self.differs_from_sum_of or ()))


def holds(frame: pd.DataFrame, condition: Condition, day: date, *, calendar: Calendar = OFFICIAL) -> pd.Series:
    """Return one boolean a row: whether the condition surely holds at the inspection day."""
    said = TESTS[condition.test](frame, condition, _Asked(day, calendar))
    return said.fillna(value=False).astype(bool)


def may_hold(frame: pd.DataFrame, condition: Condition, day: date, *, calendar: Calendar = OFFICIAL) -> pd.Series:
    """Return one boolean a row: whether the condition holds or, for all that the export tells, could hold."""
    sure = holds(frame, condition, day, calendar=calendar)
    if condition.blank_is_open:
        return sure | frame[condition.column].isna()
    if condition.test in ("before_window", "older_than_column"):
        hidden = _days(frame, condition.column) > pd.Timestamp(day)
        if condition.older_than_column is not None:
            hidden &= frame[condition.older_than_column].notna()
        return sure | hidden
    return sure


def all_hold(
    frame: pd.DataFrame, conditions: tuple[Condition, ...], day: date, *, calendar: Calendar = OFFICIAL
) -> pd.Series:
    """Return one boolean a row: whether every condition holds; no condition holds for all rows."""
    result = pd.Series(data=True, index=frame.index, dtype=bool)
    for condition in conditions:
        result &= holds(frame, condition, day, calendar=calendar)
    return result


def all_may_hold(
    frame: pd.DataFrame, conditions: tuple[Condition, ...], day: date, *, calendar: Calendar = OFFICIAL
) -> pd.Series:
    """Return one boolean a row: whether every condition may hold; no condition may hold for all rows."""
    result = pd.Series(data=True, index=frame.index, dtype=bool)
    for condition in conditions:
        result &= may_hold(frame, condition, day, calendar=calendar)
    return result


def _days(frame: pd.DataFrame, column: str) -> pd.Series:
    return pd.to_datetime(frame[column]).dt.normalize()


def _is_any_of(frame: pd.DataFrame, condition: Condition, _asked: _Asked) -> pd.Series:
    return frame[condition.column].isin(list(condition.any_of or ()))


def _is_none_of(frame: pd.DataFrame, condition: Condition, _asked: _Asked) -> pd.Series:
    return ~frame[condition.column].isin(list(condition.none_of or ())).fillna(value=False).astype(bool)


def _is_blank(frame: pd.DataFrame, condition: Condition, _asked: _Asked) -> pd.Series:
    return frame[condition.column].isna() == condition.blank


def _compares(frame: pd.DataFrame, condition: Condition, _asked: _Asked) -> pd.Series:
    word = condition.test
    compared: pd.Series = COMPARATORS[word].breaks(frame[condition.column], getattr(condition, word))
    return compared


def _has_happened(frame: pd.DataFrame, condition: Condition, asked: _Asked) -> pd.Series:
    return (_days(frame, condition.column) <= asked.inspection) == condition.happened


def _is_within(frame: pd.DataFrame, condition: Condition, asked: _Asked) -> pd.Series:
    dates = _days(frame, condition.column)
    first = pd.Timestamp(start_of_window(asked.day, _given(condition.within)))
    return (dates > first) & (dates <= asked.inspection)


def _is_before_window(frame: pd.DataFrame, condition: Condition, asked: _Asked) -> pd.Series:
    dates = _days(frame, condition.column)
    return dates.isna() | (dates < pd.Timestamp(start_of_window(asked.day, _given(condition.before_window))))


def _is_older_than(frame: pd.DataFrame, condition: Condition, asked: _Asked) -> pd.Series:
    dates = _days(frame, condition.column)
    return dates.isna() | (asked.calendar.last_day_in_time(dates, _given(condition.older_than)) < asked.inspection)


def _is_older_than_column(frame: pd.DataFrame, condition: Condition, asked: _Asked) -> pd.Series:
    dates = _days(frame, condition.column)
    allowed = frame[str(condition.older_than_column)].astype("Float64")
    elapsed = (asked.inspection - dates).dt.days.astype("Float64")
    overdue: pd.Series = allowed.notna() & (dates.isna() | (elapsed > allowed).fillna(value=False).astype(bool))
    return overdue


def _is_later_than(frame: pd.DataFrame, condition: Condition, asked: _Asked) -> pd.Series:
    if condition.allowing_hours is not None:
        moments = pd.to_datetime(frame[condition.column])
        closing = asked.inspection + pd.Timedelta(days=1)
        until = pd.to_datetime(frame[str(condition.later_than)]) + pd.Timedelta(hours=condition.allowing_hours)
        overdue: pd.Series = until.notna() & (moments.where(moments < closing, closing) > until)
        return overdue
    limit = asked.calendar.last_day_in_time(frame[str(condition.later_than)], condition.allowing or Span())
    done = _days(frame, condition.column)
    late: pd.Series = limit.notna() & (done.where(done <= asked.inspection, asked.inspection) > limit)
    return late


def _is_in_time(frame: pd.DataFrame, condition: Condition, asked: _Asked) -> pd.Series:
    limit = asked.calendar.last_day_in_time(frame[str(condition.no_later_than)], condition.allowing or Span())
    done = _days(frame, condition.column)
    in_time: pd.Series = (done <= limit) & (done <= asked.inspection)
    return in_time


def _differs_from_sum(frame: pd.DataFrame, condition: Condition, _asked: _Asked) -> pd.Series:
    parts = frame[list(condition.differs_from_sum_of or ())].fillna(0).sum(axis=1)
    return frame[condition.column] != parts


def _contains(frame: pd.DataFrame, condition: Condition, _asked: _Asked) -> pd.Series:
    return _has_any(frame[condition.column], condition.contains or ())


def _lacks(frame: pd.DataFrame, condition: Condition, _asked: _Asked) -> pd.Series:
    return ~_has_any(frame[condition.column], condition.lacks or ()).fillna(value=False)


def _has_any(texts: pd.Series, words: tuple[str, ...]) -> pd.Series:
    text = texts.astype("string")
    found = pd.Series(data=False, index=texts.index, dtype="boolean")
    for word in words:
        found |= text.str.contains(word, regex=False)
    return found


def _differs_from(frame: pd.DataFrame, condition: Condition, _asked: _Asked) -> pd.Series:
    texts = (frame[name].astype("string") for name in (condition.column, str(condition.differs_from)))
    mine, other = (text.str.replace(r"\s+", "", regex=True) for text in texts)
    return mine != other


def _hosts(frame: pd.DataFrame, column: str) -> pd.Series:
    """Return the host of each web address in lower case, whether its scheme is written or not."""
    address = frame[column].astype("string").str.strip().str.lower()
    hosts = address.str.extract(r"^(?:[a-z][a-z0-9+.-]*://)?(?:[^/@]*@)?([^/:?#]+)", expand=False)
    return hosts.str.rstrip(".")


def _is_host_outside(frame: pd.DataFrame, condition: Condition, _asked: _Asked) -> pd.Series:
    hosts = _hosts(frame, condition.column)
    outside = hosts.notna()
    for domain in condition.host_outside or ():
        outside &= ~((hosts == domain) | hosts.str.endswith(f".{domain}"))
    return outside


def _begins_otherwise(frame: pd.DataFrame, condition: Condition, _asked: _Asked) -> pd.Series:
    hosts = _hosts(frame, condition.column)
    return hosts.notna() & ~hosts.str.extract(r"^([^.]*)", expand=False).isin(
        list(condition.host_begins_otherwise or ())
    )


def _given(span: Span | None) -> Span:
    return span or Span()


TESTS: Final[dict[str, Callable[[pd.DataFrame, Any, _Asked], pd.Series]]] = {
    "any_of": _is_any_of,
    "none_of": _is_none_of,
    "contains": _contains,
    "lacks": _lacks,
    **dict.fromkeys(COMPARATORS, _compares),
    "blank": _is_blank,
    "happened": _has_happened,
    "within": _is_within,
    "before_window": _is_before_window,
    "older_than": _is_older_than,
    "older_than_column": _is_older_than_column,
    "later_than": _is_later_than,
    "no_later_than": _is_in_time,
    "differs_from_sum_of": _differs_from_sum,
    "differs_from": _differs_from,
    "host_outside": _is_host_outside,
    "host_begins_otherwise": _begins_otherwise,
}
"""Every test word with the function that answers it, a blank answer counting as no."""
