"""Tongcheng's published checklist against the findings: every item by one rule, none invented."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import openpyxl
import pytest

BOOK = Path(__file__).resolve().parents[2] / "exports" / "tongcheng" / "2021Q2" / "政务公开问题清单.xlsx"
VAGUE = {"有需要征求意见的相关单位": ("县直单位", "乡镇"), "县直各责任单位": ("县直单位",)}
"""Phrases of the bulletin that name nobody: the groups that they may mean."""


@pytest.fixture(scope="module")
def listed() -> dict[int, tuple[str, str]]:
    """Return the category and the responsible units of every published item by its row."""
    sheet = openpyxl.load_workbook(BOOK, data_only=True)["问题清单"]
    rows = enumerate(sheet.iter_rows(min_row=3, values_only=True), 3)
    return {row: (str(category), str(units)) for row, (category, _, units) in rows}


@pytest.fixture(scope="module")
def found(runs) -> dict[int, list[tuple[str, str, str]]]:
    """Return what the rules found by the row that proves it: indicator, unit, outcome."""
    findings = runs["tongcheng"].findings
    findings = findings.loc[findings["ruleset"].eq("disclosure-checklist")]
    by_row = defaultdict(list)
    for one in findings.loc[findings["outcome"].isin(["不合格", "待复核"])].to_dict("records"):
        for row in one["evidence_rows"].split(";"):
            by_row[int(row)].append((one["indicator"], one["subject"], one["outcome"]))
    return dict(by_row)


def test_every_published_item_is_found_and_nothing_else(listed, found):
    assert len(listed) == 45
    assert len({category for category, _ in listed.values()}) == 15
    assert set(found) == set(listed)


def test_every_item_is_found_by_a_rule_of_its_own(found):
    rules = {row: {indicator for indicator, _, _ in each} for row, each in found.items()}
    assert {len(each) for each in rules.values()} == {1}
    assert len(set.union(*rules.values())) == 45


def test_the_items_of_a_category_have_its_number(listed, found):
    numbers = {category: number for number, category in enumerate(dict.fromkeys(c for c, _ in listed.values()), 1)}
    for row, each in found.items():
        assert {indicator.split("-")[1].split(".")[0] for indicator, _, _ in each} == {str(numbers[listed[row][0]])}, (
            row
        )


def test_each_item_names_the_units_that_the_bulletin_names(runs, listed, found):
    groups = runs["tongcheng"].place.units.groups
    for row, (_, written) in listed.items():
        if written == "所有县直单位和乡镇":
            expected = {(unit, "不合格") for group in ("县直单位", "乡镇") for unit in groups[group]}
        elif written in VAGUE:
            expected = {(unit, "待复核") for group in VAGUE[written] for unit in groups[group]}
        else:
            expected = {(unit, "不合格") for unit in written.split("、")}
        assert {(unit, outcome) for _, unit, outcome in found[row]} == expected, row
