"""Marked text to pieces: ordinals, points, slots; sentences without their number."""

from __future__ import annotations

import pytest

from govlib.bulletin.paper import Heading, Paragraph
from govlib.bulletin.writing.lists import say_names
from govlib.bulletin.writing.marked import Style, make_pieces, read_lines, say_ordinal
from govlib.bulletin.writing.missing import LeftOut, drop_unknown, is_lacking, lacking
from govlib.bulletin.writing.spelling import name_site, write_wide


def pieces(text: str, points: str = "一是", written: dict[str, list[str]] | None = None, *, waiting: bool = False):
    return make_pieces(read_lines(text, LeftOut()), Style(points, written or {}, waiting))


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")]
)
def test_ordinals(number: int, said: str):
    assert say_ordinal(number) == said


def test_headings_are_counted_as_they_come_and_run_in_where_words_follow():
    found = pieces("## 甲。正文甲。\n\n## 乙\n正文乙。\n\n### 丙。正文丙。\n\n## 丁。正文丁。")
    assert found == [
        Heading(2, "（一）甲。", run_in=True),
        Paragraph("正文甲。"),
        Heading(2, "（二）乙"),
        Paragraph("正文乙。"),
        Heading(3, "1.丙。", run_in=True),
        Paragraph("正文丙。"),
        Heading(2, "（三）丁。", run_in=True),
        Paragraph("正文丁。"),
    ]


def test_a_heading_with_nothing_under_it_is_left_out_and_the_next_takes_its_ordinal():
    found = pieces(f"## 甲。有{lacking('甲数')}个。\n\n## 乙。正文。")
    assert [piece.text for piece in found] == ["（一）乙。", "正文。"]


@pytest.mark.parametrize(
    ("points", "said"),
    [("一是", ["一是甲。", "二是乙。"]), ("一要", ["一要甲。", "二要乙。"]), ("1.", ["1.甲。", "2.乙。"])],
)
def test_points_are_counted(points: str, said: list[str]):
    assert [piece.text for piece in pieces("- 甲。\n\n- 乙。", points)] == said


def test_a_point_without_its_number_leaves_no_gap():
    found = pieces(f"- 甲{lacking('甲')}。\n\n- 乙。")
    assert [piece.text for piece in found] == ["一是乙。"]


def test_points_may_go_on_in_the_paragraph():
    assert [piece.text for piece in pieces("总的要求。\n+ 甲。\n+ 乙。")] == ["总的要求。一是甲。二是乙。"]


def test_lines_of_a_paragraph_are_joined_without_a_space():
    assert [piece.text for piece in pieces("前半句，\n后半句。\n\n另一段。")] == ["前半句，后半句。", "另一段。"]


def test_an_unwritten_slot_is_shown_in_a_draft_alone():
    assert pieces("## 甲\n@slot 空位 提示") == []
    assert pieces("@slot 空位 提示", waiting=True) == [Paragraph("（待撰写：空位：提示）", slot="空位", waiting=True)]
    assert pieces("@slot 空位", written={"空位": ["写了。"]}) == [Paragraph("写了。", slot="空位")]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("甲有{}个。乙有2个。", "乙有2个。"),
        ("甲有1个；乙有{}个。", "甲有1个。"),
        ("甲有1个。乙有{}个，丙有3个。丁有4个。", "甲有1个。丁有4个。"),
        ("甲有{}个。", ""),
        ("如“甲。”有{}个。乙。", "如“甲。”乙。"),
    ],
)
def test_only_the_sentence_that_lacks_a_number_goes(line: str, kept: str):
    left_out = LeftOut()
    assert drop_unknown(line.format(lacking("某数")), left_out) == kept
    assert [names for _, names in left_out.told] == ["某数"]


def test_names_say_their_real_count_only_where_some_are_not_told():
    assert say_names(["甲局", "乙局", "甲局"], 2) == "甲局、乙局"
    assert say_names(["甲局", "乙局", "丙局"], 2) == "甲局、乙局等3家"
    assert is_lacking(say_names([], 2))


def test_signs_beside_chinese_writing_are_full_width():
    assert write_wide("原创度低,阅读(含)10次") == "原创度低，阅读（含）10次"
    assert write_wide("IPv6(v4)") == "IPv6(v4)"


def test_a_site_is_called_one():
    assert [name_site(name) for name in ("市水利局", "市水利局网站", "信用网")] == [
        "市水利局网站",
        "市水利局网站",
        "信用网",
    ]
