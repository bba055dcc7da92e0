"""Every date that a text writes: in which spelling, with which year, and what is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.text.chinese_dates import find_days, find_ranges, make_date, read_number

SPELLINGS = [
    ("2024年6月22日", (2024, 6, 22)),
    ("2024年06月22日", (2024, 6, 22)),
    ("2024 年 6 月 22 日", (2024, 6, 22)),
    ("2024年6月22号", (2024, 6, 22)),
    ("２０２４年６月２２日", (2024, 6, 22)),
    ("二〇二四年六月二十二日", (2024, 6, 22)),
    ("二○二四年十二月三十一日", (2024, 12, 31)),
    ("二零二四年元月一日", (2024, 1, 1)),
    ("二〇二四年六月廿二日", (2024, 6, 22)),
    ("2024.6.22", (2024, 6, 22)),
    ("2024-06-22", (2024, 6, 22)),
    ("2024/6/22", (2024, 6, 22)),
    ("2024-06-22T16:51:53", (2024, 6, 22)),
    ("2024-06-22 16:51:53", (2024, 6, 22)),
    ("6月22日", (None, 6, 22)),
    ("十月一日", (None, 10, 1)),
    ("2024年2月30日", (2024, 2, 30)),
    ("13月5日", (None, 13, 5)),
]

NO_DATES = [
    "",
    "6月份",
    "2024年6月",
    "6个月30日",
    "1年2月30日",
    "农历二月三十日",
    "版本2024.6.22.1",
    "192.168.2024.6.22",
    "A2024.6.22",
    "2024-06-22-01",
    "2024-13",
    "第3月第5日",
    "索引号116103220160074509/2023-01380",
    "月日",
]

RANGES = [
    ("2024年6月1日至5日", (2024, 6, 1), (2024, 6, 5)),
    ("2024年6月1日—5日", (2024, 6, 1), (2024, 6, 5)),
    ("2024年6月1-5日", (2024, 6, 1), (2024, 6, 5)),
    ("2024年6月22日—7月3日", (2024, 6, 22), (2024, 7, 3)),
    ("2024年3月6日—2024年6月22日", (2024, 3, 6), (2024, 6, 22)),
    ("2024年6月3日起至6月7日止", (2024, 6, 3), (2024, 6, 7)),
    ("2024年12月30日至次年1月3日", (2024, 12, 30), (2025, 1, 3)),
    ("2024年11月1日起至第二年3月31日止", (2024, 11, 1), (2025, 3, 31)),
    ("6月30日至2024年7月5日", (2024, 6, 30), (2024, 7, 5)),
    ("12月30日至2024年1月5日", (2023, 12, 30), (2024, 1, 5)),
    ("2024.6.3-6.7", (2024, 6, 3), (2024, 6, 7)),
    ("2024.6.3-2024.6.7", (2024, 6, 3), (2024, 6, 7)),
    ("2024-06-03至2024-06-07", (2024, 6, 3), (2024, 6, 7)),
    ("2024/6/22-2024/6/30", (2024, 6, 22), (2024, 6, 30)),
    ("2024年6月3日（星期一）9:00至6月7日18:00", (2024, 6, 3), (2024, 6, 7)),
    ("2024年6月3日上午9时至7日下午5时", (2024, 6, 3), (2024, 6, 7)),
]

YEARS = [
    ("2023年11月1日开工，12月3日完成。", [(2023, "written"), (2023, "sentence")]),
    ("2023年11月1日开工。12月3日完成。", [(2023, "written"), (None, "")]),
    ("2023年11月1日开工，同年12月3日完成。", [(2023, "written"), (2023, "range")]),
    ("2023年11月1日开工，次年1月3日完成。", [(2023, "written"), (2024, "range")]),
    ("6月1日和6月3日", [(None, ""), (None, "")]),
    ("2023年11月1日开工，去年8月3日立项。", [(2023, "written"), (None, "")]),
    ("每年6月1日至5日", [(None, ""), (None, "")]),
]


@pytest.mark.parametrize(("text", "expected"), SPELLINGS)
def test_a_date_is_read_in_any_spelling(text: str, expected: tuple[int | None, int, int]):
    for around in ("{}", "于{}召开", "（{}）"):
        (day,) = find_days(around.format(text))
        assert (day.year, day.month, day.day) == expected


@pytest.mark.parametrize("text", NO_DATES)
def test_what_only_looks_like_a_date_is_none(text: str):
    assert find_days(text) == ()


@pytest.mark.parametrize(("text", "first", "last"), RANGES)
def test_a_range_gives_each_end_what_the_other_says(text: str, first: tuple[int, int, int], last: tuple[int, int, int]):
    ((one, other),) = find_ranges(f"时间：{text}。")
    assert (one.to_date(), other.to_date()) == (date(*first), date(*last))


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_a_date_says_where_its_year_comes_from(text: str, expected: list[tuple[int | None, str]]):
    assert [(day.year, day.year_from) for day in find_days(text)] == expected


def test_dates_side_by_side_are_no_range():
    assert list(find_ranges("2024年6月3日、6月7日")) == []
    assert list(find_ranges("2024年6月3日，至今。6月7日")) == []


def test_a_date_exists_or_not():
    assert [day.exists for day in find_days("2024年2月29日，2023年2月29日，2月29日，2月30日，4月31日")] == [
        *(True, False, False, False, False)
    ]
    assert [day.exists for day in find_days("2月29日")] == [True]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("31", 31),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十一", 31),
        ("廿二", 22),
        ("一一", 0),
        ("元", 1),
    ],
)
def test_numbers_up_to_99_are_read(text: str, number: int):
    assert read_number(text) == number


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)), st.text(alphabet="于，。前的", max_size=4))
def test_any_day_is_found_where_it_stands(day: date, before: str):
    for written in (f"{day.year}年{day.month}月{day.day}日", f"{day.year}-{day.month:02}-{day.day:02}"):
        text = f"{before}{written}召开"
        (found,) = find_days(text)
        assert found.to_date() == day
        assert text[found.start : found.end] == written


@given(st.text(alphabet="0123456789年月日号.-/至到—（）: 一二十〇农历次同", max_size=60))
@settings(max_examples=400)
def test_dates_stand_in_order_apart_from_each_other_whatever_the_text(text: str):
    end = 0
    for day in find_days(text):
        assert end <= day.start < day.end <= len(text)
        assert day.exists == (make_date(day.year or 2000, day.month, day.day) is not None)
        end = day.end


@pytest.mark.parametrize(
    "piece", ["6月", "2024年", "6月1日至", "2024-1-1-", "一二三四五六七八九十", "1日", "2024.6.3-6.7,"]
)
def test_a_long_line_of_parts_of_dates_is_read(piece: str):
    text = piece * (200_000 // len(piece))
    assert all(day.end <= len(text) for day in find_days(text))
