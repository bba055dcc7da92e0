"""Sums as relations find them: what is quoted, which cause is named, what the five published bulletins give."""

from __future__ import annotations

from pathlib import Path

import pytest

from govlib.verify.check import RIGHT, WRONG, Check
from govlib.verify.draft.opening import make_draft, open_draft
from govlib.verify.reading import Reading
from govlib.verify.relations.clauses import split_block
from govlib.verify.relations.sums import find_sums

_BULLETINS = Path(__file__).parents[1] / "data" / "bulletins"
_ADDED = {
    "fengxiang-2023Q3": {
        "3＋1＋1＋7＋5＋3＋1＋1＋1＋1＋1＋1＋1＝27",
        "26＋16＋23＋41＝106",
        "3＋7＋6＋12＋21＝49",
    },
    "guangyuan-2023Q2": {"8＋37＝45", "53＋150＋36＝239"},
    "cangxi-2024Q2": {"14＋1＋1＋1＝17"},
    "tongcheng-2021Q2": set(),
    "shiquan-2023Q1": set(),
}


def _check(text: str) -> list[Check]:
    return list(find_sums(Reading(make_draft(text))))


@pytest.mark.parametrize("name", sorted(_ADDED))
def test_published_bulletins_add_up_and_nothing_in_them_is_accused(name: str):
    found = list(find_sums(Reading(open_draft(_BULLETINS / f"{name}.txt", name))))
    assert _ADDED[name] <= {one.computed for one in found if one.verdict == RIGHT}
    assert {one.verdict for one in found} <= {RIGHT, "不可核"}


def test_both_places_are_quoted_with_their_words_and_the_difference_is_told():
    (found,) = _check(
        "运行总体平稳。全市共有政务新媒体239个，其中微博53个、微信公众号150个、其他平台37个，检查率100%。"
    )
    assert found.verdict == WRONG
    assert found.stated.words == "全市共有政务新媒体239个"
    assert found.other is not None
    assert found.other.words == "其中微博53个、微信公众号150个、其他平台37个"
    assert (found.said, found.computed, found.difference) == ("239个", "53＋150＋37＝240", "-1")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("全县共有账号56个，分别为微信30个、微博13个，本季度另关停13个。", "关停"),
        ("省直单位开设12个、市级35个、县级410个，总计475个。", "颠倒"),
        ("检查范围为全县政务新媒体，共21个，本次检查28个。", "比总数"),
        ("期初账号120个，新开5个，注销8个，期末账号133个。", "期初加新开"),
    ],
)
def test_the_likely_cause_is_named(text: str, cause: str):
    (found,) = [one for one in _check(text) if one.verdict == WRONG]
    assert cause in found.why


def test_a_sum_that_two_ways_of_writing_show_is_told_once():
    text = "抽查网站20个，其中合格17个、不合格4个。"
    assert [one.verdict for one in _check(text)] == [WRONG]


def test_the_shares_beside_parts_say_that_their_base_is_another_number():
    text = "11月受理诉求9000件，其中咨询400件，占40%；求助350件，占35%；投诉150件，占15%；其他100件，占10%。"
    (found,) = _check(text)
    assert found.verdict == "存疑"
    assert "占比" in found.why


def test_names_that_share_a_number_count_each():
    (found,) = _check("反馈问题12条，分别是市教育局5条，市财政局、市水利局各2条，市统计局3条。")
    assert (found.verdict, found.computed) == (RIGHT, "5＋2×2＋3＝12")


def test_a_paragraph_is_split_at_marks_and_its_brackets_stay_beside_their_count():
    block = make_draft("微信218个（市直53个，县区165个）；微博67个和抖音6个。").blocks[0]
    amounts = Reading(make_draft(block.text)).amounts[0]
    (sentence,) = split_block(block.text, 0, amounts)
    assert [(one.mark, [count.text for count in one.counts]) for one in sentence] == [
        ("", ["218个"]),
        ("；", ["67个"]),
        ("和", ["6个"]),
    ]
    ((_, inner),) = sentence[0].inside
    assert [one.words for one in inner] == ["市直", "县区"]
