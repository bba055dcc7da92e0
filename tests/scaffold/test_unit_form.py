"""The workbook of units that ``govlib units`` writes: what it holds, and that it says what the YAML said."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook
from typer.testing import CliRunner

from govlib.catalog.load import load_catalog
from govlib.catalog.places import Place
from govlib.cli import app
from govlib.documents.dropdowns import Dropdown, add_dropdowns
from govlib.errors import DeclarationError, UserError
from govlib.scaffold.unit_form_file import place_form

ROOT = Path(__file__).parents[2]
BOOK = "单位名录.xlsx"
SOURCE = {"act": "例政办〔2024〕1号", "part": "第一条", "seen": "full"}
THRESHOLDS = [
    {"indicator": "W-V4.3", "since": "2024-01-01", "value": 4, "words": "=空白栏目\n超过4个的", "source": SOURCE},
    {"indicator": "W-V2", "since": "2024-01-01", "value": 0.035, "words": "例", "source": {**SOURCE, "presumed": True}},
    {"indicator": "W-V2", "since": "2024-06-01", "value": None, "words": "例", "source": {**SOURCE, "seen": "part"}},
    {"indicator": "W-V4.2", "since": "2024-06-01", "value": 9, "words": "例", "source": {**SOURCE, "seen": "recalled"}},
]
UNITS = {
    "groups": {"乡镇": ["甲镇", "乙镇"], "县级部门": ["县丙局", "县（本级）丁局", "+戊中心"]},
    "aliases": {"丙局": "县丙局", "丙办": "县丙局", "己队": "己支队", "庚": "庚社"},
    "counts_as": {"己支队": "县（本级）丁局", "乙镇": "甲镇"},
    "exclude": ["庚社", "县丙局"],
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project with one place."""
    shutil.copytree(ROOT / "params", tmp_path / "params")
    (tmp_path / "notebooks").mkdir()
    for path in (tmp_path / "params" / "places").iterdir():
        if path.name != "sample.yaml":
            path.unlink()
    return tmp_path


@pytest.fixture
def declare(root: Path) -> Callable[..., Place]:
    """Return a function that changes what the place's YAML states, and the place that then loads."""

    def declared(**changed: Any) -> Place:
        path = root / "params" / "places" / "sample.yaml"
        stated = {**yaml.safe_load(path.read_text(encoding="utf-8")), **changed}
        stated = {key: value for key, value in stated.items() if value is not None}
        path.write_text(yaml.safe_dump(stated, allow_unicode=True, sort_keys=False, default_flow_style=False))
        return load_catalog(root / "params").place("sample")

    return declared


def beside(root: Path) -> Path:
    return root / "params" / "places" / f"sample.{BOOK}"


@pytest.mark.parametrize(
    "stated", [{}, {"units": UNITS, "thresholds": THRESHOLDS}, {"units": {"aliases": {"甲": "乙"}}}]
)
def test_written_and_taken_out_of_the_yaml_the_place_is_the_same(root, declare, stated):
    before = declare(**stated)
    place_form(root, "sample", None)
    assert load_catalog(root / "params").place("sample") == before
    after = declare(units=None, thresholds=None)
    assert after == before
    assert after.units.groups == before.units.groups
    assert list(after.units.groups.items()) == list(before.units.groups.items())


@pytest.mark.office
def test_saved_again_by_another_program_it_says_the_same(root, declare, tmp_path):
    before = declare(units=UNITS, thresholds=THRESHOLDS)
    place_form(root, "sample", tmp_path / BOOK)
    out = beside(root).parent / "sample"
    words = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx"]
    subprocess.run([*words, "--outdir", str(out), str(tmp_path / BOOK)], check=True, capture_output=True)
    assert declare(units=None, thresholds=None) == before


def test_a_place_without_units_gets_blank_rows_and_the_notes(root, declare):
    before = declare(units=None)
    place_form(root, "sample", None)
    book = load_workbook(beside(root))
    assert book.sheetnames == ["单位", "阈值", "说明"]
    assert [cell.value for cell in book["单位"][3]] == ["单位名称", "类别", "别名", "归并到", "不统计", "备注"]
    assert all(cell.value is None for row in book["单位"].iter_rows(min_row=4) for cell in row)
    assert load_catalog(root / "params").place("sample") == before


def test_it_can_be_filled_in_and_then_counts(root, declare):
    declare(units=None)
    place_form(root, "sample", None)
    book = load_workbook(beside(root))
    for column, text in enumerate(["甲镇", "乡镇", "甲", None, "是"], 1):
        book["单位"].cell(4, column).value = text
    limit = ["W-V2", 0.03, datetime.fromisoformat("2026-01-01"), "例", "例", "例", "部分"]
    for column, value in enumerate(limit, 1):
        book["阈值"].cell(4, column).value = value
    book.save(beside(root))
    place = load_catalog(root / "params").place("sample")
    assert place.units.model_dump() == {
        "groups": {"乡镇": ("甲镇",)}, "aliases": {"甲": "甲镇"}, "counts_as": {}, "exclude": ("甲镇",),
    }  # fmt: skip
    assert [(one.indicator, one.value, one.source.seen) for one in place.thresholds] == [("W-V2", 0.03, "part")]


def offered(book: Path) -> dict[str, tuple[str, str, bool]]:
    """Return what each column offers by sheet and heading: cells, formula, whether anything else is refused."""
    found = {}
    for sheet in load_workbook(book).worksheets:
        for rule in sheet.data_validations.dataValidation:
            column = next(iter(rule.sqref.ranges)).min_col
            offer = (str(rule.sqref), rule.formula1 or "", bool(rule.showErrorMessage))
            found[f"{sheet.title}/{sheet.cell(3, column).value}"] = offer
            assert rule.prompt
    return found


def test_cells_offer_what_may_be_written(root, declare):
    declare(units=UNITS)
    place_form(root, "sample", None)
    rules = offered(beside(root))
    assert rules["单位/类别"] == ("B4:B1003", '"乡镇,县级部门"', False)
    assert rules["单位/不统计"] == ("E4:E1003", '"是,否"', True)
    assert rules["阈值/见到程度"] == ("G4:G1003", '"原文,部分,凭记忆"', True)
    cells, formula, closed = rules["阈值/指标编号"]
    assert (cells, closed) == ("A4:A1003", True)
    sheet = load_workbook(beside(root))["说明"]
    name, _, span = formula.partition("!")
    assert name == "'说明'"
    listed = [cell.value for (cell,) in sheet[span.replace("$", "")]]
    assert listed == list(load_catalog(root / "params").rulesets["national-2019"].indicators)
    first = next(row for row in sheet.iter_rows(values_only=True) if row[0] == listed[0])
    assert first[1] == load_catalog(root / "params").rulesets["national-2019"].indicators[listed[0]].name


@pytest.mark.parametrize("choices", [("甲,乙",), ('甲"',), tuple(f"很长的类别{number:03d}" for number in range(40))])
def test_what_no_list_can_hold_is_not_offered_and_the_file_still_opens(choices):
    from openpyxl import Workbook  # noqa: PLC0415 - only here

    sheet = Workbook().active
    add_dropdowns(sheet, 1, ["类别"], {"类别": Dropdown(choices)})
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.formula1, rule.type) == (None, None)


def test_headings_stay_in_sight_and_columns_are_wide_enough(root, declare):
    declare(units=UNITS)
    place_form(root, "sample", None)
    book = load_workbook(beside(root))
    assert [book[name].freeze_panes for name in ("单位", "阈值")] == ["A4", "A4"]
    assert book["单位"].column_dimensions["A"].width > 15


def test_blank_columns_are_as_wide_as_what_will_be_written(root, declare):
    declare(units=None)
    place_form(root, "sample", None)
    sheet = load_workbook(beside(root))["阈值"]
    wide = {
        sheet.cell(3, column).value: sheet.column_dimensions[letter].width
        for column, letter in enumerate("ABCDEFGHI", 1)
    }
    assert max(wide, key=wide.get) == "原文"
    assert wide["依据"] > wide["生效日推定"]


def test_a_file_that_is_there_is_not_overwritten_unless_told(root, declare):
    declare()
    place_form(root, "sample", None)
    first = beside(root).read_bytes()
    beside(root).write_bytes(first + b" ")
    with pytest.raises(UserError, match=r"已经有这个文件.*--force") as raised:
        place_form(root, "sample", None)
    assert raised.value.where == f"params/places/sample.{BOOK}"
    assert beside(root).read_bytes() == first + b" "
    place_form(root, "sample", None, overwrite=True)
    assert beside(root).read_bytes() == first


def test_the_folder_form_is_kept_where_it_is(root, declare):
    declare()
    folder = beside(root).parent / "sample"
    place_form(root, "sample", folder / BOOK)
    told = place_form(root, "sample", None, overwrite=True)
    assert told[0].startswith(f"已写出 params/places/sample/{BOOK}：")
    assert not beside(root).exists()


@pytest.mark.parametrize(
    ("name", "found"), [("a.xls", "扩展名是 .xls"), ("a", "扩展名是 空的"), ("file/b.xlsx", "写不进去")]
)
def test_where_nothing_can_be_written_it_is_told(root, declare, tmp_path, name, found):
    declare()
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match=found):
        place_form(root, "sample", tmp_path / name)


def test_an_unknown_place_is_told(root):
    with pytest.raises(UserError, match="smaple"):
        place_form(root, "smaple", None)


def test_the_command_says_where_it_wrote_and_what_to_do(root, declare, monkeypatch):
    declare(units=UNITS, thresholds=THRESHOLDS)
    monkeypatch.chdir(root)
    ran = CliRunner().invoke(app, ["units", "--place", "sample"])
    assert ran.exit_code == 0, ran.output
    assert f"已写出 params/places/sample.{BOOK}：名录里的单位 5 个，本地阈值 4 个。" in ran.output
    assert "请把它们从 sample.yaml 里删去" in ran.output
    ran = CliRunner().invoke(app, ["units", "-p", "sample", "--out", "别处.xlsx"])
    assert f"存为 params/places/sample.{BOOK} 才会生效" in ran.output
    assert (root / "别处.xlsx").read_bytes() == beside(root).read_bytes()
    declare(units=None, thresholds=None)
    ran = CliRunner().invoke(app, ["units", "-p", "sample", "--force"])
    assert "删去" not in ran.output


def test_a_threshold_of_a_rule_that_is_gone_is_told_at_its_row(root, declare):
    declare(thresholds=THRESHOLDS)
    place_form(root, "sample", None)
    book = load_workbook(beside(root))
    book["阈值"]["A5"] = "W-V99"
    book["阈值"]["B7"] = 11
    book["阈值"]["B6"] = 3
    book.save(beside(root))
    with pytest.raises(DeclarationError) as raised:
        declare(thresholds=None)
    faults = {(fault.key, fault.found) for fault in raised.value.faults}
    assert faults == {
        ("阈值!A5", "没有指标“W-V99”（或不判这类对象、还是草案）"),
        ("阈值!B6", "W-V2 按百分比算，写的是 3"),
        ("阈值!B7", "W-V4.2 的本地阈值 11 比规则集 national-2019 的 10 宽"),
    }
    assert {fault.file for fault in raised.value.faults} == {f"params/places/sample.{BOOK}"}


def test_check_names_what_is_not_read(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "params", tmp_path / "params")
    shutil.copytree(ROOT / "exports" / "cangxi", tmp_path / "exports" / "cangxi")
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    place_form(tmp_path, "cangxi", None)
    path = tmp_path / "params" / "places" / f"cangxi.{BOOK}"
    before = CliRunner().invoke(app, ["check", "-p", "cangxi", "--period", "2024Q2"])
    assert "没有读" not in before.output
    book = load_workbook(path)
    book.create_sheet("草稿")["A1"] = "某某某"
    book["单位"]["G3"] = "联系人"
    book["单位"]["G4"] = "某某某"
    book.save(path)
    after = CliRunner().invoke(app, ["check", "-p", "cangxi", "--period", "2024Q2"])
    told = [line for line in after.output.splitlines() if line not in before.output.splitlines()]
    assert told == [f"params/places/cangxi.{BOOK}：工作表“草稿”没有读。",
                    f"params/places/cangxi.{BOOK}：单位!G3 的“联系人”这一列没有读。"]  # fmt: skip
