"""Numbers and units that can't be as they are written."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from bounds import assert_within_bounds
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.documents.passages import Passage
from govlib.text.document import Document, make_document
from govlib.text.rules import numbers

find = numbers.prepare(SimpleNamespace())


def doubts(text: str, *, suspected: bool = False) -> list[tuple[str, str]]:
    document = make_document(text)
    found = [doubt for doubt in find(document) if suspected or doubt.severity != "疑似"]
    return [(document.passages[one.passage].text[one.start : one.end], one.right) for one in found]


WRONG = [
    ("拨付资金1,23,456元。", [("1,23,456", "123,456")]),
    ("拨付资金12,3456元。", [("12,3456", "123,456")]),
    ("拨付资金3.5.2万元。", [("3.5.2", "")]),
    ("合格率97.%。", [("97.", "")]),
    ("增长.5%。", [(".5", "")]),
    ("拨付3.万元。", [("3.", "")]),
    ("拨付3万元元。", [("万元元", "")]),
    ("占30%%。", [("%%", "")]),
    ("占３０％％。", [("％％", "")]),
    ("增长百分之5%。", [("百分之5%", "")]),
    ("提高5%个百分点。", [("5%个百分点", "")]),
    ("面积12km2。", [("km2", "km²")]),
    ("面积12 m2，体积3m3。", [("m2", "m²"), ("m3", "m³")]),
    ("约30个左右。", [("约30个左右", "")]),
    ("大约三百人上下。", [("大约三百人上下", "")]),
    ("近300余人参加。", [("近300余", "")]),
    ("约20多家。", [("约20多", "")]),
    ("超过100万元以上。", [("超过100万元以上", "")]),
    ("不少于3条以上，", [("不少于3条以上", "")]),
    ("二百余多人", [("百余多", "")]),
    ("同比减少3倍。", [("减少3倍", "")]),
    ("下降了两倍", [("下降了两倍", "")]),
    ("合格率120%。", [("120%", "")]),
    ("占比为105.5%。", [("105.5%", "")]),
]

RIGHT = [
    "近十余年来，近一百多年来",
    "",
    "拨付资金1,234,567.89元、12,345元、345元、12345元。",
    "第1,2,3条",
    "3.5.2节、版本2.10.1、IP为10.1.2.3、2024.6.22、2024.5.20万人",
    "合格率97.7%，增长0.5%。",
    "1.个别单位2.部分单位",
    "3.万元以上的部分",
    "拨付3万元，元旦前到位；2024.1.1元旦",
    "每秒9.3亿亿次",
    "百分之五、5%、5个百分点",
    "面积12km²、12平方公里；型号m2、M2卡、H2O、5m长2处",
    "约30个、30个左右、30余人、近300人、300多家",
    "超过100万元的、100万元以上、3人以上的部门",
    "处一万元以上十万元以下罚款",
    "超过三年以上的",
    "增长3倍，扩大到2倍，翻一番",
    "减少三成，下降到原来的三分之一",
    "占债务的80%，完成年度任务的120%，同比增长120%",
    "10—15个、5至8人、2%～3%、2024—2025年、8-10月",
    "大约在冬季，左右为难",
    "多余的3个",
    "约谈3个单位左右两家",
    "2024年12，345",
    "0839-5220000转8001",
    "3条条例、5个个体户、2家家庭农场",
]

SUSPECTED = [
    ("占上级补助的120%", [("120%", "")]),
    ("需要10-5个工作日", [("10-5", "")]),
    ("计提2-3%", [("2-3%", "2%-3%")]),
    ("12,34元", [("12,34", "")]),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_a_number_that_cannot_be_is_found(text: str, expected: list[tuple[str, str]]):
    assert doubts(text) == expected


@pytest.mark.parametrize("text", RIGHT)
def test_right_numbers_are_silent(text: str):
    assert doubts(text, suspected=True) == []


@pytest.mark.parametrize(("text", "expected"), SUSPECTED)
def test_what_may_be_meant_is_only_suspected(text: str, expected: list[tuple[str, str]]):
    assert doubts(text) == []
    assert doubts(text, suspected=True) == expected


@pytest.mark.parametrize(("place", "severity"), [("第 3 行", ""), ("第 3 段", "疑似"), ("正文第 3 行", "疑似")])
def test_a_raised_two_that_was_lost_on_the_way_is_only_suspected(place: str, severity: str):
    (doubt,) = find(Document("f", (Passage(place, "面积12km2"),)))
    assert doubt.severity == severity


@given(st.integers(0, 10**12), st.sampled_from(["元", "万元", "个", "亩"]))
def test_right_groups_of_thousands_are_silent(value: int, unit: str):
    assert doubts(f"共{value:,}{unit}。", suspected=True) == []


@settings(max_examples=300)
@given(st.text("0123456789,.%％万亿元个约左右近余多超过以上减少倍占率-至km2百分之点", max_size=60))
def test_any_text_is_judged_within_its_bounds_and_without_overlap(text: str):
    document = make_document(text)
    assert_within_bounds(document, find(document))


@pytest.mark.parametrize(
    "text",
    [
        "1" * 200_000,
        "1," * 100_000,
        "1.2." * 50_000 + "元",
        "约" * 200_000,
        "一百" * 100_000 + "%",
        "%" * 100_000,
        "占" * 100_000 + "%",
        "1-" * 100_000 + "2%",
    ],
)
def test_long_texts_end(text: str):
    document = make_document(text)
    assert_within_bounds(document, find(document))
