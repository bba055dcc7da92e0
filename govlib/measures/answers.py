"""What a measure is asked, and what it answers: one value a subject, with the rows that prove it.

Every measure is taken twice: over the rows that surely count (``sure``), and over all that may count as well
(``possible``: rows that a person has yet to judge, that may be another subject's, that the export leaves open). Where
the two would be judged differently, a person decides; nowhere else do the open rows matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from govlib.ascription import CERTAIN, HOLDER, PROVENANCE, Flags, Holders
from govlib.workdays import OFFICIAL, Calendar

Numbers = npt.NDArray[np.float64]
_EMPTY: dict[str, type] = {HOLDER: np.int64, CERTAIN: np.bool_}


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
    """What a measure is asked about: the rows of its table, the subjects that may hold them, the day.

    ``start`` is the first day of the period. ``taken`` marks rows that another indicator has counted already.
    """

    rows: pd.DataFrame
    holders: Holders
    day: date
    start: date | None = None
    taken: Flags | None = None
    calendar: Calendar = OFFICIAL

    def free(self) -> Flags:
        """Return for each row whether no other indicator has counted it."""
        return np.ones(len(self.rows), dtype=bool) if self.taken is None else ~self.taken


def twice(rows: pd.DataFrame, answer: Callable[[pd.DataFrame], Answer]) -> Measured:
    """Return the answer over the certain rows, and over all."""
    certain = rows[CERTAIN].to_numpy(dtype=bool)
    if certain.all():
        only = answer(rows)
        return Measured(only, only)
    return Measured(answer(rows.loc[certain]), answer(rows))


def tally(rows: pd.DataFrame, subjects: int) -> Numbers:
    """Return how many rows each subject has."""
    return np.bincount(rows[HOLDER].to_numpy(dtype=np.int64), minlength=subjects).astype(np.float64)


def total(rows: pd.DataFrame, numbers: pd.Series, subjects: int) -> Numbers:
    """Return the sum of the numbers of each subject's rows; a blank adds nothing."""
    weights = numbers.astype("Float64").fillna(0).to_numpy(dtype=np.float64)
    return np.bincount(rows[HOLDER].to_numpy(dtype=np.int64), weights=weights, minlength=subjects).astype(np.float64)


def nobody_knows(subjects: int) -> Measured:
    """Return the answer to a question about which nothing at all is said."""
    unknown = blank(subjects)
    nothing = pd.DataFrame({name: np.empty(0, _EMPTY.get(name, object)) for name in (HOLDER, CERTAIN, *PROVENANCE)})
    answer = Answer(unknown, unknown, unknown, nothing)
    return Measured(answer, answer)


def blank(subjects: int) -> Numbers:
    """Return a number that nobody knows, for each subject."""
    return np.full(subjects, np.nan)


def ascribe(question: Question, sure: pd.Series, possible: pd.Series, keep: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return the rows that may count, given to their subjects; certain are those that surely count and belong."""
    rows = question.rows.assign(_sure=sure).loc[possible]
    ascribed = question.holders.ascribe(rows, ["_sure", *keep])
    ascribed[CERTAIN] &= ascribed["_sure"].to_numpy(dtype=bool)
    return ascribed.drop(columns="_sure")
