"""What ``describe`` says: a place's rules in force, the file of each field, what feeds it, why it is not checked."""

from datetime import date
from pathlib import Path

import pytest

from govlib.catalog.load import Catalog, load_catalog
from govlib.catalog.places import LocalThreshold
from govlib.described import CHECKED, RULE_COLUMNS, Asked, describe_rules, find_period, tell_rules

ROOT = Path(__file__).parents[2]
DAY = date(2024, 6, 22)


@pytest.fixture(scope="module")
def declared() -> Catalog:
    return load_catalog(ROOT / "params")


def asked_of(declared: Catalog, slug: str, day: date = DAY, **more) -> Asked:
    place = declared.places[slug]
    changed = place.model_copy(update=more.pop("place", {}))
    return Asked(declared, changed, day, **more)


def rule(rules, name: str) -> dict:
    (found,) = rules.loc[rules["indicator"].eq(name)].to_dict("records")
    return found


@pytest.mark.parametrize("slug", ["cangxi", "fengxiang", "guangyuan", "sample", "shiquan", "tongcheng"])
def test_every_rule_of_every_ruleset_applied_is_listed_once(slug, declared):
    place = declared.places[slug]
    for period in place.periods.values():
        asked = Asked(declared, place, period.inspection_day, period)
        rules = describe_rules(asked)
        assert list(rules.columns) == RULE_COLUMNS
        wanted = [(one.id, name) for one in asked.rulesets for name in one.indicators]
        assert list(zip(rules["ruleset"], rules["indicator"], strict=True)) == wanted
        for column in ("indicator_name", "part", "status", "fed_by", "checked_why", "origins"):
            assert rules[column].ne("").all()


def test_every_file_named_as_origin_exists_and_states_the_keys(declared):
    rules = describe_rules(asked_of(declared, "sample", date(2026, 9, 25)))
    for origins in rules["origins"]:
        for part in origins.split("；"):
            file, _, keys = part.partition("：")
            text = (ROOT / file).read_text(encoding="utf-8")
            assert all(f"\n{key}:" in f"\n{text}" for key in keys.split("、") if "本地" not in key)


def test_a_number_of_the_place_is_told_with_the_file_of_the_place(declared):
    limit = declared.rulesets["national-2019"].indicators["M-V2.1"].thresholds[0]
    stated = {**limit.model_dump(), "indicator": "M-V2.1", "since": "2024-01-01", "value": 10}
    place = {"thresholds": (LocalThreshold.model_validate(stated),), "also": ()}
    told = rule(describe_rules(asked_of(declared, "cangxi", place=place)), "M-V2.1")
    assert (told["limit_text"], told["limit_from"]) == ("超过10天（> 10天）", "params/places/cangxi.yaml")
    assert told["origins"].endswith("params/places/cangxi.yaml：thresholds（本地数值）")
    before = rule(describe_rules(asked_of(declared, "cangxi", date(2023, 12, 31), place=place)), "M-V2.1")
    assert before["limit_text"] == "超过14天（> 14天）"
    assert before["limit_from"] == "params/rulesets/national-2019/M-V2.1.yaml"


def test_what_is_not_checked_says_why(declared):
    period = declared.places["sample"].periods["2026Q3"]
    asked = asked_of(declared, "sample", period.inspection_day, period=period, delivered={"sites", "columns"})
    rules = describe_rules(asked)
    assert rule(rules, "W-V3")["checked_why"] == CHECKED
    assert rule(rules, "W-V3")["delivered"] == "T4 交来了"
    assert rule(rules, "W-V2")["checked_why"] == "缺数据：本期没有交来T3"
    assert "没有见到原文" in rule(rules, "W-V6.2")["checked_why"]
    listed = asked_of(declared, "guangyuan", period=declared.places["guangyuan"].periods["2023Q2"])
    assert "完整不合格名单" in rule(describe_rules(listed), "W-V3")["checked_why"]


def test_a_rule_out_of_the_scope_says_so(declared):
    place = declared.places["sample"]
    period = place.periods["2026Q3"]
    scope = period.websites.model_copy(update={"rules": ("W-V2",)})
    changed = period.model_copy(update={"websites": scope})
    rules = describe_rules(Asked(declared, place, period.inspection_day, changed))
    assert "不在本期检查范围" in rule(rules, "W-V3")["checked_why"]
    assert rule(rules, "W-V2")["checked_why"] == CHECKED


def test_before_the_first_ruleset_nothing_is_in_force_and_that_is_said(declared):
    asked = asked_of(declared, "sample", date(2019, 4, 17))
    rules = describe_rules(asked)
    assert rules.empty
    said = list(tell_rules(asked, rules))
    assert any("没有生效的规则集" in line for line in said)
    assert said[-1].startswith("共 0 条")


def test_the_period_of_a_day_is_found_by_its_inspection_day_first(declared):
    place = declared.places["cangxi"]
    assert find_period(place, DAY) == "2024Q2"
    assert find_period(place, date(2024, 3, 6)) == "2024Q2"
    assert find_period(place, date(2030, 1, 1)) is None


def test_the_command_lists_the_rules_of_a_day_and_writes_them(command, tmp_path: Path):
    said = command(ROOT, "describe", "--place", "cangxi", "--day", "2024-06-22", "--csv", str(tmp_path / "rules.csv"))
    assert (said.returncode, said.stderr) == (0, "")
    assert "W-V2 站点无法访问〔网站·单项否决·生效〕" in said.stdout
    assert "是否检查：" in said.stdout
    written = (tmp_path / "rules.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(written) > 20
    assert "W-V2" in "".join(written)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--place", "cangxi", "--day", "2024-6-22"), "形如 2024-06-22"),
        (("--place", "cangxi", "--day", "2024-02-30"), "形如 2024-06-22"),
        (("--place", "cangxi", "--day", "2024-06-22", "--period", "2024Q2"), "没有写全"),
        (("--place", "没有", "--day", "2024-06-22"), "没有名为"),
    ],
)
def test_a_wrong_call_is_a_sentence(words, told, command):
    said = command(ROOT, "describe", *words)
    assert said.returncode == 2
    assert told in said.stderr
    assert "Traceback" not in said.stderr
