"""Summary tables that page and annex share: blanks stay blank, totals add up, rates are the figures'."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from govlib.catalog.load import load_catalog
from govlib.catalog.roundings import Rounding
from govlib.figures import Counting, absent_columns, compute_figures
from govlib.summaries import (
    count_coverage,
    count_letters,
    count_unit_groups,
    count_units,
    say_left_out,
    total_of,
)
from govlib.workspace import open_declared

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def catalog():
    return load_catalog(ROOT / "params")


def test_groups_of_cangxi_are_the_published_ones_with_rates_worked_out_by_hand(catalog, tmp_path):
    run = open_declared(ROOT, catalog, "cangxi", "2024Q2", str(tmp_path))
    groups = count_unit_groups(run.tables, run.figures)
    assert groups.to_numpy().tolist() == [
        ["乡镇", 31, 1789, 1497, 3, "83.7%"],
        ["县级部门", 33, 1088, 961, 6, "88.3%"],
        ["合计", 64, 2877, 2458, 9, "85.4%"],
    ]
    units = count_units(run.tables, run.figures)
    assert len(units) == 64
    assert units.loc[units["unit"].eq("黄猫垭镇"), "acceptance_rate"].tolist() == ["75.0%"]


def test_letters_of_fengxiang_have_totals_a_mailbox_and_of_all(catalog, tmp_path):
    run = open_declared(ROOT, catalog, "fengxiang", "2023Q3", str(tmp_path))
    letters = count_letters(run.tables, run.figures)
    totals = letters.loc[letters["letter_kind"].isin(["合计", ""])]
    assert totals.to_numpy().tolist() == [
        ["区长信箱", "合计", 106, 106, "100%"],
        ["市长信箱", "合计", 49, 49, "100%"],
        ["合计", "", 155, 155, "100%"],
    ]


def test_coverage_of_guangyuan_ends_with_its_total(catalog, tmp_path):
    run = open_declared(ROOT, catalog, "guangyuan", "2023Q2", str(tmp_path))
    shown = count_coverage(run.coverage, "网站", run.place.rounding)
    assert shown.iloc[-1].tolist() == ["合计", 45, 45, 44, 1, 0, 0, "97.8%"]


def test_a_group_in_which_nobody_could_pass_has_no_pass_rate():
    counts = ["registered_count", "checked_count", "passed_count", "failed_count", "unconfirmed_count", "unknown_count"]
    rows = {"门户": [4, 1, 0, 1, 0, 3], "部门": [2, 2, 0, 2, 0, 0]}
    coverage = pd.DataFrame.from_dict(rows, orient="index", columns=counts).rename_axis("group").reset_index()
    shown = count_coverage(coverage.assign(subject_kind="网站"), "网站", Rounding(decimals=1))
    assert shown.set_index("group")["pass_rate"].to_dict() == {"门户": "缺数据", "部门": "0.0%", "合计": "缺数据"}


def test_a_column_that_is_blank_throughout_adds_up_to_blank():
    frame = pd.DataFrame({"unit": ["甲", "乙"], "count": pd.array([pd.NA, pd.NA], dtype="Int64")})
    assert pd.isna(total_of(frame, ["count"], "unit").loc[0, "count"])


def test_a_rate_that_leaves_out_rows_without_a_number_stands_with_its_own_counts(catalog, tmp_path):
    run = open_declared(ROOT, catalog, "fengxiang", "2023Q3", str(tmp_path))
    letters = run.tables["letters"].copy()
    row = letters.index[letters["mailbox"].eq("市长信箱") & letters["letter_kind"].eq("投诉")][0]
    assert letters.loc[row, "letter_count"] == 21
    letters.loc[row, "on_time_count"] = pd.NA
    tables = {**run.tables, "letters": letters}
    calendar = run.catalog.calendar_of(run.place)
    counting = Counting(tables, run.period, run.place.rounding, absent_columns(run.intake.regions), calendar)
    shown = count_letters(tables, compute_figures(catalog.figures.values(), counting))
    totals = shown.loc[shown["letter_kind"].isin(["合计", ""])]
    assert totals.to_numpy().tolist() == [
        ["区长信箱", "合计", 106, 106, "100%"],
        ["市长信箱", "合计", 49, 28, "100%（28/28）"],
        ["合计", "", 155, 134, "100%（134/134）"],
    ]
    assert say_left_out(totals["on_time_rate"])
    assert not say_left_out(["100%", ""])
