"""Rankings against DuckDB's window functions, and by hand."""

from __future__ import annotations

import random

import duckdb
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal, assert_series_equal

from govlib.catalog.places import Ranking
from govlib.figures import UNWRITTEN
from govlib.ranking import rank_units, rank_values

TIES = {
    "dense": "DENSE_RANK() OVER w",
    "competition": "RANK() OVER w",
    "fractional": "RANK() OVER w + (COUNT(*) OVER (PARTITION BY grp, value) - 1) / 2.0",
}
ORDER = {"higher_is_better": "DESC", "lower_is_better": "ASC"}


def by_duckdb(frame: pd.DataFrame, direction: str, ties: str) -> pd.Series:
    plain = frame.astype({"value": "float64"})  # noqa: F841 - DuckDB reads it by name
    query = f"""
        SELECT id, CAST({TIES[ties]} AS DOUBLE) AS place FROM plain WHERE value IS NOT NULL AND NOT isnan(value)
        WINDOW w AS (PARTITION BY grp ORDER BY value {ORDER[direction]})
    """  # noqa: S608 - built from the constants above
    found = duckdb.sql(query).df().set_index("id")["place"]
    return found.reindex(frame["id"]).astype("Float64").reset_index(drop=True).rename("rank")


@pytest.mark.parametrize("seed", range(300))
def test_ranks_are_those_of_window_functions(seed):
    chance = random.Random(seed)  # noqa: S311 - tables for a test, repeatable by their seed
    size = chance.randint(0, 40)
    frame = pd.DataFrame(
        {
            "id": range(size),
            "grp": [chance.choice("甲乙丙") for _ in range(size)],
            "value": pd.array([chance.choice([None, 0, 1, 2, 2.5, 97.8]) for _ in range(size)], dtype="Float64"),
        }
    )
    for direction in ORDER:
        for ties in TIES:
            ours = pd.Series(pd.NA, index=frame.index, dtype="Float64", name="rank")
            for _, part in frame.groupby("grp")["value"]:
                ours[part.index] = rank_values(part, direction, ties)
            assert_series_equal(ours, by_duckdb(frame, direction, ties), check_index_type=False)


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("dense", [1, 2, 2, 3]), ("competition", [1, 2, 2, 4]), ("fractional", [1, 2.5, 2.5, 4])],
)
def test_ties_by_each_rule(ties, expected):
    ranks = rank_values(pd.Series([9, 7, 7, 1]), "higher_is_better", ties)
    assert_series_equal(ranks, pd.Series(expected, dtype="Float64"))


def publication(unit: str, count: int | None, group: str | None = None) -> dict[str, object]:
    return {"unit": unit, "published_count": count, "submitted_count": count, "unit_group": group}


ROWS = [
    publication("甲镇", 9, "乡镇"),
    publication("乙镇", 9, "乡镇"),
    publication("县公安局", 3, "部门"),
    publication("县教育局", None, "部门"),
    publication("县水利局", 0, "部门"),
    publication("不知名的局", 5),
    publication(None, 7),
]


def ranked(make_table, compute, register, **given):
    figures = list(compute({"publication": make_table("publication", ROWS)}).values())
    ranking = Ranking(figure="published", direction="higher_is_better", ties="competition", **given)
    return rank_units(figures, ranking, register, {})


def test_units_without_a_number_stand_last_and_have_no_rank(make_table, compute, register):
    table = ranked(make_table, compute, register)
    assert list(table["unit"]) == ["乙镇", "甲镇", "不知名的局", "县公安局", "县水利局", "县教育局"]
    assert_series_equal(table["rank"], pd.Series([1, 1, 3, 4, 5, pd.NA], dtype="Float64", name="rank"))
    assert table["value"].isna().tolist() == [False] * 5 + [True]


def test_a_nought_is_ranked(make_table, compute, register):
    table = ranked(make_table, compute, register).set_index("unit")
    assert table.loc["县水利局", "value"] == 0
    assert table.loc["县水利局", "rank"] == 5


def test_within_groups_each_group_begins_at_one(make_table, compute, register):
    table = ranked(make_table, compute, register, within_groups=True)
    expected = pd.DataFrame(
        {
            "group": ["乡镇", "乡镇", "未分组", "部门", "部门", "部门"],
            "rank": pd.array([1, 1, 1, 1, 2, pd.NA], dtype="Float64"),
            "unit": ["乙镇", "甲镇", "不知名的局", "县公安局", "县水利局", "县教育局"],
            "figure": ["审发信息总数"] * 6,
            "value": pd.array([9, 9, 5, 3, 0, pd.NA], dtype="Float64"),
        }
    )
    assert_frame_equal(table, expected)


def test_rows_that_name_no_unit_are_ranked_nowhere(make_table, compute, register):
    assert UNWRITTEN not in set(ranked(make_table, compute, register)["unit"])


def test_a_ranking_of_what_was_not_delivered_has_no_rows(compute, register):
    ranking = Ranking(figure="published", direction="higher_is_better", ties="dense", within_groups=True)
    table = rank_units(list(compute({}).values()), ranking, register, {})
    assert list(table.columns) == ["group", "rank", "unit", "figure", "value"]
    assert table.empty
