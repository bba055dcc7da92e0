from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_rules import SEEN

from govlib.catalog.score_models import ScoreModel
from govlib.scores.totals import add_up
from govlib.scores.words import say_points

NATIONAL = {
    "subject": "网站",
    "parts": [{"id": "扣分", "points": 100, "fails_below": 60}],
    "gate": {"parts": ["扣分"], "passes_when": "above", "limit": 80},
    "bonus": 30,
    "words": "原文",
    "source": SEEN,
}
LUZHOU = {
    **NATIONAL,
    "parts": [{"id": "扣分", "points": 120, "fails_below": 72}],
    "gate": {"parts": ["扣分"], "passes_when": "above", "limit": 96},
    "bonus": 40,
}
SERVICES = {"when": [{"column": "has_services", "any_of": [False]}], "part": "扣分", "skips": ["办事服务"]}


def model(given: dict, **more) -> ScoreModel:
    return ScoreModel.model_validate({**given, **more})


def total(given: dict, lost, bonus=0, *, out_of: float | None = None):
    reduced = {**SERVICES, "out_of": out_of} if out_of else None
    declared = model(given, reduced=reduced)
    return add_up(declared, {"扣分": Fraction(str(lost))}, Fraction(str(bonus)), declared.reduced)


@pytest.mark.parametrize(
    ("declared", "lost", "given", "out_of", "expected"),
    [
        (NATIONAL, "40", "12", None, ("60", "60", False)),
        (NATIONAL, "40.1", "12", None, ("59.9", "59.9", True)),
        (NATIONAL, "20", "12", None, ("80", "80", False)),
        (NATIONAL, "19.9", "12", None, ("80.1", "92.1", False)),
        (NATIONAL, "3", "33", None, ("97", "127", False)),
        (NATIONAL, "130", "0", None, ("0", "0", True)),
        # 75 - 15 = 60, 60 × 4/3 = 80: not above 80.
        (NATIONAL, "15", "9", 75, ("80", "80", False)),
        (NATIONAL, "14.9", "9", 75, ("80.1333333333", "89.1333333333", False)),
        (NATIONAL, "30", "0", 75, ("60", "60", False)),
        (NATIONAL, "30.1", "0", 75, ("59.8666666667", "59.8666666667", True)),
        (LUZHOU, "48", "0", None, ("72", "72", False)),
        (LUZHOU, "48.1", "0", None, ("71.9", "71.9", True)),
        (LUZHOU, "24", "41", None, ("96", "96", False)),
        (LUZHOU, "23.9", "41", None, ("96.1", "136.1", False)),
        # 95 - 19 = 76, 76 × 24/19 = 96: not above 96.
        (LUZHOU, "19", "10", 95, ("96", "96", False)),
        (LUZHOU, "38", "10", 95, ("72", "72", False)),
    ],
)
def test_lines_gates_and_scales_are_held_exactly(declared, lost, given, out_of, expected):
    summed = total(declared, lost, given, out_of=out_of)
    base, score, failed = expected
    assert float(summed.base) == pytest.approx(float(base))
    assert float(summed.score) == pytest.approx(float(score))
    assert summed.parts[0].is_failed is failed


def test_a_gate_that_may_be_reached_opens_at_its_limit():
    parts = [{"id": "网站", "points": 35, "fails_below": 21}, {"id": "新媒体", "points": 20, "fails_below": 12}]
    gate = {"parts": ["网站", "新媒体"], "passes_when": "at_or_above", "limit": 44}
    declared = model(NATIONAL, parts=parts, gate=gate)
    at, below = (
        add_up(declared, {"网站": Fraction(lost), "新媒体": Fraction(1)}, Fraction(5)) for lost in ("10", "10.1")
    )
    assert (at.gate_sum, at.score) == (44, 49)
    assert (below.gate_sum, below.score) == (Fraction("43.9"), Fraction("43.9"))


def test_weights_make_the_score_and_lines_hold_for_the_part_itself():
    parts = [
        {"id": "日常", "points": 100, "weight": 0.7},
        {"id": "专家", "points": 100, "weight": 0.3, "fails_below": 60},
    ]
    declared = model(NATIONAL, parts=parts, gate=None, bonus=20)
    summed = add_up(declared, {"日常": Fraction(10), "专家": Fraction(41)}, Fraction(25))
    assert summed.base == Fraction("63") + Fraction("17.7")
    assert summed.score == Fraction("100.7")
    assert [one.is_failed for one in summed.parts] == [False, True]


def test_who_is_not_asked_a_block_needs_a_number_to_scale_by():
    declared = model(NATIONAL, reduced=SERVICES)
    with pytest.raises(ValueError, match="without a number"):
        add_up(declared, {}, Fraction(0), declared.reduced)


@given(lost=st.decimals(0, 200, places=2), more=st.decimals(0, 50, places=2), given=st.decimals(0, 60, places=2))
def test_more_points_lost_never_give_a_better_score_and_none_leaves_its_bounds(lost, more, given):
    first = total(NATIONAL, lost, given, out_of=75)
    second = total(NATIONAL, lost + more, given, out_of=75)
    assert 0 <= second.score <= first.score <= 130
    assert (first.score > first.base) == (first.base > 80 and given > 0)


@pytest.mark.parametrize(
    ("points", "lines", "said"),
    [
        (Fraction(244, 3), (), "81.33"),
        (Fraction("59.995"), (), "60"),
        (Fraction("59.995"), (60,), "59.99"),
        (Fraction("80.001"), (60, 80), "80.01"),
        (Fraction(80), (60, 80), "80"),
        (0.1, (), "0.1"),
        (0.125, (), "0.13"),
        (100.0, (), "100"),
        (0.0, (), "0"),
        (None, (), ""),
        (float("nan"), (), ""),
    ],
)
def test_points_are_said_with_two_decimals_and_never_on_a_line_they_miss(points, lines, said):
    assert say_points(points, lines) == said
