"""Runs over periods: nothing published, problems that come back; by hand, and against plain pandas."""

from __future__ import annotations

import random

import pandas as pd
import pytest
from remembering import QUARTERS, number, of_unit, plain, problem, remembered, write_place

from govlib.history.recurrent import list_recurrent
from govlib.history.zero import list_zero_runs

RUN = ("unit", "first_period", "last_period", "run_length", "is_whole", "is_current")


def publish(outputs, **units):
    """Write a period a column: the numbers of each unit, None where the period has none of it."""
    for at, period in enumerate(QUARTERS):
        rows = [of_unit("published", unit, values[at]) for unit, values in units.items() if values[at] is not None]
        write_place(outputs, period, figures=[number("published", 9), *rows])


def test_runs_of_nought_by_hand(outputs):
    publish(
        outputs,
        甲镇=[0, 0, 0, 0, 0],
        乙镇=[5, 0, 0, 2, 0],
        丙镇=[0, None, 0, 0, 1],
        丁镇=[3, 3, 3, 3, 3],
        戊镇=[0, 4, None, None, 0],
        未写=[0, 0, 0, 0, 0],
    )
    with remembered(outputs) as history:
        found = list_zero_runs(history)
    assert plain(found, *RUN) == [
        ("甲镇", "2025Q1", "2026Q1", 5, False, True),
        ("丙镇", "2025Q3", "2025Q4", 2, False, False),
        ("乙镇", "2025Q2", "2025Q3", 2, True, False),
        ("丙镇", "2025Q1", "2025Q1", 1, False, False),
        ("乙镇", "2026Q1", "2026Q1", 1, True, True),
        ("戊镇", "2025Q1", "2025Q1", 1, False, False),
        ("戊镇", "2026Q1", "2026Q1", 1, False, True),
    ]


def test_only_runs_of_at_least_so_many_periods_are_listed(outputs):
    publish(outputs, 甲镇=[0, 0, 0, 1, 1], 乙镇=[1, 0, 0, 1, 1])
    with remembered(outputs) as history:
        assert plain(list_zero_runs(history, at_least=3), "unit") == [("甲镇",)]
        assert list_zero_runs(history, "yi").empty


def test_a_period_that_was_not_inspected_breaks_a_run(outputs):
    for period in ("2025Q1", "2025Q2", "2025Q4", "2026Q1"):
        write_place(outputs, period, figures=[of_unit("published", "甲镇", 0)])
    with remembered(outputs) as history:
        found = plain(list_zero_runs(history), "first_period", "last_period", "run_length", "is_whole")
    assert found == [("2025Q1", "2025Q2", 2, False), ("2025Q4", "2026Q1", 2, False)]


def test_a_run_goes_by_days_where_names_sort_otherwise(outputs):
    for name, days in zip(("丙", "甲", "乙"), QUARTERS.values(), strict=False):
        write_place(outputs, name, days=days, figures=[of_unit("published", "甲镇", 5 if name == "丙" else 0)])
    with remembered(outputs) as history:
        assert plain(list_zero_runs(history), *RUN) == [("甲镇", "甲", "乙", 2, True, True)]


def test_numbers_typed_by_hand_lengthen_a_run(outputs):
    typed = {**of_unit("published", "甲镇", 0), "about": "往期", "start": "2024-10-01", "end": "2024-12-31"}
    write_place(outputs, "2025Q1", figures=[of_unit("published", "甲镇", 0), {**typed, "origin": "手工填写"}])
    with remembered(outputs) as history:
        assert plain(list_zero_runs(history), *RUN) == [("甲镇", "往期", "2025Q1", 2, False, True)]


def list_problems(outputs, keys_by_period, unit="甲镇"):
    for period, keys in keys_by_period.items():
        write_place(outputs, period, problems=[problem(key, unit, problem=f"{key}在{period}") for key in keys])


def test_the_same_problem_in_several_periods_in_a_row_by_hand(outputs):
    list_problems(outputs, {"2025Q1": "ab", "2025Q2": "ac", "2025Q3": "abc", "2025Q4": "b", "2026Q1": "b"})
    with remembered(outputs) as history:
        found = plain(
            list_recurrent(history), "key", "first_period", "last_period", "run_length", "is_whole", "problem"
        )
        longer = plain(list_recurrent(history, at_least=3), "key", "run_length")
    assert found == [
        ("a", "2025Q1", "2025Q3", 3, False, "a在2025Q3"),
        ("b", "2025Q3", "2026Q1", 3, True, "b在2026Q1"),
        ("c", "2025Q2", "2025Q3", 2, True, "c在2025Q3"),
    ]
    assert longer == [("a", 3), ("b", 3)]


FOUND = {"indicator": "W-V3", "indicator_name": "栏目", "ruleset": "r", "status": "active", "unit": "甲镇"}


@pytest.mark.parametrize(
    ("before", "is_whole"),
    [
        ([{"key": "a", "outcome": "合格"}], True),
        ([{"key": "a", "outcome": "待复核"}], False),
        ([{"key": "a", "outcome": "缺数据"}, {"key": "b", "outcome": "合格"}], False),
        ([{"key": "a", "indicator": "W-V1", "outcome": "合格"}], False),
        ([], False),
    ],
)
@pytest.mark.parametrize("by", ["key", "kind"])
def test_a_run_is_whole_only_where_its_rule_found_no_lack_before(outputs, before, is_whole, by):
    write_place(outputs, "2025Q1", findings=[{**FOUND, **one} for one in before])
    for period in ("2025Q2", "2025Q3"):
        write_place(outputs, period, problems=[problem("a", "甲镇")])
    with remembered(outputs) as history:
        found = list_recurrent(history, by=by)
        assert plain(found, "first_period", "run_length", "is_whole") == [("2025Q2", 2, is_whole)]


def test_a_row_of_a_list_was_not_there_before_only_where_the_list_has_other_rows(outputs):
    for period, keys in (("2025Q1", "x"), ("2025Q2", "a"), ("2025Q3", "a")):
        write_place(outputs, period, problems=[problem(key, "甲镇", kind="tasks") for key in keys])
        write_place(outputs, period, "yi", problems=[problem(key, "甲镇", kind="tasks") for key in keys.strip("x")])
    with remembered(outputs) as history:
        assert plain(list_recurrent(history), "place", "key", "is_whole") == [("jia", "a", True), ("yi", "a", False)]


def test_what_waits_for_review_is_no_problem_that_came_back(outputs):
    for period in ("2025Q1", "2025Q2"):
        write_place(outputs, period, problems=[problem("a", "甲镇", outcome="待复核")])
    with remembered(outputs) as history:
        assert list_recurrent(history).empty


def test_the_same_kind_at_a_unit_counts_different_problems_of_it(outputs):
    rows = {"2025Q1": "ab", "2025Q2": "c", "2025Q3": "de"}
    list_problems(outputs, rows)
    with remembered(outputs) as history:
        assert list_recurrent(history).empty
        found = list_recurrent(history, by="kind")
        assert plain(found, "unit", "kind", "problem_count", "run_length") == [("甲镇", "W-V3", 5, 3)]


def test_a_problem_that_moves_to_another_unit_is_not_the_same(outputs):
    write_place(outputs, "2025Q1", problems=[problem("a", "甲镇")])
    write_place(outputs, "2025Q2", problems=[problem("a", "乙镇")])
    with remembered(outputs) as history:
        assert list_recurrent(history).empty


def test_a_problem_without_a_unit_comes_back_too(outputs):
    for period in ("2025Q1", "2025Q2"):
        write_place(outputs, period, problems=[problem("a", None)])
    with remembered(outputs) as history:
        assert plain(list_recurrent(history), "unit", "key", "run_length") == [(None, "a", 2)]


def test_problems_of_two_places_are_kept_apart(outputs):
    for place, periods in (("jia", ("2025Q1", "2025Q2")), ("yi", ("2025Q2",))):
        for period in periods:
            write_place(outputs, period, place, problems=[problem("a", "县教育局")])
    with remembered(outputs) as history:
        assert plain(list_recurrent(history), "place", "unit", "run_length") == [("jia", "县教育局", 2)]
        assert list_recurrent(history, "yi").empty


@pytest.mark.parametrize("seed", range(4))
def test_runs_agree_with_plain_pandas(outputs, seed):
    draw = random.Random(seed)  # noqa: S311 - a test's data, the same each time
    values = {}
    for place in ("p0", "p1", "p2"):
        for period in QUARTERS:
            if draw.random() < 0.15:
                continue
            units = {f"单位{n}": draw.choice([0, 0, 3, None]) for n in range(6)}
            values |= {(place, period, unit): value for unit, value in units.items() if value is not None}
            rows = [of_unit("published", unit, value) for unit, value in units.items() if value is not None]
            write_place(outputs, period, place, figures=rows)
    with remembered(outputs) as history:
        found = list_zero_runs(history)
    said = sorted(plain(found, "place", "unit", "first_period", "last_period", "run_length", "is_whole"))
    assert said == sorted(_runs_by_pandas(values))


def _runs_by_pandas(values):
    names = list(QUARTERS)
    long = pd.DataFrame([(*key, value) for key, value in values.items()], columns=["place", "period", "unit", "value"])
    frame = long.pivot_table(index=["place", "unit"], columns="period", values="value").reindex(columns=names)
    for (place, unit), row in frame.iterrows():
        zero = row.eq(0)
        for _, run in row[zero].groupby((~zero).cumsum()[zero]):
            first = names.index(run.index[0])
            known_before = first > 0 and pd.notna(row.iloc[first - 1])
            yield place, unit, run.index[0], run.index[-1], len(run), known_before
