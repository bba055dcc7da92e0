"""Ranges that run backwards, months counted wrong, quarters with other months."""

from __future__ import annotations

import pytest
from date_cases import list_doubts, make_ready, read

from govlib.text.rules import date_ranges

find = make_ready(date_ranges)

WRONG = [
    ("自6月20日至6月10日", "6月10日"),
    ("自2024年6月20日起至6月10日止", "6月10日"),
    ("2024年6月20日至2023年6月30日", "2023年6月30日"),
    ("2024年6月20日—2024年5月30日", "2024年5月30日"),
    ("6月20日至10日", "10日"),
    ("2024-06-20至2024-06-10", "2024-06-10"),
    ("报名时间：2024年6月20日至5月10日", "5月10日"),
    ("2023年1月至3月共4个月", "4个月"),
    ("2023年1月至3月，共5个月。", "5个月"),
    ("1—3月（4个月）", "4个月"),
    ("2023年11月至2024年2月（共5个月）", "5个月"),
    ("2023年11月至次年2月，历时6个月", "6个月"),
    ("一月至三月共四个月", "四个月"),
    ("第一季度（4月至6月）", "4月至6月"),
    ("一季度（1—6月）", "1—6月"),
    ("第四季度（9—12月）", "9—12月"),
    ("上半年（1—7月）", "1—7月"),
    ("下半年（1—6月）", "1—6月"),
    ("前三季度（1—10月）", "1—10月"),
]

RIGHT = [
    "自6月10日至6月20日",
    "2024年11月1日至3月31日",
    "2024年11月1日至次年3月31日",
    "每年11月15日至3月15日",
    "每年6月20日至6月10日",
    "每年度自6月20日至6月10日",
    "2024年9月1日至8月31日",
    "2024年7月1日至6月30日",
    "2023年12月30日至2024年1月5日",
    "禁渔期：3月1日至6月30日",
    "2024年2月30日至2月10日",
    "2023年1月至3月，共3个月",
    "2023年11月至次年2月，共4个月",
    "2023年11月至2月，共4个月",
    "2023年1月至12月（共12个月）",
    "1—5月，为期4个月",
    "2022年1月至2023年12月，共24个月",
    "6月至8月每月3个月度例会",
    "第一季度（1—3月）",
    "第二季度（2024年4月—6月）",
    "二季度（4—6月）",
    "第三季度（7月至9月）",
    "四季度（10-12月）",
    "第一至第三季度（1—9月）",
    "一、二季度（1—6月）",
    "前三季度（1—9月）",
    "上半年（1—6月）",
    "下半年（2023年7月—12月）",
    "全年（1—12月）",
    "上半年（2023年11月—2024年5月）",
    "第二季度（检查时间3月6日至6月22日）",
]

DOUBTFUL = ["4月30日至3日", "第二季度（4—5月）", "2023年1月至3月，共2个月", "9月1日至7月10日"]


@pytest.mark.parametrize(("text", "wrong"), WRONG)
def test_a_stretch_of_time_that_contradicts_itself_is_found(text: str, wrong: str):
    assert [found for found, _ in list_doubts(find, read(text))] == [wrong]


@pytest.mark.parametrize("text", RIGHT)
def test_a_stretch_that_may_run_into_the_next_year_is_none(text: str):
    assert list(find(read(text))) == []


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_may_be_meant_otherwise_is_doubtful(text: str):
    assert list_doubts(find, read(text)) == []
    assert len(list_doubts(find, read(text), suspected=True)) == 1
