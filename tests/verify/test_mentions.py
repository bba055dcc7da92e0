"""Numbers as bulletins write them: what is one, what it counts, and what is none."""

from __future__ import annotations

from fractions import Fraction

import pytest

from govlib.verify.draft.opening import make_draft
from govlib.verify.mentions.amounts import Amount
from govlib.verify.mentions.numbers import list_numbers
from govlib.verify.reading import Reading


def _amounts(text: str) -> list[Amount]:
    return list(Reading(make_draft(text, "通报")).all_amounts())


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("合格45个", Fraction(45), "个"),
        ("合格４５家", Fraction(45), "家"),
        ("合格四十五家", Fraction(45), "家"),
        ("涉及两家单位", Fraction(2), "家"),
        ("来信1,240件", Fraction(1240), "件"),
        ("阅读1.2万次", Fraction(12000), "次"),
        ("合格率97.7％", Fraction(977, 10), "%"),
        ("合格率百分之九十七点七", Fraction(977, 10), "%"),
        ("错误率千分之三", Fraction(3, 10), "%"),
        ("提高2.2个百分点", Fraction(22, 10), "百分点"),
        ("全覆盖检查,3家有问题", Fraction(3), "家"),
    ],
)
def test_a_number_is_read_in_every_spelling(text: str, value: Fraction, unit: str) -> None:
    (found,) = list_numbers(text)
    assert (found.value, found.unit, found.limit, found.rough) == (value, unit, False, False)


@pytest.mark.parametrize(
    "text",
    [
        "〔2023〕69号",
        "第3个",
        "12345热线",
        "6个月内",
        "5个工作日内",
        "三个方面",
        "高效办成一件事",
        "90—100分",
        "拨打0839-3266033",
    ],
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert list_numbers(text) == []


@pytest.mark.parametrize(
    "text",
    ["超过（含）10个", "不低于20%", "合格率要达到100%", "每10天更新", "发布少于20条", "90分以上", "前3名", "不少于4条"],
)
def test_a_limit_and_a_demand_are_no_counts(text: str) -> None:
    (found,) = list_numbers(text)
    assert found.limit


@pytest.mark.parametrize("text", ["约1200条", "近200件", "1200余条", "2万多次", "三分之二"])
def test_a_rough_number_claims_nothing_exactly(text: str) -> None:
    (found,) = list_numbers(text)
    assert found.rough


def test_a_clause_without_a_thing_counts_that_of_the_clause_before() -> None:
    amounts = _amounts("政府网站方面，检查45个，合格44个。政务新媒体方面，检查239个，不合格2个。")
    assert [one.thing for one in amounts] == ["网站", "网站", "账号", "账号"]
    assert [one.role for one in amounts] == ["检查", "合格", "检查", "不合格"]


def test_what_stands_behind_a_number_says_what_was_found() -> None:
    found = _amounts("抽查发现39家账号不合格，239个账号中有200个合格")
    assert [(one.role, one.thing) for one in found] == [("不合格", "账号"), ("总数", "账号"), ("合格", "账号")]


def test_things_with_a_trouble_are_not_troubles() -> None:
    (first, second) = _amounts("检查网站60家，存在错链的网站16家")
    assert (first.thing, second.thing) == ("网站", "网站")
    assert _amounts("检查账号60个，存在突出问题的3个")[1].thing == "账号"


def test_levels_in_brackets_are_a_scope_and_no_clause() -> None:
    found = _amounts("市直部门29家，县（市、区）16家，青云县3家")
    assert [one.scope for one in found] == ["市直部门", "县区", "青云县"]


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("上季度检查40个，合格38个；本季度检查45个", ["上期", "上期", ""]),
        ("检查45个，较上季度（40个）增加5个，合格44个", ["", "上期", "上期", ""]),
        ("今年以来累计发布900条，本月发布80条", ["累计", ""]),
        ("1—5月发布153条", ["1—5月"]),
        ("由上季度的12个降至5个", ["上期", ""]),
    ],
)
def test_a_number_is_of_the_days_that_its_words_say(text: str, windows: list[str]) -> None:
    assert [one.window for one in _amounts(text)] == windows


def test_what_something_grew_by_is_no_count_of_it() -> None:
    assert [one.role for one in _amounts("检查45个，增加5个，新增3个，最多8个")] == ["检查", "增减", "新开", ""]
