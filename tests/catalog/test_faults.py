import re
from pathlib import Path

import pytest
import yaml

from govlib.catalog.load import load_catalog
from govlib.errors import DeclarationError, UserError

ROOT = Path(__file__).parents[2]
W = "rulesets/national-2019/"
SPOILT = yaml.safe_load((Path(__file__).parent / "spoilt.yaml").read_text(encoding="utf-8"))


def test_all_params_that_ship_load_and_mean_something():
    catalog = load_catalog(ROOT / "params")
    files = {
        kind: sorted(path.stem for path in (ROOT / "params" / kind).glob("[!_]*.yaml"))
        for kind in ("exports", "places")
    }
    assert sorted(catalog.tables) == files["exports"]
    assert sorted(catalog.places) == files["places"]
    indicators = catalog.rulesets["national-2019"].indicators
    assert sorted(indicators) == sorted(
        path.stem for path in (ROOT / "params" / W).glob("*.yaml") if path.stem != "ruleset"
    )
    assert len(catalog.figures) > 40


def test_every_place_resolves_to_a_ruleset_in_force_on_each_of_its_days():
    catalog = load_catalog(ROOT / "params")
    for place in catalog.places.values():
        for period in place.periods.values():
            ruleset = catalog.rulesets[place.ruleset_id(period.inspection_day)]
            assert ruleset.is_in_force(period.inspection_day)


@pytest.mark.parametrize("case", SPOILT, ids=lambda case: f"{Path(case['file']).stem}: {case['new'][:40]}")
def test_a_fault_is_told_with_its_file_key_what_was_found_and_what_is_allowed(case, spoil):
    faults = spoil(case["file"], case["old"], case["new"])
    told = [fault for fault in faults if case["key"] in fault.key and case["found"] in fault.found]
    assert told, [fault.sentence() for fault in faults]
    assert case["expected"] in told[0].expected
    assert told[0].expected
    assert {fault.file for fault in faults} == {f"params/{case['file']}"}


def test_a_place_whose_first_ruleset_comes_later_still_loads(spoil):
    """The run itself tells that no ruleset is in force yet."""
    assert spoil("places/sample.yaml", "since: 2019-04-18", "since: 2027-01-01") == []


def test_every_word_of_every_fault_is_for_a_reader_of_chinese(params, faults):
    """Only what stands in the files themselves may be Latin."""
    for path in (params / W).glob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("name:", "nmae:", 1), encoding="utf-8")
    for fault in faults(params):
        prose = re.sub(r"“[^”]*”|其中之一：.*", "", fault.found + fault.expected)
        assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{2,}", prose), fault.sentence()


def test_all_faults_of_all_files_are_told_in_one_message(params):
    changes = {
        W + "W-V4.3.yaml": ("unit: 个", "untis: 个"),
        W + "W-V2.yaml": ("status: active", "status: maybe"),
        "places/sample.yaml": ("level: county", "level: village"),
        "figures/40_interaction.yaml": ("table: letters", "table: leters"),
        "exports/reads.yaml": ("type: count", "type: number of"),
    }
    for file, (old, new) in changes.items():
        path = params / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DeclarationError) as raised:
        load_catalog(params)
    message = str(raised.value)
    assert {fault.file for fault in raised.value.faults} == {f"params/{file}" for file in changes}
    assert len(raised.value.faults) == 6
    assert message.count("\n  ") == 6
    for part in ("untis", "maybe", "village", "leters", "number of"):
        assert part in message


def test_what_is_missing_because_its_own_file_is_faulty_is_told_once(params, faults):
    path = params / "exports" / "columns.yaml"
    path.write_text("没有写完: [", encoding="utf-8")
    assert {fault.file for fault in faults(params)} == {"params/exports/columns.yaml"}


def test_a_place_applies_a_ruleset_only_while_it_is_in_force(spoil):
    (fault,) = spoil(W + "ruleset.yaml", "until: null", "until: 2026-09-24")
    assert (fault.file, fault.key) == ("params/places/sample.yaml", "periods.2026Q3.inspection_day")
    assert "2026-09-25" in fault.found


def test_a_place_may_not_give_two_numbers_for_one_day(spoil):
    number = "{indicator: W-V4.3, since: 2024-01-01, value: 4, words: 例, source: {act: 例, part: 例, seen: full}}"
    (fault,) = spoil("places/sample.yaml", "rankings:", f"thresholds: [{number}, {number}]\nrankings:")
    assert "同一指标同一天" in fault.found


def test_a_place_may_not_name_an_indicator_that_its_rulesets_lack(spoil):
    number = "{indicator: W-V4.9, since: 2024-01-01, value: 4, words: 例, source: {act: 例, part: 例, seen: full}}"
    (fault,) = spoil("places/sample.yaml", "rankings:", f"thresholds: [{number}]\nrankings:")
    assert (fault.key, "W-V4.9" in fault.found) == ("thresholds", True)


@pytest.mark.parametrize("name", ["places/乙.yml", "rulesets/national-2019/W-V9.yml", "figures/70_x.yml"])
def test_a_file_with_another_ending_does_not_go_unread_in_silence(name, params, faults):
    (params / name).write_text("name: 乙\n", encoding="utf-8")
    assert [fault.file for fault in faults(params)] == [f"params/{name}"]


def test_a_ruleset_folder_without_its_head_is_told(params, faults):
    (params / "rulesets" / "empty-2024").mkdir()
    assert [fault.file for fault in faults(params)] == ["params/rulesets/empty-2024/ruleset.yaml"]


def test_params_without_any_place_are_told(params, faults):
    (params / "places" / "sample.yaml").unlink()
    assert [fault.found for fault in faults(params)] == ["一个地方也没有"]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UserError, match="没有这个文件夹"):
        load_catalog(tmp_path / "params")


def test_an_unknown_place_is_told_with_those_that_exist():
    with pytest.raises(UserError, match="cangxi"):
        load_catalog(ROOT / "params").place("cangxii")
