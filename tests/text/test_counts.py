"""Counts against the lists that they announce or sum up."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from bounds import assert_within_bounds
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.text.document import make_document
from govlib.text.name_lists import count_names
from govlib.text.rules import counts

find = counts.prepare(SimpleNamespace())


def doubts(text: str, *, suspected: bool = False) -> list[tuple[int, str]]:
    document = make_document(text)
    found = [doubt for doubt in find(document) if suspected or doubt.severity != "疑似"]
    return [(one.passage, document.passages[one.passage].text[one.start : one.end]) for one in found]


WRONG = [
    ("做好以下三项工作：\n一、甲\n二、乙\n三、丙\n四、丁", [(0, "以下三项工作")]),
    ("做好以下三项：\n（一）甲\n（二）乙", [(0, "以下三项")]),
    ("现就如下5点要求：\n1.甲\n2.乙\n3.丙\n4.丁", [(0, "如下5点要求")]),
    ("从下列四个方面抓落实。\n1.甲\n2.乙\n3.丙", [(0, "下列四个方面抓落实")]),
    ("一、要求\n做好以下三项工作：\n1.甲\n说明\n2.乙\n（1）子\n（2）丑\n二、其他", [(1, "以下三项工作")]),
    ("做好以下三项工作：一是甲；二是乙；三是丙；四是丁。", [(0, "以下三项工作")]),
    ("做好以下3项工作：（一）甲；（二）乙。", [(0, "以下3项工作")]),
    ("以下３项：①甲②乙", [(0, "以下３项")]),
    ("通报以下三个单位：县财政局、县民政局、县水利局、县教育局。", [(0, "以下三个单位")]),
    ("通报下列4个单位：县财政局、县民政局、县水利局。", [(0, "下列4个单位")]),
    ("县财政局、县民政局、县水利局、县教育局等3家单位未更新。", [(0, "等3家")]),
    ("涉及城关镇、东坡镇、西街镇等2个乡镇。", [(0, "等2个")]),
    ("表彰张三、李四、王小五等2人。", [(0, "等2人")]),
    ("“苍溪发布”“苍溪公安”“苍溪环保”等两个账号未更新。", [(0, "等两个")]),
    ("城关镇、东坡镇、西街镇两镇未完成。", [(0, "两镇")]),
    ("城关镇、东坡镇三个乡镇未完成。", [(0, "三个乡镇")]),
    ("县财政局、县民政局、县水利局、县教育局三个部门未完成。", [(0, "三个部门")]),
    ("从思想、组织、作风三个方面抓落实，思想、组织、作风四个方面见效。", [(0, "四个方面")]),
    ("加快构建省、市、县、乡三级网络。", [(0, "三级")]),
    ("涉及单位8家。分别是县财政局、县民政局、县水利局。", [(0, "8家。分别是")]),
]

RIGHT = [
    "",
    "做好以下三项工作：\n一、甲\n二、乙\n三、丙",
    "做好以下三项工作：\n甲\n乙\n丙\n丁",
    "做好以下三项工作：\n1.甲\n2.乙\n2.丙",
    "以下两项：\n1.甲\n2.乙\n以下两项：\n1.丙\n2.丁",
    "做好以下三项工作：一是甲；二是乙；三是丙。",
    "做好以下三项工作：（一）甲；（二）乙；\n（三）丙。",
    "一、要求\n做好以下两项工作：\n1.甲\n2.乙\n二、其他\n1.丙\n2.丁\n3.戊",
    "以下三项：\n1.甲\n（1）子\n（2）丑\n2.乙\n3.丙",
    "一、甲\n1.子\n2.丑\n二、做好以下三项工作：\n（一）甲\n（二）乙\n1.子\n2.丑\n（三）丙\n三、其他",
    "有下列情形之一的：\n（一）甲；\n（二）乙。",
    "以下三个单位：县财政局、县民政局和县水利局。",
    "以下两个单位：县文化和旅游局、县财政局。",
    "以下三个单位：县文化和旅游局、县财政局、县民政局。",
    "以下三个单位：县财政局（含国资中心、采购办）、县民政局、县水利局。",
    "以下五个单位：县财政局、县民政局等。",
    "县财政局、县民政局等5家单位未更新。",
    "县文化和旅游局、县财政局等2家单位。",
    "“苍溪发布”“苍溪公安”等两个账号。",
    "教育、卫生系统的县一中、县医院等2家单位。",
    "检查了财政局、教育局和城关镇、东坡镇两镇。",
    "城关镇、东坡镇两镇未完成。",
    "城关镇、东坡镇和西街镇三个乡镇未完成。",
    "建设道路、桥梁3座。",
    "抽查县直单位、乡镇12个单位。",
    "省、市、县三级；国家、省、市、县四级；省、市、县（区）三级。",
    "全县一、二、三级公路",
    "表彰张三、李四等2人。",
    "涉及普及、合并、参与等3项工作。",
    "三级医院、二级医院两类医院",
    "跨两个县级以上行政区域",
    "涉及单位8家。分别是县文旅局、县农业局、县林业局、县教育局、石南镇人民政府、四庄乡人民政府、县卫健局、县招商促进中心。",
    "甲、乙两镇，丙、丁、戊三村。",
    "全省、全市、全县三个层面",
    "一镇、两村、三个社区",
    "其他三个乡镇、所有五个部门",
    "《办法》《条例》等四项法规",
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_a_count_that_differs_from_its_list_is_found(text: str, expected: list[tuple[int, str]]):
    assert doubts(text) == expected


@pytest.mark.parametrize("text", RIGHT)
def test_right_counts_and_unclear_lists_are_silent(text: str):
    assert doubts(text, suspected=True) == []


def test_a_doubt_says_both_numbers():
    (doubt,) = find(make_document("做好以下三项：\n（一）甲\n（二）乙"))
    assert doubt.note == "写的是 3，后面列了 2"


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("县财政局、县民政局", 2, 2),
        ("县文化和旅游局、县财政局", 2, 3),
        ("县财政局、县民政局及县水利局", 2, 3),
        ("《甲、乙办法》《丙条例》", 2, 2),
        ("县财政局（含采购办、国资中心）、县民政局", 2, 2),
    ],
)
def test_names_are_counted_between_their_least_and_most(text: str, least: int, most: int):
    names = count_names(text)
    assert names is not None
    assert (names.least, names.most) == (least, most)


@pytest.mark.parametrize("text", ["", "县财政局", "县财政局、", "、", "县财政局、" + "很长" * 20])
def test_what_is_no_list_of_names_is_not_counted(text: str):
    assert count_names(text) is None


@settings(max_examples=200)
@given(st.text("以下如下三3项个镇级、，。：等两分别是（）一二1.《》“”\n甲乙局", max_size=80))
def test_any_text_is_judged_within_its_bounds_and_without_overlap(text: str):
    document = make_document(text)
    assert_within_bounds(document, find(document))


@pytest.mark.parametrize(
    "text",
    [
        "以下三项：" * 30_000,
        "甲、" * 200_000 + "三个镇",
        "甲等3家、" * 50_000,
        "以下三项\n" * 5_000,
        "3个分别是" * 30_000,
        "甲、乙三个镇" * 50_000,
    ],
)
def test_long_texts_end(text: str):
    document = make_document(text)
    assert_within_bounds(document, find(document))
