"""Where every part of an annex stands, worked out by hand for small tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from govlib.bulletin.annexes import Annex, write_annexes
from govlib.documents import writing
from govlib.errors import PlaceFailedError

Make, Write = Callable[..., Annex], Callable[..., Workbook]


def column_a(sheet: Worksheet) -> list[object]:
    return [cell.value for cell in sheet["A"]]


def test_title_scope_source_unit_headings_rows_total_and_notes_stand_in_this_order(
    make_annex: Make, written: Write
) -> None:
    annex = make_annex(
        ["单位", "条数"],
        [["陵江镇", 80], ["元坝镇", 117], ["合计", 197]],
        total_row=True,
        notes=("数据来自门户网站", "作为考核依据"),
    )
    sheet = written(annex)["附件1 政务公开监测情况统计表"]
    assert column_a(sheet) == [
        "附件1",
        "政务公开监测情况统计表",
        "统计范围：全县31个乡镇、33个县级部门",
        "数据来源：县人民政府门户网站",
        "计量单位：条",
        "单位",
        "陵江镇",
        "元坝镇",
        "合计",
        "备注：1.数据来自门户网站",
        "　　　2.作为考核依据",
    ]
    assert [sheet.cell(row, 2).value for row in range(6, 10)] == ["条数", 80, 117, 197]
    assert sheet["C1"].value == "返回目录"


def test_lines_are_merged_headings_frozen_filtered_without_the_total_and_repeated_on_paper(
    make_annex: Make, written: Write
) -> None:
    annex = make_annex(["单位", "条数"], [["陵江镇", 80], ["合计", 80]], total_row=True, notes=("无",))
    sheet = written(annex).worksheets[1]
    merged = sorted(str(area) for area in sheet.merged_cells.ranges)
    assert merged == ["A1:B1", "A2:B2", "A3:B3", "A4:B4", "A5:B5", "A9:B9"]
    assert sheet.freeze_panes == "A7"
    assert sheet.auto_filter.ref == "A6:B7"
    assert sheet.print_title_rows == "$6:$6"
    assert sheet.print_area.endswith("!$A$1:$B$9")


def test_styles_of_title_headings_body_and_total_are_those_of_an_official_table(
    make_annex: Make, written: Write
) -> None:
    sheet = written(
        make_annex(["单位", "条数", "日期"], [["陵江镇", 80, dt.date(2024, 6, 5)], ["合计", 80, None]], total_row=True)
    ).worksheets[1]
    assert (sheet["A2"].font.name, sheet["A2"].font.sz, sheet["A2"].alignment.horizontal) == (
        "方正小标宋简体",
        18,
        "center",
    )
    heading = sheet["B6"]
    assert heading.font.b
    assert heading.alignment.wrap_text
    assert heading.fill.fill_type == "solid"
    assert heading.border.left.style == "thin"
    text, number, date = sheet["A7"], sheet["B7"], sheet["C7"]
    assert (text.alignment.horizontal, text.alignment.wrap_text) == ("left", True)
    assert number.alignment.horizontal == "right"
    assert (date.value, date.number_format) == (dt.datetime(2024, 6, 5), "yyyy-mm-dd")  # noqa: DTZ001 # a spreadsheet's dates have no zone
    assert [cell.border.bottom.style for cell in (text, number, date)] == ["thin"] * 3
    assert sheet["A8"].font.b
    assert not sheet["A7"].font.b


@pytest.mark.parametrize(("wide", "orientation"), [(False, "portrait"), (True, "landscape")])
def test_paper_is_a4_one_page_wide_with_page_numbers_below(
    make_annex: Make, written: Write, wide: bool, orientation: str
) -> None:
    sheet = written(make_annex(["单位"], [["陵江镇"]], wide=wide)).worksheets[1]
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToWidth, setup.fitToHeight) == (9, orientation, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_options.horizontalCentered
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet.oddHeader.left.text == "苍溪县　2024年第二季度"
    assert sheet.oddHeader.right.text == "附件1　政务公开监测情况统计表"


def test_an_ampersand_of_the_title_prints_as_one(make_annex: Make, written: Write) -> None:
    sheet = written(make_annex(["单位"], [["陵江镇"]], title="A&P账号表")).worksheets[1]
    assert sheet.oddHeader.right.text == "附件1　A&&P账号表"


def test_the_index_lists_every_annex_with_its_rows_and_leads_to_its_sheet(make_annex: Make, written: Write) -> None:
    workbook = written(
        make_annex(["单位", "条数"], [["陵江镇", 1], ["元坝镇", 2], ["合计", 3]], total_row=True),
        make_annex(["单位"], [], title="关停账号清单"),
    )
    assert workbook.sheetnames == ["目录", "附件1 政务公开监测情况统计表", "附件2 关停账号清单"]
    index = workbook["目录"]
    assert [[cell.value for cell in row] for row in index.iter_rows(min_row=1, max_row=5)] == [
        ["附件目录", None, None, None, None],
        ["苍溪县　2024年第二季度", None, None, None, None],
        ["附件", "名称", "计量单位", "数据行数", "说明"],
        ["附件1", "政务公开监测情况统计表", "条", 2, None],
        ["附件2", "关停账号清单", "条", 0, "本期无此类情况"],
    ]
    assert index["A4"].hyperlink.location == "'附件1 政务公开监测情况统计表'!A1"
    assert index["A5"].hyperlink.location == "'附件2 关停账号清单'!A1"
    assert workbook["附件2 关停账号清单"]["B1"].hyperlink.location == "'目录'!A1"


def test_an_empty_table_says_so_and_why(make_annex: Make, written: Write) -> None:
    sheet = written(make_annex(["单位", "账号"], [], empty_reason="各单位均已备案")).worksheets[1]
    assert [sheet["A6"].value, sheet["B6"].value, sheet["A7"].value] == [
        "单位",
        "账号",
        "本期无此类情况（各单位均已备案）",
    ]
    assert sheet.auto_filter.ref is None


def test_no_annex_at_all_gives_an_index_that_says_so(written: Write) -> None:
    workbook = written()
    assert workbook.sheetnames == ["目录"]
    assert workbook["目录"]["A4"].value == "本期没有附件"


def test_sample_data_is_marked_on_the_sheet_and_in_the_index(make_annex: Make, written: Write) -> None:
    workbook = written(make_annex(["单位"], [["陵江镇"]], sample=True))
    warning = "样例数据，仅供演示，不得作为正式通报附件使用"
    assert workbook.worksheets[1]["A3"].value == warning
    assert workbook["目录"]["A3"].value == warning
    assert workbook["目录"]["E5"].value == "样例数据"


def test_a_table_longer_than_a_sheet_goes_on_in_the_next_with_the_total_last(make_annex: Make, written: Write) -> None:
    rows = [[f"第{number}镇", 1] for number in range(1, 12)] + [["合计", 11]]
    # 40 rows are kept for remarks, 5 lines stand above the headings: 51 rows leave 5 for the table
    workbook = written(make_annex(["单位", "条数"], rows, total_row=True), sheet_rows=51)
    names = workbook.sheetnames[1:]
    assert names == [f"附件1（{part}／3） 政务公开监测情况统计表" for part in (1, 2, 3)]
    assert [workbook[name]["A7"].value for name in names] == ["第1镇", "第6镇", "第11镇"]
    assert [workbook[name].max_row for name in names] == [11, 11, 8]
    assert workbook[names[2]]["A8"].value == "合计"
    assert workbook[names[2]]["A8"].font.b
    assert not workbook[names[0]]["A11"].font.b
    assert workbook["目录"]["E4"].value == "分3张工作表"


def test_a_heading_with_its_unit_in_brackets_breaks_before_them(make_annex: Make, written: Write) -> None:
    sheet = written(make_annex(["报送信息总数（条）", "错情（处）"], [[1, 2]])).worksheets[1]
    assert [sheet["A6"].value, sheet["B6"].value] == ["报送信息总数\n（条）", "错情（处）"]


def test_the_same_annexes_give_the_same_bytes(units_annex: Annex, tmp_path: Path) -> None:
    first, second = tmp_path / "一" / "a.xlsx", tmp_path / "b.xlsx"
    write_annexes(first, [units_annex], "苍溪县", "2024年第二季度")
    write_annexes(second, [units_annex], "苍溪县", "2024年第二季度")
    assert first.read_bytes() == second.read_bytes()
    assert [path.name for path in tmp_path.rglob("*.partial")] == []


def test_a_workbook_that_lost_a_cell_is_not_kept(
    make_annex: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_value = writing._write_value

    def forgets_the_second_column(target: Any, cell: Any, column: Any, width: float, *, is_total: bool) -> float:
        return 20.0 if column.title == "条数" else write_value(target, cell, column, width, is_total=is_total)

    path = tmp_path / "annexes.xlsx"
    monkeypatch.setattr(writing, "_write_value", forgets_the_second_column)
    with pytest.raises(PlaceFailedError, match="统计表”第7行：回读到1个单元格；应为2个"):
        write_annexes(path, [make_annex(["单位", "条数"], [["陵江镇", 80]])], "苍溪县", "2024年第二季度")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("part", ["title", "scope", "source", "units"])
def test_an_annex_without_what_a_published_table_states_is_refused(make_annex: Make, part: str) -> None:
    with pytest.raises(ValueError, match=part):
        make_annex(["单位"], [["陵江镇"]], **{part: " "})


def test_a_table_without_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="columns"):
        Annex("表", "范围", "来源", "个", (), pd.DataFrame())
