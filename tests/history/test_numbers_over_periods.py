"""Stock, trend, change, problem mix and a unit's record: hand tables."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from remembering import number, of_unit, plain, problem, rate, remembered, write_place

from govlib.history.changes import list_figure_changes
from govlib.history.mix import count_problems
from govlib.history.stock import list_stock
from govlib.history.trend import list_trend, list_trend_with_changes
from govlib.history.unit_record import read_unit


def stock(opening, opened, closed, closing, **more):
    names = ("accounts_opening", "accounts_opened", "accounts_closed", "accounts_closing")
    return [number(name, value, **more) for name, value in zip(names, (opening, opened, closed, closing), strict=True)]


def test_stock_that_agrees_and_stock_that_does_not_is_shown_as_it_is(outputs):
    write_place(outputs, "2025Q1", figures=stock(10, 3, 1, 12))
    write_place(outputs, "2025Q2", figures=stock(12, 0, 2, 11))
    write_place(outputs, "2025Q3", figures=stock(13, 1, 0, 14))
    with remembered(outputs) as history:
        found = list_stock(history)
    assert plain(found, "period", "computed_closing_count", "closing_difference", "opening_difference", "note") == [
        ("2025Q1", 12, 0, None, "没有紧接着的上一期，期初不能核对"),
        ("2025Q2", 10, 1, 0, "期初加新开减关停是 10，期末写的是 11"),
        ("2025Q3", 14, 0, 2, "期初是 13，2025Q2 期末是 11"),
    ]
    assert plain(found, "opening_count", "opened_count", "closed_count", "closing_count", "last_closing_count") == [
        (10, 3, 1, 12, None),
        (12, 0, 2, 11, 12),
        (13, 1, 0, 14, 11),
    ]


def test_days_between_two_periods_are_told_beside_a_difference(outputs):
    write_place(outputs, "2025Q1", days=("2025-01-01", "2025-03-14"), figures=stock(10, 0, 0, 10))
    write_place(outputs, "2025Q2", figures=stock(11, 0, 0, 11))
    with remembered(outputs) as history:
        assert list_stock(history)["note"].tolist()[1] == "期初是 11，2025Q1 期末是 10（两期之间隔 17 天）"


def test_stock_is_not_checked_over_a_gap_nor_where_a_number_is_lacking(outputs):
    write_place(outputs, "2025Q1", figures=stock(10, 3, 1, 12))
    write_place(outputs, "2025Q3", figures=stock(20, None, 0, 20))
    write_place(outputs, "2025Q4", figures=stock(20, 0, 0, 20))
    with remembered(outputs) as history:
        found = list_stock(history)
    assert plain(found, "period", "closing_difference", "opening_difference", "note") == [
        ("2025Q1", 0, None, "没有紧接着的上一期，期初不能核对"),
        ("2025Q3", None, None, "有的数没有，期末不能核对；没有紧接着的上一期，期初不能核对"),
        ("2025Q4", 0, 0, ""),
    ]


def test_a_platform_that_comes_or_goes_counts_nought_in_the_other_period(outputs):
    def on(name, *counts):
        return stock(*counts, group_by="platform", group_name=name)

    write_place(outputs, "2025Q1", figures=[*stock(5, 0, 0, 5), *on("微信", 3, 0, 0, 3), *on("微博", 2, 0, 0, 2)])
    write_place(outputs, "2025Q2", figures=[*stock(5, 1, 0, 6), *on("微信", 3, 0, 0, 3), *on("抖音", 0, 3, 0, 3)])
    with remembered(outputs) as history:
        found = list_stock(history, by="platform")
    second = found.loc[found["period"].eq("2025Q2")]
    assert sorted(plain(second, "group_name", "opening_count", "closing_count", "opening_difference")) == [
        ("微信", 3, 3, 0),
        ("微博", 0, 0, -2),
        ("抖音", 0, 3, 0),
    ]
    assert "微博" not in list_stock_whole(outputs)


def list_stock_whole(outputs):
    with remembered(outputs) as history:
        return list_stock(history)["group_name"].dropna().tolist()


def test_a_trend_has_a_row_a_period_and_says_where_there_is_no_number(outputs):
    write_place(outputs, "2025Q1", figures=[rate("r", 45, 50, "90%")])
    write_place(outputs, "2025Q2", figures=[number("other", 1)])
    write_place(outputs, "2025Q3", figures=[{**number("r", None, unit="%"), "lacking": "没有交来需要的表"}])
    write_place(outputs, "2025Q3", "yi", figures=[number("other", 1)])
    with remembered(outputs) as history:
        found = list_trend(history, "r")
    assert plain(found, "place", "period", "value", "text", "lacking") == [
        ("jia", "2025Q1", 0.9, "90%", None),
        ("jia", "2025Q2", None, "缺数据", "这一期没有这个数"),
        ("jia", "2025Q3", None, "缺数据", "没有交来需要的表"),
    ]


def test_a_rate_changes_by_points_of_what_is_printed_and_a_count_by_its_unit_and_growth(outputs):
    write_place(outputs, "2025Q1", figures=[rate("r", 44, 45, "97.8%"), number("n", 40)])
    write_place(
        outputs, "2025Q2", days=("2025-04-01", "2025-06-29"), figures=[rate("r", 46, 46, "100%"), number("n", 46)]
    )
    with remembered(outputs) as history:
        points, count = (list_figure_changes(history, name, "上期", period="2025Q2") for name in ("r", "n"))
    columns = ("earlier_period", "earlier_text", "now_text", "change_text", "growth_text", "comparable", "note")
    assert plain(points, *columns) == [("2025Q1", "97.8%", "100%", "提高2.2个百分点", "", True, "")]
    assert points["change_value"].iloc[0] == pytest.approx(100 - 4400 / 45)
    assert plain(count, *columns) == [("2025Q1", "40个", "46个", "增加6个", "增长15.0%", True, "")]
    assert plain(count, "change_value", "growth_value") == [(6.0, 15.0)]


def test_what_can_not_be_compared_is_told_and_still_shown(outputs):
    write_place(outputs, "2025Q1", figures=[number("n", 4, window="检查")], ruleset="a-2019")
    write_place(
        outputs, "2025Q2", days=("2025-04-01", "2025-06-05"), figures=[number("n", 5, window="1—5月")], ruleset="b-2025"
    )
    with remembered(outputs) as history:
        row = list_figure_changes(history, "n", "上期", period="2025Q2").iloc[0]
    assert (row["change_text"], row["comparable"]) == ("增加1个", False)
    assert row["note"] == (
        "时间窗不同（本期是“1—5月”，上期是“检查”）；时间窗长度不同（本期 66 天，上期 90 天）；"
        "规则集不同（本期 b-2025，上期 a-2019）"
    )


def test_a_year_ago_and_no_number_then(outputs):
    write_place(outputs, "2025Q1", figures=[number("n", 4)])
    write_place(outputs, "2026Q1", figures=[number("n", 0), number("m", 1)])
    with remembered(outputs) as history:
        then = list_figure_changes(history, "n", "去年同期")
        none = list_figure_changes(history, "m", "去年同期")
    assert plain(then, "period", "earlier_period", "change_text", "growth_text", "note") == [
        ("2025Q1", None, None, None, "没有去年同期可比"),
        ("2026Q1", "2025Q1", "减少4个", "下降100%", ""),
    ]
    assert plain(none, "period", "change_text", "note") == [("2026Q1", None, "去年同期没有这个数，没有变化可言")]


def test_what_a_place_does_not_compare_with_has_no_row(outputs):
    write_place(outputs, "2025Q1", figures=[number("n", 4)])
    write_place(outputs, "2025Q2", figures=[number("n", 4)], last_period="不比")
    with remembered(outputs) as history:
        assert plain(list_figure_changes(history, "n", "上期"), "period") == [("2025Q1",)]


def test_the_trend_with_changes_puts_both_beside_each_number(outputs):
    for period, value in (("2025Q1", 10), ("2025Q4", 15), ("2026Q1", 12)):
        write_place(outputs, period, figures=[of_unit("published", "甲镇", value)])
    with remembered(outputs) as history:
        found = list_trend_with_changes(history, "published", by="unit", name="甲镇")
    assert plain(found, "period", "text", "since_last", "since_last_year") == [
        ("2025Q1", "10个", "", ""),
        ("2025Q4", "15个", "增加5个（增长50.0%）", ""),
        ("2026Q1", "12个", "减少3个（下降20.0%）", "增加2个（增长20.0%）"),
    ]


def test_a_problem_of_several_units_is_one_problem(outputs):
    rows = [problem("a", "甲镇"), problem("a", "乙镇"), problem("b", None, topic="政务新媒体")]
    write_place(outputs, "2025Q1", problems=rows)
    write_place(outputs, "2025Q1", "yi", problems=[problem("a", "甲镇")])
    with remembered(outputs) as history:
        by_topic = count_problems(history, ["topic"])
        by_place = count_problems(history, ["place"], period="2025Q1")
    assert plain(by_topic, "topic", "problem_count", "unit_count", "place_count") == [
        ("政府网站", 2, 3, 2),
        ("政务新媒体", 1, 0, 1),
    ]
    assert plain(by_place, "place", "problem_count", "unit_count") == [("jia", 2, 2), ("yi", 1, 1)]
    assert by_topic["problem_count"].sum() == 3
    with remembered(outputs) as history, pytest.raises(ValueError, match="drop"):
        count_problems(history, ["drop"])


def test_a_unit_has_its_record_and_no_other_unit_s(outputs):
    verdicts = [
        {"subject_kind": "网站", "unit": "甲镇", "outcome": "不合格", "subject_count": 1},
        {"subject_kind": "账号", "unit": "甲镇", "outcome": "合格", "subject_count": 2},
        {"subject_kind": "网站", "unit": "乙镇", "outcome": "不合格", "subject_count": 9},
    ]
    case = {"number": "2025Q1-0001", "unit": "甲镇", "state": "已核实整改", "problem": "栏目不更新"}
    for period, published in (("2025Q1", 0), ("2025Q2", 7)):
        write_place(
            outputs,
            period,
            verdicts=verdicts,
            problems=[problem("a", "甲镇"), problem("z", "乙镇")],
            cases=[case] if period == "2025Q2" else [],
            figures=[of_unit("published", "甲镇", published)],
        )
    write_place(outputs, "2025Q1", "yi", problems=[problem("a", "甲镇")])
    with remembered(outputs) as history:
        record = read_unit(history, "甲镇", "jia")
    columns = (
        "period",
        "subject_count",
        "passed_count",
        "failed_count",
        "problem_count",
        "case_count",
        "settled_count",
    )
    assert plain(record.periods, *columns, "published_count") == [
        ("2025Q1", 3, 2, 1, 1, 0, 0, 0),
        ("2025Q2", 3, 2, 1, 1, 1, 1, 7),
    ]
    assert plain(record.problems, "period", "key") == [("2025Q2", "a"), ("2025Q1", "a")]
    assert plain(record.cases, "period", "number", "state") == [("2025Q2", "2025Q1-0001", "已核实整改")]
    assert plain(record.recurrent, "key", "run_length") == [("a", 2)]
    assert plain(record.zero_runs, "first_period", "run_length") == [("2025Q1", 1)]


def test_figures_of_the_memory_are_those_of_the_files_in_plain_pandas(outputs):
    for place in ("jia", "yi"):
        for at, period in enumerate(("2025Q1", "2025Q2", "2025Q3")):
            write_place(outputs, period, place, figures=[number(f"f{n}", n * at + len(place)) for n in range(5)])
    frames = [
        pd.read_parquet(path).assign(period=path.parts[-3], place=path.parts[-2])
        for path in sorted(outputs.glob("2025*/*/figures.parquet"))
    ]
    by_pandas = pd.concat(frames).query("figure == 'f3'").sort_values(["place", "period"])[["place", "period", "value"]]
    with remembered(outputs) as history:
        found = list_trend(history, "f3")[["place", "period", "value"]]
    assert_frame_equal(found.astype(object), by_pandas.reset_index(drop=True).astype(object))
