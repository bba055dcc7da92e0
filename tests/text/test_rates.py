"""Percentages against the counts of their sentence."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from bounds import assert_within_bounds
from hypothesis import given
from hypothesis import strategies as st

from govlib.text.document import make_document
from govlib.text.rules import rates

find = rates.prepare(SimpleNamespace())


def doubts(text: str) -> list[str]:
    document = make_document(text)
    return [document.passages[one.passage].text[one.start : one.end] for one in find(document)]


WRONG = [
    ("共检查政务新媒体48个，合格45个，不合格3个，合格率94.75%。", ["94.75%"]),
    ("应报10个，实报9个，占80%。", ["80%"]),
    ("检查网站45个，合格44个，合格率98.7%。", ["98.7%"]),
    ("检查账号239个，合格237个，合格率为99%。", []),
    ("检查账号２３９个，合格２３０个，合格率为９９％。", ["９９％"]),
    ("共检查50个，不合格5个，合格率达95%。", ["95%"]),
    ("订阅人数从1000人增加到1420人，增长45%。", ["45%"]),
    ("信息量由500条下降到400条，下降25%。", ["25%"]),
    ("合格率从95%提高到97%，提高3个百分点。", ["3个百分点"]),
    ("账号从12个增加到8个。", ["12个增加到8个"]),
    ("账号由8个减少至12个。", ["8个减少至12个"]),
]

RIGHT = [
    "共检查政务新媒体48个，合格45个，不合格3个，合格率93.75%。",
    "共检查政务新媒体48个，合格45个，不合格3个，占6.25%。",
    "全年受理投诉100件，办结90件，未办结10件，满意率98%。",
    "",
    "应报10个，实报9个，占90%。",
    "检查网站45个，合格44个，合格率97.7%。",
    "检查网站45个，合格44个，合格率97.8%。",
    "检查网站45个，合格44个，合格率97%。",
    "检查网站45个，不合格1个，合格率97.8%。",
    "检查网站45个，发现问题30个，整改率98%。",
    "检查网站45个，合格44个，合格率约98.7%。",
    "检查网站45个，合格44个，合格率高于全省平均98.7%。",
    "发布信息153条，订阅人数1420个，同比增长45%。",
    "检查3个单位12个网站，合格11个，合格率91.7%。",
    "订阅人数从1000人增加到1420人，增长42%。",
    "合格率从95%提高到97%，提高2个百分点。",
    "从3个单位抽取5个网站。",
    "由2个部门增派3个人。",
    "由12个减少到8个，减少33.3%。",
    "办结49件，按期办结率100%。",
    "占全县的80%。",
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_a_percentage_that_does_not_follow_is_found(text: str, expected: list[str]):
    assert doubts(text) == expected


@pytest.mark.parametrize("text", RIGHT)
def test_right_percentages_are_silent(text: str):
    assert doubts(text) == []


def test_a_doubt_shows_the_division():
    (doubt,) = find(make_document("应报10个，实报9个，占80%。"))
    assert doubt.note == "9个÷10个＝90.0%，不是 80%"


@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 2))
def test_a_rate_rounded_or_cut_off_is_right_and_one_far_off_is_wrong(whole: int, part: int, decimals: int):
    part = min(part, whole) or 1
    exact = part * 100 * 10**decimals
    for shown in (exact // whole, (2 * exact + whole) // (2 * whole)):
        value = f"{shown / 10**decimals:.{decimals}f}"
        assert doubts(f"检查网站{whole}个，合格{part}个，合格率{value}%。") == []
    far = f"{shown / 10**decimals + 111:.{decimals}f}"
    assert doubts(f"检查网站{whole}个，合格{part}个，合格率{far}%。") == [f"{far}%"]


@pytest.mark.parametrize(
    "text", ["从1个增加到2个，增长3%，" * 5_000, "1个，2个，占3%，" * 5_000, "从" * 300_000 + "1个2个"]
)
def test_long_texts_end(text: str):
    document = make_document(text)
    assert_within_bounds(document, find(document))
