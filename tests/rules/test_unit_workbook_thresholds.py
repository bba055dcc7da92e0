"""A threshold changed in the workbook of units changes exactly the findings of its rule."""

from pathlib import Path

import pandas as pd
import pytest
import yaml
from openpyxl import Workbook, load_workbook

from govlib.catalog.place_files import load_places
from govlib.catalog.places import Place

SITES = """
| site_code | site_name | host_unit | status | has_services | home_is_navigation |
| 甲        | 甲网      | 县甲局    | 正常   | 是           | 否                 |
| 乙        | 乙网      | 县乙局    | 正常   | 否           | 否                 |
| 丙        | 丙网      | 县丙局    | 关停   | 是           | 否                 |
"""
COLUMNS = """
| × | site_code | column_kind | item_count |
| 5 | 甲        | 应更新      | 0          |
| 4 | 乙        | 应更新      | 0          |
| 9 | 丙        | 应更新      | 0          |
"""
PLACE = {
    "name": "例县",
    "level": "county",
    "rulesets": [{"since": "2019-04-18", "id": "national-2019"}],
    "periods": {
        "例": {
            "title": "例",
            "start": "2024-06-22",
            "end": "2024-06-22",
            "inspection_day": "2024-06-22",
            "websites": {"by": "indicators"},
            "accounts": {"by": "indicators"},
        }
    },
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a workbook with one threshold, beside its place's file."""
    (tmp_path / "例县.yaml").write_text(yaml.safe_dump(PLACE, allow_unicode=True), encoding="utf-8")
    made = Workbook()
    made.active.title = "阈值"
    made.active.append(["指标编号", "阈值", "起始日期", "原文", "依据", "条款", "见到程度"])
    made.active.append(["W-V4.3", 5, "2024-01-01", "例", "例政办〔2024〕1号", "第一条", "原文"])
    made.save(tmp_path / "例县.单位名录.xlsx")
    return tmp_path / "例县.单位名录.xlsx"


def load_place(book: Path) -> Place:
    faults = []
    place = load_places(book.parent, faults)["例县"]
    assert faults == []
    return place


def change(book: Path, **cells: object) -> Place:
    workbook = load_workbook(book)
    for address, value in cells.items():
        workbook["阈值"][address] = value
    workbook.save(book)
    return load_place(book)


def test_a_threshold_changed_in_the_workbook_changes_only_the_findings_of_its_rule(judge_tables, book):
    before = judge_tables(sites=SITES, columns=COLUMNS, place=load_place(book))
    after = judge_tables(sites=SITES, columns=COLUMNS, place=change(book, B2=4))
    touched = before["indicator"].eq("W-V4.3")
    assert before.loc[touched, "outcome"].tolist() == ["不合格", "合格", "不适用"]
    assert after.loc[touched, "outcome"].tolist() == ["不合格", "不合格", "不适用"]
    assert set(after.loc[touched, "act"]) == {"例政办〔2024〕1号 第一条"}
    pd.testing.assert_frame_equal(after.loc[~touched], before.loc[~touched])


@pytest.mark.parametrize(
    ("cells", "outcomes"),
    [
        ({"C2": "2024-06-23", "B2": 4}, ["不合格", "合格", "不适用"]),
        ({"C2": "2024年6月22日", "B2": 4}, ["不合格", "不合格", "不适用"]),
        ({"B2": None}, ["不合格", "合格", "不适用"]),
        ({"A2": "W-V4.2", "B2": 4}, ["不合格", "合格", "不适用"]),
    ],
)
def test_it_holds_from_its_day_for_its_rule_and_blank_not_at_all(judge_tables, book, cells, outcomes):
    findings = judge_tables("W-V4.3", sites=SITES, columns=COLUMNS, place=change(book, **cells))
    assert findings["outcome"].tolist() == outcomes
