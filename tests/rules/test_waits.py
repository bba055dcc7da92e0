"""The longest wait, and rows of the period, worked out by hand."""

from datetime import date

import numpy as np
import pandas as pd

from govlib.ascription import Holders
from govlib.catalog.measure_kinds import Count, LongestWait
from govlib.measures.answers import Question
from govlib.measures.kinds import measure

DAY = date(2024, 6, 22)
UNITS = pd.DataFrame({"unit": pd.Series(["甲", "乙", "丙"], dtype="string")})


def ask(rows: list[tuple[str, str | None, str | None]], start: date | None = None) -> Question:
    frame = pd.DataFrame(rows, columns=["unit", "begun", "done"]).astype({"unit": "string"})
    frame["begun"], frame["done"] = pd.to_datetime(frame["begun"]), pd.to_datetime(frame["done"])
    frame["source_file"], frame["source_sheet"] = "t.xlsx", ""
    frame["source_row"] = range(2, len(frame) + 2)
    return Question(frame, Holders(UNITS, UNITS, ("unit",)), DAY, start)


WAIT = LongestWait(kind="longest_wait", table="t", from_column="begun", to_column="done")


def test_the_longest_of_several_waits_counts_and_its_row_proves_it():
    measured = measure(WAIT, ask([("甲", "2024-06-01", "2024-06-04"), ("甲", "2024-06-01", "2024-06-11")]))
    np.testing.assert_array_equal(measured.sure.value, [10, 0, 0])
    assert measured.sure.evidence["source_row"].tolist() == [3]


def test_what_is_not_done_has_waited_until_the_inspection_day():
    measured = measure(WAIT, ask([("甲", "2024-06-20", None), ("乙", "2024-06-21", "2024-07-30")]))
    np.testing.assert_array_equal(measured.sure.value, [2, 1, 0])


def test_a_row_begun_after_the_inspection_day_has_not_waited():
    measured = measure(WAIT, ask([("乙", "2024-06-23", None)]))
    np.testing.assert_array_equal(measured.sure.value, [0, 0, 0])


def test_who_has_only_rows_without_their_first_date_can_not_be_judged():
    rows = [("甲", None, "2024-06-20"), ("乙", None, "2024-06-20"), ("乙", "2024-06-18", "2024-06-20")]
    measured = measure(WAIT, ask(rows))
    np.testing.assert_array_equal(measured.sure.value, [np.nan, 2, 0])


def test_without_a_second_date_everything_still_waits():
    waiting = WAIT.model_copy(update={"to_column": None})
    measured = measure(waiting, ask([("甲", "2024-06-12", "2024-06-13"), ("乙", "2024-06-30", None)]))
    np.testing.assert_array_equal(measured.sure.value, [10, 0, 0])


def test_working_days_leave_the_weekend_out():
    in_workdays = WAIT.model_copy(update={"in_workdays": True})
    # Friday 14 June to Monday 17 June 2024.
    measured = measure(in_workdays, ask([("甲", "2024-06-14", "2024-06-17")]))
    np.testing.assert_array_equal(measured.sure.value, [1, 0, 0])


COUNT = Count(kind="count", table="t", in_period="begun")


def test_only_rows_of_the_period_count_its_first_and_last_day_among_them():
    rows = [("甲", day, None) for day in ("2024-03-31", "2024-04-01", "2024-06-22", "2024-06-23", None)]
    measured = measure(COUNT, ask(rows, date(2024, 4, 1)))
    np.testing.assert_array_equal(measured.sure.value, [2, 0, 0])


def test_nobody_is_judged_over_a_period_whose_first_day_is_not_known():
    assert measure(COUNT, ask([("甲", "2024-06-01", None)])) is None


def test_a_subject_with_rows_outside_the_period_alone_has_none_and_is_not_unknown():
    needing = COUNT.model_copy(update={"needs_rows": True})
    measured = measure(needing, ask([("甲", "2024-01-01", None)], date(2024, 4, 1)))
    np.testing.assert_array_equal(measured.sure.value, [0, np.nan, np.nan])


ABOUT = Count.model_validate(
    {
        "kind": "count",
        "table": "t",
        "about": [{"column": "unit", "any_of": ["甲", "乙"]}],
        "where": [{"column": "done", "blank": True}],
    }
)


def test_a_table_without_any_row_of_the_matter_says_nothing():
    assert measure(ABOUT, ask([("丙", "2024-06-01", None)])) is None


def test_who_has_only_rows_of_other_matters_has_none_of_this():
    measured = measure(ABOUT, ask([("甲", "2024-06-01", None), ("丙", "2024-06-01", None)]))
    np.testing.assert_array_equal(measured.sure.value, [1, 0, 0])


def test_an_empty_list_is_a_list_also_of_the_matter():
    measured = measure(ABOUT, ask([]))
    np.testing.assert_array_equal(measured.sure.value, [0, 0, 0])
