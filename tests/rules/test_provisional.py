import pandas as pd
import pytest

from govlib.catalog.conditions import Condition
from govlib.provisional import counts_workdays, merge_years, provisional_rows
from govlib.workdays import OFFICIAL, Calendar

DAY = pd.Timestamp("2027-02-01").date()
LATE = Condition(column="done", later_than="received", allowing={"workdays": 15})


def rows(*pairs: tuple[str | None, str | None]) -> pd.DataFrame:
    received, done = (pd.to_datetime(pd.Series([pair[at] for pair in pairs])) for at in (0, 1))
    return pd.DataFrame({"received": received, "done": done, "kind": "信件"})


def touched(frame, *conditions, day=DAY, calendar=OFFICIAL) -> dict[int, list[bool]]:
    return {year: flags.tolist() for year, flags in provisional_rows(frame, conditions, day, calendar).items()}


@pytest.mark.parametrize(
    ("received", "done", "is_touched"),
    [
        ("2026-12-25", "2027-01-15", True),
        ("2026-12-25", "2027-01-01", True),
        ("2026-12-25", "2026-12-31", False),
        ("2026-12-25", None, True),
        ("2026-12-01", "2027-01-20", False),  # 15 个工作日到 12 月 22 日为止，都在 2026 年
        ("2026-12-10", "2027-01-20", False),  # 到 12 月 31 日为止
        ("2026-12-11", "2027-01-20", True),
        ("2027-01-29", None, True),
        ("2027-02-01", None, False),
        (None, "2027-01-20", False),
    ],
)
def test_a_row_is_touched_only_where_the_days_that_decide_lie_in_the_year(received, done, is_touched):
    assert touched(rows((received, done)), LATE) == ({2027: [True]} if is_touched else {})


def test_nothing_is_touched_on_an_inspection_day_before_the_year():
    frame = rows(("2026-12-25", "2027-01-15"), ("2026-12-25", None))
    assert touched(frame, LATE, day=pd.Timestamp("2026-12-31").date()) == {}


def test_a_row_that_another_condition_leaves_out_is_not_touched():
    frame = rows(("2026-12-25", None), ("2026-12-25", None)).assign(kind=["信件", "咨询"])
    assert touched(frame, LATE, Condition(column="kind", any_of=["咨询"])) == {2027: [False, True]}
    assert touched(frame, LATE, Condition(column="kind", any_of=["投诉"])) == {}


def test_waiting_longer_than_working_days_is_touched_through_both_years():
    frame = rows(("2026-12-25", None), ("2026-12-01", None), (None, None))
    waiting = Condition(column="received", older_than={"workdays": 15})
    assert touched(frame, waiting) == {2027: [True, False, False]}
    assert touched(frame, waiting, day=pd.Timestamp("2028-02-01").date()) == {2027: [True, False, False]}


def test_spans_of_days_and_months_are_never_touched():
    frame = rows(("2026-12-25", "2027-01-15"))
    for span in ({"days": 15}, {"months": 1}):
        condition = Condition(column="done", later_than="received", allowing=span)
        assert touched(frame, condition) == {}
        assert not counts_workdays((condition,))
    assert counts_workdays((Condition(column="kind", blank=True), LATE))


def test_a_year_stated_whole_touches_nothing():
    assert touched(rows(("2026-12-25", None)), LATE, calendar=Calendar({}, frozenset({2027}))) == {}


def test_years_are_merged_where_they_stand():
    first, other = (
        {year: pd.Series(flags).to_numpy() for year, flags in said.items()}
        for said in (
            {2027: [True, False], 2028: [False, False]},
            {2026: [False, True], 2027: [False, True]},
        )
    )
    merged = merge_years(first, other)
    assert {year: flags.tolist() for year, flags in merged.items()} == {2026: [False, True], 2027: [True, True]}
