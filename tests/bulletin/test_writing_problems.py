"""Problems by type: the first type that takes one has it, same wrongs told together, the real count behind 等."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from govlib.bulletin.writing.problems import Told, _make_group
from govlib.catalog.problem_types import ProblemType, load_problem_types

PARAMS = Path(__file__).resolve().parents[2] / "params"


def told(unit: str, name: str, what: str = "两周内无更新") -> Told:
    return Told(unit, f"{unit}“{name}”（微信）", name, what)


def words(rows: Sequence[Told], most: int = 8, **stated: object) -> str:
    one = ProblemType.model_validate({"id": "a", "heading": "甲", "kinds": ["X"], "of": "账号", **stated})
    return _make_group(one, rows, most, lambda text: text).text


def test_one_and_two_are_named_without_a_count():
    assert words([told("甲局", "甲")]) == "甲局“甲”（微信）两周内无更新。"
    assert words([told("甲局", "甲"), told("乙局", "乙")]) == "甲局“甲”（微信）、乙局“乙”（微信）两周内无更新。"


def test_three_accounts_of_two_units_are_counted_as_both():
    rows = [told("甲局", "甲"), told("甲局", "乙"), told("丙局", "丙")]
    assert words(rows) == "甲局“甲”（微信）、甲局“乙”（微信）、丙局“丙”（微信）3个账号两周内无更新，涉及2家单位。"


def test_a_long_list_names_the_first_and_counts_all():
    rows = [told(f"{name}局", name) for name in "甲乙丙丁戊"]
    assert words(rows, most=2) == "甲局“甲”（微信）、乙局“乙”（微信）等5个账号两周内无更新。"


def test_an_account_listed_twice_counts_once():
    rows = [told("甲局", "甲"), told("甲局", "甲"), told("乙局", "乙")]
    assert words(rows) == "甲局“甲”（微信）、乙局“乙”（微信）两周内无更新。"


def test_different_wrongs_are_told_one_after_another_behind_the_lead():
    rows = [told("甲局", "甲"), told("乙局", "乙", "无法打开")]
    assert words(rows, lead="个别账号有问题。") == (
        "个别账号有问题。甲局“甲”（微信）两周内无更新；乙局“乙”（微信）无法打开。"
    )


def test_too_many_different_wrongs_are_counted():
    rows = [told(f"{name}局", name, f"错{name}") for name in "甲乙丙"]
    assert words(rows, most=2).startswith("共有问题3项，涉及3家单位，如甲局“甲”（微信）错甲；乙局")
    assert words(rows, most=2).endswith("等。")


def test_serious_errors_name_the_unit_and_keep_the_words_to_themselves():
    rows = [
        Told("甲局", "甲网站", "", "将“对”错写为“错”", "错", "对"),
        Told("甲局", "甲网站", "", "另一处", "错二", "对"),
    ]
    text = words(rows, names_unit_only=True, what="出现严重表述错误")
    assert text == "甲局出现严重表述错误。"


@pytest.mark.parametrize(
    ("kind", "topic", "problem", "expected"),
    [
        ("W-V4.2", "政府网站", "栏目未更新", "site-stale"),
        ("W-V1.1", "政府网站", "严重表述错误", "wording-grave"),
        ("M-V2.1", "政务新媒体", "无更新", "account-stale"),
        ("M-V3.1", "政务新媒体", "无互动", "account-other"),
        ("check_results", "检查结论", "应更新的栏目超过10个", "site-listed"),
        ("check_results", "检查结论", "前2周内无更新", "account-other"),
        ("wording", "文字表述", "将“甲”错写为“乙”", "wording"),
        ("新的一种", "新的类别", "新的问题", "rules"),
    ],
)
def test_a_problem_has_the_first_type_that_takes_it(kind: str, topic: str, problem: str, expected: str):
    types = load_problem_types(PARAMS, [])
    assert next(one.id for one in types if one.takes(kind, topic, problem)) == expected
