"""Columns of printed tables: whole words where there is room, tall rows turned across, like columns in one annex."""

from __future__ import annotations

from govlib.bulletin.forms.parts import ShownTable, show_tables
from govlib.bulletin.forms.word_columns import PADDING, WIDE_TYPE_WIDTH, fit_columns, is_tight, lies_across, say_width
from govlib.bulletin.forms.word_look import TYPE_WIDTH
from govlib.bulletin.forms.word_tables import write_tables
from govlib.bulletin.paper import PaperAnnex

ADDRESS = "http://www.example.gov.cn/zwgk/xxgkml/2026/09/t20260925_123456.html"


def shown(make_annex, headings, *rows, title="表") -> ShownTable:
    return next(show_tables(PaperAnnex(1, title, (make_annex(headings, [list(row) for row in rows], title=title),))))


def characters(width: int, points: float) -> float:
    return (width - PADDING) / (points * 20)


def test_a_space_stands_between_chinese_and_digits_in_the_width_of_a_text():
    # 第 and 县 are one each, 10 is one, a quarter on either side of it
    assert say_width("第10县") == 3.5
    assert say_width("97.7%") == 2.5


def test_a_task_of_seven_characters_stays_whole_beside_a_long_list_of_units(make_annex):
    table = shown(make_annex, ["工作", "情况", "单位数", "单位"], ["政务开放日活动", "完成", 14, "某某镇、" * 30])
    widths, points = fit_columns(table, TYPE_WIDTH)
    assert sum(widths) == TYPE_WIDTH
    assert characters(widths[0], points) >= 7


def test_names_with_numbers_are_not_broken_for_the_space_beside_their_digits(make_annex):
    table = shown(
        make_annex, ["地方", *(f"检查指标第{number}项数量（个）" for number in range(12))], ["第10县", *[100] * 12]
    )
    widths, points = fit_columns(table, WIDE_TYPE_WIDTH)
    assert characters(widths[0], points) >= 3.5


def test_a_table_of_tall_rows_lies_across_and_one_of_short_rows_does_not(make_annex):
    headings = ["序号", "单位", "主管单位", "问题数", "合格率", "网址", "说明", "备注"]
    unit, above = "某某镇人民政府社会事务服务中心（退役军人服务站）", "县文化广电新闻出版旅游和体育局"
    tall = shown(make_annex, headings, [1, unit, above, 3, "1.5%", ADDRESS, "说明文字" * 8, ""])
    short = shown(make_annex, headings, [1, "某某镇", "县教育局", 3, "1.5%", "无", "无", ""])
    assert is_tight(tall, TYPE_WIDTH)
    assert lies_across(PaperAnnex(1, "表"), [short, tall])
    assert not lies_across(PaperAnnex(1, "表"), [short])


def test_smaller_letters_are_taken_before_rows_become_tall(make_annex):
    table = shown(make_annex, ["序号", "名称", "存在问题"], [1, "某某县人民政府", "问题说明" * 38])
    assert fit_columns(table, TYPE_WIDTH)[1] == 10.5


def test_tables_of_one_annex_with_the_same_headings_have_the_same_columns(make_annex):
    headings = ["序号", "单位名称", "账号名称"]
    tables = [
        shown(make_annex, headings, [1, "某某镇社会管理综合治理委员会", "甲"]),
        shown(make_annex, headings, [1, "县教育局", "某某教育"]),
    ]
    first, _, second = write_tables(tables, landscape=False)
    grids = [one.split("<w:tblGrid>")[1].split("</w:tblGrid>")[0] for one in (first, second)]
    assert grids[0] == grids[1]
