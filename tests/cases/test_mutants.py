"""A rule that is changed a little must turn a case red, or its case file does not prove it.

``make test`` turns the comparison round and moves the limit and the points; ``make deep`` makes every smallest change.
"""

import pytest
from rule_cases import CASES, check_case, read_case_file, read_shipped
from rule_mutants import is_of_the_limit, mutate

CATALOG = read_shipped()
EVERY_FILE = [
    pytest.param(ruleset, path.stem, id=f"{ruleset}-{path.stem}")
    for ruleset in sorted(CATALOG.rulesets)
    for path in sorted((CASES / ruleset).glob("*.yaml"))
]
TELLING = ("limit", "fail", "pass", "look_alike")


def list_cases(ruleset: str, name: str):
    """Return the cases, those first that most changes turn red."""
    cases = read_case_file(CASES / ruleset / f"{name}.yaml").cases
    return sorted(cases, key=lambda case: min([TELLING.index(kind) for kind in case.kinds if kind in TELLING] or [9]))


def unnoticed(ruleset: str, name: str, changes) -> list[str]:
    """Return the changes that turn no case red."""
    cases = list_cases(ruleset, name)
    return [what for what, changed in changes if not any(turns_red(ruleset, case, changed) for case in cases)]


def turns_red(ruleset: str, case, changed) -> bool:
    try:
        return bool(check_case(case, changed, CATALOG.rulesets[ruleset], CATALOG))
    except (KeyError, ValueError, TypeError):
        return True


@pytest.mark.parametrize(("ruleset", "name"), EVERY_FILE)
def test_turning_the_comparison_or_moving_the_limit_turns_a_case_red(ruleset, name):
    indicator = CATALOG.rulesets[ruleset].indicators[name]
    changes = [change for change in mutate(indicator) if is_of_the_limit(change[0])]
    assert len(changes) >= 3
    assert unnoticed(ruleset, name, changes) == []


@pytest.mark.deep
@pytest.mark.parametrize(("ruleset", "name"), EVERY_FILE)
def test_every_smallest_change_of_the_rule_turns_a_case_red(ruleset, name):
    indicator = CATALOG.rulesets[ruleset].indicators[name]
    changes = list(mutate(indicator))
    assert len(changes) >= 3
    assert unnoticed(ruleset, name, changes) == []
