"""Dates, numbers, words: how offices write them and what they mean."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.exports.cleaning import clean_name, clean_text
from govlib.exports.dates import Window, parse_moment
from govlib.exports.numbers import heading_scale, parse_count, parse_number, parse_share
from govlib.exports.units import split_platform, split_units
from govlib.exports.words import parse_flag, parse_presence

WINDOW = Window(date(2024, 3, 6), date(2024, 6, 22))
DAY = datetime(2024, 6, 22)  # noqa: DTZ001 - exports name no zone


@pytest.mark.parametrize(
    "text",
    [
        "2024-06-22",
        "2024-6-22",
        "2024/6/22",
        "2024/06/22",
        "2024.6.22",
        "2024.06.22",
        "2024年6月22日",
        "2024年06月22日",
        "2024 年 6 月 22 日",
        "2024年6月22",
        "20240622",
        "6月22日",
        "6月22",
        "06-22",
        "6-22",
        "6/22",
        "２０２４－０６－２２",
        "２０２４年６月２２日",
        "2024—6—22",
        "2024-06-22 00:00:00",
        "2024-06-22T00:00",
        "45465",
        "45465.0",
        "2024-06-22 星期六",
        "2024年6月22日（周六）",
        "2024-06-22 00:00:00.000",
    ],
)
def test_a_day_may_be_written_in_many_ways(text):
    assert parse_moment(text, WINDOW) == DAY


@pytest.mark.parametrize(
    ("text", "hour", "minute", "second"),
    [
        ("2024-06-22 10:30", 10, 30, 0),
        ("2024-06-22 10:30:05", 10, 30, 5),
        ("2024/6/22 9:05", 9, 5, 0),
        ("2024-06-22T10:30:05", 10, 30, 5),
        ("2024-06-22T02:30:05Z", 10, 30, 5),
        ("2024-06-22T10:30:05+08:00", 10, 30, 5),
        ("2024-06-21T22:30:05-0400", 10, 30, 5),
        ("2024年6月22日10时30分", 10, 30, 0),
        ("2024年6月22日 10时30分5秒", 10, 30, 5),
        ("20240622103005", 10, 30, 5),
        ("20240622 10:30:05", 10, 30, 5),
        ("45465.4375", 10, 30, 0),
        ("6月22日 10:30", 10, 30, 0),
    ],
)
def test_a_moment_may_be_written_in_many_ways(text, hour, minute, second):
    assert parse_moment(text, WINDOW) == DAY.replace(hour=hour, minute=minute, second=second)


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "2024-06-31",
        "2024-06",
        "2024年6月",
        "6.22",
        "24-06-22",
        "2024-6/22",
        "22/06/2024",
        "6/22/2024",
        "1899-12-31",
        "2100-01-01",
        "1949-10-01",
        "202406",
        "123456789",
        "99999",
        "1",
        "2024-06-22 25:00",
        "2024-06-22 10:60",
        "昨天",
        "2024-06-2210:30",
        "",
        "0000-00-00",
        "2月30日",
    ],
)
def test_what_is_no_day_stays_none(text):
    assert parse_moment(text, WINDOW) is None


@pytest.mark.parametrize(
    ("window", "text", "expected"),
    [
        ((date(2023, 12, 20), date(2024, 1, 15)), "12月25日", date(2023, 12, 25)),
        ((date(2023, 12, 20), date(2024, 1, 15)), "1月5日", date(2024, 1, 5)),
        ((date(2024, 3, 6), date(2024, 6, 22)), "1月5日", date(2024, 1, 5)),
        ((date(2024, 3, 6), date(2024, 6, 22)), "12月31日", date(2023, 12, 31)),
        ((date(2024, 1, 1), date(2024, 3, 31)), "12-30", date(2023, 12, 30)),
        ((date(2023, 1, 1), date(2023, 3, 31)), "2月29日", date(2024, 2, 29)),
    ],
)
def test_a_day_without_a_year_is_the_one_in_or_nearest_to_the_window(window, text, expected):
    moment = parse_moment(text, Window(*window))
    assert moment is not None
    assert moment.date() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("80", (80, "")),
        ("80.0", (80, "")),
        ("1,234", (1234, "")),
        ("1，234", (1234, "")),
        ("１２３４", (1234, "")),
        ("12条", (12, "")),
        ("12 件", (12, "")),
        ("3个", (3, "")),
        ("5人次", (5, "")),
        ("1.2万", (12000, "")),
        ("0", (0, "")),
        ("1E3", (1000, "")),
        ("80.5", (None, "bad_number")),
        ("1,23", (None, "bad_number")),
        ("约30", (None, "bad_number")),
        ("30%", (None, "bad_number")),
        ("12 34条条", (None, "bad_number")),
        ("-3", (None, "negative_count")),
        ("－3", (None, "negative_count")),
        ("−3", (None, "negative_count")),
        ("1e999", (None, "bad_number")),
        ("九", (None, "bad_number")),
        ("9" * 400, (None, "bad_number")),
        ("1" * 20, (None, "bad_number")),
    ],
)
def test_counts(text, expected):
    assert parse_count(text, "", Decimal(1)) == expected


@pytest.mark.parametrize(
    ("heading", "unit", "factor"),
    [
        ("阅读量", "次", 1),
        ("阅读量(次)", "次", 1),
        ("阅读量（万次）", "次", 10_000),
        ("金额(亿元)", "", 100_000_000),
        ("响应时长(ms)", "秒", Decimal("0.001")),
        ("响应时长（毫秒）", "秒", Decimal("0.001")),
        ("时长(ms)", "天", 1),
    ],
)
def test_the_unit_in_a_heading_scales_its_numbers(heading, unit, factor):
    assert heading_scale(heading, unit) == factor


def test_scaled_numbers_are_exact():
    assert parse_count("1.2", "次", Decimal(10_000)) == (12_000, "")
    assert parse_number("350", "秒", Decimal("0.001")) == (0.35, "")
    assert parse_number("350ms", "秒", Decimal(1)) == (0.35, "")
    assert parse_number("0.35s", "秒", Decimal(1)) == (0.35, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("62.5%", (0.625, "")),
        ("62.5％", (0.625, "")),
        ("0.625", (0.625, "")),
        ("1", (1.0, "")),
        ("0", (0.0, "")),
        ("100%", (1.0, "")),
        ("94", (None, "bad_number")),
        ("100.1%", (None, "share_out_of_range")),
        ("-0.1", (None, "share_out_of_range")),
        ("六成", (None, "bad_number")),
    ],
)
def test_shares(text, expected):
    assert parse_share(text) == expected


@pytest.mark.parametrize("text", ["是", "有", "√", "Y", "yes", "1", "TRUE", "true", " 是 ", "ｙ"])
def test_yes(text):
    assert parse_flag(text) == (True, "")


@pytest.mark.parametrize("text", ["否", "无", "×", "N", "0", "FALSE", "false", "没有"])
def test_no(text):
    assert parse_flag(text) == (False, "")
    assert parse_presence(text) == (False, "")


def test_any_other_word_is_present_but_no_yes():
    assert parse_presence("县政务中心三楼") == (True, "")
    assert parse_flag("县政务中心三楼") == (None, "bad_flag")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县国资\n事务中心", "县国资事务中心"),
        ("县文化广播电视\r\n体育和旅游局", "县文化广播电视体育和旅游局"),
        ("文 昌 镇", "文昌镇"),
        ("县  公安局", "县公安局"),
        ("广元应急管理 (今日头条)", "广元应急管理(今日头条)"),
        ("Hello 苍溪", "Hello 苍溪"),
        ("\u200b县公安局\ufeff", "县公安局"),
        ("\u3000县公安局\xa0", "县公安局"),
    ],
)
def test_names_are_joined(text, expected):
    assert clean_name(text) == expected


def test_text_keeps_its_blanks_but_not_the_layout():
    assert clean_text("截止 目前\n工作，推进") == "截止 目前工作，推进"
    assert clean_text("line one\nline two") == "line one line two"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县公安局、县司法局", "县公安局、县司法局"),
        ("县公安局,县司法局；县财政局", "县公安局、县司法局、县财政局"),
        ("县公安局\n县司法局", "县公安局、县司法局"),
        ("县国资\n事务中心", "县国资事务中心"),
        ("县文化广播电视\n体育和旅游局", "县文化广播电视体育和旅游局"),
        ("县公安局 县司法局", "县公安局、县司法局"),
        ("县医院（含一分院、二分院）、县中医院", "县医院（含一分院、二分院）、县中医院"),
        ("县公安局、县公安局", "县公安局"),
        ("所有县直单位和乡镇", "所有县直单位和乡镇"),
        ("文昌镇/东溪镇", "文昌镇、东溪镇"),
    ],
)
def test_lists_of_units(text, expected):
    assert split_units(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("健康广元(抖音)", ("健康广元", "抖音")),
        ("广元应急管理（今日头条）", ("广元应急管理", "今日头条")),
        ("石泉卫健(人民号)", ("石泉卫健", "人民号")),
        ("县移动公司(政数局)", ("县移动公司(政数局)", "")),
        ("健康广元", ("健康广元", "")),
        ("掌上苍溪(APP)", ("掌上苍溪", "APP")),
    ],
)
def test_platforms_in_brackets(text, expected):
    assert split_platform(text) == expected


def test_numbers_dates_and_times_of_real_cells_arrive_as_excel_shows_them(tmp_path, read):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["网站标识码", "URL", "探测时间", "响应时长(ms)", "HTTP码", "连通状态"])
    sheet.append(["5108240001", "http://a.gov.cn/", datetime(2024, 6, 22, 10, 30, 5), 350, 200, "正常"])  # noqa: DTZ001
    sheet.append(["5108240001", "http://a.gov.cn/", 45465.4375, 0, 404.0, "超时"])
    sheet.append(["5108240001", "http://a.gov.cn/", date(2024, 6, 22), 1.5, "timeout", "不通"])
    (tmp_path / "exports").mkdir()
    workbook.save(tmp_path / "exports" / "探测.xlsx")
    intake = read()
    assert intake.problems["message"].tolist() == []
    probes = intake.tables["probes"]
    expected = pd.Series(
        pd.to_datetime(["2024-06-22 10:30:05", "2024-06-22 10:30:00", "2024-06-22"], format="ISO8601"), name="probed_at"
    ).astype("datetime64[us]")
    pd.testing.assert_series_equal(probes["probed_at"], expected)
    assert probes["response_seconds"].tolist() == [0.35, 0.0, 0.0015]
    assert probes["http_code"].tolist() == ["200", "404", "timeout"]
    assert probes["connected"].tolist() == ["连通", "不通", "不通"]


@given(st.text(max_size=40))
def test_no_text_breaks_a_parser(text):
    moment = parse_moment(text, WINDOW)
    assert moment is None or 1950 <= moment.year <= 2099
    for value, code in (parse_count(text, "条", Decimal(1)), parse_number(text, "", Decimal(1)), parse_share(text)):
        assert (value is None) == (code != "")
    assert "\n" not in clean_name(text)
