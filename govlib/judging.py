"""From measured values to one of the five outcomes, a person's conclusion taken in before it stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from govlib.ascription import HOLDER, PROVENANCE, Flags
from govlib.catalog.rulesets import Indicator
from govlib.compare import COMPARATORS
from govlib.measures.answers import Answer, Measured, Numbers

PASS, FAIL, REVIEW, UNKNOWN, NOT_APPLICABLE = OUTCOMES = ("合格", "不合格", "待复核", "缺数据", "不适用")

Words = npt.NDArray[np.str_]


@dataclass(frozen=True)
class Judgement:
    """One outcome a subject, by position, with the value that it rests on and the rows that prove it."""

    outcome: Words
    value: Numbers
    numerator: Numbers
    denominator: Numbers
    by_person: Flags
    """Whether a person's conclusion decided, and no value."""
    evidence: pd.DataFrame


def judge(indicator: Indicator, limit: float, measured: Measured | None, subjects: pd.DataFrame) -> Judgement:
    """Return the outcome of each subject by what was measured; None (nothing was delivered) is the same for all.

    Where the rows still open could turn the outcome, it is 待复核, and the value is what it would be if all counted.
    """
    if measured is None:
        return _unjudged(indicator, len(subjects))
    sure, possible = (_hold_against(indicator, limit, answer) for answer in (measured.sure, measured.possible))
    turns = (sure == FAIL) != (possible == FAIL)
    outcome = np.where(turns, REVIEW, sure)
    shown = [
        np.where(turns, after, before)
        for before, after in (
            (measured.sure.value, measured.possible.value),
            (measured.sure.numerator, measured.possible.numerator),
            (measured.sure.denominator, measured.possible.denominator),
        )
    ]
    evidence = _rows_of(measured.sure.evidence, ~turns)
    if turns.any():
        evidence = pd.concat([evidence, _rows_of(measured.possible.evidence, turns)])
    bare = (outcome == FAIL) & ~np.isin(np.arange(len(subjects)), evidence[HOLDER])
    if bare.any():
        evidence = pd.concat([evidence, _registry_rows(subjects, bare)])
    evidence = evidence.reset_index(drop=True)
    by_person = np.full(len(subjects), indicator.measure.kind == "manual")
    return Judgement(outcome, shown[0], shown[1], shown[2], by_person, evidence)


def take_in_audit(before: Judgement, audited: Measured | None) -> Judgement:
    """Return the judgement after the audit table's conclusions on the same indicator.

    A problem found makes it 不合格; none found settles what was 待复核 or 缺数据; one still 待复核 opens what would
    pass or is unknown. What fails by its own rows fails whatever the audit says: those rows are judged one by one.
    """
    if audited is None:
        return before
    found, open_too = audited.sure.value > 0, audited.possible.value > 0
    waits = ~found & open_too
    clean = (audited.sure.value == 0) & ~open_too
    settled = np.isin(before.outcome, (REVIEW, UNKNOWN))
    changed = {
        FAIL: found & (before.outcome != FAIL),
        PASS: clean & settled,
        REVIEW: waits & np.isin(before.outcome, (PASS, UNKNOWN)),
    }
    outcome = np.select(list(changed.values()), list(changed), before.outcome)
    by_person = np.logical_or.reduce(list(changed.values()))
    evidence = pd.concat(
        [
            _rows_of(before.evidence, ~by_person),
            _rows_of(audited.sure.evidence, changed[FAIL] | changed[PASS]),
            _rows_of(audited.possible.evidence, changed[REVIEW]),
        ],
        ignore_index=True,
    )
    value, numerator, denominator = (
        np.where(by_person, np.nan, numbers) for numbers in (before.value, before.numerator, before.denominator)
    )
    return Judgement(outcome, value, numerator, denominator, before.by_person | by_person, evidence)


def _unjudged(indicator: Indicator, subjects: int) -> Judgement:
    unknown, nobody = np.full(subjects, np.nan), np.zeros(subjects, dtype=bool)
    outcome = np.full(subjects, indicator.when_missing)
    return Judgement(outcome, unknown, unknown, unknown, nobody, pd.DataFrame(columns=[HOLDER, *PROVENANCE]))


def _hold_against(indicator: Indicator, limit: float, answer: Answer) -> Words:
    breaks = COMPARATORS[indicator.fails_when].breaks(answer.value, limit)
    return np.select([np.isnan(answer.value), breaks], [indicator.when_missing, FAIL], PASS)


def _rows_of(evidence: pd.DataFrame, chosen: Flags) -> pd.DataFrame:
    columns = [HOLDER, *PROVENANCE]
    if evidence.empty:
        return evidence.reindex(columns=columns)
    kept: pd.DataFrame = evidence.loc[chosen[evidence[HOLDER].to_numpy(dtype=np.int64)], columns]
    return kept


def _registry_rows(subjects: pd.DataFrame, chosen: Flags) -> pd.DataFrame:
    """Return the registry rows of subjects that fail by what isn't there: no service, no post."""
    return subjects.loc[chosen].reindex(columns=list(PROVENANCE)).assign(**{HOLDER: np.flatnonzero(chosen)})
