"""Problems by type: the first type that takes one has it, same wrongs told together, the real count behind 等."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from govlib.bulletin.writing.problems import _make_group
from govlib.bulletin.writing.spelling import say_problem
from govlib.bulletin.writing.told import Told
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
    assert words(rows, most=2).startswith("共有问题3项，涉及3家单位。如：甲局“甲”（微信）错甲；乙局")
    assert words(rows, most=2).endswith("等。")


def item(unit: str, name: str, what: str = "未公开", key: str = "") -> Told:
    return Told(unit, "", name, what, key=key)


OF_ITEMS = {"each": "{unit}“{item}”", "counted": "处", "of": ""}


def test_items_with_the_same_fault_are_told_together_and_what_is_nobodys_last():
    rows = [item("", "救灾"), item("甲局", "户籍"), item("乙局", "住房")]
    assert words(rows, **OF_ITEMS) == "甲局“户籍”、乙局“住房”、“救灾”（责任单位待核实）3处未公开。"


def test_items_of_nobody_at_all_need_no_remark():
    assert words([item("", "甲事"), item("", "乙事")], **OF_ITEMS) == "“甲事”、“乙事”未公开。"


def test_an_item_of_two_units_is_one_problem():
    rows = [item("甲局", "户籍", key="1"), item("乙局", "户籍", key="1"), item("丙局", "住房", key="2")]
    assert words(rows, **OF_ITEMS) == "甲局、乙局“户籍”，丙局“住房”未公开。"
    one = ProblemType.model_validate({"id": "a", "heading": "甲", "kinds": ["X"], **OF_ITEMS})
    assert _make_group(one, rows, 8, lambda text: text).count == 2


def test_a_finding_without_an_item_stands_behind_its_units_without_empty_quotation_marks():
    rows = [item(f"{name}局", "", "栏目是空的") for name in "甲乙丙"]
    assert words(rows, **OF_ITEMS) == "甲局、乙局、丙局3家：栏目是空的。"


def test_objects_are_counted_as_what_they_are():
    sites = [Told(f"{name}局", f"{name}网", "", "没有答复", thing="网站") for name in "甲乙丙"]
    assert words(sites, of="") == "甲网、乙网、丙网3个网站没有答复。"
    mixed = [*sites[:2], Told("丙局", "丙号", "", "没有答复", thing="账号")]
    assert words(mixed, of="") == "甲网、乙网、丙号3个对象没有答复。"


@pytest.mark.parametrize(
    ("wheres", "expected"),
    [
        (("网站",), "所办网站的文字差错。"),
        (("账号",), "所办政务新媒体的文字差错。"),
        (("账号", "网站"), "所办网站和政务新媒体的文字差错。"),
        (("网站", ""), "文字差错。"),
    ],
)
def test_the_lead_says_in_which_texts_errors_stand(wheres: tuple[str, ...], expected: str):
    rows = [Told("甲局", "", "", "将“对”错写为“错”", where=where) for where in wheres]
    assert words(rows, lead="{where}文字差错。", each="{unit}", counted="家", of="").startswith(expected)


@pytest.mark.parametrize(
    ("object_", "problem", "expected"),
    [
        ("甲→乙", "错误表述", "错误表述"),
        ("", "严重表述错误：“不当”应为“得当”", "严重表述错误"),
        ("", "错别字：“截止目前”应为“截至目前”", "错别字：“截止目前”应为“截至目前”"),
        ("甲专栏(一)", "未更新。", "甲专栏（一）未更新"),
    ],
)
def test_wrong_wording_that_may_be_grave_is_never_repeated(object_: str, problem: str, expected: str):
    assert say_problem(object_, problem) == expected


def test_serious_errors_name_the_unit_and_keep_the_words_to_themselves():
    rows = [
        Told("甲局", "甲网站", "", "将“对”错写为“错”", "错", "对"),
        Told("甲局", "甲网站", "", "另一处", "错二", "对"),
    ]
    text = words(rows, names_unit_only=True, what="出现严重表述错误")
    assert text == "甲局出现严重表述错误2处。"


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
        ("checklist:wording", "文字表述", "错误表述", "checklist-wording"),
        ("checklist", "栏目更新", "未更新", "checklist"),
        ("test_questions", "互动交流", "没有答复", "replies"),
        ("publication", "信息发布", "期内零发布", "publication-none"),
        ("object_publication", "信息发布", "期内零发布", "object-none"),
        ("新的一种", "新的类别", "新的问题", "rules"),
    ],
)
def test_a_problem_has_the_first_type_that_takes_it(kind: str, topic: str, problem: str, expected: str):
    types = load_problem_types(PARAMS, [])
    assert next(one.id for one in types if one.takes(kind, topic, problem)) == expected
