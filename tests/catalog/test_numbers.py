"""Faults of what a place declares about its numbers: rounding by number, lines, periods to compare with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from govlib.catalog.load import load_catalog
from govlib.errors import DeclarationError

PARAMS = Path(__file__).resolve().parents[2] / "params"


@pytest.fixture
def faults_of(tmp_path):
    """Return the faults of guangyuan's file with some keys more."""
    shutil.copytree(PARAMS, tmp_path / "params")
    path = tmp_path / "params" / "places" / "guangyuan.yaml"
    written = yaml.safe_load(path.read_text(encoding="utf-8"))

    def load(**keys):
        path.write_text(yaml.safe_dump({**written, **keys}, allow_unicode=True), encoding="utf-8")
        try:
            load_catalog(tmp_path / "params")
        except DeclarationError as error:
            return [(fault.file, fault.key, fault.found) for fault in error.faults]
        return []

    return load


FILE = "params/places/guangyuan.yaml"


def test_rounding_and_lines_that_mean_something_load(faults_of):
    rounding = {"of": {"政务新媒体": {"decimals": 2}, "site_pass_rate": {"trailing_zeros": "drop"}}}
    lines = [
        {"figure": "account_pass_rate", "by": ["group"], "full": True, "below": [0.95, 0.9]},
        {"figure": "letter_kind_share", "by": ["mailbox"], "below": [0.5]},
    ]
    assert faults_of(rounding=rounding, lines=lines, comparable_within_days=0) == []


@pytest.mark.parametrize(
    ("keys", "key", "found"),
    [
        (
            {"rounding": {"of": {"site_pass": {"decimals": 2}}}},
            "rounding.of.site_pass", "“site_pass”既不是数字编号，也不是类别",
        ),
        ({"rounding": {"of": {"submitted": {"decimals": 2}}}}, "rounding.of.submitted", "“submitted”不是百分比"),
        ({"rounding": {"of": {"site_pass_rate": {"decimals": 7}}}}, "rounding.of.site_pass_rate.decimals", None),
        ({"rounding": {"of": {"site_pass_rate": {"method": "truncate"}}}}, "rounding.of.site_pass_rate.method", None),
        ({"rounding": {"nearly_all": 99.9}}, "rounding.nearly_all", None),
        ({"rounding": {"trailing_zeros": "cut"}}, "rounding.trailing_zeros", None),
        ({"lines": [{"figure": "sites_checked", "below": [0.9]}]}, "lines.0.figure", "“sites_checked”不是百分比的编号"),
        (
            {"lines": [{"figure": "site_pass_rate", "by": ["unit"], "below": [0.9]}]},
            "lines.0.by", "“site_pass_rate”不按 unit 分列",
        ),
        ({"lines": [{"figure": "site_pass_rate"}]}, "lines.0", "full 和 below 至少写一个，否则什么也不列"),
        ({"lines": [{"figure": "site_pass_rate", "below": [90]}]}, "lines.0.below.0", None),
        ({"lines": [{"figure": "site_pass_rate", "below": [0.9, 0.9]}]}, "lines.0", "below 里同一条线写了两次"),
        ({"comparable_within_days": -1}, "comparable_within_days", None),
    ],
)  # fmt: skip
def test_what_means_nothing_is_a_fault_with_its_key(faults_of, keys, key, found):
    faults = faults_of(**keys)
    assert [(file, where) for file, where, _ in faults] == [(FILE, key)]
    assert found is None or found in faults[0][2]


def test_a_basis_is_one_of_two_and_lies_before(faults_of):
    periods = yaml.safe_load((PARAMS / "places" / "guangyuan.yaml").read_text(encoding="utf-8"))["periods"]
    only = periods["2023Q2"]
    wrong = {"2023Q2": {**only, "compare_with": {"上月": "2023Q1"}}}
    assert [key for _, key, _ in faults_of(periods=wrong)] == ["periods.2023Q2.compare_with.上月"]
    itself = {"2023Q2": {**only, "compare_with": {"上期": "2023Q2"}}}
    assert "不比本期早" in faults_of(periods=itself)[0][2]
    typed = {"2023Q2": {**only, "compare_with": {"上期": "2023年第一季度", "去年同期": None}}}
    assert faults_of(periods=typed) == []
