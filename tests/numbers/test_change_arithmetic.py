"""The arithmetic of change against fractions: points of printed rates, exact differences, growth on the earlier."""

from __future__ import annotations

import re
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.catalog.roundings import Rounding
from govlib.earlier.arithmetic import (
    amount_of_average,
    amount_of_count,
    amount_of_rate,
    amount_of_share,
    compare_amounts,
    say_growth,
)

ONE = Rounding()
COUNTS = st.integers(0, 10**6)
WHOLES = st.integers(1, 10**6)
ROUNDINGS = st.builds(
    Rounding,
    method=st.sampled_from(["half_up", "truncate"]),
    decimals=st.integers(0, 3),
    trailing_zeros=st.sampled_from(["keep", "drop"]),
    nearly_all=st.sampled_from(["one_more_decimal", "ninety_nine_nine", "truncate"]),
)


def counts(now, before, unit="条", rounding=ONE):
    return compare_amounts(amount_of_count(now, unit), amount_of_count(before, unit), unit, rounding, "上期")


def rates(now, before, rounding=ONE):
    return compare_amounts(amount_of_rate(*now, rounding), amount_of_rate(*before, rounding), "%", rounding, "上期")


def signed(text: str) -> Fraction:
    number = Fraction(re.search(r"[\d.]+", text)[0]) if re.search(r"\d", text) else Fraction(0)
    return -number if text.startswith(("降低", "减少", "下降", "缩短")) else number


@settings(deadline=None)
@given(st.tuples(COUNTS, WHOLES), st.tuples(COUNTS, WHOLES), ROUNDINGS)
def test_points_are_the_difference_of_what_a_reader_sees(parts, parts_then, rounding):
    (part, whole), (part_then, whole_then) = parts, parts_then
    now, then = amount_of_rate(part, whole, rounding), amount_of_rate(part_then, whole_then, rounding)
    change = compare_amounts(now, then, "%", rounding, "上期")
    exact = (Fraction(part, whole) - Fraction(part_then, whole_then)) * 100
    shown = Fraction(now.text[:-1]) - Fraction(then.text[:-1])
    assert change.value == float(exact)
    assert signed(change.text) == shown
    assert (change.text == "持平") == (shown == 0)
    assert bool(change.note) == (shown == 0 and exact != 0)
    assert "%" not in change.text
    assert change.growth_text == ""


@settings(deadline=None)
@given(COUNTS, COUNTS, st.integers(0, 3))
def test_a_count_changes_by_its_difference_and_grows_on_the_earlier_one(now, before, decimals):
    rounding = Rounding(decimals=decimals)
    change = counts(now, before, rounding=rounding)
    assert signed(change.text) == now - before
    if now == before:
        assert (change.text, change.growth_text) == ("持平", "")
    elif before == 0:
        assert (change.growth_text, change.growth_value) == ("", None)
        assert change.note == "上期为 0，没有增长率"
    else:
        growth = Fraction(abs(now - before) * 100, before)
        rounded = Fraction(floor(growth * 10**decimals + Fraction(1, 2)), 10**decimals)
        assert change.growth_value == float(Fraction((now - before) * 100, before))
        assert ("不到" in change.growth_text) == (rounded == 0)
        assert rounded == 0 or signed(change.growth_text) == (rounded if now > before else -rounded)


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        # 44/45 = 97.78 %, 42/45 = 93.33 %: a reader subtracts 97.8 and 93.3
        ((44, 45), (42, 45), "提高4.5个百分点"),
        ((42, 45), (44, 45), "降低4.5个百分点"),
        ((45, 45), (44, 45), "提高2.2个百分点"),
        ((45, 45), (45, 45), "持平"),
        ((39, 40), (38, 40), "提高2.5个百分点"),
        ((8, 10), (6, 10), "提高20.0个百分点"),
        # 2943/2944 is printed 99.97 %
        ((2943, 2944), (99, 100), "提高0.97个百分点"),
    ],
)
def test_rates_differ_by_points(now, before, text):
    assert rates(now, before).text == text


def test_two_rates_that_round_to_the_same_number_stay_and_the_rest_is_noted():
    change = rates((9991, 10000), (9989, 10000))
    assert (change.text, change.note) == ("持平", "取整后相同，取整前相差 0.02 个百分点")
    # 0.004 points need three decimals to be seen
    assert rates((49_999, 50_000), (49_997, 50_000), Rounding(decimals=0)).text != ""


@pytest.mark.parametrize(
    ("now", "before", "growth"),
    [
        # growth is on the earlier number: (205 - 119) ÷ 119 = 72.27 %, never (205 - 119) ÷ 205 = 41.95 %
        (205, 119, "增长72.3%"),
        (119, 205, "下降42.0%"),
        (105, 100, "增长5.0%"),
        (200, 100, "增长100%"),
        (0, 7, "下降100%"),
        (300, 100, "增长200%"),
        (10_001, 10_000, "增长不到0.1%"),
        (1999, 1000, "增长99.9%"),
        (19_999, 10_000, "增长100.0%"),
    ],
)
def test_growth_is_on_the_earlier_number(now, before, growth):
    assert counts(now, before).growth_text == growth


def test_the_base_of_a_growth_is_the_earlier_number_where_a_bulletin_took_the_later():
    # 42.1 % on the later number is 72.7 % on the earlier: x/(b+x) = 0.421 gives x/b = 0.727
    before = 1000
    now = round(before / (1 - 0.421))
    assert say_growth(now, before, ONE) == "增长72.7%"
    assert round((now - before) / now * 100, 1) == 42.1


def test_growth_on_nothing_is_no_number():
    with pytest.raises(ZeroDivisionError, match="上期数为 0"):
        say_growth(5, 0, ONE)


@pytest.mark.parametrize(
    ("now", "before", "unit", "text"),
    [
        (41, 44, "个", "减少3个"), (44, 41, "家", "增加3家"), (92.99, 90, "分", "提高2.99分"),
        (88, 90, "分", "降低2分"),
        (3.5, 5, "天", "缩短1.5天"), (5, 3.5, "天", "延长1.5天"), (12, 0, "", "增加12"), (0, 0, "条", "持平"),
    ],
)  # fmt: skip
def test_what_is_said_fits_the_unit(now, before, unit, text):
    assert counts(now, before, unit).text == text


def test_averages_rise_and_fall_by_what_is_printed_and_do_not_grow():
    # 100/3 = 33.3, 100/7 = 14.3
    now, before = (amount_of_average(100, posts, "次/条", ONE) for posts in (3, 7))
    assert (now.text, before.text) == ("33.3次/条", "14.3次/条")
    change = compare_amounts(now, before, "次/条", ONE, "上期")
    assert (change.text, change.growth_text) == ("提高19.0次", "")


def test_a_share_typed_as_such_is_compared_with_the_decimals_it_has():
    change = compare_amounts(amount_of_rate(44, 45, ONE), amount_of_share(Fraction("0.966")), "%", ONE, "上期")
    assert change.text == "提高1.2个百分点"


def test_zeros_at_the_end_follow_the_place():
    drop = Rounding(trailing_zeros="drop")
    assert rates((8, 10), (6, 10), drop).text == "提高20个百分点"
    assert counts(105, 100, rounding=drop).growth_text == "增长5%"
