from pathlib import Path

import pytest
from rule_cases import CASES, Case, check_case, needed_kinds, read_case_file, read_shipped

from govlib.catalog.load import Catalog

ROOT = Path(__file__).parents[2]
RULESETS = sorted(path.parent.name for path in (ROOT / "params" / "rulesets").glob("*/ruleset.yaml"))
FILES = {(name, path.stem): read_case_file(path) for name in RULESETS for path in sorted((CASES / name).glob("*.yaml"))}
EVERY_FILE = [pytest.param(ruleset, name, id=f"{ruleset}-{name}") for ruleset, name in FILES]
EVERY_CASE = [
    pytest.param(ruleset, case, id=f"{ruleset}-{case.indicator}-{case.name}")
    for (ruleset, _), file in FILES.items()
    for case in file.cases
]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read_shipped()


def differences(ruleset: str, case: Case, catalog: Catalog, indicator=None) -> list[str]:
    asked = catalog.rulesets[ruleset]
    return check_case(case, indicator or asked.indicators[case.indicator], asked, catalog)


@pytest.mark.parametrize(("ruleset", "case"), EVERY_CASE)
def test_the_rule_finds_what_the_case_expects(ruleset, case, catalog):
    assert differences(ruleset, case, catalog) == []


def test_every_indicator_of_every_ruleset_has_its_case_file(catalog):
    """What a ruleset takes over unchanged is proved where it is stated."""
    stated = {
        (ruleset.id, name)
        for ruleset in catalog.rulesets.values()
        for name, origins in ruleset.origins.items()
        if f"params/rulesets/{ruleset.id}/{name}.yaml" in origins.values()
    }
    assert set(FILES) == stated
    assert len(stated) >= 20


@pytest.mark.parametrize(("ruleset", "name"), EVERY_FILE)
def test_every_indicator_has_every_kind_of_case(ruleset, name, catalog):
    kinds = {kind for case in FILES[ruleset, name].cases for kind in case.kinds}
    assert sorted(needed_kinds(catalog.rulesets[ruleset].indicators[name]) - kinds) == []


@pytest.mark.parametrize(("ruleset", "name"), EVERY_FILE)
def test_the_case_file_quotes_the_words_of_the_act(ruleset, name, catalog):
    indicator = catalog.rulesets[ruleset].indicators[name]
    words = {entry.words for entry in (*indicator.thresholds, *indicator.points)}
    assert FILES[ruleset, name].words in words or not words


SHOWS = {"pass": "合格", "fail": "不合格", "review": "待复核", "not_applicable": "不适用", "unknown": "缺数据"}


@pytest.mark.parametrize(("ruleset", "case"), EVERY_CASE)
def test_a_case_is_of_the_kind_that_it_says(ruleset, case, catalog):
    outcomes = {expected.outcome for expected in case.expected.values()}
    assert {SHOWS[kind] for kind in case.kinds if kind in SHOWS} <= outcomes
    if "limit" in case.kinds:
        numbers = catalog.rulesets[ruleset].indicators[case.indicator].thresholds
        limits = {number.value for number in numbers} | ({float(case.setting.local)} if case.setting.local else set())
        assert limits & {expected.value for expected in case.expected.values()}
    if "undelivered" in case.kinds:
        assert outcomes == {"缺数据"}


@pytest.mark.parametrize(("kind", "word"), [("网站", "关停"), ("网站", "例外"), ("账号", "关停"), ("账号", "注销")])
def test_judging_who_is_not_to_be_judged_turns_a_case_red(kind, word, catalog):
    ruleset = catalog.rulesets["national-2019"]
    (condition,) = ruleset.judged[kind]
    left = tuple(other for other in condition.none_of if other != word)
    assert len(left) == len(condition.none_of) - 1
    judged = {**ruleset.judged, kind: (condition.model_copy(update={"none_of": left}),)}
    changed = ruleset.model_copy(update={"judged": judged})
    cases = [
        case
        for (owner, _), file in FILES.items()
        if owner == "national-2019"
        for case in file.cases
        if "not_applicable" in case.kinds
    ]
    indicators = ruleset.indicators
    assert any(check_case(case, indicators[case.indicator], changed, catalog) for case in cases)
