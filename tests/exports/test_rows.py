"""Rows that are no data: totals, footnotes, numbering, blanks; and data cells merged downward."""

from __future__ import annotations

import pytest

HEADER = ["单位", "报送数", "审发数", "错情"]
DATA = [["县公安局", 5, 4, 1], ["县司法局", 6, 6, None]]


@pytest.mark.parametrize(
    "total",
    [
        "合计",
        "总计",
        "小 计",
        "合　计：",
        "共计",
        "乡镇小计",
        "全县合计",
        "县级部门合计",
        "总 计/合计",
        "小计（乡镇）",
        "乡镇（30个）合计",
        "乡镇合计（30个）",
        "（合计）",
        "平均",
    ],
)
def test_a_total_row_is_counted_but_not_read(read_rows, problems_of, total):
    intake = read_rows([HEADER, *DATA, [total, 11, 10, 1]])
    assert problems_of(intake) == []
    assert intake.tables["publication"]["unit"].tolist() == ["县公安局", "县司法局"]
    assert intake.regions.loc[0, ["rows_in_file", "rows_read", "rows_total"]].tolist() == [3, 2, 1]


def test_a_total_may_stand_in_the_column_of_serial_numbers(read_rows):
    intake = read_rows([["序号", *HEADER], [1, *DATA[0]], [2, *DATA[1]], ["合计", None, 11, 10, 1]], merges=["A4:B4"])
    assert intake.regions.loc[0, ["rows_in_file", "rows_read", "rows_total"]].tolist() == [3, 2, 1]


@pytest.mark.parametrize("total", ["合计", "小计（乡镇）", "乡镇(2个)合计", "平均值"])
def test_a_total_row_may_have_a_serial_number(read_rows, total):
    intake = read_rows([["序号", *HEADER], [1, "东镇", 10, 5, 0], [2, "西镇", 10, 5, 0], [3, total, 20, 10, 0]])
    assert intake.tables["publication"]["submitted_count"].sum() == 20
    assert intake.regions.loc[0, ["rows_in_file", "rows_read", "rows_total"]].tolist() == [3, 2, 1]


@pytest.mark.parametrize(
    "note",
    [["一", "乡镇"], ["备注", "以门户网站为准"], ["备注：以门户网站为准"], ["以上数据由各单位报送"], ["二、", "部门"]],
)
def test_what_stands_in_the_column_of_serial_numbers_is_counted(read_rows, problems_of, note):
    intake = read_rows([["序号", *HEADER], [1, *DATA[0]], note, [2, *DATA[1]]])
    assert problems_of(intake) == []
    assert intake.tables["publication"]["unit"].tolist() == ["县公安局", "县司法局"]
    assert intake.regions.loc[0, ["rows_in_file", "rows_note"]].tolist() == [3, 1]


def test_a_total_that_is_not_the_sum_of_its_rows_is_said_with_both_numbers(read_rows, problems_of):
    intake = read_rows([["序号", *HEADER], [1, "东镇", 10, 5, 0], [2, "西镇", 10, None, 0], [3, "合计", 21, 7, 0]])
    assert problems_of(intake) == [("total_differs", "警告", "C4")]
    assert intake.problems.loc[0, ["column", "value", "expected"]].tolist() == ["报送数", "21", "各行之和 20"]


def test_a_subtotal_is_not_compared(read_rows, problems_of):
    intake = read_rows([HEADER, ["东镇", 10, 5, 0], ["小计", 99, 5, 0], ["西镇", 10, 5, 0], ["合计", 20, 10, 0]])
    assert problems_of(intake) == []


def test_rows_numbered_in_chinese_are_data(read_rows):
    intake = read_rows([["序号", *HEADER], ["一", *DATA[0]], ["二", *DATA[1]]])
    assert intake.regions.loc[0, ["rows_in_file", "rows_read"]].tolist() == [2, 2]


def test_a_unit_or_an_item_that_only_contains_the_word_is_data(read_rows):
    intake = read_rows(
        [HEADER, ["县会计核算中心", 5, 4, 1], ["县审计局合计划股室管理办公室", 6, 6, 0], ["县统计局", 1, 1, 0]]
    )
    assert len(intake.tables["publication"]) == 3
    intake = read_rows([["项目", "数量"], ["公开信息合计", 7], ["合计", 7]])
    assert intake.tables["totals"]["item"].tolist() == ["公开信息合计"]


@pytest.mark.parametrize(
    "note",
    [
        ["备注:1.政务公开数据来自县人民政府门户网站;2.监测情况作为年度目标考核依据。"],
        ["注：本表不含涉密信息"],
        ["注1：空白为零"],
        ["说 明：数据截至6月22日"],
        ["填表人：张三", None, "审核人：李四"],
        ["填报单位：县政府办", "填报日期：2024年6月22日", None, "联系电话：0839-5221234"],
        ["截至2024年6月22日"],
        ["（注：数据来自门户网站）"],
        ["以上数据由各单位自行报送并对真实性负责"],
    ],
)
def test_a_footnote_is_counted_but_neither_read_nor_stored(read_rows, problems_of, note):
    intake = read_rows([HEADER, *DATA, [], note])
    assert problems_of(intake) == []
    assert len(intake.tables["publication"]) == 2
    assert intake.regions.loc[0, ["rows_in_file", "rows_note"]].tolist() == [3, 1]
    everything = "".join(table.to_csv() for table in [intake.problems, intake.regions, intake.tables["publication"]])
    for text in note:
        assert text is None or text not in everything


def test_a_title_merged_across_the_middle_of_a_table_is_a_note(read_rows, problems_of):
    intake = read_rows([HEADER, ["一、公安"], DATA[0], ["二、司法"], DATA[1]], merges=["A2:D2", "A4:D4"])
    assert problems_of(intake) == []
    assert intake.regions.loc[0, ["rows_read", "rows_note"]].tolist() == [2, 2]


def test_a_row_that_numbers_the_columns_is_a_note(read_rows, problems_of):
    intake = read_rows([HEADER, ["甲", 1, 2, 3], *DATA])
    assert problems_of(intake) == []
    assert intake.regions.loc[0, ["rows_read", "rows_note"]].tolist() == [2, 1]


def test_a_row_with_one_cell_that_is_all_it_needs_is_data(read_rows, problems_of):
    finding = "未公开2020年重大决策事项目录且未说明原因"
    intake = read_rows([["检查发现", "责任单位"], ["未更新", "县公安局"], [finding, None]])
    assert problems_of(intake) == []
    assert intake.tables["checklist"]["finding"].tolist() == ["未更新", finding]


def test_a_short_single_cell_that_lacks_a_required_one_is_refused_not_dropped(read_rows, problems_of):
    intake = read_rows([["任务", "单位", "完成情况"], ["转发", "县公安局", "完成"], ["信息报送", None, None]])
    assert problems_of(intake) == [("blank_required", "错误", "B3")]
    assert intake.regions.loc[0, ["rows_read", "rows_refused", "rows_note"]].tolist() == [1, 1, 0]


def test_rows_with_only_a_serial_number_are_no_rows(read_rows, problems_of):
    intake = read_rows([["序号", *HEADER], [1, *DATA[0]], [2, *DATA[1]], [3], [4]])
    assert problems_of(intake) == []
    assert intake.regions.loc[0, "rows_in_file"] == 2


def test_data_cells_merged_downward_count_for_every_row(read_rows, problems_of):
    intake = read_rows(
        [
            ["类别", "检查发现", "责任单位"],
            ["用权公开", "未编写目录", "县司法局"],
            [None, "未公开清单", "县财政局"],
            [None, "未更新权力清单", None],
            ["决策公开", "未公开目录", "县政府办公室"],
        ],
        merges=["A2:A4", "C3:C4"],
    )
    assert problems_of(intake) == []
    table = intake.tables["checklist"]
    assert table["category"].tolist() == ["用权公开", "用权公开", "用权公开", "决策公开"]
    assert table["units"].tolist() == ["县司法局", "县财政局", "县财政局", "县政府办公室"]


def test_blank_rows_and_columns_around_and_inside_change_nothing(read_rows, problems_of):
    rows = [
        [],
        [],
        [None, None, *HEADER],
        [None, None, *DATA[0]],
        [None] * 7,
        [" ", "\u200b"],
        [None, None, *DATA[1], None],
    ]
    intake = read_rows(rows)
    assert problems_of(intake) == []
    assert intake.tables["publication"]["source_row"].tolist() == [4, 7]
    assert intake.regions.loc[0, ["header_row", "first_column"]].tolist() == [3, "C"]
