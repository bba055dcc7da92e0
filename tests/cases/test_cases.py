from pathlib import Path

import pytest
from rule_cases import CASES, NEEDED, Case, check_case, read_case_file
from rule_mutants import mutate

from govlib.catalog.load import Catalog, load_catalog

ROOT = Path(__file__).parents[2]
RULESETS = sorted(path.parent.name for path in (ROOT / "params" / "rulesets").glob("*/ruleset.yaml"))
FILES = {path.stem: read_case_file(path) for name in RULESETS for path in sorted((CASES / name).glob("*.yaml"))}
EVERY_CASE = [pytest.param(case, id=f"{case.indicator}-{case.name}") for file in FILES.values() for case in file.cases]
RULESET = "national-2019"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(ROOT / "params")


def differences(case: Case, catalog: Catalog, indicator=None) -> list[str]:
    ruleset = catalog.rulesets[RULESET]
    return check_case(case, indicator or ruleset.indicators[case.indicator], ruleset, catalog)


@pytest.mark.parametrize("case", EVERY_CASE)
def test_the_rule_finds_what_the_case_expects(case, catalog):
    assert differences(case, catalog) == []


def test_every_indicator_of_every_ruleset_has_its_case_file(catalog):
    written = {name for ruleset in catalog.rulesets.values() for name in ruleset.indicators}
    assert set(FILES) == written
    assert len(written) == 20


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_indicator_has_every_kind_of_case(name):
    kinds = {kind for case in FILES[name].cases for kind in case.kinds}
    assert sorted(NEEDED - kinds) == []


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_case_file_quotes_the_words_of_the_act(name, catalog):
    indicator = catalog.rulesets[RULESET].indicators[name]
    assert FILES[name].words in {number.words for number in indicator.thresholds}


SHOWS = {"pass": "合格", "fail": "不合格", "review": "待复核", "not_applicable": "不适用", "unknown": "缺数据"}


@pytest.mark.parametrize("case", EVERY_CASE)
def test_a_case_is_of_the_kind_that_it_says(case, catalog):
    outcomes = {expected.outcome for expected in case.expected.values()}
    assert {SHOWS[kind] for kind in case.kinds if kind in SHOWS} <= outcomes
    if "limit" in case.kinds:
        limits = {number.value for number in catalog.rulesets[RULESET].indicators[case.indicator].thresholds}
        assert limits & {expected.value for expected in case.expected.values()}
    if "undelivered" in case.kinds:
        assert outcomes == {"缺数据"}


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_smallest_change_of_the_rule_turns_a_case_red(name, catalog):
    indicator = catalog.rulesets[RULESET].indicators[name]
    mutants = list(mutate(indicator))
    assert len(mutants) >= 5
    unnoticed = [
        what for what, changed in mutants if not any(_turns_red(case, catalog, changed) for case in FILES[name].cases)
    ]
    assert unnoticed == []


def _turns_red(case, catalog, changed) -> bool:
    try:
        return bool(differences(case, catalog, changed))
    except (KeyError, ValueError, TypeError):
        return True


@pytest.mark.parametrize(("kind", "word"), [("网站", "关停"), ("网站", "例外"), ("账号", "关停"), ("账号", "注销")])
def test_judging_who_is_not_to_be_judged_turns_a_case_red(kind, word, catalog):
    ruleset = catalog.rulesets[RULESET]
    (condition,) = ruleset.judged[kind]
    left = tuple(other for other in condition.none_of if other != word)
    assert len(left) == len(condition.none_of) - 1
    judged = {**ruleset.judged, kind: (condition.model_copy(update={"none_of": left}),)}
    changed = ruleset.model_copy(update={"judged": judged})
    cases = [case for file in FILES.values() for case in file.cases if "not_applicable" in case.kinds]
    indicators = ruleset.indicators
    assert any(check_case(case, indicators[case.indicator], changed, catalog) for case in cases)
