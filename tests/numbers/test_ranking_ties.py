"""Ranks, groups and edges of lists against DuckDB's window functions on random tables, and by hand."""

from __future__ import annotations

import random
from fractions import Fraction

import duckdb
import pandas as pd
import pytest
from pandas.testing import assert_series_equal

from govlib.rankings import rank_values
from govlib.rankings.ties import list_first, list_last, rank_numbers

TIES = {
    "dense": "DENSE_RANK() OVER w",
    "competition": "RANK() OVER w",
    "fractional": "(RANK() OVER w + (COUNT(*) OVER (PARTITION BY grp, value) - 1) / 2.0)",
}
ORDER = {"higher_is_better": "DESC", "lower_is_better": "ASC"}
OTHER = {"higher_is_better": "lower_is_better", "lower_is_better": "higher_is_better"}
POOLS = {
    "few": [None, 0, 1, 2, 2.5, 97.8],
    "negative": [None, -3, -2.5, 0, 0.0, 2.5],
    "alike when rounded": [None, 97.75, 97.8, 97.84, 97.849999, 98],
    "all equal": [7],
    "all unknown": [None],
    "thirds": [None, 1 / 3, 2 / 3, 0.1 + 0.2, 0.3],
}


def random_table(seed: int) -> pd.DataFrame:
    chance = random.Random(seed)  # noqa: S311 - tables for a test, repeatable by their seed
    size = chance.choice([0, 1, chance.randint(2, 40), chance.randint(2, 40)])
    pool = POOLS[chance.choice(list(POOLS))]
    groups = chance.choice(["甲", "甲乙丙"])
    return pd.DataFrame(
        {
            "id": range(size),
            "grp": [chance.choice(groups) for _ in range(size)],
            "value": pd.array([chance.choice(pool) for _ in range(size)], dtype="Float64"),
        }
    )


def by_duckdb(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rank of every row under every direction and rule of ties, as window functions give them."""
    plain = frame.astype({"value": "float64"})  # noqa: F841 - DuckDB reads it by name
    columns = [
        f"CAST({sql.replace('OVER w', f'OVER {direction}')} AS DOUBLE) AS {direction}_{ties}"
        for direction in ORDER
        for ties, sql in TIES.items()
    ]
    windows = [f"{name} AS (PARTITION BY grp ORDER BY value {order})" for name, order in ORDER.items()]
    query = f"""
        SELECT id, {", ".join(columns)} FROM plain WHERE value IS NOT NULL AND NOT isnan(value)
        WINDOW {", ".join(windows)}
    """  # noqa: S608 - built from the constants above
    found = duckdb.sql(query).df().set_index("id")
    return found.reindex(frame["id"]).astype("Float64").reset_index(drop=True)


def assert_as_in_sql(seed: int) -> None:
    frame = random_table(seed)
    sql = by_duckdb(frame)
    exact = [None if pd.isna(value) else Fraction(float(value)) for value in frame["value"]]
    for direction in ORDER:
        for ties in TIES:
            name = f"{direction}_{ties}"
            values = pd.Series(pd.NA, index=frame.index, dtype="Float64", name=name)
            numbers = values.copy()
            for _, part in frame.groupby("grp")["value"]:
                values[part.index] = rank_values(part, direction, ties)
                places = rank_numbers([exact[at] for at in part.index], direction, ties)
                numbers[part.index] = pd.array(places, dtype="Float64")
            assert_series_equal(values, sql[name])
            assert_series_equal(numbers, sql[name])
            assert_ends_as_in_sql(frame, sql, direction, ties)


def assert_ends_as_in_sql(frame: pd.DataFrame, sql: pd.DataFrame, direction: str, ties: str) -> None:
    """Hold the first and last N of each group against RANK() <= N (DENSE_RANK() under dense) from either end."""
    exact = [None if pd.isna(value) else Fraction(float(value)) for value in frame["value"]]
    by = "dense" if ties == "dense" else "competition"
    for count in (1, 2, 5):
        for ours, towards in ((list_first, direction), (list_last, OTHER[direction])):
            inside = (sql[f"{towards}_{by}"] <= count).fillna(value=False).astype(bool)
            listed = []
            for _, part in frame.groupby("grp")["value"]:
                positions = ours([exact[at] for at in part.index], direction, ties, count)
                listed += [int(part.index[at]) for at in positions]
            assert sorted(listed) == sorted(frame.index[inside])


@pytest.mark.parametrize("seed", range(300))
def test_ranks_and_edges_are_those_of_window_functions(seed):
    assert_as_in_sql(seed)


@pytest.mark.deep
@pytest.mark.parametrize("block", range(100))
def test_ranks_and_edges_are_those_of_window_functions_on_ten_thousand_tables(block):
    for seed in range(1000 + block * 100, 1100 + block * 100):
        assert_as_in_sql(seed)


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("dense", [1, 2, 2, 3]), ("competition", [1, 2, 2, 4]), ("fractional", [1, 2.5, 2.5, 4])],
)
def test_ties_by_each_rule(ties, expected):
    ranks = rank_values(pd.Series([9, 7, 7, 1]), "higher_is_better", ties)
    assert_series_equal(ranks, pd.Series(expected, dtype="Float64"))


def test_numbers_that_only_print_alike_do_not_tie():
    nearly = [Fraction(978, 1000), Fraction(9781, 10000), Fraction(978, 1000)]
    assert rank_numbers(nearly, "higher_is_better", "competition") == [2, 1, 2]
    third = Fraction(1, 3)
    assert rank_numbers([third, third + Fraction(1, 10**30)], "higher_is_better", "dense") == [2, 1]


def test_the_first_five_under_dense_ties_are_seven_as_one_county_published_them():
    numbers = [Fraction(one) for one in (90, 80, 70, 70, 60, 60, 50, 40)]
    assert rank_numbers(numbers, "higher_is_better", "dense") == [1, 2, 3, 3, 4, 4, 5, 6]
    assert list_first(numbers, "higher_is_better", "dense", 5) == [0, 1, 2, 3, 4, 5, 6]


def test_who_ties_at_the_edge_is_listed_and_nobody_behind():
    numbers = [Fraction(one) for one in (9, 7, 7, 7, 1)]
    assert list_first(numbers, "higher_is_better", "competition", 2) == [0, 1, 2, 3]
    assert list_first(numbers, "higher_is_better", "fractional", 2) == [0, 1, 2, 3]
    assert list_last(numbers, "higher_is_better", "competition", 1) == [4]
    assert list_last(numbers, "higher_is_better", "competition", 2) == [4, 1, 2, 3]


def test_the_unknown_are_in_no_list():
    numbers = [None, Fraction(0), None]
    assert list_first(numbers, "higher_is_better", "dense", 3) == [1]
    assert list_last(numbers, "higher_is_better", "dense", 3) == [1]
    assert list_first([], "higher_is_better", "dense", 3) == []


def test_the_comparison_with_sql_can_fail():
    frame = pd.DataFrame({"id": [0, 1], "grp": ["甲", "甲"], "value": pd.array([1, 2], dtype="Float64")})
    ranks = by_duckdb(frame)["higher_is_better_dense"].rename("rank")
    assert_series_equal(ranks, pd.Series([2, 1], dtype="Float64", name="rank"))
    with pytest.raises(AssertionError):
        assert_series_equal(rank_values(frame["value"], "lower_is_better", "dense").rename("rank"), ranks)
