"""A new indicator begins as skeletons that name every blank, load once they are filled in, and overwrite nothing."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from govlib.catalog.load import load_catalog
from govlib.catalog.rulesets import Indicator
from govlib.errors import DeclarationError, UserError
from govlib.handbook import render_handbook
from govlib.scaffold import ID_FORM, list_blanks, write_skeletons

sys.path.insert(0, str(Path(__file__).parents[1] / "cases" / "harness"))
from rule_cases import KINDS, read_case_file

ROOT = Path(__file__).parents[2]
RULE = "params/rulesets/national-2019/W-V9.yaml"
CASES = "tests/cases/national-2019/W-V9.yaml"
BLANKS = (
    "name", "subject", "part", "check", "measure", "unit", "direction", "fails_when", "when_missing", "problem",
    "thresholds.0.since", "thresholds.0.value", "thresholds.0.words", "thresholds.0.source.act",
    "thresholds.0.source.part", "thresholds.0.source.seen",
)  # fmt: skip
FILLED = {
    "name:": "name: 栏目打不开", "subject: 待填": "subject: 网站", "check: 待填": "check: AUTO",
    "part: 待填": "part: veto",
    "kind: 待填": "kind: count", "table: 待填": "table: columns", "unit:": "unit: 个",
    "direction: 待填": "direction: lower_is_better", "fails_when: 待填": "fails_when: at_or_above",
    "when_missing: 待填": "when_missing: 缺数据", "problem:": "problem: 超过（含）{limit}",
    "since: 待填": "since: 2024-01-01", "value: 待填": "value: 3", "words:": "words: 3个以上的",
    "act:": "act: 某文件", "part:  # 在文件的哪一部分": "part: 第二条", "seen: 待填": "seen: full",
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of params/ with one place, in which nothing was written yet."""
    shutil.copytree(ROOT / "params", tmp_path / "params")
    for path in (tmp_path / "params" / "places").iterdir():
        if path.name != "sample.yaml":
            path.unlink()
    return tmp_path


def fill(path: Path, filled: dict[str, str]) -> None:
    """Put each text in the place of the blank that begins a line's words, as a person would."""
    text = path.read_text(encoding="utf-8")
    for blank, said in filled.items():
        text, changed = re.subn(rf"^([ -]*){re.escape(blank)}(?= |$)", rf"\g<1>{said}", text, flags=re.MULTILINE)
        assert changed == 1, blank
    path.write_text(text, encoding="utf-8")


def faults_of(root: Path) -> list[tuple[str, str]]:
    try:
        load_catalog(root / "params")
    except DeclarationError as error:
        return [(fault.file, fault.key) for fault in error.faults]
    return []


def test_both_skeletons_are_written_where_they_belong(root: Path):
    written = write_skeletons(root, "national-2019", "W-V9")
    assert [path.relative_to(root).as_posix() for path in written] == [RULE, CASES]
    assert all(path.is_file() for path in written)


def test_a_skeleton_stops_loading_with_one_fault_a_blank_and_no_other(root: Path):
    write_skeletons(root, "national-2019", "W-V9")
    assert faults_of(root) == [(RULE, key) for key in BLANKS]


def test_every_blank_is_told_with_its_file_its_key_and_what_is_allowed(root: Path):
    write_skeletons(root, "national-2019", "W-V9")
    lines = list(list_blanks(root, "national-2019", "W-V9"))
    assert lines[0] == f"还要填 {len(BLANKS)} 处："
    for number, key in enumerate(BLANKS, 1):
        assert lines[number].startswith(f"  {number}. {RULE} 的 {key}：")
        assert "应为" in lines[number]
    assert "其中之一：at_or_above、above、at_or_below、below" in "".join(lines)
    assert "删去" in lines[-1]


def test_blanks_filled_in_make_a_draft_that_loads(root: Path):
    rule, _ = write_skeletons(root, "national-2019", "W-V9")
    fill(rule, FILLED)
    indicator = load_catalog(root / "params").rulesets["national-2019"].indicators["W-V9"]
    assert (indicator.status, indicator.name, indicator.thresholds[0].value) == ("draft", "栏目打不开", 3)
    assert not any("还要填" in line for line in list_blanks(root, "national-2019", "W-V9"))


@pytest.mark.parametrize("left", sorted(FILLED))
def test_one_blank_left_open_is_one_fault(left: str, root: Path):
    rule, _ = write_skeletons(root, "national-2019", "W-V9")
    fill(rule, {blank: said for blank, said in FILLED.items() if blank != left})
    (fault,) = faults_of(root)
    assert fault[0] == RULE
    assert fault[1].rpartition(".")[2] in (left.partition(":")[0], "measure")


def test_the_skeleton_names_every_key_of_an_indicator_and_every_word_that_it_may_hold(root: Path):
    rule, _ = write_skeletons(root, "national-2019", "W-V9")
    text = rule.read_text(encoding="utf-8")
    assert [key for key in Indicator.model_fields if not re.search(rf"^(?:# )?{key}:", text, re.MULTILINE)] == []
    schema = Indicator.model_json_schema()
    words = [word for key in schema["properties"].values() for word in key.get("enum", [])]
    words += [*schema["properties"]["measure"]["discriminator"]["mapping"], "full", "part", "recalled"]
    assert len(words) > 20
    assert [word for word in words if word not in text] == []


def test_the_case_skeleton_has_every_kind_of_case_and_is_refused_until_it_is_filled_in(root: Path):
    _, cases = write_skeletons(root, "national-2019", "W-V9")
    data = yaml.safe_load(cases.read_text(encoding="utf-8"))
    assert {case["kind"] for case in data["cases"]} == KINDS - {"review", "unknown", "change"}
    with pytest.raises(ValueError, match=r"W-V9\.yaml"):
        read_case_file(cases)
    text = cases.read_text(encoding="utf-8")
    text = (
        text.replace("words:", "words: 3个以上的").replace("day: 待填", "day: 2024-06-22").replace("待填", "'? 缺数据'")
    )
    cases.write_text(text, encoding="utf-8")
    assert len(read_case_file(cases).cases) == len(data["cases"])


def test_a_filled_indicator_and_its_cases_stand_in_the_handbook(root: Path):
    rule, _ = write_skeletons(root, "national-2019", "W-V9")
    fill(rule, FILLED)
    page = render_handbook(load_catalog(root / "params"), root / "tests" / "cases")
    assert "W-V9 栏目打不开" in page
    assert "<h5>生效前一天不判</h5>" in page


def test_an_indicator_that_is_taken_over_becomes_a_skeleton_of_differences(root: Path):
    folder = root / "params" / "rulesets" / "local-2022"
    folder.mkdir()
    head = "{id: local-2022, name: 本地, source: {act: 某, part: 某, seen: full}, since: 2022-01-01, until: null, "
    (folder / "ruleset.yaml").write_text(head + "extends: national-2019}\n", encoding="utf-8")
    rule, _ = write_skeletons(root, "local-2022", "W-V3")
    assert faults_of(root) == [
        ("params/rulesets/local-2022/W-V3.yaml", key) for key in BLANKS if key.startswith("thresholds")
    ]
    left = ("since: 待填", "value: 待填", "words:", "act:", "part:  # 在文件的哪一部分", "seen: 待填")
    fill(rule, {blank: FILLED[blank] for blank in left})
    rulesets = load_catalog(root / "params").rulesets
    local, national = (rulesets[name].indicators["W-V3"] for name in ("local-2022", "national-2019"))
    assert local.thresholds[0].value == 3
    assert local.status == "draft"
    assert local.measure == national.measure


@pytest.mark.parametrize("there", [RULE, CASES, RULE.replace("W-V9", "w-v9")])
def test_nothing_that_is_there_is_overwritten_and_nothing_is_left_half_done(there: str, root: Path):
    path = root / there
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine", encoding="utf-8")
    before = sorted(root.rglob("*"))
    with pytest.raises(UserError, match="已经有这个文件"):
        write_skeletons(root, "national-2019", "W-V9")
    assert path.read_text(encoding="utf-8") == "mine"
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize("name", ["national", "", "..", "../rulesets/national-2019", "National-2019"])
def test_an_unknown_ruleset_is_told_with_those_that_exist(name: str, root: Path):
    before = sorted(root.rglob("*"))
    with pytest.raises(UserError, match=r"其中之一：.*national-2019"):
        write_skeletons(root, name, "W-V9")
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    "indicator", ["", "w-v9", "W", "W V9", "../W-V9", "W-V9.", "W--V9", "W-V9/x", "ruleset", "指标-1"]
)
def test_an_id_of_another_form_is_refused(indicator: str, root: Path):
    before = sorted(root.rglob("*"))
    with pytest.raises(UserError, match="W-V9"):
        write_skeletons(root, "national-2019", indicator)
    assert sorted(root.rglob("*")) == before


def test_every_declared_indicator_has_an_id_of_the_form():
    catalog = load_catalog(ROOT / "params")
    names = {name for ruleset in catalog.rulesets.values() for name in ruleset.indicators}
    assert [name for name in names if not ID_FORM.fullmatch(name)] == []


def test_the_command_writes_both_and_tells_what_to_fill_in(project: Callable[..., Path], command: Callable[..., Any]):
    root = project("cangxi")
    said = command(root, "new", "national-2019", "W-V9")
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.splitlines()[:3] == [f"已写出 {RULE}", f"已写出 {CASES}", f"还要填 {len(BLANKS)} 处："]
    assert (root / RULE).is_file()
    again = command(root, "new", "national-2019", "W-V9")
    assert (again.returncode, again.stdout) == (2, "")
    assert RULE in again.stderr
