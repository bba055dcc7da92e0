"""Numbers as bulletins write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.identities.numerals import read_chinese, read_quantity

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "value", "is_percent", "decimals"),
    [
        ("3062", "3062", False, 0),
        ("3,062", "3062", False, 0),
        ("３０６２", "3062", False, 0),
        ("３，０６２条", "3062", False, 0),
        (" 3062 条 ", "3062", False, 0),
        ("3062条", "3062", False, 0),
        ("1.2万", "12000", False, 1),
        ("三千零六十二", "3062", False, 0),
        ("三千零六十二条", "3062", False, 0),
        ("两千八百七十七", "2877", False, 0),
        ("十五家", "15", False, 0),
        ("二十七个", "27", False, 0),
        ("一百", "100", False, 0),
        ("一万二千", "12000", False, 0),
        ("三万零五", "30005", False, 0),
        ("一亿两千万", "120000000", False, 0),
        ("二〇二四", "2024", False, 0),
        ("〇", "0", False, 0),
        ("97.7%", "97.7", True, 1),
        ("９７．７％", "97.7", True, 1),
        ("100%", "100", True, 0),
        ("99.20%", "99.20", True, 2),
        ("百分之九十七点七", "97.7", True, 1),
        ("百分之一百", "100", True, 0),
        ("百分之97.7", "97.7", True, 1),
        ("95.5分", "95.5", False, 1),
        ("-3", "-3", False, 0),
        ("−1.25%", "-1.25", True, 2),
    ],
)
def test_a_number_is_read_however_it_is_written(text, value, is_percent, decimals):
    quantity = read_quantity(text)
    assert (quantity.value, quantity.is_percent, quantity.decimals) == (Decimal(value), is_percent, decimals)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "约3000",
        "3000余",
        "2万余次",
        "三千余条",
        "三千五",
        "两百三",
        "若干",
        "3,06",
        "30 62x",
        "全部",
        "1e300",
        "9" * 40,
    ],
)
def test_what_is_no_exact_number_is_not_guessed(text):
    assert read_quantity(text) is None


def spelled(number: int) -> str:
    """Spell a number below ten thousand as taught at school."""
    said, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + sign
            gap = False
        else:
            gap = True
    return said


@settings(deadline=None)
@given(st.integers(1, 9999), st.integers(0, 9999))
def test_spelled_numbers_are_read_back(low, high):
    assert read_chinese(spelled(low)) == low
    if high:
        between = "零" if low < 1000 else ""
        assert read_chinese(f"{spelled(high)}万{between}{spelled(low)}") == high * 10_000 + low
