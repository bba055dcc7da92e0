"""What becomes of values: numbers stay numbers, codes stay codes, outside text stays text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from govlib.bulletin.annexes import Annex, write_annexes
from govlib.bulletin.sheet_names import name_sheet
from govlib.documents.sheet_cells import clean_text, make_cell, number_format, stored_text

Make, Write = Callable[..., Annex], Callable[..., Workbook]


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+86", "-", "@SUM(1)", "=1+1", "-1.5%"])
def test_text_that_starts_like_a_formula_is_written_as_quoted_text(make_annex: Make, written: Write, text: str) -> None:
    cell = written(make_annex(["标题", "数"], [[text, 1]])).worksheets[1]["A7"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("text", ["#N/A", "001", "5108240001", "2024-02-39", "TRUE", "１２"])
def test_text_that_looks_like_something_else_stays_text(make_annex: Make, written: Write, text: str) -> None:
    cell = written(make_annex(["标题"], [[text]])).worksheets[1]["A7"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_numbers_are_numbers_with_equally_many_decimals_a_column(make_annex: Make, written: Write) -> None:
    sheet = written(make_annex(["得分", "条数"], [[98.5, 3], [100.0, 12], [87.25, 7]])).worksheets[1]
    assert [(sheet.cell(row, 1).value, sheet.cell(row, 1).number_format) for row in (7, 8, 9)] == [
        (98.5, "0.00"),
        (100, "0.00"),
        (87.25, "0.00"),
    ]
    assert [sheet.cell(row, 2).number_format for row in (7, 8, 9)] == ["0", "0", "0"]


def test_nullable_columns_keep_their_values_and_leave_the_missing_ones_blank(written: Write) -> None:
    table = pd.DataFrame(
        {
            "条数": pd.array([1, None], dtype="Int64"),
            "率": pd.array([None, 0.5], dtype="Float64"),
            "公开": pd.array([True, None], dtype="boolean"),
            "日期": pd.to_datetime(pd.Series(["2024-06-05", None])).astype("datetime64[us]"),
            "单位": pd.array(["陵江镇", None], dtype="string"),
        }
    )
    annex = Annex("表", "范围", "来源", "个", (), table, number_formats={"率": "0.0%"})
    sheet = written(annex).worksheets[1]
    assert [cell.value for cell in sheet[7]][:5] == [1, None, "是", dt.datetime(2024, 6, 5), "陵江镇"]  # noqa: DTZ001 # a spreadsheet's dates have no zone
    assert [cell.value for cell in sheet[8]][:5] == [None, 0.5, None, None, None]
    assert sheet["B8"].number_format == "0.0%"


def test_control_characters_are_replaced_where_they_stood_and_counted_below(make_annex: Make, written: Write) -> None:
    sheet = written(make_annex(["标题"], [["通\x00知\x0b"], ["\u202e倒写"], ["好"]])).worksheets[1]
    assert [sheet.cell(row, 1).value for row in (7, 8, 9)] == ["通□知□", "□倒写", "好"]
    assert sheet["A10"].value == "说明：有2个单元格的原文含不能显示的控制字符，已用“□”标出。"


def test_text_beyond_the_limit_of_a_cell_is_cut_visibly_and_named_below(make_annex: Make, written: Write) -> None:
    sheet = written(make_annex(["正文"], [["短"], ["字" * 40_000]])).worksheets[1]
    text = sheet["A8"].value
    assert len(text) == 32_767
    assert text.endswith("……（原文40000字，超过单元格上限，此处截断）")
    assert sheet["A9"].value == "说明：第8行“正文”原文超过单元格上限，已截断并在文末注明。"
    assert sheet["A10"].value == "说明：第8行文字较多，行高已到上限，打印不能全部显示，全文请在表格中查看。"
    assert (sheet.row_dimensions[8].height, sheet["A8"].alignment.vertical) == (409, "top")


def test_text_of_exactly_the_limit_is_kept_whole() -> None:
    assert clean_text("字" * 32_767) == ("字" * 32_767, 0, False)
    assert clean_text("字" * 32_768).cut
    # two UTF-16 units each: 16,384 are one unit too many
    assert clean_text("𠮷" * 16_384).cut


def test_an_escape_written_in_a_text_is_not_read_as_a_letter(make_annex: Make, written: Write) -> None:
    sheet = written(make_annex(["标题"], [["_x0041_"]])).worksheets[1]
    assert sheet["A7"].value == "_x005F_x0041_"


@pytest.mark.parametrize(
    ("value", "written_value", "kind"),
    [
        (True, "是", "text"),
        (510824000000000001, "510824000000000001", "text"),
        (Decimal("1.50"), 1.5, "number"),
        (float("inf"), "inf", "text"),
        (float("nan"), None, "blank"),
        ("", None, "blank"),
        (pd.NaT, None, "blank"),
        (dt.date(1890, 1, 1), "1890-01-01", "text"),
        (pd.Timestamp("2024-06-05 08:30"), pd.Timestamp("2024-06-05 08:30").to_pydatetime(), "date"),
    ],
)
def test_a_value_becomes_what_a_spreadsheet_can_hold(value: object, written_value: object, kind: str) -> None:
    cell = make_cell(value)
    assert (cell.value, cell.kind) == (written_value, kind)


def test_decimals_shown_are_as_many_as_needed_and_at_most_four() -> None:
    assert number_format([make_cell(value) for value in (1.0, 2.0)]) == "0"
    assert number_format([make_cell(value) for value in (0.1 + 0.2, 1)]) == "0.0"
    assert number_format([make_cell(1 / 3)]) == "0.0000"


@pytest.mark.parametrize(
    ("wish", "taken", "name"),
    [
        ("附件1 表", set(), "附件1 表"),
        ("附件1 a/b:c*[d]?\\'", set(), "附件1 a／b：c＊［d］？＼’"),
        ("表", {"表"}, "表（2）"),
        ("Table", {"TABLE", "table（2）"}, "Table（3）"),
        ("字" * 31, set(), "字" * 31),
        ("字" * 32, set(), "字" * 30 + "…"),
        ("字" * 32, {"字" * 30 + "…"}, "字" * 27 + "…（2）"),
        ("𠮷" * 16, set(), "𠮷" * 15 + "…"),
        ("History", set(), "History（2）"),
        ("\x00", set(), "□"),
    ],
)
def test_a_sheet_has_a_name_that_spreadsheets_allow(wish: str, taken: set[str], name: str) -> None:
    assert name_sheet(wish, taken) == name


VALUES = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.text(alphabet=" \t\r\n\x0b\u3000\u200b_x0A41=", max_size=6),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(allow_nan=False),
    st.dates(),
    st.datetimes(),
)


@settings(deadline=None, max_examples=50)
@given(rows=st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=6))
def test_whatever_a_table_holds_every_cell_is_read_back(
    rows: list[tuple[object, object]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    table = pd.DataFrame(rows, columns=["甲", "乙"], dtype="object")
    path = tmp_path_factory.mktemp("any") / "annexes.xlsx"
    write_annexes(path, [Annex("表", "范围", "来源", "个", (), table)], "苍溪县", "2024年第二季度")
    sheet = openpyxl.load_workbook(path).worksheets[1]
    for number, row in enumerate(rows, 7):
        for column, value in enumerate(row, 1):
            cell = make_cell(value)
            held = sheet.cell(number, column).value
            if cell.kind == "number":
                assert held == pytest.approx(cell.value)
            elif cell.kind == "text":
                assert held == stored_text(str(cell.value))
            else:
                assert (held is None) == (cell.value is None)
