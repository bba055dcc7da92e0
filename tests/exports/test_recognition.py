"""Which table a sheet is: known, unknown, like two, or what a person says."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from govlib.catalog.tables import PersonalDeclaration, SheetHint, TableDeclaration
from govlib.errors import UserError
from govlib.exports import read_exports


def table(code: str, first: str, second: str) -> TableDeclaration:
    return TableDeclaration.model_validate(
        {
            "code": code,
            "name": f"表{code}",
            "row": "一行",
            "key": ["one"],
            "recognised_by": [["one", "two"]],
            "columns": {
                "one": {"headings": [first], "type": "text", "required": True},
                "two": {"headings": [second], "type": "text"},
            },
        }
    )


NOBODY = PersonalDeclaration(headings=())
WINDOW = (date(2024, 1, 1), date(2024, 6, 30))


@pytest.fixture
def twins() -> dict[str, TableDeclaration]:
    return {"left": table("T1", "名称", "结果"), "right": table("T2", "名称", "结果")}


def test_a_sheet_like_two_tables_is_not_guessed(write_xlsx, tmp_path, twins, problems_of):
    write_xlsx([["名称", "结果"], ["甲", "好"]])
    intake = read_exports(tmp_path / "exports", twins, NOBODY, WINDOW)
    assert problems_of(intake) == [("ambiguous_sheet", "错误", 1)]
    assert "表T1（left）、表T2（right）" in intake.problems.loc[0, "message"]
    assert "sheets" in intake.problems.loc[0, "message"]
    assert intake.tables == {}


@pytest.mark.parametrize(
    "hint", [{"file": "导出.xlsx", "sheet": "表"}, {"file": "*.xlsx"}, {"file": "导出.*", "sheet": ""}]
)
def test_a_hint_decides(write_xlsx, tmp_path, twins, problems_of, hint):
    write_xlsx([["名称", "结果"], ["甲", "好"]])
    intake = read_exports(tmp_path / "exports", twins, NOBODY, WINDOW, [SheetHint(table="right", **hint)])
    assert problems_of(intake) == []
    assert list(intake.tables) == ["right"]


def test_a_hint_for_another_sheet_decides_nothing(write_xlsx, tmp_path, twins):
    write_xlsx([["名称", "结果"], ["甲", "好"]])
    hints = [SheetHint(file="别的.xlsx", table="right"), SheetHint(file="导出.xlsx", sheet="别的", table="right")]
    intake = read_exports(tmp_path / "exports", twins, NOBODY, WINDOW, hints)
    codes = sorted(intake.problems[["code", "severity"]].to_numpy().tolist())
    assert codes == [["ambiguous_sheet", "错误"], ["hint_unused", "警告"], ["hint_unused", "警告"]]


def test_a_hint_reads_even_what_its_headings_do_not_show(write_xlsx, tmp_path, twins, problems_of):
    write_xlsx([["随便什么标题"], ["名称", "备用"], ["甲", "好"]])
    intake = read_exports(tmp_path / "exports", twins, NOBODY, WINDOW, [SheetHint(file="导出.xlsx", table="right")])
    assert problems_of(intake) == [("unknown_column", "提示", "B2")]
    assert intake.tables["right"]["one"].tolist() == ["甲"]


def test_a_hint_for_no_table_is_said_before_anything_is_read(tmp_path, twins):
    with pytest.raises(UserError, match="指定的表“wrong”没有声明"):
        read_exports(tmp_path, twins, NOBODY, WINDOW, [SheetHint(file="*", table="wrong")])


def test_the_table_that_explains_most_headings_wins(read_rows):
    intake = read_rows([["名称", "类型", "责任单位", "存在问题"], ["市水利局网站", "网站", "市水利局", "栏目未更新"]])
    assert list(intake.tables) == ["check_results"]


def test_an_unknown_sheet_says_what_it_is_nearest_to(read_rows, problems_of):
    intake = read_rows([["信箱名称", "件数", "说法"], ["县长信箱", 3, "好"]])
    assert problems_of(intake) == [("unrecognised_sheet", "错误", 1)]
    assert "最接近“信箱办理统计”（letters），缺少标题 类型" in intake.problems.loc[0, "message"]


def test_an_unknown_sheet_with_no_known_heading_says_so(read_rows, problems_of):
    intake = read_rows([["天气", "温度"], ["晴", 3]])
    assert problems_of(intake) == [("unrecognised_sheet", "错误", None)]


def test_a_sheet_of_mere_text_is_only_mentioned(read_rows, problems_of):
    intake = read_rows([["填写说明"], ["一、本表由各单位填写，逐级审核后报送。"], ["二、日期写成年月日。"]])
    assert problems_of(intake) == [("unrecognised_sheet", "提示", None)]


def test_one_known_heading_amid_unknown_ones_is_no_table(read_rows, problems_of):
    intake = read_rows([["栏目名称", "问题类型", "周期时间", "修改时间"], ["要闻", "空白", "每周", "昨天"]])
    assert [code for code, *_ in problems_of(intake)] == ["unrecognised_sheet"]


def test_empty_and_hidden_sheets_are_mentioned(write_xlsx, read):
    path = write_xlsx(
        {"汇总": [["项目", "数量"], ["公开信息", 3]], "空表": [], "隐藏": [["项目", "数量"], ["留言", 4]]}
    )
    workbook = openpyxl.load_workbook(path)
    workbook["隐藏"].sheet_state = "hidden"
    workbook["汇总"].row_dimensions[2].hidden = True
    workbook.save(path)
    intake = read()
    problems = intake.problems[["code", "sheet", "severity"]].to_numpy().tolist()
    assert problems == [
        ["hidden_sheet", "汇总", "提示"],
        ["empty_sheet", "空表", "提示"],
        ["hidden_sheet", "隐藏", "提示"],
    ]
    assert "有 1 行是隐藏的" in intake.problems.loc[0, "message"]
    assert intake.tables["totals"]["amount"].tolist() == [3, 4]


def test_a_header_without_rows_delivers_an_empty_table_with_a_warning(read_rows, problems_of):
    intake = read_rows([["项目", "数量"]])
    assert problems_of(intake) == [("empty_sheet", "警告", 1)]
    assert len(intake.tables["totals"]) == 0
    assert intake.tables["totals"].dtypes["amount"] == "Int64"
