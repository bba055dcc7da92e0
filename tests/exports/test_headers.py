"""Headers as offices lay them out: titles above, two levels, side by side, stacked, repeated."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govlib.catalog.headings import heading_forms
from govlib.exports.headers import read_headings
from govlib.exports.matching import Vocabulary

COUNTS = ["报送信息总数(条)", "审发信息总数(条)", "错情\n(处)"]


def test_titles_and_remarks_above_the_header_are_passed_over(read_rows, problems_of):
    intake = read_rows(
        [
            ["2024年第二季度政务公开监测情况统计表"],
            ["统计时间：2024年3月6日—6月22日", None, None, "单位：条"],
            [],
            [None, "单 位", "报送数（条）", "审 发 数", " 错情（处） "],
            [None, "县公安局", 5, 4, 1],
        ],
        merges=["A1:E1"],
    )
    assert problems_of(intake) == []
    assert intake.regions.loc[0, ["header_row", "first_column", "rows_read"]].tolist() == [4, "B", 1]
    row = intake.tables["publication"].iloc[0]
    assert row[["unit", "submitted_count", "published_count", "error_count"]].tolist() == ["县公安局", 5, 4, 1]


def test_a_header_of_two_levels_is_read_with_both(read_rows, problems_of):
    intake = read_rows(
        [
            ["单位", "信息", None, "质量", None],
            [None, "报送数", "审发数", "错情", "退回"],
            ["县公安局", 5, 4, 1, 0],
            ["县司法局", 6, 6, None, 2],
        ],
        merges=["A1:A2", "B1:C1", "D1:E1"],
    )
    assert problems_of(intake) == []
    table = intake.tables["publication"]
    assert table[["submitted_count", "published_count", "error_count", "returned_count"]].to_numpy().tolist() == [
        [5, 4, 1, 0],
        [6, 6, 0, 2],
    ]
    assert table["source_row"].tolist() == [3, 4]
    assert intake.regions.loc[0, "header_row"] == 2


def test_a_header_of_two_levels_may_be_known_only_by_both_together(read_rows):
    intake = read_rows(
        [
            ["信箱", "来信", None, None],
            [None, "类型", "件数", "来源"],
            ["县长信箱", "投诉", 3, "网站"],
        ],
        merges=["A1:A2", "B1:D1"],
    )
    assert intake.tables["letters"]["letter_count"].tolist() == [3]
    assert intake.regions.loc[0, "columns_unknown"] == "来信来源"


@pytest.mark.parametrize("gap", [[], [None]])
def test_the_same_table_twice_side_by_side_is_read_twice(read_rows, problems_of, gap):
    intake = read_rows(
        [
            ["乡  镇", *COUNTS, *gap, "县级部门", *COUNTS],
            ["陵江镇", 80, 65, None, *gap, "县发改局", 20, 16, 1],
            ["元坝镇", 117, 110, 2, *gap, "县经信局", 6, 6, None],
            [None, None, None, None, *gap, "县教育局", 105, 101, None],
        ]
    )
    assert problems_of(intake) == []
    table = intake.tables["publication"]
    assert table["unit"].tolist() == ["陵江镇", "元坝镇", "县发改局", "县经信局", "县教育局"]
    assert table["unit_group"].tolist() == ["乡镇", "乡镇", "县级部门", "县级部门", "县级部门"]
    assert table["error_count"].tolist() == [0, 2, 1, 0, 0]
    assert intake.regions["rows_in_file"].tolist() == [2, 3]


@pytest.mark.parametrize("gap", [[], [None]])
def test_a_half_under_an_undeclared_heading_of_units_is_read_and_said(read_rows, problems_of, gap):
    block = ["报送数", "审发数"]
    intake = read_rows(
        [
            ["单位", *block, *gap, "园区单位", *block, *gap, "部门", *block],
            ["东镇", 10, 5, *gap, "一园", 20, 6, *gap, "甲局", 30, 7],
        ]
    )
    table = intake.tables["publication"]
    assert table["unit"].tolist() == ["东镇", "一园", "甲局"]
    assert table["unit_group"].tolist() == ["单位", "园区单位", "部门"]
    assert table["submitted_count"].tolist() == [10, 20, 30]
    assert problems_of(intake) == [("heading_adopted", "提示", "E1" if gap else "D1")]


def test_a_half_that_cannot_be_read_is_an_error(read_rows, problems_of):
    block = ["报送数", "审发数"]
    intake = read_rows([["单位", *block, "同比", *block], ["东镇", 10, 5, "3%", 20, 6]])
    assert ("half_not_read", "错误", "E1") in problems_of(intake)
    assert "报送数、审发数" in intake.problems.set_index("code").loc["half_not_read", "message"]
    assert "同比" in intake.problems.set_index("code").loc["half_not_read", "message"]


@pytest.mark.parametrize("above", [1, 50])
def test_a_table_below_under_an_undeclared_heading_of_units_is_no_data(read_rows, problems_of, above):
    rows = [["序号", "乡镇", "报送数", "审发数"], *[[n, f"第{n}镇", 1, 1] for n in range(above)]]
    intake = read_rows([*rows, ["序号", "县直属单位", "报送数", "审发数"], [1, "甲局", 7, 3]])
    table = intake.tables["publication"]
    assert table["submitted_count"].tolist() == [*[1] * above, 7]
    assert table["unit_group"].tolist()[-2:] == ["乡镇", "县直属单位"]
    assert problems_of(intake) == [("heading_adopted", "提示", f"B{above + 2}")]


def test_a_table_below_that_lacks_its_units_is_refused_and_counted(read_rows, problems_of):
    intake = read_rows([["乡镇", "报送数", "审发数"], ["东镇", 1, 1], ["报送数", "审发数"], [7, 3]])
    assert intake.tables["publication"]["unit"].tolist() == ["东镇"]
    assert ("missing_column", "错误", 3) in problems_of(intake)
    assert intake.regions["rows_refused"].tolist() == [0, 1]


def test_a_second_line_of_headings_that_is_not_merged_is_no_data(read_rows, problems_of):
    intake = read_rows([["单位", "报送数", "审发数"], ["单位名称", "（条）", "（条）"], ["东镇", 1, 1]])
    assert problems_of(intake) == []
    assert intake.regions.loc[0, ["rows_read", "rows_header_repeated"]].tolist() == [1, 1]


def test_serial_numbers_mark_where_the_second_half_begins(read_rows, problems_of):
    intake = read_rows(
        [
            ["序号", "镇街", "审发数", "报送数", "序号", "部门", "审发数", "报送数"],
            [1, "陵江镇", 1, 2, 1, "县教育局", 3, 4],
        ]
    )
    assert problems_of(intake) == []
    assert intake.tables["publication"]["unit"].tolist() == ["陵江镇", "县教育局"]
    assert intake.regions["first_column"].tolist() == ["A", "E"]


@pytest.mark.parametrize("gap", [[], [None], [None, None]])
def test_two_different_tables_side_by_side_are_both_read(read_rows, problems_of, gap):
    intake = read_rows(
        [
            ["信箱", "来信类型", "件数", *gap, "项目", "数量"],
            ["县长信箱", "投诉", 3, *gap, "公开信息", 1743],
            ["县长信箱", "求助", 4, *gap, None, None],
        ]
    )
    assert problems_of(intake) == []
    assert intake.tables["letters"]["letter_count"].tolist() == [3, 4]
    assert intake.tables["totals"]["amount"].tolist() == [1743]


def test_stacked_tables_each_begin_at_their_own_header(read_rows):
    intake = read_rows(
        [
            ["信箱办理"],
            ["信箱", "来信类型", "件数"],
            ["县长信箱", "投诉", 3],
            ["县长信箱", "求助", 4],
            [],
            ["发布量"],
            ["项目", "数量"],
            ["公开信息", 1743],
            [],
            ["问题类型"],
        ]
    )
    assert intake.tables["letters"]["source_row"].tolist() == [3, 4]
    assert intake.tables["totals"]["source_row"].tolist() == [8]
    assert intake.regions["header_row"].tolist() == [2, 7]
    assert intake.regions["rows_note"].tolist() == [1, 0]


def test_a_header_that_stands_again_amid_the_data_is_no_row(read_rows, problems_of):
    header = ["项目", "数量"]
    rows = [header, *[[f"项目{number}", number] for number in range(60)], header, ["末项", 61]]
    intake = read_rows(rows)
    assert problems_of(intake) == []
    assert intake.regions.loc[0, ["rows_in_file", "rows_read", "rows_header_repeated"]].tolist() == [62, 61, 1]
    assert intake.tables["totals"]["source_row"].tolist()[-1] == 63


def test_a_second_table_below_many_rows_is_found(read_rows, problems_of):
    rows = [
        ["项目", "数量"],
        *[[f"项目{number}", number] for number in range(100)],
        [],
        ["信箱", "类型", "件数"],
        ["县长信箱", "投诉", 1],
    ]
    intake = read_rows(rows)
    assert problems_of(intake) == []
    assert intake.regions["table"].tolist() == ["totals", "letters"]
    assert intake.tables["letters"]["source_row"].tolist() == [104]


def test_values_that_look_like_headings_stay_values(read_rows, problems_of):
    intake = read_rows(
        [
            ["单位或栏目", "对象", "期内发布数"],
            ["县公安局", "单位", 0],
            ["要闻", "栏目", 3],
            ["类型", "栏目", 3],
        ]
    )
    assert problems_of(intake) == []
    assert intake.tables["object_publication"]["object"].tolist() == ["县公安局", "要闻", "类型"]


def test_of_two_headings_for_one_column_the_synonym_declared_first_wins(read_rows, problems_of):
    intake = read_rows([["任务", "单位", "责任单位", "完成情况"], ["转发", "甲", "县公安局", "完成"]])
    assert intake.tables["tasks"]["unit"].tolist() == ["县公安局"]
    assert problems_of(intake) == [("unknown_column", "提示", "B1")]


def test_a_vendors_shape_is_named(read_rows):
    intake = read_rows(
        [
            ["序号", "网站标识码", "栏目名称", "栏目类别", "网址", "监测时间", "最后更新时间", "未更新天数", "快照"],
            [1, "5108240001", "要闻", "动态要闻", "http://a.gov.cn/", "2024-06-22", "2024-06-01", 21, "图"],
        ]
    )
    assert intake.regions.loc[0, "vendor"] == "开普云"
    assert intake.tables["columns"]["last_update_date"].astype(str).tolist() == ["2024-06-01"]


def _dress(draw: st.DrawFn, heading: str) -> str:
    """Return a heading as another office might write it."""
    pieces = []
    for sign in heading:
        pieces.append(draw(st.sampled_from(["", "", "", " ", "　", "\n", "\u200b"])))
        wide = chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign
        pieces.append(draw(st.sampled_from([sign, wide, sign.upper(), sign.lower()])))
    unit = draw(st.sampled_from(["", "(条)", "（个）", "【必填】", "：", " (%)", "*"]))
    return "".join(pieces) + unit


@st.composite
def dressed_headings(draw: st.DrawFn, headings: list[str]) -> tuple[str, str]:
    heading = draw(st.sampled_from(headings))
    return heading, _dress(draw, heading)


def test_any_dress_of_a_heading_is_still_known(declared):
    tables, personal = declared
    vocabulary = Vocabulary(tables, personal)
    places = [
        (name, key, heading)
        for name, table in tables.items()
        for key, column in table.columns.items()
        for heading in column.headings
    ]

    @settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def check(data: st.DataObject) -> None:
        name, key, heading = data.draw(st.sampled_from(places))
        dressed = data.draw(st.composite(_dress)(heading))
        match = vocabulary.match(read_headings([[dressed]]), name)
        assert list(match.columns) == [key], (heading, dressed)

    check()


def test_the_forms_of_a_heading_go_from_literal_to_bare():
    assert heading_forms(" 错情\n（处） ：") == ("错情(处)", "错情处", "错情")
    assert heading_forms("ＵＲＬ") == ("url",)
    assert heading_forms("（）") == ()
    assert unicodedata.normalize("NFKC", "（") == "("


def test_a_table_that_begins_lower_beside_another_is_read(read_rows, problems_of):
    intake = read_rows(
        [
            ["项目", "数量", None, "信箱办理"],
            ["公开信息", 1743, None, "信箱", "来信类型", "件数"],
            ["留言", 20, None, "县长信箱", "投诉", 3],
            ["互动", 7, None, "县长信箱", "求助", 4],
        ]
    )
    assert problems_of(intake) == []
    assert intake.tables["totals"]["amount"].tolist() == [1743, 20, 7]
    assert intake.tables["letters"]["letter_count"].tolist() == [3, 4]


def test_cells_without_a_heading_are_said_once_a_column(read_rows, problems_of):
    intake = read_rows(
        [
            ["项目", None, "数量"],
            ["公开信息", "甲", 1743],
            ["留言", "乙", 20, None, "旁注"],
            ["互动", None, 7],
        ]
    )
    assert problems_of(intake) == [("unknown_column", "提示", "B2"), ("unknown_column", "提示", "E3")]
    assert set(intake.problems["column"]) == {"（没有标题）"}
    assert "甲" not in intake.problems.to_csv()
    assert intake.tables["totals"]["amount"].tolist() == [1743, 20, 7]


def test_an_unknown_column_behind_a_gap_is_named(read_rows, problems_of):
    intake = read_rows([["项目", "数量", None, "旁注"], ["公开信息", 1743, None, "甲"]])
    assert problems_of(intake) == [("unknown_column", "提示", "D2")]
    assert intake.problems["column"].tolist() == ["旁注"]
