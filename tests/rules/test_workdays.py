import calendar
import csv
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from govlib.workdays import Span, is_provisional, is_workday, last_day_in_time, start_of_window

OFFICIAL = Path(__file__).parents[1] / "data" / "official_holidays.csv"
DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31))


def read_notices() -> dict[str, str]:
    with OFFICIAL.open(encoding="utf-8", newline="") as stream:
        return {row["date"]: row["off_or_work"] for row in csv.DictReader(stream)}


NOTICES = read_notices()


def works(day: date) -> bool:
    """Tell by the notices alone whether a day is worked."""
    return {"休": False, "班": True}.get(NOTICES.get(day.isoformat(), ""), day.weekday() < 5)


def last_after(start: pd.Timestamp | date, span: Span) -> pd.Timestamp:
    return last_day_in_time(pd.Series([pd.Timestamp(start)]), span).iloc[0]


@pytest.mark.parametrize("year", range(2018, 2027))
def test_every_day_of_a_year_is_worked_as_the_notices_say(year):
    first = date(year, 1, 1)
    days = [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]
    assert [day for day in days if is_workday(day) != works(day)] == []
    assert not is_provisional(year)


def test_the_notices_hold_make_up_days_on_weekends():
    made_up = [date.fromisoformat(day) for day, word in NOTICES.items() if word == "班"]
    weekend = [day for day in made_up if day.weekday() >= 5]
    assert len(weekend) > 70
    assert all(is_workday(day) for day in weekend)


@pytest.mark.parametrize("year", [2027, 2035, 1999])
def test_a_year_without_notice_counts_weekends_only_and_is_provisional(year):
    assert is_provisional(year)
    days = [date(year, 1, 1) + timedelta(n) for n in range(365)]
    assert [day for day in days if is_workday(day) != (day.weekday() < 5)] == []


@settings(max_examples=300)
@given(day=DAYS, count=st.integers(1, 45))
def test_working_days_run_as_a_slow_walk_through_the_notices(day, count):
    walked, left = day, count
    while left:
        walked += timedelta(days=1)
        if walked.year > 2026:
            left -= walked.weekday() < 5
        else:
            left -= works(walked)
    assert last_after(day, Span(workdays=count)).date() == walked


@given(days=st.lists(st.one_of(st.none(), DAYS), min_size=1, max_size=8), count=st.integers(1, 30))
def test_working_days_of_a_column_are_those_of_each_of_its_days(days, count):
    column = pd.Series(pd.to_datetime(days), index=[f"r{n}" for n in range(len(days))])
    reached = last_day_in_time(column, Span(workdays=count))
    alone = [pd.NaT if day is None else last_after(day, Span(workdays=count)) for day in days]
    expected = pd.Series(alone, index=column.index, dtype="datetime64[us]")
    pd.testing.assert_series_equal(reached, expected)


@pytest.mark.parametrize(
    ("start", "count", "last"),
    [
        ("2024-02-08", 3, "2024-02-19"),  # 春节 2月10日至17日休，2月18日（周日）上班
        ("2024-02-08", 2, "2024-02-18"),
        ("2024-09-30", 7, "2024-10-15"),  # 国庆 10月1日至7日休，10月12日（周六）上班
        ("2024-06-21", 1, "2024-06-24"),
        ("2024-06-22", 1, "2024-06-24"),
        ("2024-06-22", 20, "2024-07-19"),
    ],
)
def test_working_days_by_hand(start, count, last):
    assert last_after(date.fromisoformat(start), Span(workdays=count)) == pd.Timestamp(last)


@given(day=DAYS, months=st.integers(0, 30))
def test_months_end_on_the_same_day_or_the_last_of_a_shorter_month(day, months):
    reached = last_after(day, Span(months=months)).date()
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    assert (reached.year, reached.month) == (year, month + 1)
    assert reached.day == min(day.day, calendar.monthrange(year, month + 1)[1])


@given(day=DAYS, months=st.integers(0, 30))
def test_a_window_starts_on_the_same_day_or_the_last_of_a_shorter_month(day, months):
    start = start_of_window(day, Span(months=months))
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    assert (start.year, start.month) == (year, month + 1)
    assert start.day == min(day.day, calendar.monthrange(year, month + 1)[1])


@pytest.mark.parametrize(
    ("start", "span", "last"),
    [
        ("2024-01-31", Span(months=1), "2024-02-29"),
        ("2023-01-31", Span(months=1), "2023-02-28"),
        ("2023-11-30", Span(months=3), "2024-02-29"),
        ("2024-02-29", Span(years=1), "2025-02-28"),
        ("2024-02-29", Span(months=12), "2025-02-28"),
        ("2024-01-31", Span(months=1, days=1), "2024-03-01"),
        ("2024-06-22", Span(), "2024-06-22"),
    ],
)
def test_calendar_spans_by_hand(start, span, last):
    assert last_after(date.fromisoformat(start), span) == pd.Timestamp(last)


@given(day=DAYS, days=st.integers(0, 800))
def test_days_and_windows_of_days_are_each_others_reverse(day, days):
    span = Span(days=days)
    assert start_of_window(last_after(day, span).date(), span) == day


def test_the_time_of_day_makes_no_difference():
    late = pd.Series([pd.Timestamp("2024-06-21 23:59")])
    for span in (Span(days=2), Span(months=1), Span(workdays=1)):
        assert last_day_in_time(late, span).iloc[0] == last_after(date(2024, 6, 21), span)


def test_a_column_without_any_day_stays_blank():
    blank = pd.Series([pd.NaT, pd.NaT], dtype="datetime64[us]")
    for span in (Span(days=2), Span(workdays=1)):
        pd.testing.assert_series_equal(last_day_in_time(blank, span), blank)


def test_working_days_do_not_run_backwards():
    with pytest.raises(ValueError, match="往后数"):
        start_of_window(date(2024, 6, 22), Span(workdays=3))


@pytest.mark.parametrize(
    "parts", [{"workdays": 3, "days": 1}, {"workdays": 3, "months": 1}, {"days": -1}, {"weeks": 2}]
)
def test_a_span_that_means_nothing_is_refused(parts):
    with pytest.raises(ValidationError):
        Span.model_validate(parts)
