"""Findings: tables × indicators × day → one row a subject and indicator, each with its proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from govlib.ascription import PROVENANCE, Flags, Holders
from govlib.catalog.checks import SUBJECT_KEYS
from govlib.catalog.conditions import all_hold, holds
from govlib.catalog.places import Place
from govlib.catalog.rulesets import LIMIT, DaysSinceLast, Indicator, Ruleset
from govlib.compare import COMPARATORS
from govlib.dated import DatedNumber, at
from govlib.judging import FAIL, NOT_APPLICABLE, OUTCOMES, REVIEW, UNKNOWN, Words, judge, take_in_audit
from govlib.measures import Measured, Numbers, Question, measure, measure_conclusions
from govlib.proof import PROOF, list_proof
from govlib.subjects import list_accounts, list_sites
from govlib.units import UnitRegister

__all__ = ["AUDIT_KEYS", "COLUMNS", "OUTCOMES", "Bench", "find", "list_subjects"]

COLUMNS = [
    "key", "subject_kind", "subject", "platform", "unit", "group", "indicator", "indicator_name", "status", "outcome",
    "value", "value_text", "numerator", "denominator", "threshold", "fails_when", "measured_in", "problem", "reason",
    "since", "act", "seen", "ruleset", *PROOF,
]  # fmt: skip
AUDIT_KEYS = {"网站": ("subject",), "账号": ("subject", "platform")}
"""The columns by which the audit table names the subject of each kind."""


@dataclass(frozen=True)
class Bench:
    """All that the rules are asked about: the tables as loaded, the place, the day, the files' hashes."""

    tables: Mapping[str, pd.DataFrame]
    place: Place
    register: UnitRegister
    day: date
    sha256_of: Mapping[str, str]


def list_subjects(bench: Bench, ruleset: Ruleset) -> dict[str, pd.DataFrame]:
    """Return the subjects by kind (网站, 账号), one row a subject."""
    return {
        "网站": list_sites(bench.tables, bench.register, ruleset.judged.get("网站", ()), bench.day),
        "账号": list_accounts(bench.tables, bench.register, ruleset.judged.get("账号", ()), bench.day),
    }


def find(bench: Bench, ruleset: Ruleset) -> pd.DataFrame:
    """Return one row a subject and indicator in force on the day; columns as in ``COLUMNS``.

    A table that was not delivered gives 缺数据, never a pass; a rule, or a whole ruleset, not in force on the day gives
    no row. ``value`` is in ``measured_in`` (a share as a fraction), infinite where nothing ever happened.
    """
    if not ruleset.is_in_force(bench.day):
        return pd.DataFrame(columns=COLUMNS)
    subjects = list_subjects(bench, ruleset)
    frames = []
    for indicator in ruleset.indicators.values():
        threshold = _threshold(indicator, bench)
        if threshold is not None and len(subjects[indicator.subject]):
            frames.append(_find_one(indicator, threshold, subjects[indicator.subject], bench, ruleset.id))
    return pd.concat(frames, ignore_index=True)[COLUMNS] if frames else pd.DataFrame(columns=COLUMNS)


def _threshold(indicator: Indicator, bench: Bench) -> DatedNumber | None:
    """Return the number in force: the place's own where it has one, as long as the rule itself is in force."""
    national = at(indicator.thresholds, bench.day)
    if national is None:
        return None
    local = at([item for item in bench.place.thresholds if item.indicator == indicator.id], bench.day)
    return local or national


def _find_one(
    indicator: Indicator, threshold: DatedNumber, subjects: pd.DataFrame, bench: Bench, ruleset_id: str
) -> pd.DataFrame:
    judged = subjects["judged"].to_numpy(dtype=bool)
    asked = subjects.loc[judged].reset_index(drop=True)
    judgement = judge(indicator, float(threshold.value or 0), _measure(indicator, asked, subjects, bench), asked)
    if indicator.audit_overrides:
        judgement = take_in_audit(judgement, _measure_audit(indicator, asked, subjects, bench))
    outcome = np.full(len(subjects), NOT_APPLICABLE, dtype=object)
    outcome[judged] = _apply(indicator, asked, judgement.outcome, bench.day)
    known = ~np.isin(outcome, (NOT_APPLICABLE, UNKNOWN))
    value, numerator, denominator = (
        _spread(numbers, judged, known) for numbers in (judgement.value, judgement.numerator, judgement.denominator)
    )
    by_person = np.zeros(len(subjects), dtype=bool)
    by_person[judged] = judgement.by_person
    shown = np.full((len(subjects), len(PROOF)), "", dtype=object)
    shown[judged] = list_proof(judgement.evidence, len(asked), bench.sha256_of)
    shown[~known] = ""
    said = [_say_value(*parts, indicator.unit) for parts in zip(value, numerator, denominator, strict=True)]
    limit = _say_value(float(threshold.value or 0), np.nan, np.nan, indicator.unit).replace(".00%", "%")
    phrase = COMPARATORS[indicator.fails_when].phrase
    wording = _Wording(indicator.problem.replace(LIMIT, limit), f"标准：{phrase}{limit}即否决", indicator.name)
    source = threshold.source
    return pd.DataFrame(
        {
            "key": _keys(indicator.id, subjects),
            "subject_kind": indicator.subject,
            "subject": subjects["subject"].to_numpy(),
            "platform": subjects["platform"].to_numpy(),
            "unit": subjects["unit"].to_numpy(),
            "group": subjects["group"].to_numpy(),
            "indicator": indicator.id,
            "indicator_name": indicator.name,
            "status": indicator.status,
            "outcome": outcome.astype(str),
            "value": value,
            "value_text": said,
            "numerator": numerator,
            "denominator": denominator,
            "threshold": threshold.value,
            "fails_when": indicator.fails_when,
            "measured_in": indicator.unit,
            "problem": wording.problem,
            "reason": [
                wording.reason(word, text, by_person=person)
                for word, text, person in zip(outcome, said, by_person, strict=True)
            ],
            "since": threshold.since.isoformat(),
            "act": f"{source.act} {source.part}{'（生效日推定）' if source.presumed else ''}",
            "seen": source.seen,
            "ruleset": ruleset_id,
            **{name: shown[:, place] for place, name in enumerate(PROOF)},
        }
    )


def _measure(indicator: Indicator, asked: pd.DataFrame, registered: pd.DataFrame, bench: Bench) -> Measured | None:
    declared = indicator.measure
    if declared.kind == "manual":
        return _measure_audit(indicator, asked, registered, bench)
    holders = Holders(asked, registered, SUBJECT_KEYS[indicator.subject])
    rows = bench.tables.get(declared.table)
    if rows is None and isinstance(declared, DaysSinceLast) and declared.registry_date is not None:
        columns = {name for condition in declared.where for name in condition.columns()}
        columns |= {*holders.keys, *declared.needs, declared.date_column, *PROVENANCE}
        rows = pd.DataFrame({name: pd.Series(dtype="string") for name in sorted(columns)})
    return None if rows is None else measure(declared, Question(rows, holders, bench.day))


def _measure_audit(
    indicator: Indicator, asked: pd.DataFrame, registered: pd.DataFrame, bench: Bench
) -> Measured | None:
    audits = bench.tables.get("audits")
    if audits is None:
        return None
    holders = Holders(asked, registered, AUDIT_KEYS[indicator.subject])
    return measure_conclusions(audits.loc[audits["indicator_code"].eq(indicator.id).fillna(value=False)], holders)


def _apply(indicator: Indicator, asked: pd.DataFrame, outcome: Words, day: date) -> Words:
    """Return the outcomes, 不适用 where the rule doesn't apply; where the registry can't tell, only a pass stands."""
    surely = all_hold(asked, indicator.applies_when, day).to_numpy(dtype=bool)
    possibly = np.ones(len(asked), dtype=bool)
    for condition in indicator.applies_when:
        blank = asked[condition.column].isna()
        possibly &= (blank | holds(asked, condition, day)).to_numpy(dtype=bool)
    unsure = possibly & ~surely & np.isin(outcome, (FAIL, REVIEW))
    return np.select([~possibly, unsure], [NOT_APPLICABLE, UNKNOWN], outcome)


def _spread(numbers: Numbers, judged: Flags, known: Flags) -> Numbers:
    spread = np.full(len(judged), np.nan)
    spread[judged] = numbers
    spread[~known] = np.nan
    return spread


def _keys(indicator_id: str, subjects: pd.DataFrame) -> list[str]:
    """Return a name for each finding; the unit tells apart accounts of one name on one platform."""
    shared = subjects.duplicated(["subject", "platform"], keep=False)
    units = (":" + subjects["unit"].fillna("")).where(shared, "")
    return [
        f"{indicator_id}:{name}:{platform}{unit}"
        for name, platform, unit in zip(subjects["subject"], subjects["platform"], units, strict=True)
    ]


def _say_value(value: float, numerator: float, denominator: float, unit: str) -> str:
    if np.isnan(value):
        return ""
    if np.isinf(value):
        return "从未更新"
    if unit != "%":
        return f"{value:g}{unit}"
    if np.isnan(denominator):
        return f"{value * 100:.2f}%"
    # Cut, not rounded: a share below its limit is never printed as the limit.
    hundredths = int(numerator) * 10000 // int(denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


@dataclass(frozen=True)
class _Wording:
    """What a finding says beside its number: the problem by name, the limit in force, the indicator."""

    problem: str
    standard: str
    name: str

    def reason(self, outcome: str, said: str, *, by_person: bool) -> str:
        """Return why the outcome is what it is; a pass needs no reason."""
        if outcome == FAIL:
            return f"{self.problem}（人工核定）" if by_person else f"{self.problem}（实测{said}，{self.standard}）"
        if outcome == REVIEW:
            counted = "" if by_person or not said else f"，如全部属实为{said}，{self.standard}"
            return f"{self.problem}（有线索，须由人判定{counted}）"
        why = "相应的表没有交来，或缺要用的列，或日期都晚于监测时间点"
        return f"现有数据不能判定“{self.name}”：{why}" if outcome == UNKNOWN else ""
