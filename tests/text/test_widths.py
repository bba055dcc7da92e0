"""Half-width marks, full-width digits and marks that can't follow each other."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from bounds import assert_within_bounds
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.text.document import make_document
from govlib.text.rules import widths

find = widths.prepare(SimpleNamespace(setting=SimpleNamespace(threshold=5.0)))
MANY = "各单位要加强领导，压实责任，查漏补缺，立行立改，举一反三，常态长效。\n"


def doubts(text: str, *, suspected: bool = False) -> list[tuple[str, str]]:
    document = make_document(text)
    found = [doubt for doubt in find(document) if suspected or doubt.severity != "疑似"]
    return [(document.passages[one.passage].text[one.start : one.end], one.right) for one in found]


WRONG = [
    (MANY + "会议强调,要落实责任。", [(",", "，")]),
    ("一；二；三；四；五；六;七；", [(";", "；")]),
    ("现行有效.已废止", [(".", "")]),
    ("一.总体要求", [(".", "")]),
    ("加强领导。。压实责任", [("。。", "。")]),
    ("加强领导，，压实责任", [("，，", "，")]),
    ("加强领导，。压实责任", [("，。", "")]),
    ("加强领导、，压实责任", [("、，", "")]),
    ("加强领导。，压实责任", [("。，", "")]),
    ("加强领导；。", [("；。", "")]),
    ("主送：：各单位", [("：：", "：")]),
    ("加强领导,，压实责任", [(",，", "")]),
    ("好！。", [("！。", "")]),
    ("教育、卫生、文化。。。", [("。。。", "……")]),
    ("２0２4年", [("２0２4", "2024")]),
    ("共1２3条", [("1２3", "123")]),
]

RIGHT = [
    "",
    "报名时间为10:30—12:00，比例为1:2，共1,234.5元。",
    "网址：http://www.cangxi.gov.cn/index.html?a=1;b=2，邮箱见网站。",
    "附件.doc、名单.xlsx",
    "What? Yes, it is: a test; done!",
    "省略号……，破折号——，问叹？！！",
    "1.统计表 2.名单 3.清单",
    "第3.2节",
    "第一，加强领导；第二，压实责任。",
    "，",
    "教育、卫生、文化……等领域",
    "GDP、CPI、3G/4G/5G",
    "a,b,c;d::e",
    "a，b",
]

SUSPECTED = [
    ("会议强调,要落实责任。", [(",", "，")]),
    ("各单位:", [(":", "：")]),
    ("怎么办?", [("?", "？")]),
    ("一,二,三,四,五,六,七。", [(",", "，")]),
    ("２０２４年", [("２０２４", "2024")]),
    ("等等...", [("...", "……")]),
    ("等等…", [("…", "……")]),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_a_slip_among_right_marks_is_found(text: str, expected: list[tuple[str, str]]):
    assert doubts(text) == expected


@pytest.mark.parametrize("text", RIGHT)
def test_right_marks_are_silent(text: str):
    assert doubts(text, suspected=True) == []


@pytest.mark.parametrize(("text", "expected"), SUSPECTED)
def test_a_habit_is_only_suspected_and_told_once(text: str, expected: list[tuple[str, str]]):
    assert doubts(text) == []
    assert doubts(text, suspected=True) == expected


def test_a_slip_says_how_often_the_document_is_right():
    (doubt,) = find(make_document(MANY + "会议强调,要落实责任。"))
    assert doubt.note == "中文里用“，”，本文别处 5 个都是"


@settings(max_examples=200)
@given(st.text("，,。.、；;：:！!？?…１2一a”“》《 \n", max_size=60))
def test_any_mix_of_marks_is_judged_within_its_text_and_without_overlap(text: str):
    document = make_document(text)
    assert_within_bounds(document, find(document))


@pytest.mark.parametrize(
    "text", ["，" * 300_000, "中," * 200_000, "中." * 200_000, "１2" * 300_000, "…" * 200_000, "a." * 300_000]
)
def test_a_megabyte_of_marks_ends(text: str):
    document = make_document(text)
    assert_within_bounds(document, find(document))
