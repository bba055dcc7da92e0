from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from govlib.catalog.conditions import TESTS, Condition, all_hold, all_may_hold, holds, may_hold

DAY = date(2024, 6, 22)
NUMBERS = st.lists(st.one_of(st.none(), st.integers(-5, 30)), min_size=1, max_size=12)
DATES = st.lists(st.one_of(st.none(), st.dates(date(2022, 1, 1), date(2025, 12, 31))), min_size=1, max_size=12)


def column(values, dtype) -> pd.DataFrame:
    return pd.DataFrame({"c": pd.Series(values, dtype=dtype)})


def asked(frame: pd.DataFrame, **test) -> list[bool]:
    said = holds(frame, Condition(column="c", **test), DAY)
    assert said.dtype == bool
    return said.tolist()


def dated(*texts) -> pd.DataFrame:
    return column([pd.Timestamp(text) if text else pd.NaT for text in texts], "datetime64[us]")


BLANKS = {
    "any_of": ("string", {"any_of": ["甲"]}, False),
    "none_of": ("string", {"none_of": ["甲"]}, True),
    "at_or_above": ("Int64", {"at_or_above": 0}, False),
    "above": ("Int64", {"above": -1}, False),
    "at_or_below": ("Int64", {"at_or_below": 0}, False),
    "below": ("Int64", {"below": 1}, False),
    "blank": ("string", {"blank": True}, True),
    "happened": ("datetime64[us]", {"happened": True}, False),
    "within": ("datetime64[us]", {"within": {"days": 7}}, False),
    "before_window": ("datetime64[us]", {"before_window": {"days": 7}}, True),
    "older_than": ("datetime64[us]", {"older_than": {"days": 7}}, True),
    "older_than_column": ("datetime64[us]", {"older_than_column": "cycle"}, True),
    "later_than": ("datetime64[us]", {"later_than": "limit"}, True),
    "no_later_than": ("datetime64[us]", {"no_later_than": "limit"}, False),
    "differs_from_sum_of": ("Int64", {"differs_from_sum_of": ["part"]}, False),
    "contains": ("string", {"contains": ["甲"]}, False),
    "lacks": ("string", {"lacks": ["甲"]}, True),
    "differs_from": ("string", {"differs_from": "name"}, False),
    "host_outside": ("string", {"host_outside": ["gov.cn"]}, False),
    "host_begins_otherwise": ("string", {"host_begins_otherwise": ["www"]}, False),
}


def test_every_test_word_has_its_blank():
    assert set(BLANKS) == set(TESTS)


@pytest.mark.parametrize("word", BLANKS)
def test_a_blank_holds_only_where_it_is_said_to(word):
    dtype, test, expected = BLANKS[word]
    blank = column([None], dtype).assign(
        name="甲",
        cycle=pd.Series([30], dtype="Int64"),
        limit=pd.to_datetime(["2024-06-01"]),
        part=pd.Series([1], dtype="Int64"),
    )
    assert asked(blank, **test) == [expected]


@pytest.mark.parametrize("word", BLANKS)
def test_a_table_without_rows_has_no_answers(word):
    dtype, test, _ = BLANKS[word]
    empty = column([], dtype).assign(
        name=pd.Series([], dtype="string"),
        cycle=pd.Series([], dtype="Int64"),
        limit=pd.Series([], dtype="datetime64[us]"),
        part=pd.Series([], dtype="Int64"),
    )
    assert asked(empty, **test) == []


def test_what_never_holds_is_told_by_the_reverse_of_happened():
    assert asked(dated("2024-06-22", "2024-06-23", None), happened=True) == [True, False, False]
    assert asked(dated("2024-06-22", "2024-06-23", None), happened=False) == [False, True, True]


def test_words_flags_and_counts_are_compared_as_they_are():
    assert asked(column(["甲", "乙", None], "string"), any_of=["甲", "丙"]) == [True, False, False]
    assert asked(column(["甲", "乙", None], "string"), none_of=["甲", "丙"]) == [False, True, True]
    assert asked(column([True, False, None], "boolean"), any_of=[True]) == [True, False, False]
    assert asked(column([True, False, None], "boolean"), none_of=[False]) == [True, False, True]
    assert asked(column([0, 1, None], "Int64"), none_of=[0]) == [False, True, True]


@given(values=NUMBERS, limit=st.integers(-5, 30))
def test_numbers_are_compared_one_by_one(values, limit):
    frame = column(values, "Int64")
    known = [(value, value is not None) for value in values]
    assert asked(frame, at_or_above=limit) == [told and value >= limit for value, told in known]
    assert asked(frame, above=limit) == [told and value > limit for value, told in known]
    assert asked(frame, at_or_below=limit) == [told and value <= limit for value, told in known]
    assert asked(frame, below=limit) == [told and value < limit for value, told in known]


@given(values=DATES, days=st.integers(1, 400))
def test_a_window_of_days_ends_with_the_inspection_day(values, days):
    window = {DAY - timedelta(n) for n in range(days)}
    assert asked(column(values, "datetime64[us]"), within={"days": days}) == [value in window for value in values]


@given(values=DATES, days=st.integers(1, 400))
def test_not_updated_for_days_is_the_same_forwards_and_backwards(values, days):
    frame = column(values, "datetime64[us]")
    expected = [value is None or (DAY - value).days > days for value in values]
    assert asked(frame, before_window={"days": days}) == expected
    assert asked(frame, older_than={"days": days}) == expected


@given(values=DATES, cycles=st.lists(st.one_of(st.none(), st.integers(1, 400)), min_size=12, max_size=12))
def test_a_cycle_of_its_own_is_asked_row_by_row(values, cycles):
    cycles = cycles[: len(values)]
    frame = column(values, "datetime64[us]").assign(cycle=pd.Series(cycles, dtype="Int64"))
    expected = [
        cycle is not None and (value is None or (DAY - value).days > cycle)
        for value, cycle in zip(values, cycles, strict=True)
    ]
    assert asked(frame, older_than_column="cycle") == expected


@pytest.mark.parametrize(
    ("updated", "is_before"),
    [("2024-02-28", True), ("2024-02-29", False), ("2024-03-01", False), (None, True), ("2024-09-02", False)],
)
def test_the_six_months_before_31_august_start_on_29_february(updated, is_before):
    condition = Condition(column="c", before_window={"months": 6})
    assert holds(dated(updated), condition, date(2024, 8, 31)).tolist() == [is_before]


@pytest.mark.parametrize(
    ("received", "inspected", "is_older"),
    [
        ("2023-11-30", "2024-02-29", False),
        ("2023-11-30", "2024-03-01", True),
        ("2024-03-22", "2024-06-22", False),
        ("2024-03-21", "2024-06-22", True),
        ("2024-02-29", "2024-05-29", False),
        ("2024-02-29", "2024-05-30", True),
    ],
)
def test_three_months_run_from_the_day_of_receipt(received, inspected, is_older):
    condition = Condition(column="c", older_than={"months": 3})
    assert holds(dated(received), condition, date.fromisoformat(inspected)).tolist() == [is_older]


@pytest.mark.parametrize(
    ("done", "limit", "is_late"),
    [
        ("2024-06-10", "2024-06-10", False),
        ("2024-06-11", "2024-06-10", True),
        (None, "2024-06-21", True),
        (None, "2024-06-22", False),
        ("2024-07-30", "2024-06-25", False),
        ("2024-07-30", "2024-06-21", True),
        ("2024-06-11", None, False),
        (None, None, False),
    ],
)
def test_what_is_done_after_the_inspection_day_is_judged_as_not_yet_done(done, limit, is_late):
    frame = dated(done).assign(limit=dated(limit)["c"])
    assert asked(frame, later_than="limit") == [is_late]


@pytest.mark.parametrize(
    ("done", "since", "is_in_time"),
    [
        ("2024-06-13", "2024-06-11", True),
        ("2024-06-14", "2024-06-11", False),
        ("2024-06-11", "2024-06-11", True),
        (None, "2024-06-20", False),
        ("2024-06-23", "2024-06-21", False),
        ("2024-06-13", None, False),
    ],
)
def test_what_is_done_in_time_is_dated_within_the_limit_and_not_after_the_inspection_day(done, since, is_in_time):
    frame = dated(done).assign(start=dated(since)["c"])
    assert asked(frame, no_later_than="start", allowing={"workdays": 2}) == [is_in_time]


@pytest.mark.parametrize(
    ("allowed", "last"), [(1, "2024-09-29"), (2, "2024-09-30"), (3, "2024-10-08"), (7, "2024-10-12")]
)
def test_late_by_working_days_counts_make_up_weekends_and_skips_the_holiday(allowed, last):
    # Received on Friday 27 September 2024; Sunday 29 September and Saturday 12 October are worked, 1 to 7 October not.
    day_after = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    frame = dated(last, day_after).assign(start=dated("2024-09-27", "2024-09-27")["c"])
    condition = Condition(column="c", later_than="start", allowing={"workdays": allowed})
    assert holds(frame, condition, date(2024, 12, 1)).tolist() == [False, True]


def test_a_sum_leaves_blank_parts_out():
    frame = column([3, 3, None, 0], "Int64").assign(
        a=pd.Series([1, 1, 1, None], dtype="Int64"), b=pd.Series([2, None, 2, None], dtype="Int64")
    )
    assert asked(frame, differs_from_sum_of=["a", "b"]) == [False, True, False, False]


@given(values=DATES, days=st.integers(1, 400))
def test_what_holds_also_may_hold_and_only_hidden_dates_are_added(values, days):
    frame = column(values, "datetime64[us]")
    condition = Condition(column="c", before_window={"days": days})
    sure, possible = holds(frame, condition, DAY), may_hold(frame, condition, DAY)
    hidden = [value is not None and value > DAY for value in values]
    assert (possible & ~sure).tolist() == hidden
    assert not (sure & ~possible).any()


def test_a_cycle_is_open_only_where_a_later_date_hides_the_one_before():
    frame = dated("2024-06-23", "2024-06-23", "2024-06-01").assign(cycle=pd.Series([30, None, 30], dtype="Int64"))
    condition = Condition(column="c", older_than_column="cycle")
    assert may_hold(frame, condition, DAY).tolist() == [True, False, False]


def test_a_blank_word_may_hold_only_where_declared():
    frame = column(["甲", "乙", None], "string")
    assert may_hold(frame, Condition(column="c", any_of=["甲"]), DAY).tolist() == [True, False, False]
    assert may_hold(frame, Condition(column="c", any_of=["甲"], blank_is_open=True), DAY).tolist() == [
        True,
        False,
        True,
    ]


def test_all_conditions_together_and_none_at_all():
    frame = column([1, 5, 9, None], "Int64")
    conditions = (Condition(column="c", above=1), Condition(column="c", below=9))
    assert all_hold(frame, conditions, DAY).tolist() == [False, True, False, False]
    assert all_may_hold(frame, conditions, DAY).tolist() == [False, True, False, False]
    assert all_hold(frame, (), DAY).tolist() == [True] * 4


def test_an_index_with_repeats_keeps_its_rows():
    frame = dated("2024-06-22", None, "2024-06-01").set_index(pd.Index([7, 7, 7]))
    for test in ({"within": {"days": 7}}, {"older_than": {"months": 3}}, {"happened": True}, {"blank": True}):
        assert holds(frame, Condition(column="c", **test), DAY).index.tolist() == [7, 7, 7]


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ({}, "恰好写一种比较，现在写了：无"),
        ({"above": 1, "below": 2}, "above、below"),
        ({"above": 1, "allowing": {"days": 1}}, "allowing"),
        ({"above": 1, "blank_is_open": True}, "blank_is_open"),
        ({"within": {}}, "没有写长度"),
        ({"within": {"workdays": 3}}, "不能用工作日"),
        ({"before_window": {"workdays": 3}}, "不能用工作日"),
        ({"any_of": []}, "at least 1"),
    ],
)
def test_a_condition_that_means_nothing_is_refused(declared, message):
    with pytest.raises(ValidationError, match=message):
        Condition(column="c", **declared)
