"""Rates as printed, against whole-number fractions."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.catalog.roundings import Rounding
from govlib.rounding import explain_printed, round_percent, say_average, say_rate

COUNTS = st.integers(0, 10**7)
POSITIVE = st.integers(1, 10**7)
DECIMALS = st.integers(0, 4)
METHODS = st.sampled_from(["half_up", "truncate"])
NEARLY_ALL = ("one_more_decimal", "ninety_nine_nine", "truncate")
ROUNDINGS = st.builds(
    Rounding,
    method=METHODS,
    decimals=DECIMALS,
    trailing_zeros=st.sampled_from(["keep", "drop"]),
    nearly_all=st.sampled_from(NEARLY_ALL),
)


def half_up(part: int, whole: int, decimals: int) -> Fraction:
    scale = 10**decimals
    return Fraction(floor(Fraction(part * 100 * scale, whole) + Fraction(1, 2)), scale)


def truncated(part: int, whole: int, decimals: int) -> Fraction:
    scale = 10**decimals
    return Fraction(part * 100 * scale // whole, scale)


@settings(deadline=None)
@given(COUNTS, POSITIVE, DECIMALS)
def test_rounding_is_that_of_whole_number_fractions(part, whole, decimals):
    assert Fraction(round_percent(part, whole, decimals, "half_up")) == half_up(part, whole, decimals)
    assert Fraction(round_percent(part, whole, decimals, "truncate")) == truncated(part, whole, decimals)


@settings(deadline=None)
@given(COUNTS, POSITIVE, DECIMALS)
def test_a_negative_change_is_rounded_like_a_positive_one(part, whole, decimals):
    for method in ("half_up", "truncate", "away"):
        assert round_percent(-part, whole, decimals, method) == -round_percent(part, whole, decimals, method)


@settings(deadline=None)
@given(COUNTS, POSITIVE, ROUNDINGS)
def test_a_hundred_is_printed_when_all_passed_and_only_then(part, whole, rounding):
    said = say_rate(part, whole, rounding)
    assert said.endswith("%")
    assert (Decimal(said[:-1]) == 100) == (part == whole)
    if part == whole:
        assert said == "100%"


@settings(deadline=None)
@given(POSITIVE, st.integers(0, 10**7 - 1), ROUNDINGS)
def test_a_better_rate_never_prints_as_a_smaller_number(whole, part, rounding):
    one, more = (Decimal(say_rate(number, whole, rounding)[:-1]) for number in (part, part + 1))
    assert one <= more


@settings(deadline=None)
@given(COUNTS, POSITIVE, DECIMALS)
def test_the_printed_rate_has_the_declared_decimals_unless_it_would_read_a_hundred(part, whole, decimals):
    said = say_rate(part, whole, Rounding(decimals=decimals))[:-1]
    if half_up(part, whole, decimals) != 100:
        assert Fraction(said) == half_up(part, whole, decimals)
        assert len(said.partition(".")[2]) == decimals


@pytest.mark.parametrize(
    ("part", "whole", "method", "decimals", "said"),
    [
        (44, 45, "half_up", 1, "97.8%"),
        (44, 45, "truncate", 1, "97.7%"),
        (237, 239, "half_up", 1, "99.2%"),
        (237, 239, "truncate", 1, "99.1%"),
        (5, 8, "half_up", 1, "62.5%"),
        (45, 45, "truncate", 1, "100%"),
        (0, 45, "half_up", 1, "0.0%"),
        # an exact half: 49/400 = 12.25 %, 1/16 = 6.25 %, 1/200 = 0.5 %
        (49, 400, "half_up", 1, "12.3%"),
        (49, 400, "truncate", 1, "12.2%"),
        (1, 16, "half_up", 1, "6.3%"),
        (1, 200, "half_up", 0, "1%"),
        (1, 200, "truncate", 0, "0%"),
        # 2943/2944 = 99.966… would read 100.0
        (2943, 2944, "half_up", 1, "99.97%"),
        (2943, 2944, "half_up", 0, "99.9%"),
        (2943, 2944, "truncate", 1, "99.9%"),
        # one more decimal reads 100.00 as well
        (999_999, 1_000_000, "half_up", 1, "99.99%"),
        # above 100 as it is
        (3, 2, "half_up", 1, "150.0%"),
        (10_001, 10_000, "half_up", 1, "100.01%"),
        (1_000_001, 1_000_000, "half_up", 1, "100.01%"),
    ],
)
def test_rates_worked_out_by_hand(part, whole, method, decimals, said):
    assert say_rate(part, whole, Rounding(method=method, decimals=decimals)) == said


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "said"),
    [
        # by one_more_decimal, ninety_nine_nine, truncate; 2943/2944 = 99.966…, 299/300 = 99.666…, 1999/2000 = 99.95
        (2943, 2944, 1, ("99.97%", "99.9%", "99.9%")),
        (2943, 2944, 0, ("99.9%", "99.9%", "99%")),
        (299, 300, 0, ("99.7%", "99.6%", "99%")),
        (1999, 2000, 1, ("99.95%", "99.9%", "99.9%")),
        (99_999, 100_000, 2, ("99.999%", "99.99%", "99.99%")),
        # what reads less than 100 is none of their business
        (199, 200, 1, ("99.5%", "99.5%", "99.5%")),
        (45, 45, 1, ("100%", "100%", "100%")),
    ],
)
def test_what_stands_where_not_all_passed_is_declared(part, whole, decimals, said):
    found = tuple(say_rate(part, whole, Rounding(decimals=decimals, nearly_all=way)) for way in NEARLY_ALL)
    assert found == said


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "kept", "dropped"),
    [
        (9298, 10_000, 1, "93.0%", "93%"),
        (922, 1000, 1, "92.2%", "92.2%"),
        (934, 1000, 2, "93.40%", "93.4%"),
        (0, 45, 1, "0.0%", "0%"),
        (1, 2, 0, "50%", "50%"),
        (9, 10, 0, "90%", "90%"),
        (3, 2, 2, "150.00%", "150%"),
    ],
)
def test_zeros_at_the_end_are_kept_or_dropped(part, whole, decimals, kept, dropped):
    assert say_rate(part, whole, Rounding(decimals=decimals)) == kept
    assert say_rate(part, whole, Rounding(decimals=decimals, trailing_zeros="drop")) == dropped


def test_a_number_goes_before_its_topic_and_both_before_the_place():
    rounding = Rounding.model_validate(
        {"decimals": 1, "of": {"政务新媒体": {"decimals": 2, "trailing_zeros": "drop"}, "one": {"decimals": 0}}}
    )
    assert say_rate(1, 3, rounding.for_figure("other", "政府网站")) == "33.3%"
    assert say_rate(1, 3, rounding.for_figure("other", "政务新媒体")) == "33.33%"
    assert say_rate(1, 3, rounding.for_figure("one", "政务新媒体")) == "33%"
    assert rounding.for_figure("one", "政务新媒体").trailing_zeros == "drop"
    with pytest.raises(ValueError, match="method"):
        Rounding.model_validate({"of": {"one": {"method": "truncate"}}})


@pytest.mark.parametrize(
    ("total", "over", "said"), [(100, 3, "33.3"), (10, 4, "2.5"), (1, 8, "0.1"), (9, 3, "3.0"), (10_000, 1, "10000.0")]
)
def test_averages_are_rounded_like_rates(total, over, said):
    assert say_average(total, over, Rounding()) == said


def test_a_rate_of_nothing_checked_is_no_number():
    with pytest.raises(ZeroDivisionError, match="分母为 0"):
        say_rate(0, 0, Rounding())


def test_rounding_does_not_hang_on_the_decimal_context():
    with localcontext() as context:
        context.prec = 2
        assert say_rate(12_345, 54_321, Rounding(decimals=4)) == "22.7260%"


def test_a_share_in_binary_means_its_decimal_notation():
    # 0.145 is a little less than 0.145 in binary and would round down to 14 %
    assert str(round_percent(0.145, 1, 0, "half_up")) == "15"


@pytest.mark.parametrize(
    ("printed", "decimals", "part", "whole", "way"),
    [
        ("97.7", 1, 44, 45, "截断"),
        ("97.8", 1, 44, 45, "四舍五入"),
        ("99.2", 1, 237, 239, "四舍五入"),
        ("99.1", 1, 237, 239, "截断"),
        ("62.5", 1, 5, 8, "两法皆同"),
        ("100", 0, 45, 45, "两法皆同"),
        ("93", 0, 9298, 10000, "四舍五入"),
        ("98", 0, 9898, 10000, "截断"),
        ("97.9", 1, 44, 45, "不符"),
        ("95.0", 1, 953, 1000, "不符"),
        ("12.3", 1, 49, 400, "四舍五入"),
        ("12.2", 1, 49, 400, "截断"),
        ("-1.3", 1, -1, 80, "四舍五入"),
        ("-1.2", 1, -1, 80, "截断"),
    ],
)
def test_how_a_printed_percentage_came_about(printed, decimals, part, whole, way):
    assert explain_printed(Decimal(printed), decimals, Decimal(part), Decimal(whole)) == way


@settings(deadline=None)
@given(COUNTS, POSITIVE, DECIMALS)
def test_what_we_print_is_always_explained_by_our_way(part, whole, decimals):
    for method, ways in (("half_up", {"四舍五入", "两法皆同"}), ("truncate", {"截断", "两法皆同"})):
        printed = round_percent(part, whole, decimals, method)
        assert explain_printed(printed, decimals, part, whole) in ways
