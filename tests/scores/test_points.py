from datetime import date
from fractions import Fraction

import pytest
from small_rules import SEEN, declare

from govlib.catalog.score_models import Points
from govlib.scores.points import at_day, count_points

INFINITE = float("inf")


def points(**given) -> Points:
    return Points.model_validate({"since": "2019-01-01", "words": "原文", "source": SEEN, **given})


MISSING = declare("D1", "deduction", "扣分")
SHARE = declare("D2", "deduction", "扣分", unit="%")
BONUS = declare("B1", "bonus", "加分")


@pytest.mark.parametrize(
    ("declared", "outcome", "value", "expected"),
    [
        ({"each": 1, "cap": 5}, "不合格", 3.0, "3"),
        ({"each": 1, "cap": 5}, "不合格", 5.0, "5"),
        ({"each": 1, "cap": 5}, "不合格", 6.0, "5"),
        ({"each": 0.1}, "不合格", 3.0, "0.3"),
        ({"each": 1, "cap": 5}, "合格", 0.0, "0"),
        ({"each": 1, "absent": 4, "cap": 5}, "不合格", INFINITE, "4"),
        ({"each": 1, "cap": 5}, "不合格", INFINITE, "5"),
        ({"each": 1}, "不合格", INFINITE, None),
        ({"whole": 3, "cap": 5}, "不合格", 9.0, "3"),
        ({"whole": 3}, "不合格", INFINITE, "3"),
        ({"whole": 3}, "不合格", float("nan"), "3"),
        ({"each": 1, "cap": 5}, "不合格", float("nan"), None),
        ({"steps": [{"below": 1, "points": 5}, {"below": 6, "points": 3}]}, "不合格", 0.0, "5"),
        ({"steps": [{"below": 1, "points": 5}, {"below": 6, "points": 3}]}, "不合格", 5.0, "3"),
        ({"steps": [{"below": 1, "points": 5}, {"below": 6, "points": 3}]}, "不合格", 6.0, "0"),
        ({"steps": [{"below": 1, "points": 5}], "cap": 5}, "不合格", INFINITE, "5"),
        ({"steps": [{"below": 1, "points": 5}]}, "不合格", INFINITE, None),
        ({"cap": 5}, "不合格", 2.0, None),
        ({"each": 1}, "待复核", 2.0, None),
        ({"each": 1}, "缺数据", 2.0, None),
    ],
)
def test_a_deduction_costs_by_its_value_and_never_more_than_its_points(declared, outcome, value, expected):
    found = count_points(points(**declared), MISSING, outcome, value)
    assert found == (None if expected is None else Fraction(expected))


def test_a_share_is_counted_in_per_cent():
    assert count_points(points(each=5), SHARE, "不合格", 0.03) == 15


@pytest.mark.parametrize(("outcome", "expected"), [("合格", 5), ("不合格", 0), ("缺数据", None)])
def test_a_bonus_is_given_by_what_passes(outcome, expected):
    assert count_points(points(whole=5), BONUS, outcome, 1.0) == expected


def test_points_hold_from_their_day_on():
    first, second = points(cap=5), points(cap=8, since="2023-12-01")
    assert at_day((first, second), date(2018, 12, 31)) is None
    assert at_day((second, first), date(2023, 11, 30)) == first
    assert at_day((second, first), date(2023, 12, 1)) == second
