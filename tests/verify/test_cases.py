"""Statement families: what published bulletins state, right and wrong, each in several phrasings."""

from __future__ import annotations

from collections import Counter

import pytest
from statement_cases import Case, check, load_cases

from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check

_LEAST = 5
_CASES = load_cases()


def _tell(checks: list[Check]) -> str:
    return "\n".join(f"{one.verdict} {one.kind} {one.identity} {one.stated.words} {one.why}" for one in checks)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case.family}-{case.text[:24]}")
def test_a_statement_gets_the_verdict_that_a_reader_would_give(case: Case) -> None:
    checks = check(case)
    wrong = [one for one in checks if one.verdict == WRONG]
    asked = [one for one in checks if one.verdict == DOUBTFUL]
    told = _tell(checks)
    if case.wrong is not None:
        assert [one.identity for one in wrong] == [case.wrong], told
        quoted = wrong[0].stated.words + (wrong[0].other.words if wrong[0].other else "")
        assert case.says in quoted, told
        assert case.by in wrong[0].computed, told
        assert case.why in wrong[0].why, told
        return
    assert not wrong, told
    if case.asks is not None:
        assert case.asks in [one.identity for one in asked], told
        return
    assert not asked, told
    if case.right is not None:
        assert case.right in [one.identity for one in checks if one.verdict == RIGHT], told


def test_every_family_has_at_least_five_phrasings_right_and_wrong() -> None:
    right = Counter(case.family for case in _CASES if case.right is not None)
    wrong = Counter(case.family for case in _CASES if case.wrong is not None or case.asks is not None)
    assert {family for family in right | wrong if min(right[family], wrong[family]) < _LEAST} == set()
