import calendar
import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from govlib.workdays import OFFICIAL, Calendar, LocalDays, Span, start_of_window

NOTICED = Path(__file__).parents[1] / "data" / "official_holidays.csv"
DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31))


def read_notices() -> dict[str, str]:
    with NOTICED.open(encoding="utf-8", newline="") as stream:
        return {row["date"]: row["off_or_work"] for row in csv.DictReader(stream)}


NOTICES = read_notices()


def works(day: date) -> bool:
    """Tell by the notices alone whether a day is worked."""
    return {"休": False, "班": True}.get(NOTICES.get(day.isoformat(), ""), day.weekday() < 5)


def last_after(start: pd.Timestamp | date, span: Span) -> pd.Timestamp:
    return OFFICIAL.last_day_in_time(pd.Series([pd.Timestamp(start)]), span).iloc[0]


@pytest.mark.parametrize("year", range(2018, 2027))
def test_every_day_of_a_year_is_worked_as_the_notices_say(year):
    first = date(year, 1, 1)
    days = [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]
    assert [day for day in days if OFFICIAL.is_workday(day) != works(day)] == []
    assert not OFFICIAL.is_provisional(year)


def test_the_notices_hold_make_up_days_on_weekends():
    made_up = [date.fromisoformat(day) for day, word in NOTICES.items() if word == "班"]
    weekend = [day for day in made_up if day.weekday() >= 5]
    assert len(weekend) > 70
    assert all(OFFICIAL.is_workday(day) for day in weekend)


@pytest.fixture(scope="module")
def every_day() -> list[date]:
    """Every day for which the notices are known."""
    return [date(2018, 1, 1) + timedelta(n) for n in range((date(2027, 1, 1) - date(2018, 1, 1)).days)]


def worked_through(days: list[date]) -> list[date]:
    """Return by the notices alone the days worked; from 2027 on, which no notice tells of, Monday to Friday."""
    return [day for day in days if (works(day) if day.year < 2027 else day.weekday() < 5)]


@pytest.fixture(scope="module")
def slow_walks(every_day) -> dict[date, list[date]]:
    """Return for every day the next thirty days worked, walked one by one through the notices."""
    walks = {}
    for start in every_day:
        walked, day = [], start
        while len(walked) < 30:
            day += timedelta(days=1)
            if works(day) if day.year < 2027 else day.weekday() < 5:
                walked.append(day)
        walks[start] = walked
    return walks


@pytest.mark.parametrize("count", [1, 3, 5, 7, 15, 20, 30])
def test_from_every_day_the_last_day_in_time_is_the_one_that_a_slow_walk_reaches(slow_walks, count):
    starts = pd.Series(pd.to_datetime(list(slow_walks)))
    walked = pd.Series(pd.to_datetime([walk[count - 1] for walk in slow_walks.values()])).astype("datetime64[us]")
    pd.testing.assert_series_equal(OFFICIAL.last_day_in_time(starts, Span(workdays=count)), walked)


def test_from_every_day_to_another_as_many_working_days_lie_as_a_slow_count_finds(every_day):
    worked = np.array([works(day) for day in every_day])
    rng = np.random.default_rng(20260925)
    pairs = rng.integers(0, len(every_day), (3000, 2))
    counted = [int(worked[a + 1 : b + 1].sum()) if a <= b else -int(worked[b + 1 : a + 1].sum()) for a, b in pairs]
    days = pd.to_datetime(every_day)
    found = OFFICIAL.workdays_between(pd.Series(days[pairs[:, 0]]), pd.Series(days[pairs[:, 1]]))
    pd.testing.assert_series_equal(found, pd.Series(counted, dtype="Int64"))


def test_the_working_days_between_two_days_have_both_ends_and_are_none_backwards():
    first, last = date(2024, 9, 28), date(2024, 10, 12)
    expected = ["2024-09-29", "2024-09-30", "2024-10-08", "2024-10-09", "2024-10-10", "2024-10-11", "2024-10-12"]
    assert OFFICIAL.list_workdays(first, last).astype(str).tolist() == expected
    assert OFFICIAL.list_workdays(last, first).tolist() == []


def test_working_days_to_a_missing_day_are_unknown():
    starts = pd.Series(pd.to_datetime(["2024-06-21", None, "2024-06-21"]), index=[4, 4, 9])
    ends = pd.Series(pd.to_datetime(["2024-06-24", "2024-06-24", None]), index=[4, 4, 9])
    expected = pd.Series([1, None, None], index=[4, 4, 9], dtype="Int64")
    pd.testing.assert_series_equal(OFFICIAL.workdays_between(starts, ends), expected)


@pytest.mark.parametrize("year", [2027, 2035, 1999])
def test_a_year_without_notice_counts_weekends_only_and_is_provisional(year):
    assert OFFICIAL.is_provisional(year)
    days = [date(year, 1, 1) + timedelta(n) for n in range(365)]
    assert [day for day in days if OFFICIAL.is_workday(day) != (day.weekday() < 5)] == []


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
    reached = OFFICIAL.last_day_in_time(column, Span(workdays=count))
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
        assert OFFICIAL.last_day_in_time(late, span).iloc[0] == last_after(date(2024, 6, 21), span)


def test_a_column_without_any_day_stays_blank():
    blank = pd.Series([pd.NaT, pd.NaT], dtype="datetime64[us]")
    for span in (Span(days=2), Span(workdays=1)):
        pd.testing.assert_series_equal(OFFICIAL.last_day_in_time(blank, span), blank)


def test_working_days_do_not_run_backwards():
    with pytest.raises(ValueError, match="往后数"):
        start_of_window(date(2024, 6, 22), Span(workdays=3))


@pytest.mark.parametrize(
    "parts", [{"workdays": 3, "days": 1}, {"workdays": 3, "months": 1}, {"days": -1}, {"weeks": 2}]
)
def test_a_span_that_means_nothing_is_refused(parts):
    with pytest.raises(ValidationError):
        Span.model_validate(parts)


AUTUMN = Calendar({date(2027, 10, 9): True, date(2027, 10, 4): False, date(2027, 10, 5): False})
FESTIVAL = LocalDays("节", {date(2024, 4, 11): False, date(2024, 4, 14): True}, frozenset({2023, 2024}))


def test_stated_days_win_day_by_day_and_the_rest_stays_as_it_is():
    starts = pd.Series(pd.to_datetime(["2027-09-30", "2027-10-07"]))
    assert OFFICIAL.last_day_in_time(starts, Span(workdays=2)).astype(str).tolist() == ["2027-10-04", "2027-10-11"]
    assert AUTUMN.last_day_in_time(starts, Span(workdays=2)).astype(str).tolist() == ["2027-10-06", "2027-10-09"]
    over = Calendar({date(2024, 10, 1): True})
    assert over.is_workday(date(2024, 10, 1))
    assert not over.is_workday(date(2024, 10, 2))


def test_a_year_stays_provisional_until_its_days_are_complete():
    assert AUTUMN.is_provisional(2027)
    assert not Calendar(AUTUMN.stated, frozenset({2027})).is_provisional(2027)
    assert Calendar(AUTUMN.stated, frozenset({2027})).is_provisional(2028)


def test_the_days_of_a_place_win_and_a_year_that_it_does_not_tell_of_is_provisional():
    place = Calendar({date(2024, 4, 11): True}).with_local([FESTIVAL])
    assert not place.is_workday(date(2024, 4, 11))
    assert place.is_workday(date(2024, 4, 14))
    assert [year for year in range(2022, 2028) if place.is_provisional(year)] == [2022, 2025, 2026, 2027]


def test_a_year_in_which_nobody_works_only_moves_the_day_on():
    days = {date(2025, 1, 1) + timedelta(n): False for n in range(365)} | {date(2030, 1, 5): True}
    idle = Calendar(days, frozenset({2025}))
    assert idle.last_day_in_time(pd.Series(pd.to_datetime(["2024-12-31"])), Span(workdays=1)).iloc[0] == pd.Timestamp(
        "2026-01-04"
    )


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([2026], ""),
        ([2027], "（暂定：2027年放假安排未公布，只按周末计）"),
        ([2028, 2027, 2026, 2027], "（暂定：2027—2028年放假安排未公布，只按周末计）"),
        ([1999, 2027], "（暂定：1999年没有放假安排的资料，只按周末计；2027年放假安排未公布，只按周末计）"),
        ([2027, 2029], "（暂定：2027年放假安排未公布，只按周末计；2029年放假安排未公布，只按周末计）"),
    ],
)
def test_what_is_not_known_of_years_is_said_once(years, said):
    assert OFFICIAL.say_provisional(years) == said


def test_what_was_stated_of_a_year_and_what_a_place_left_out_is_said_too():
    assert AUTUMN.say_provisional([2027]) == "（暂定：2027年放假安排未公布，只按周末和另行写明的日子计）"
    place = OFFICIAL.with_local([FESTIVAL])
    assert place.say_provisional([2024, 2025]) == "（暂定：2025年“节”的放假日没有写明，未计入）"
    assert place.say_provisional([2027]) == ("（暂定：2027年放假安排未公布，只按周末计，“节”的放假日没有写明，未计入）")


def test_only_days_after_the_start_that_lie_in_a_provisional_year_make_a_row_provisional():
    rows = [
        ("2026-12-20", "2026-12-31", ""),
        ("2026-12-20", "2027-01-01", "2027"),
        ("2026-12-31", "2027-01-01", "2027"),
        ("2026-12-31", "2026-12-31", ""),
        ("2027-03-01", "2027-02-01", ""),
        ("2027-12-31", "2028-01-03", "2028"),
        ("2026-12-31", "2028-01-03", "2027—2028"),
        ("2003-12-31", "2004-01-05", ""),
        ("2003-12-30", "2004-01-05", "2003"),
        (None, "2027-01-01", ""),
        ("2026-12-31", None, ""),
    ]
    starts, ends = (pd.Series(pd.to_datetime([row[place] for row in rows])) for place in (0, 1))
    said = OFFICIAL.say_each_provisional(starts, ends)
    assert said.str.extract(r"暂定：(\d+(?:—\d+)?)年", expand=False).fillna("").tolist() == [row[2] for row in rows]
    assert OFFICIAL.say_each_provisional(starts.iloc[[0]], ends.iloc[[0]]).tolist() == [""]
    assert OFFICIAL.say_each_provisional(starts.iloc[:0], ends.iloc[:0]).tolist() == []


def test_dates_far_from_any_notice_never_stop_a_count():
    days = pd.Series(np.array(["1700-01-01", "9999-12-31"], dtype="datetime64[us]"))
    reached = OFFICIAL.last_day_in_time(days, Span(workdays=1))
    assert reached.to_numpy().astype("datetime64[D]").astype(str).tolist() == ["1700-01-04", "10000-01-03"]
