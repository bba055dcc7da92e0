"""Percentages judged: what each is recomputed from, what is said of it, and one way of rounding in one draft."""

from __future__ import annotations

import pytest

from govlib.verify.check import DOUBTFUL, RIGHT, UNCHECKED, WRONG, Check
from govlib.verify.draft.opening import make_draft
from govlib.verify.reading import Reading
from govlib.verify.relations.growth import find_growth
from govlib.verify.relations.one_way import find_one_way
from govlib.verify.relations.rates import find_rates


def _rates(text: str) -> list[Check]:
    return list(find_rates(Reading(make_draft(text, "通报"))))


def test_a_wrong_rate_quotes_itself_its_numbers_and_the_slip() -> None:
    (check,) = _rates("一、总体情况\n检查网站37个，合格35个，合格率97.2%。")
    assert (check.verdict, check.kind, check.identity) == (WRONG, "百分比", 3)
    assert check.stated.words == "合格率97.2%"
    assert check.other is not None
    assert check.other.words == "检查网站37个，合格35个"
    assert check.computed == "35/37＝94.59%"
    assert check.difference == "+2.61 个百分点"
    assert check.why == "分母少 1：按 35/36 算的"


def test_closed_accounts_that_were_counted_in_are_named() -> None:
    (check,) = _rates("本季度关停账号13个。检查账号43个，合格40个，合格率71.4%。")
    assert check.verdict == WRONG
    assert check.why == "分母计进了关停的 13 个"


def test_a_rate_that_rounds_to_all_is_asked_about() -> None:
    (check,) = _rates("检查账号3000个，合格2999个，合格率100%。")
    assert (check.verdict, check.why) == (DOUBTFUL, "没有全部做到，不宜写成 100%")


def test_a_rate_without_its_numbers_says_what_lacks() -> None:
    (check,) = _rates("抽查政务新媒体合格率62.5%。")
    assert (check.verdict, check.why) == (UNCHECKED, "没有写分子和分母")


@pytest.mark.parametrize("text", ["合格率不低于95%。", "按照100%的抽查比例要求抽查。", "力争合格率达到98%以上。"])
def test_a_demand_is_not_checked_at_all(text: str) -> None:
    assert _rates(text) == []


def test_a_share_of_a_paragraph_above_is_of_its_total() -> None:
    checks = _rates("一季度收到来信139件，涉及22个单位。\n咨询16件（11.5%）；投诉67件（48.2%）；求助56件（41.3%）。")
    assert [one.verdict for one in checks] == [RIGHT, RIGHT, WRONG]
    assert checks[2].computed == "56/139＝40.29%"


@pytest.mark.parametrize(
    ("declared", "rate", "verdict"),
    [
        ("half_up", "97.8%", RIGHT),
        ("half_up", "97.7%", DOUBTFUL),
        ("truncate", "97.7%", RIGHT),
        ("truncate", "97.8%", DOUBTFUL),
    ],
)
def test_a_draft_that_rounds_otherwise_than_its_place_declares_is_asked_about(declared, rate, verdict) -> None:
    draft = make_draft(f"检查网站45个，合格44个，合格率{rate}。", "通报")
    (check,) = find_one_way(Reading(draft, rounding=declared))
    assert check.verdict == verdict
    assert list(find_one_way(Reading(draft))) == []


def test_one_draft_that_cuts_and_rounds_is_told_once_with_both_places() -> None:
    text = "检查网站45个，合格44个，合格率97.7%。\n检查账号239个，不合格2个，合格率99.2%。"
    (check,) = find_one_way(Reading(make_draft(text, "通报")))
    assert check.other is not None
    assert (check.verdict, check.stated.words, check.other.words) == (WRONG, "合格率97.7%", "合格率99.2%")


def test_a_rate_that_was_cut_so_as_not_to_read_all_says_nothing_of_the_way() -> None:
    text = "检查网站3000个，合格2999个，合格率99.9%。\n检查账号239个，不合格2个，合格率99.2%。"
    assert list(find_one_way(Reading(make_draft(text, "通报")))) == []


def test_growth_measured_against_the_present_number_says_so() -> None:
    (check,) = find_growth(Reading(make_draft("本月发布信息76条，上月44条，环比增长42.1%。", "通报")))
    assert (check.verdict, check.computed) == (WRONG, "(76－44)/44＝72.73%")
    assert check.why == "误以本期为底数：(76－44)/76"


def test_points_written_as_per_cent_are_asked_about() -> None:
    reading = Reading(make_draft("合格率由92.1%提高到96.1%，提高4%。", "通报"))
    asked = [one for one in find_growth(reading) if one.verdict == DOUBTFUL]
    assert [(one.kind, one.computed) for one in asked] == [("单位", "96.1%－92.1%＝4 个百分点")]
