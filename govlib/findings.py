"""Findings: tables × indicators × day → one row a subject and indicator, each with its proof."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from govlib.ascription import HOLDER, PROVENANCE, Flags
from govlib.bench import Bench, Panel, list_subjects, measure_audits, measure_indicator, number_in_force, seat
from govlib.catalog.conditions import all_hold, holds
from govlib.catalog.rulesets import LIMIT, Indicator, Ruleset
from govlib.compare import COMPARATORS
from govlib.dated import DatedNumber
from govlib.finding_doubts import say_doubts
from govlib.judging import (
    FAIL,
    NOT_APPLICABLE,
    OUTCOMES,
    REVIEW,
    UNKNOWN,
    Judgement,
    Words,
    judge,
    take_in_audit,
)
from govlib.measures.answers import Numbers
from govlib.proof import PROOF, list_proof
from govlib.units import UnitRegister

__all__ = ["COLUMNS", "OUTCOMES", "find", "resolve_responsible", "say_limit", "say_value", "sort_by_need"]

COLUMNS = [
    "key", "subject_kind", "subject", "platform", "unit", "group", "indicator", "indicator_name", "part", "status",
    "outcome", "value", "value_text", "numerator", "denominator", "threshold", "fails_when", "measured_in", "problem",
    "reason", "since", "act", "seen", "ruleset", *PROOF,
]  # fmt: skip
Columns = dict[str, Any]
_DTYPES = {"value": float, "numerator": float, "denominator": float}
_CONSEQUENCE = {"veto": "即否决", "deduction": "即扣分", "bonus": "即不加分", "rule": "即不符合"}
_OF_TIME = ("天", "个工作日", "小时")


def find(bench: Bench, ruleset: Ruleset) -> pd.DataFrame:
    """Return one row a subject and indicator in force on the day; columns as in ``COLUMNS``.

    A table that was not delivered gives 缺数据, never a pass; a rule, or a whole ruleset, not in force on the day gives
    no row. ``value`` is in ``measured_in`` (a share as a fraction), infinite where nothing ever happened.
    """
    if not ruleset.is_in_force(bench.day):
        return pd.DataFrame(columns=COLUMNS)
    needed = {name for indicator in ruleset.indicators.values() for name in indicator.not_twice_with}
    kinds = {indicator.subject for indicator in ruleset.indicators.values()}
    rolls = {kind: _Roll.of(kind, each) for kind, each in list_subjects(bench, ruleset, kinds).items() if len(each)}
    found: dict[str, Columns] = {}
    counted: dict[str, pd.DataFrame] = {}
    for indicator in sort_by_need(ruleset.indicators.values()):
        threshold = number_in_force(indicator, bench.place, bench.day)
        if threshold is None or indicator.subject not in rolls:
            continue
        taken = [counted[name] for name in indicator.not_twice_with if name in counted]
        question = _Asked(indicator, threshold, rolls[indicator.subject], ruleset.id)
        nothing = pd.DataFrame(columns=list(PROVENANCE))
        judgement, found[indicator.id] = _find_one(question, bench, pd.concat(taken) if taken else nothing)
        if indicator.id in needed:
            failed = np.flatnonzero(judgement.outcome == FAIL)
            counted[indicator.id] = judgement.evidence.loc[judgement.evidence[HOLDER].isin(failed), list(PROVENANCE)]
    return _as_frame([found[name] for name in ruleset.indicators if name in found])


def _as_frame(found: Sequence[Columns]) -> pd.DataFrame:
    """Return the findings of all indicators as one frame; what an indicator states once holds for all its rows."""
    if not found:
        return pd.DataFrame(columns=COLUMNS)
    sizes = [len(columns["key"]) for columns in found]
    whole: dict[str, npt.NDArray[Any]] = {}
    for name in COLUMNS:
        parts = [columns[name] for columns in found]
        if isinstance(parts[0], str | float | int):
            whole[name] = np.repeat(np.array(parts, dtype=float if name == "threshold" else object), sizes)
        else:
            whole[name] = np.concatenate([np.asarray(part, dtype=_DTYPES.get(name, object)) for part in parts])
    return pd.DataFrame(whole, columns=COLUMNS)


def sort_by_need(indicators: Iterable[Indicator]) -> list[Indicator]:
    """Return the indicators so that each stands after those whose rows it doesn't count again."""
    return sorted(indicators, key=lambda one: bool(one.not_twice_with))


@dataclass(frozen=True)
class _Roll:
    """All subjects of a kind, which of them are judged, their panel, and how each is named in a finding."""

    judged: Flags
    panel: Panel
    names: list[str]
    columns: Columns

    @classmethod
    def of(cls, kind: str, subjects: pd.DataFrame) -> _Roll:
        """Return the roll of the subjects of a kind."""
        columns: Columns = {"subject_kind": kind}
        columns |= {name: subjects[name].to_numpy(dtype=object) for name in ("subject", "platform", "unit", "group")}
        return cls(subjects["judged"].to_numpy(dtype=bool), seat(kind, subjects), _name(subjects), columns)


@dataclass(frozen=True)
class _Asked:
    """One indicator with the number in force, and the subjects of its kind."""

    indicator: Indicator
    threshold: DatedNumber
    roll: _Roll
    ruleset: str


def _find_one(question: _Asked, bench: Bench, taken: pd.DataFrame) -> tuple[Judgement, Columns]:
    indicator, threshold, roll = question.indicator, question.threshold, question.roll
    panel, judged, size = roll.panel, roll.judged, len(roll.judged)
    measured = measure_indicator(indicator, panel, bench, taken)
    judgement = judge(indicator, float(threshold.value or 0), measured, panel.subjects)
    if indicator.audit_overrides:
        judgement = take_in_audit(judgement, measure_audits(indicator, panel, bench))
    outcome = np.full(size, NOT_APPLICABLE, dtype=object)
    outcome[judged] = _apply(indicator, panel.subjects, judgement.outcome, bench)
    known = ~np.isin(outcome, (NOT_APPLICABLE, UNKNOWN))
    value, numerator, denominator = (
        _spread(numbers, judged, known) for numbers in (judgement.value, judgement.numerator, judgement.denominator)
    )
    by_person = np.zeros(size, dtype=bool)
    by_person[judged] = judgement.by_person
    shown = np.full((size, len(PROOF)), "", dtype=object)
    shown[judged] = list_proof(judgement.evidence, len(panel.subjects), bench.sha256_of)
    shown[~known] = ""
    doubts = np.full(size, "", dtype=object)
    doubts[judged] = say_doubts(indicator, panel, bench)
    doubts[~known | by_person] = ""
    said = [say_value(*parts, indicator.unit) for parts in zip(value, numerator, denominator, strict=True)]
    limit = say_limit(threshold.value, indicator.unit)
    phrase = COMPARATORS[indicator.fails_when].phrase
    standard = f"标准：{phrase}{limit}{_CONSEQUENCE[indicator.part]}"
    wording = _Wording(indicator.problem.replace(LIMIT, limit), standard, indicator.name)
    source = threshold.source
    return judgement, {
        **roll.columns,
        "key": [f"{indicator.id}:{name}" for name in roll.names],
        "indicator": indicator.id,
        "indicator_name": indicator.name,
        "part": indicator.part,
        "status": indicator.status,
        "outcome": outcome,
        "value": value,
        "value_text": said,
        "numerator": numerator,
        "denominator": denominator,
        "threshold": float(threshold.value or 0),
        "fails_when": indicator.fails_when,
        "measured_in": indicator.unit,
        "problem": wording.problem,
        "reason": [
            _add_doubt(wording.reason(word, text, by_person=person), doubt)
            for word, text, person, doubt in zip(outcome, said, by_person, doubts, strict=True)
        ],
        "since": threshold.since.isoformat(),
        "act": f"{source.act} {source.part}{'（生效日推定）' if source.presumed else ''}",
        "seen": source.seen,
        "ruleset": question.ruleset,
        **{name: shown[:, place] for place, name in enumerate(PROOF)},
    }


def _add_doubt(reason: str, doubt: str) -> str:
    return f"{reason}{doubt}" if reason else doubt.strip("（）")


def _apply(indicator: Indicator, asked: pd.DataFrame, outcome: Words, bench: Bench) -> Words:
    """Return the outcomes, 不适用 where the rule doesn't apply; where nobody can tell, only a pass stands."""
    if not indicator.applies_when and not indicator.responsible:
        return outcome
    surely = all_hold(asked, indicator.applies_when, bench.day, calendar=bench.calendar).to_numpy(dtype=bool)
    possibly = np.ones(len(asked), dtype=bool)
    for condition in indicator.applies_when:
        blank = asked[condition.column].isna()
        possibly &= (blank | holds(asked, condition, bench.day, calendar=bench.calendar)).to_numpy(dtype=bool)
    if indicator.responsible:
        named, is_whole = resolve_responsible(indicator.responsible, bench.register)
        is_asked = asked["unit"].isin(named).to_numpy(dtype=bool)
        surely = surely & is_asked
        # A group that the place's register doesn't have may be anybody.
        possibly &= is_asked | (not is_whole)
    unsure = possibly & ~surely & np.isin(outcome, (FAIL, REVIEW))
    return np.select([~possibly, unsure], [NOT_APPLICABLE, UNKNOWN], outcome)


def resolve_responsible(phrases: Iterable[str], register: UnitRegister) -> tuple[frozenset[str], bool]:
    """Return the units of the register that phrases name (units, or groups of them), and whether all were found."""
    named: set[str] = set()
    found_all = True
    for phrase in phrases:
        one = register.counted_as(phrase)
        units = register.members(phrase) or ((one,) if one in register.group_of else ())
        named.update(map(register.counted_as, units))
        found_all &= bool(units)
    return frozenset(named), found_all


def _spread(numbers: Numbers, judged: Flags, known: Flags) -> Numbers:
    spread = np.full(len(judged), np.nan)
    spread[judged] = numbers
    spread[~known] = np.nan
    return spread


def _name(subjects: pd.DataFrame) -> list[str]:
    """Return how findings name each subject; the unit tells apart accounts of one name on one platform."""
    shared = subjects.duplicated(["subject", "platform"], keep=False)
    units = (":" + subjects["unit"].fillna("")).where(shared, "")
    return [
        f"{name}:{platform}{unit}"
        for name, platform, unit in zip(subjects["subject"], subjects["platform"], units, strict=True)
    ]


def say_limit(value: float | None, unit: str) -> str:
    """Return a limit with its unit, a share in per cent; None is the end of the rule."""
    if value is None:
        return "停止执行"
    return f"{round(value * 100, 10):.10g}%" if unit == "%" else f"{value:.10g}{unit}"


def say_value(value: float, numerator: float, denominator: float, unit: str) -> str:
    """Return a measured value with its unit; a share is cut, so that one below its limit is never printed as it."""
    if np.isnan(value):
        return ""
    if np.isinf(value):
        return "从未更新" if unit in _OF_TIME else "一个也没有"
    if unit != "%":
        return f"{_say_number(value)}{unit}"
    if np.isnan(denominator):
        return f"{value * 100:.2f}%"
    hundredths = int(numerator) * 10000 // int(denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def _say_number(value: float) -> str:
    """Return a number with two decimals, more where cutting could leave it on a round limit that it has passed."""
    hundredths = math.floor(round(value * 100, 6))
    is_round = hundredths % 10 == 0
    return f"{value:.10g}" if is_round else f"{hundredths / 100:.10g}"


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
