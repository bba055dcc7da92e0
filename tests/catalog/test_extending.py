"""A local ruleset extends a national one and states only what differs."""

from datetime import date
from pathlib import Path

import pytest

from govlib.catalog.load import load_catalog
from govlib.dated import at

HEAD = """
id: {id}
name: 例省检查指标
source: {{act: 例政办〔2021〕1号, part: 全文, seen: full}}
since: 2021-01-01
until: null
extends: {extends}
"""
STRICTER = """
thresholds:
  - since: 2021-01-01
    value: 3
    words: 空白栏目数量超过（含）3个的
    source: {act: 例政办〔2021〕1号, part: 第一部分, seen: full}
"""
NEW = """
id: P-1
name: 错链
subject: 网站
part: veto
status: active
check: AUTO
measure:
  kind: count
  table: links
  where:
    - {column: link_kind, any_of: [错链]}
unit: 个
direction: lower_is_better
fails_when: above
when_missing: 缺数据
problem: 错链超过{limit}
thresholds:
  - since: 2021-01-01
    value: 10
    words: 错链超过10个的
    source: {act: 例政办〔2021〕1号, part: 第二部分, seen: full}
"""


def write(params: Path, name: str, extends: str, **files: str) -> Path:
    folder = params / "rulesets" / name
    folder.mkdir()
    (folder / "ruleset.yaml").write_text(HEAD.format(id=name, extends=extends), encoding="utf-8")
    for indicator, text in files.items():
        (folder / f"{indicator}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_what_is_not_stated_is_taken_over(params):
    write(params, "province", "national-2019", **{"W-V4.3": STRICTER, "P-1": NEW})
    rulesets = load_catalog(params).rulesets
    national, local = rulesets["national-2019"].indicators, rulesets["province"].indicators
    assert set(local) == {*national, "P-1"}
    assert {name for name in national if local[name] != national[name]} == {"W-V4.3"}
    assert local["W-V4.3"].model_copy(update={"thresholds": national["W-V4.3"].thresholds}) == national["W-V4.3"]
    assert rulesets["province"].judged == rulesets["national-2019"].judged


def test_a_stated_number_takes_the_place_of_the_national_one(params):
    write(params, "province", "national-2019", **{"W-V4.3": STRICTER})
    indicator = load_catalog(params).rulesets["province"].indicators["W-V4.3"]
    assert at(indicator.thresholds, date(2024, 1, 1)).value == 3


def test_rulesets_extend_one_another_in_a_chain_whatever_their_names(params):
    write(params, "a-city", "b-province", **{"W-V4.3": STRICTER.replace("value: 3", "value: 2")})
    write(params, "b-province", "national-2019", **{"W-V4.3": STRICTER, "P-1": NEW})
    rulesets = load_catalog(params).rulesets
    assert set(rulesets["a-city"].indicators) == set(rulesets["b-province"].indicators)
    values = [
        rulesets[name].indicators["W-V4.3"].thresholds[0].value for name in ("a-city", "b-province", "national-2019")
    ]
    assert values == [2, 3, 5]


def test_who_is_judged_can_be_stated_anew_for_one_kind(params):
    folder = write(params, "province", "national-2019")
    head = folder / "ruleset.yaml"
    stated = "judged:\n  网站:\n    - {column: status, none_of: [关停]}\n"
    head.write_text(head.read_text(encoding="utf-8") + stated, encoding="utf-8")
    rulesets = load_catalog(params).rulesets
    assert rulesets["province"].judged["账号"] == rulesets["national-2019"].judged["账号"]
    assert rulesets["province"].judged["网站"][0].none_of == ("关停",)


def test_a_ruleset_that_extends_none_must_state_who_is_judged(params, faults):
    write(params, "province", "null")
    (fault,) = faults(params)
    assert "judged 要写明 网站、账号" in fault.found


def test_a_circle_of_rulesets_is_told_and_does_not_hang(params, faults):
    write(params, "a", "b")
    write(params, "b", "a")
    found = faults(params)
    assert {fault.file for fault in found} == {"params/rulesets/a/ruleset.yaml", "params/rulesets/b/ruleset.yaml"}
    assert all("绕回了自己" in fault.found for fault in found)


@pytest.mark.parametrize(
    ("stated", "key", "found"),
    [
        ("unti: 个\n", "unti", "没有这个键"),
        ("fails_when: below\n", "", "相反"),
        (STRICTER.replace("2021-01-01", "2020-12-31"), "thresholds", "早于规则集的起始日"),
    ],
)
def test_a_fault_of_what_is_stated_is_told_in_the_local_file_alone(stated, key, found, params, faults):
    write(params, "province", "national-2019", **{"W-V4.3": stated})
    (fault,) = faults(params)
    assert fault.file == "params/rulesets/province/W-V4.3.yaml"
    assert key in fault.key
    assert found in fault.found


def test_a_fault_of_the_national_file_is_not_told_again_by_who_extends_it(params, faults):
    write(params, "province", "national-2019")
    path = params / "rulesets" / "national-2019" / "W-V4.3.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("item_count", "item_cout"), encoding="utf-8")
    assert {fault.file for fault in faults(params)} == {"params/rulesets/national-2019/W-V4.3.yaml"}


def test_a_class_of_rules_can_be_left_out_by_a_pattern(params):
    head = write(params, "province", "national-2019") / "ruleset.yaml"
    stated = "without: ['W-V5.*', M-V3.2]\n"
    head.write_text(head.read_text(encoding="utf-8") + stated, encoding="utf-8")
    rulesets = load_catalog(params).rulesets
    left_out = set(rulesets["national-2019"].indicators) - set(rulesets["province"].indicators)
    assert left_out == {"W-V5.1", "W-V5.2", "M-V3.2"}


def test_a_pattern_that_leaves_out_nothing_is_told(params, faults):
    head = write(params, "province", "national-2019") / "ruleset.yaml"
    head.write_text(head.read_text(encoding="utf-8") + "without: ['Z-*']\n", encoding="utf-8")
    assert [(fault.file, fault.key) for fault in faults(params)] == [
        ("params/rulesets/province/ruleset.yaml", "without")
    ]


def test_what_is_left_out_has_no_file_of_its_own(params, faults):
    folder = write(params, "province", "national-2019", **{"W-V4.3": STRICTER})
    head = folder / "ruleset.yaml"
    head.write_text(head.read_text(encoding="utf-8") + "without: ['W-V4.*']\n", encoding="utf-8")
    told = [(fault.file, fault.key) for fault in faults(params)]
    assert ("params/rulesets/province/ruleset.yaml", "without") in told


def test_what_extends_a_ruleset_that_cannot_be_read_has_no_fault_of_its_own(params, faults):
    write(params, "a-city", "b-province")
    head = write(params, "b-province", "national-2019") / "ruleset.yaml"
    head.write_text(
        head.read_text(encoding="utf-8").replace("since: 2021-01-01", "since: 2021-02-30"), encoding="utf-8"
    )
    assert {fault.file for fault in faults(params)} == {"params/rulesets/b-province/ruleset.yaml"}


def test_what_leads_into_a_circle_is_not_told_as_one(params, faults):
    write(params, "a", "b")
    write(params, "b", "a")
    write(params, "c", "a")
    assert {fault.file for fault in faults(params)} == {f"params/rulesets/{name}/ruleset.yaml" for name in "ab"}
