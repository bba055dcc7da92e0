"""Just under, at and just over every limit and amber line of every ruleset, on the first day of each.

What holds exactly at the limit is taken from the case files, where a person has read it out of the act.
"""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from rule_cases import CASES, read_case_file, read_shipped

from govlib.compare import COMPARATORS
from govlib.dated import at
from govlib.judging import judge
from govlib.measures.answers import Answer, Measured
from govlib.outlook import list_amber

CATALOG = read_shipped()


@dataclass(frozen=True)
class Limit:
    """One dated number of one indicator, with what its case file says holds exactly there."""

    ruleset: str
    indicator: str
    value: float
    since: object
    at_limit: str | None


def _cases_of(ruleset, name):
    current = ruleset
    while current is not None:
        path = CASES / current.id / f"{name}.yaml"
        if path.is_file():
            return read_case_file(path).cases
        current = CATALOG.rulesets.get(current.extends or "")
    return ()


def _said_at(cases, value: float) -> str | None:
    """Return what holds at the limit; where a person has to judge each row, it is what 待复核 would turn into."""
    said = {
        {"待复核": "不合格"}.get(expected.outcome, expected.outcome)
        for case in cases
        if "limit" in case.kinds
        for expected in case.expected.values()
        if expected.value == value and expected.outcome in ("合格", "不合格", "待复核")
    }
    return said.pop() if len(said) == 1 else None


def list_limits() -> list[Limit]:
    found = []
    for ruleset in CATALOG.rulesets.values():
        for name, indicator in ruleset.indicators.items():
            cases = _cases_of(ruleset, name)
            numbers = [(entry.value, entry.since) for entry in indicator.thresholds if entry.value is not None]
            numbers += [(float(case.setting.local), case.day) for case in cases if case.setting.local]
            for value, since in dict.fromkeys(numbers):
                found.append(Limit(ruleset.id, name, value, since, _said_at(cases, value)))
    return found


LIMITS = list_limits()


def outcomes_of(limit: Limit, *values: float) -> list[str]:
    indicator = CATALOG.rulesets[limit.ruleset].indicators[limit.indicator]
    numbers = np.array(values)
    subjects = pd.DataFrame({"unit": [f"甲{n}" for n in range(len(values))]})
    nothing = pd.DataFrame(columns=["_holder", "source_file", "source_sheet", "source_row"])
    answer = Answer(numbers, numbers, np.full(len(values), np.nan), nothing.astype({"_holder": "int64"}))
    return list(judge(indicator, limit.value, Measured(answer, answer), subjects).outcome)


def step_of(limit: Limit) -> float:
    return 1e-9 if CATALOG.rulesets[limit.ruleset].indicators[limit.indicator].unit == "%" else 1e-6


@pytest.mark.parametrize("limit", LIMITS, ids=lambda one: f"{one.ruleset}-{one.indicator}-{one.since}-{one.value:g}")
def test_one_side_of_a_limit_passes_the_other_fails_and_the_limit_is_as_the_act_says(limit):
    indicator = CATALOG.rulesets[limit.ruleset].indicators[limit.indicator]
    under, exactly, over = outcomes_of(limit, limit.value - step_of(limit), limit.value, limit.value + step_of(limit))
    sides = ["合格", "不合格"] if indicator.direction == "lower_is_better" else ["不合格", "合格"]
    assert [under, over] == sides
    assert limit.at_limit is not None
    assert exactly == limit.at_limit


def test_every_ruleset_has_limits_and_every_limit_its_case_at_the_limit():
    assert {one.ruleset for one in LIMITS} == {name for name, one in CATALOG.rulesets.items() if one.indicators}
    assert len(LIMITS) >= 20
    assert [f"{one.ruleset} {one.indicator} {one.value}" for one in LIMITS if one.at_limit is None] == []


@pytest.mark.parametrize("name", sorted(CATALOG.rulesets))
def test_a_number_is_asked_from_its_first_day_on_and_not_a_day_before(name):
    for indicator in CATALOG.rulesets[name].indicators.values():
        for entries in (indicator.thresholds, indicator.warnings):
            ordered = sorted(entries, key=lambda entry: entry.since)
            for place, entry in enumerate(ordered):
                before = ordered[place - 1] if place else None
                assert at(entries, entry.since) is (entry if entry.value is not None else None)
                expected = before if before is not None and before.value is not None else None
                assert at(entries, entry.since - timedelta(1)) is expected


AMBER = [
    pytest.param(ruleset.id, name, entry, id=f"{ruleset.id}-{name}-{entry.value:g}")
    for ruleset in CATALOG.rulesets.values()
    for name, indicator in ruleset.indicators.items()
    for entry in indicator.warnings
    if entry.value is not None
]


@pytest.mark.parametrize(("ruleset", "name", "entry"), AMBER)
def test_an_amber_line_lies_before_the_limit_and_breaks_as_it_says(ruleset, name, entry):
    declared = CATALOG.rulesets[ruleset]
    indicator = declared.indicators[name]
    limit = at(indicator.thresholds, entry.since)
    if limit is not None:
        nearer = entry.value < limit.value if indicator.direction == "lower_is_better" else entry.value > limit.value
        assert nearer
    step = 1e-9 if indicator.unit == "%" else 1e-6
    values = [entry.value - step, entry.value, entry.value + step]
    findings = pd.DataFrame(
        {"value": values, "indicator": name, "ruleset": ruleset, "outcome": "合格", "threshold": 1.0}
    )
    findings = findings.reindex(columns=sorted({*findings.columns, *_OF_A_FINDING}), fill_value="")
    listed = list_amber(findings.assign(value_text=[f"{n}" for n in range(3)]), [declared], entry.since)
    breaks = COMPARATORS[entry.warns_when or indicator.fails_when].breaks
    assert sorted(listed["value_text"]) == [f"{n}" for n, value in enumerate(values) if breaks(value, entry.value)]
    assert len(listed) in (1, 2)


_OF_A_FINDING = [
    "subject_kind", "subject", "platform", "unit", "group", "indicator_name", "status", "value_text", "evidence",
    "evidence_file", "evidence_sheet", "evidence_rows", "evidence_sha256",
]  # fmt: skip
