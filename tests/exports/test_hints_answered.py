"""A hint that no sheet answers to, and tables that one website's platform exports without its code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from govlib.catalog.tables import SheetHint, load_tables
from govlib.exports import read_exports

PARAMS = Path(__file__).resolve().parents[2] / "params" / "exports"
WINDOW = (date(2026, 7, 1), date(2026, 9, 25))


@pytest.fixture
def folder(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["序号", "栏目名称", "栏目类别", "网址", "监测时间", "最后更新时间", "未更新天数"])
    sheet.append([1, "政务要闻", "动态要闻", "http://a.example/1", "2026-09-25", "2026-09-20", 5])
    sheet.append([2, "通知公告", "通知公告", "http://a.example/2", "2026-09-25", "2026-01-20", 248])
    book.save(tmp_path / "栏目更新.xlsx")
    return tmp_path


def read(folder, *hints):
    tables, personal = load_tables(PARAMS, [])
    return read_exports(folder, tables, personal, WINDOW, hints)


def test_a_hint_for_a_missing_sheet_is_told(folder):
    intake = read(
        folder, SheetHint(file="栏目.xlsx", table="columns"), SheetHint(file="栏目更新.xlsx", table="columns")
    )
    told = intake.problems.loc[intake.problems["code"].eq("hint_unused")]
    assert told[["file", "severity"]].to_numpy().tolist() == [["栏目.xlsx", "警告"]]
    assert "sheets" in told["message"].iloc[0]


def test_columns_without_a_site_code_are_read(folder):
    intake = read(folder)
    assert intake.tables["columns"]["column_name"].tolist() == ["政务要闻", "通知公告"]
    assert intake.tables["columns"]["site_code"].isna().all()
    assert not intake.problems["severity"].eq("错误").any()
