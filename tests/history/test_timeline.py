"""The order of periods: what follows on what, what a gap is, what 上期 and 去年同期 mean, what is set side by side."""

from __future__ import annotations

import pandas as pd
import pytest
from remembering import number, plain, remembered, write_place

from govlib.history.timeline import list_timeline


def timeline(*periods, **named):
    rows = [
        {"place": "jia", "period": name, "title": name, "start": pd.Timestamp(start) if start else pd.NaT,
         "end": pd.Timestamp(end), "by_hand": False, "ruleset": "r", "comparable_within_days": 3,
         "last_period": named.get(f"last_{name}"), "period_a_year_ago": None}
        for name, start, end in periods
    ]  # fmt: skip
    known = pd.DataFrame(rows).astype({"last_period": "string", "period_a_year_ago": "string", "period": "string"})
    return list_timeline(known.sample(frac=1, random_state=3))


def test_quarters_follow_on_each_other_by_their_days_not_their_names():
    found = timeline(
        ("乙", "2025-04-01", "2025-06-30"), ("甲", "2025-07-01", "2025-09-30"), ("丙", "2025-01-01", "2025-03-31")
    )
    assert plain(found, "period", "previous", "gap_days", "step") == [
        ("丙", None, None, 0),
        ("乙", "丙", 0, 1),
        ("甲", "乙", 0, 2),
    ]
    assert found["chain"].tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("start", "follows"),
    [("2025-04-01", True), ("2025-05-16", True), ("2025-05-17", False), ("2025-07-01", False)],
)
def test_a_quarter_follows_on_where_at_most_45_days_lie_between(start, follows):
    found = timeline(("a", "2025-01-01", "2025-03-31"), ("b", start, "2025-09-30"))
    assert found["previous"].notna().tolist() == [False, follows]
    assert found["last_period"].tolist()[1] == "a"
    assert found["chain"].tolist() == ([0, 0] if follows else [0, 1])


def test_a_month_left_out_is_a_gap_though_it_has_fewer_than_45_days():
    found = timeline(("1月", "2025-01-01", "2025-01-31"), ("3月", "2025-03-01", "2025-03-31"))
    assert plain(found, "period", "previous", "gap_days") == [("1月", None, None), ("3月", None, 28)]


def test_months_and_quarters_of_one_place_follow_on_their_own_kind():
    found = timeline(
        ("4月", "2025-04-01", "2025-04-30"), ("5月", "2025-05-01", "2025-05-31"), ("6月", "2025-06-01", "2025-06-30"),
        ("一季", "2025-01-01", "2025-03-31"), ("二季", "2025-04-01", "2025-06-30"),
        ("三季", "2025-07-01", "2025-09-30"), ("7月", "2025-07-01", "2025-07-31"),
    )  # fmt: skip
    previous = dict(plain(found, "period", "previous"))
    assert {name: previous[name] for name in ("5月", "6月", "7月", "二季", "三季")} == {
        "5月": "4月",
        "6月": "5月",
        "7月": "6月",
        "二季": "一季",
        "三季": "二季",
    }


def test_a_year_before_is_the_period_that_ended_nearest_and_is_about_as_long():
    found = timeline(
        ("24年3月", "2024-03-01", "2024-03-31"), ("24年一季", "2024-01-01", "2024-03-31"),
        ("25年一季", "2025-01-01", "2025-03-25"), ("25年3月", "2025-03-01", "2025-03-31"),
    )  # fmt: skip
    before = dict(plain(found, "period", "period_a_year_ago"))
    assert (before["25年一季"], before["25年3月"]) == ("24年一季", "24年3月")


def test_what_a_place_says_goes_before_the_days():
    found = timeline(("a", "2025-01-01", "2025-03-31"), ("b", "2025-04-01", "2025-06-30"), last_b="不比")
    assert dict(plain(found, "period", "last_period")) == {"a": None, "b": "不比"}


def test_a_period_without_a_first_day_has_a_place_but_nothing_is_known_of_its_gap():
    found = timeline(("a", None, "2025-03-31"), ("b", "2025-04-01", "2025-06-30"))
    assert plain(found, "period", "previous", "gap_days") == [("a", None, None), ("b", "a", 0)]


@pytest.mark.parametrize(
    ("start", "end", "aligned"),
    [
        ("2025-03-06", "2025-06-22", "2025-06-30"),
        ("2025-01-01", "2025-03-14", "2025-03-31"),
        ("2025-07-01", "2025-10-02", "2025-09-30"),
        ("2024-02-01", "2024-02-29", "2024-02-29"),
        ("2025-01-01", "2025-06-30", "2025-06-30"),
        ("2025-07-01", "2025-12-25", "2025-12-31"),
        ("2025-01-01", "2025-12-31", "2025-12-31"),
        (None, "2025-03-02", "2025-03-31"),
    ],
)
def test_periods_are_set_side_by_side_by_the_calendar_stretch_of_their_middle(start, end, aligned):
    assert plain(timeline(("a", start, end)), "aligned_on") == [(aligned,)]


def test_places_keep_their_own_order_and_names(outputs):
    write_place(outputs, "x", "jia", ("2025-04-01", "2025-06-30"))
    write_place(outputs, "y", "jia", ("2025-01-01", "2025-03-31"))
    write_place(outputs, "x", "yi", ("2025-01-01", "2025-03-31"))
    write_place(outputs, "y", "yi", ("2025-04-01", "2025-06-30"))
    with remembered(outputs) as history:
        found = plain(history.timeline, "place", "period", "previous")
        assert found == [("jia", "y", None), ("jia", "x", "y"), ("yi", "x", None), ("yi", "y", "x")]
        assert plain(history.periods(), "period", "same_days") == [("x", False), ("y", False)]


def test_a_period_that_failed_is_a_gap(outputs):
    for period, status in (("2025Q1", "成功"), ("2025Q2", "失败"), ("2025Q3", "成功")):
        write_place(outputs, period, status=status, figures=[number("n", 1)])
    with remembered(outputs) as history:
        assert plain(history.timeline, "period", "previous", "gap_days") == [
            ("2025Q1", None, None),
            ("2025Q3", None, 91),
        ]


def test_a_typed_earlier_period_stands_in_the_line_with_its_days(outputs):
    typed = number("n", 7, about="去年末", title="去年末", origin="手工填写")
    typed |= {"start": "2024-10-01", "end": "2024-12-31"}
    write_place(outputs, "2025Q1", figures=[number("n", 9), typed])
    with remembered(outputs) as history:
        assert plain(history.timeline, "period", "by_hand", "previous") == [
            ("去年末", True, None),
            ("2025Q1", False, "去年末"),
        ]
        numbers = history.query("SELECT period, value, origin FROM numbers ORDER BY value")
        assert plain(numbers, "period", "value") == [("去年末", 7.0), ("2025Q1", 9.0)]


def test_a_computed_number_goes_before_one_typed_by_hand_and_the_last_one_typed_before_others(outputs):
    def typed(about, value):
        return {**number("n", value, about=about, origin="手工填写"), "start": "2025-01-01", "end": "2025-03-31"}

    write_place(outputs, "2025Q1", figures=[number("n", 1), number("m", None)])
    mine = [typed("2025Q1", 50), {**typed("2025Q1", 60), "figure": "m"}, {**typed("2025Q1", 70), "figure": "only"}]
    write_place(outputs, "2025Q2", figures=mine)
    write_place(outputs, "2025Q3", figures=[{**typed("2025Q1", 61), "figure": "m"}])
    with remembered(outputs) as history:
        found = history.query("SELECT figure, value FROM numbers WHERE period = '2025Q1' ORDER BY figure")
        assert plain(found, "figure", "value") == [("m", 61.0), ("n", 1.0), ("only", 70.0)]
        assert history.timeline["by_hand"].any() == False  # noqa: E712 - a nullable boolean
