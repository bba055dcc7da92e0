"""Measures of regularity: the longest time without a date, and the working days, weeks and months that had none."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from govlib.ascription import CERTAIN, HOLDER
from govlib.catalog.conditions import all_hold, all_may_hold
from govlib.catalog.measure_kinds import LongestGap, SlotsMissed
from govlib.measures.answers import Answer, Measured, Question, ascribe, blank, nobody_knows
from govlib.workdays import start_of_window

_DATE = "_date"
_WEEK = 7

Days = npt.NDArray[np.datetime64]


def measure_longest_gap(declared: LongestGap, question: Question) -> Measured:
    """Return the most days from one date to the next, the first day asked and the inspection day among them.

    The rows that prove it are those between which the longest gap lies.
    """
    starts = first_days(declared, question)
    if starts is None:
        return nobody_knows(len(question.holders))

    def answer(rows: pd.DataFrame) -> Answer:
        inside = rows.loc[rows[_DATE].to_numpy() >= starts[rows[HOLDER]]].sort_values([HOLDER, _DATE], kind="stable")
        size = len(starts)
        owners = inside[HOLDER].to_numpy(dtype=np.int64)
        dates = inside[_DATE].to_numpy().astype("datetime64[D]")
        ends = np.full(size, np.datetime64(question.day, "D"))
        owner = np.concatenate([np.arange(size), owners, np.arange(size)])
        at = np.concatenate([starts, dates, ends])
        row = np.concatenate([np.full(size, -1), np.arange(len(owners)), np.full(size, -1)])
        order = np.lexsort((at, owner))
        owner, at, row = owner[order], at[order], row[order]
        follows = owner[1:] == owner[:-1]
        gaps = np.where(follows, (at[1:] - at[:-1]).astype(np.int64), -1)
        value = np.full(size, -1, dtype=np.int64)
        np.maximum.at(value, owner[1:], gaps)
        longest = (gaps == value[owner[1:]]) & follows
        bounds = np.concatenate([row[:-1][longest], row[1:][longest]])
        proof = inside.iloc[np.unique(bounds[bounds >= 0])].drop(columns=_DATE)
        known = np.where(value >= 0, value.astype(np.float64), np.nan)
        return Answer(known, blank(size), blank(size), proof)

    rows = _dated(declared, question)
    return Measured(answer(rows.loc[rows[CERTAIN]]), answer(rows))


def measure_slots_missed(declared: SlotsMissed, question: Question) -> Measured:
    """Return how many of the slots asked of each subject have no date, and how many were asked; nobody's is unknown."""
    starts = first_days(declared, question)
    if starts is None:
        return nobody_knows(len(question.holders))
    first, last = _list_slots(declared.every, starts, question)
    size = len(starts)
    # A slot that begins before the subject was there is not asked of it.
    asked = first[np.newaxis, :] >= starts[:, np.newaxis]

    def answer(rows: pd.DataFrame) -> Answer:
        dates = rows[_DATE].to_numpy().astype("datetime64[D]")
        slot = np.searchsorted(first, dates, side="right") - 1
        inside = slot >= 0
        inside[inside] &= dates[inside] <= last[slot[inside]]
        hit = np.zeros((size, len(first)), dtype=bool)
        hit[rows[HOLDER].to_numpy(dtype=np.int64)[inside], slot[inside]] = True
        due = asked.sum(axis=1).astype(np.float64)
        missed = (asked & ~hit).sum(axis=1).astype(np.float64)
        # Nothing came: there is no row to show, and the registry's own stands in.
        return Answer(np.where(due > 0, missed, np.nan), missed, due, rows.iloc[:0].drop(columns=_DATE))

    rows = _dated(declared, question)
    return Measured(answer(rows.loc[rows[CERTAIN]]), answer(rows))


def _dated(declared: LongestGap | SlotsMissed, question: Question) -> pd.DataFrame:
    """Return the rows that may count with the day of their date, none after the inspection day, none undated."""
    sure = all_hold(question.rows, declared.where, question.day, calendar=question.calendar)
    possible = all_may_hold(question.rows, declared.where, question.day, calendar=question.calendar)
    rows = ascribe(question, sure, possible, (declared.date_column,))
    dates = pd.to_datetime(rows.pop(declared.date_column)).dt.normalize()
    return rows.assign(**{_DATE: dates}).loc[(dates <= pd.Timestamp(question.day)).to_numpy(dtype=bool)]


def first_days(declared: LongestGap | SlotsMissed, question: Question) -> Days | None:
    """Return the first day asked of each subject, or None where the period's is not known."""
    if declared.looking_back is not None:
        start: date | None = start_of_window(question.day, declared.looking_back)
    else:
        start = question.start
    if start is None:
        return None
    starts = np.full(len(question.holders), np.datetime64(start, "D"))
    if declared.registry_start is None:
        return starts
    opened = pd.to_datetime(question.holders.subjects[declared.registry_start]).dt.normalize()
    later = opened.fillna(pd.Timestamp(start)).to_numpy().astype("datetime64[D]")
    firsts: Days = np.minimum(np.maximum(starts, later), np.datetime64(question.day, "D"))
    return firsts


def _list_slots(every: str, starts: Days, question: Question) -> tuple[Days, Days]:
    """Return the first and the last day of each slot from the earliest start to the inspection day, in order."""
    end = np.datetime64(question.day, "D")
    begin = starts.min() if len(starts) else end
    if every == "week":
        count = int((end - begin).astype(np.int64) + 1) // _WEEK
        last: Days = np.sort(end - np.arange(count) * np.timedelta64(_WEEK, "D")).astype("datetime64[D]")
        opening: Days = (last - np.timedelta64(_WEEK - 1, "D")).astype("datetime64[D]")
        return opening, last
    if every == "month":
        months = np.arange(begin.astype("datetime64[M]"), end.astype("datetime64[M]") + 1)
        first = months.astype("datetime64[D]")
        final: Days = ((months + 1).astype("datetime64[D]") - np.timedelta64(1, "D")).astype("datetime64[D]")
        whole = (first >= begin) & (final <= end)
        return first[whole], final[whole]
    working = question.calendar.list_workdays(begin.item(), end.item())
    return working, working
