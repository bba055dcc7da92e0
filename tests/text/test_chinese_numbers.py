"""Numbers in every spelling, and counts with their units."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.text.chinese_numbers import narrow_digits, read_amount, read_whole, write_ordinal
from govlib.text.quantities import list_quantities


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("3062", 3062),
        ("3,062", 3062),
        ("３０６２", 3062),
        ("1.5万", 15_000),
        ("2亿", 200_000_000),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("廿三", 23),
        ("卅", 30),
        ("两", 2),
        ("一百零五", 105),
        ("一千二百三十四", 1234),
        ("三千零六十二", 3062),
        ("二〇二四", 2024),
        ("二○二四", 2024),
        ("③", 3),
        ("⑳", 20),
        ("一万二千", 12_000),
    ],
)
def test_a_whole_number_is_read_in_any_spelling(text: str, value: int):
    assert read_whole(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("97.7", Fraction(977, 10)), ("三点五", Fraction(7, 2)), ("1.25亿", 125_000_000)]
)
def test_an_amount_is_exact(text: str, value: Fraction):
    assert read_amount(text) == value


@pytest.mark.parametrize("text", ["", "几", "甲", "百", "3.", "1,23", "三千五", "1" * 40, "点五", "万", "-3"])
def test_what_is_no_number_is_none(text: str):
    assert read_amount(text) is None


@given(st.integers(1, 9999))
def test_a_written_ordinal_reads_back(number: int):
    assert read_whole(write_ordinal(number, "一")) == number
    assert read_whole(write_ordinal(number, "1")) == number
    assert read_whole(write_ordinal(number, "１")) == number


@given(st.text())
def test_narrow_digits_keeps_the_length(text: str):
    assert len(narrow_digits(text)) == len(text)


@given(st.text("0123456789,.１２一二百千万亿点两廿①", max_size=30))
def test_no_spelling_makes_reading_fail(text: str):
    value = read_amount(text)
    assert value is None or value >= 0


def test_counts_are_listed_with_unit_and_label():
    text = "检查网站45个，投入1.2亿元，约30人次，占97.7%"
    found = [(text[one.start : one.end], one.value, one.unit, one.label, one.is_rough) for one in list_quantities(text)]
    assert found == [
        ("45个", 45, "个", "检查网站", False),
        ("1.2亿元", 120_000_000, "元", "投入", False),
        ("30人次", 30, "人次", "约", True),
        ("97.7%", Fraction(977, 10), "%", "占", False),
    ]


@pytest.mark.parametrize("text", ["第3条", "A3个", "5至8个中的8", "2024年6月", "1,23个", "〔2024〕3号"])
def test_what_counts_nothing_is_not_listed(text: str):
    assert [one for one in list_quantities(text) if one.unit != "个"] == []
