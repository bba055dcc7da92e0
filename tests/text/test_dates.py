"""Days and times that don't exist, and those that do."""

from __future__ import annotations

from datetime import date

import pytest
from date_cases import list_doubts, make_ready, read

from govlib.text.rules import dates

find = make_ready(dates)

WRONG = [
    ("会议定于2月30日召开。", "2月30日"),
    ("2023年2月29日", "2023年2月29日"),
    ("1900年2月29日", "1900年2月29日"),
    ("6月31日前报送。", "6月31日"),
    ("2024年06月31日", "2024年06月31日"),
    ("2024年4月31日前", "2024年4月31日"),
    ("二〇二四年九月三十一日", "二〇二四年九月三十一日"),
    ("13月5日", "13月5日"),
    ("今年6月31日", "6月31日"),
    ("每年9月31日前", "9月31日"),
    ("2024年13月", "2024年13月"),
    ("2024年0月5日", "2024年0月5日"),
    ("6月0日", "6月0日"),
    ("6月32日", "6月32日"),
    ("2月1日至31日", "31日"),
    ("2023.2.29", "2023.2.29"),
    ("发布日期：2024-02-39", "2024-02-39"),
    ("发布日期：2024-13-01", "2024-13-01"),
    ("2024-13-01", "2024-13-01"),
    ("6月22日25时", "25时"),
    ("8时至25时停水", "25时"),
    ("上午15:00开会", "15:00"),
    ("上午10:60", "10:60"),
    ("上午9时75分", "9时75分"),
    ("6月22日24时30分", "24时30分"),
    ("定于2月29日召开会议。|某某局|2023年2月20日", "2月29日"),
]

RIGHT = [
    "2024年2月29日",
    "2000年2月29日",
    "2月29日",
    "每年2月29日",
    "去年2月29日|某某局|2024年3月20日",
    "会议定于2月29日召开。|某某局|2024年2月20日",
    "会议定于2024年2月29日召开。|某某局|2023年12月20日",
    "会议定于2月29日召开。|某某局|2023年12月20日",
    "1月31日、3月31日、12月31日",
    "农历二月三十日",
    "2月没有30日，2月30日不存在。",
    "13月龄的幼儿",
    "24时止",
    "6月22日24:00",
    "2024年12月31日24时",
    "下午14:30",
    "上午8:30—12:00，下午14:30—18:00",
    "上午12:30",
    "合格率为9:75的比例",
    "比例为1：60",
    "25日时",
    "千瓦时25元",
    "编号为202413",
    "自2024年7月1日起施行",
    "6—12月",
    "第13个月",
    "11月30日23时59分",
    "服役满2年13个月",
]


@pytest.mark.parametrize(("text", "wrong"), WRONG)
def test_a_day_or_time_that_does_not_exist_is_found(text: str, wrong: str):
    assert [found for found, _ in list_doubts(find, read(text))] == [wrong]


@pytest.mark.parametrize("text", RIGHT)
def test_a_day_or_time_that_exists_is_none(text: str):
    assert list(find(read(text))) == []


@pytest.mark.parametrize("text", ["编号2024-13-01号", "2024年1月5日印发，2月29日召开。"])
def test_numbers_that_may_be_no_dates_are_doubtful_at_most(text: str):
    assert list_doubts(find, read(text)) == []


def test_the_note_says_how_many_days_there_are():
    assert [one.note for one in find(read("2023年2月29日，2024年2月30日，6月31日，13月1日"))] == [
        "2023年2月只有28天",
        "2024年2月只有29天",
        "6月只有30天",
        "没有13月",
    ]


def test_every_day_of_sixteen_years_is_judged_as_the_calendar_does():
    wrong = []
    for year in range(2015, 2031):
        for month in range(1, 13):
            for day in range(1, 32):
                try:
                    date(year, month, day)
                except ValueError:
                    wrong.append(f"{year}年{month}月{day}日")
    months = [(year, month) for year in range(2015, 2031) for month in range(1, 13)]
    text = "；".join(f"{year}年{month}月{day}日" for year, month in months for day in range(1, 32))
    assert [found for found, _ in list_doubts(find, read(text))] == wrong
