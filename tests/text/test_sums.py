"""Parts that don't add up to their total within a sentence."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from bounds import assert_within_bounds
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.text.document import make_document
from govlib.text.rules import sums

find = sums.prepare(SimpleNamespace())


def doubts(text: str, *, suspected: bool = False) -> list[str]:
    document = make_document(text)
    found = [doubt for doubt in find(document) if suspected or doubt.severity != "疑似"]
    return [document.passages[one.passage].text[one.start : one.end] for one in found]


WRONG = [
    ("共检查12个，其中合格8个，不合格3个。", ["12个"]),
    ("共检查网站12个，合格8个，不合格3个。", ["12个"]),
    ("检查网站12个，其中合格8家、不合格3家。", ["12个"]),
    ("共抽查账号１２个，其中合格８个、不合格３个。", ["１２个"]),
    ("共发现问题12条，其中已整改8条、未整改3条。", ["12条"]),
    ("网站5个、新媒体7个，共计13个。", ["13个"]),
    ("网站5个，新媒体7个，合计13个。", ["13个"]),
    ("微博3个、微信5个和抖音1个，共10个。", ["10个"]),
    ("检测反馈网站问题27条，分别是财政局7条、民政局5条、卫健局3条。", ["27条"]),
    ("备案账号共17个，其中：微信14个、微博1个、抖音1个、小程序2个。", ["17个"]),
    ("受理来信106件（其中：咨询26件，建议16件，求助23件，投诉42件）。", ["106件"]),
    ("共检查12个，其中合格15个。", ["15个"]),
    ("投入1.2亿元、3.4亿元，共计4.9亿元。", ["4.9亿元"]),
    ("拨付3,062元、1,000元，合计4,063元。", ["4,063元"]),
    ("男12人、女5人，共18人。", ["18人"]),
    ("上一句。共检查12个，其中合格8个，不合格3个。下一句。", ["12个"]),
]

RIGHT = [
    "全市财政收入增长28.3%，其中县区增长34.9%。",
    "平均亩产3.5吨，其中高产田块达到5.8吨。",
    "",
    "共检查12个，其中合格8个，不合格4个。",
    "共检查12个，其中合格8个、不合格3个、未检查1个。",
    "共检查12个，其中不合格3个，已整改2个。",
    "网站5个、新媒体7个，共计12个。",
    "网站5个、新媒体7个，累计13个。",
    "网站5个，发现问题7个，共13个。",
    "检查网站5个，其中合格3个、不合格2个，涉及单位5家，共发现问题9个。",
    "公开各类信息3062条，其中公开重点领域信息910条。",
    "账号共17个，其中：微信公众号14个、新浪微博账号1个、抖音账号1个、微信小程序1个。",
    "受理来信106件（其中：问题咨询26件，意见建议16件，求助23件，投诉41件），按期办结率100%。",
    "网站问题27条，分别是生态局3条、公安局1条、财政局7条等。",
    "甲、乙两镇分别为3个、5个。",
    "较上年分别增加3个、5个。",
    "投入1.2亿元、3.4亿元，共计4.7亿元。",
    "约12个，其中合格8个，不合格3个。",
    "党员17人，其中女性9人、少数民族3人、35岁以下12人。",
    "全县12个乡镇、5个街道，共涉及37个村。",
    "共10条，其中市本级0条。",
    "完成投资3亿元，其中总投资8亿元的项目2个。",
    "5月共12个工作日，其中3月3个。",
    "第一季度检查3次、第二季度检查5次。",
    "办理12件，办结10件，其中按期8件、逾期2件。",
]

SUSPECTED = [
    "备案账号共17个，其中微信14个、微博4个。",
    "检查网站45个，其中县级8个，市级38个。",
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_parts_that_do_not_add_up_are_found(text: str, expected: list[str]):
    assert doubts(text) == expected


@pytest.mark.parametrize("text", RIGHT)
def test_right_sums_and_mere_choices_are_silent(text: str):
    assert doubts(text, suspected=True) == []


@pytest.mark.parametrize("text", SUSPECTED)
def test_parts_that_may_overlap_are_only_suspected(text: str):
    assert doubts(text) == []
    assert len(doubts(text, suspected=True)) == 1


def test_a_doubt_shows_the_sum():
    (doubt,) = find(make_document("投入1.2亿元、3.4亿元，共计4.9亿元。"))
    assert doubt.note == "各项相加 1.2亿元＋3.4亿元＝4.6亿元，不是 4.9亿元"


@given(st.lists(st.integers(1, 500), min_size=2, max_size=6), st.integers(-3, 3))
def test_exactly_the_wrong_totals_are_found(parts: list[int], off: int):
    total = abs(sum(parts) + off)
    text = (
        "、".join(f"{name}{part}个" for name, part in zip("甲乙丙丁戊己", parts, strict=False)) + f"，共计{total}个。"
    )
    assert bool(doubts(text)) == (total != sum(parts))


@settings(max_examples=200)
@given(st.text("0123，、。（）其中共计分别是不合格个条万亿元.%", max_size=80))
def test_any_text_is_judged_within_its_bounds(text: str):
    document = make_document(text)
    for doubt in find(document):
        assert 0 <= doubt.start < doubt.end <= len(document.passages[doubt.passage].text)


@pytest.mark.parametrize(
    "text", ["共1个，" * 20_000, "其中1个、" * 20_000, "（" * 200_000 + "共1个", "1" * 500_000 + "个共"]
)
def test_long_texts_end(text: str):
    document = make_document(text)
    assert_within_bounds(document, find(document))
