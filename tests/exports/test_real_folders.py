"""The five published places: every table found, every row accounted for, nothing that stops a run."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from govlib.exports import read_exports

ROWS_BY_TABLE = {
    "cangxi/2024Q2": {
        "account_counts": 4, "account_problems": 3, "checklist": 4, "publication": 64, "tasks": 19, "wording": 6,
    },
    "tongcheng/2021Q2": {"account_problems": 40, "checklist": 45, "spot_checks": 4},
    "fengxiang/2023Q3": {
        "checklist": 2, "complaint_topics": 7, "letters": 9, "object_publication": 16, "spot_checks": 13, "tasks": 30,
        "totals": 4,
    },
    "guangyuan/2023Q2": {"account_counts": 3, "assessments": 44, "check_results": 3, "sites": 45, "tasks": 41},
    "shiquan/2023Q1": {"checklist": 15, "totals": 4},
}  # fmt: skip
WINDOW = (date(2024, 1, 1), date(2024, 6, 30))


@pytest.fixture(scope="module")
def intakes(root, declared):
    return {place: read_exports(root / "exports" / place, *declared, WINDOW) for place in ROWS_BY_TABLE}


@pytest.mark.parametrize("place", ROWS_BY_TABLE)
def test_every_table_has_exactly_the_rows_of_the_spreadsheets(intakes, place):
    counts = {name: len(table) for name, table in intakes[place].tables.items() if name != "statements"}
    assert counts == ROWS_BY_TABLE[place]


@pytest.mark.parametrize("place", ROWS_BY_TABLE)
def test_no_problem_is_worth_mentioning(intakes, place):
    assert intakes[place].problems["message"].tolist() == []
    assert set(intakes[place].files["status"]) == {"已读"}


def test_two_halves_side_by_side_are_one_table_with_the_group_of_each_half(intakes):
    publication = intakes["cangxi/2024Q2"].tables["publication"]
    by_group = publication.groupby("unit_group", sort=False)[
        ["submitted_count", "published_count", "error_count"]
    ].sum()
    expected = pd.DataFrame(
        {"submitted_count": [1789, 1088], "published_count": [1497, 961], "error_count": [3, 6]},
        index=pd.Index(["乡镇", "县级部门"], name="unit_group"),
    )
    pd.testing.assert_frame_equal(by_group, expected, check_dtype=False, check_index_type=False)
    regions = intakes["cangxi/2024Q2"].regions.query("table == 'publication'")
    assert regions["first_column"].tolist() == ["A", "E"]
    assert regions["rows_in_file"].tolist() == [32, 33]
    assert regions["rows_note"].tolist() == [1, 0]


def test_a_unit_name_broken_over_two_lines_is_joined(intakes):
    assert "县国资事务中心" in intakes["cangxi/2024Q2"].tables["publication"]["unit"].tolist()


def test_a_gb18030_csv_without_a_mark_is_read_as_such(intakes):
    regions = intakes["guangyuan/2023Q2"].regions.set_index("file")
    assert regions.loc["新媒体分平台.csv", "encoding"] == "gb18030"
    assert intakes["guangyuan/2023Q2"].tables["account_counts"]["account_count"].tolist() == [53, 150, 36]


def test_a_platform_in_brackets_moves_to_its_own_column(intakes):
    results = intakes["guangyuan/2023Q2"].tables["check_results"]
    assert results["subject"].tolist() == ["市水利局网站", "健康广元", "广元应急管理"]
    assert results["platform"].tolist() == [pd.NA, "抖音", "今日头条"]


def test_sites_are_grouped_by_the_words_of_their_type(intakes):
    groups = intakes["guangyuan/2023Q2"].tables["sites"]["site_group"].value_counts().to_dict()
    assert groups == {"部门": 37, "门户": 8}


def test_percentages_become_fractions(intakes):
    checks = intakes["tongcheng/2021Q2"].tables["spot_checks"]
    assert checks["pass_rate"].tolist() == [pd.NA, 0.625, 0.94, 0.58]


def test_accounts_repeat_under_several_problems(intakes):
    accounts = intakes["tongcheng/2021Q2"].tables["account_problems"]
    assert len(accounts.drop_duplicates(["unit", "account_name", "platform"])) == 37


def test_a_category_that_no_column_gives_is_the_sheets_name(intakes):
    assert set(intakes["fengxiang/2023Q3"].tables["checklist"]["category"]) == {"链接检测"}
