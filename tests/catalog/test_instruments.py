"""What the national instruments add up to: points of the parts, every row of the table, what may count at all."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

from govlib.catalog.load import Catalog, load_catalog

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    return load_catalog(ROOT / "params")


def test_the_deductions_of_2019_make_up_one_hundred_points_of_which_services_are_a_quarter(shipped):
    caps: dict[str, Fraction] = defaultdict(Fraction)
    for rule in shipped.rulesets["national-2019"].indicators.values():
        if rule.part == "deduction":
            (points,) = rule.points
            assert points.cap is not None, rule.id
            caps[rule.block] += Fraction(str(points.cap))
    assert sorted(caps) == ["扣分·互动交流", "扣分·办事服务", "扣分·功能设计", "扣分·发布解读"]
    assert sum(caps.values()) == 100
    assert caps["扣分·办事服务"] == 25


@pytest.mark.parametrize(
    ("ruleset", "ids"),
    [
        ("national-2019", [f"D-{number}" for number in range(1, 29)]),
        ("national-2019", [f"B-{number}" for number in range(1, 6)]),
        ("census-2015", ["P-V1", "P-V2", "P-V3.1", "P-V3.2", "P-V3.3", "P-V4", "P-V5"]),
        ("census-2015", [f"P-S{number}" for number in range(1, 12)]),
    ],
)
def test_every_row_of_the_table_is_an_indicator(ruleset, ids, shipped):
    assert set(ids) <= set(shipped.rulesets[ruleset].indicators)


def test_deductions_and_bonus_of_2019_are_asked_of_portals_only_and_those_never_seen_are_drafts(shipped):
    for rule in shipped.rulesets["national-2019"].indicators.values():
        if rule.part in ("deduction", "bonus"):
            assert ("site_group", ("门户",)) in [(one.column, one.any_of) for one in rule.applies_when], rule.id
            assert rule.status == "draft", rule.id


def test_services_are_asked_only_of_those_who_offer_them(shipped):
    for ruleset in ("national-2019", "census-2015"):
        for rule in shipped.rulesets[ruleset].indicators.values():
            if rule.block.endswith("办事服务") or (ruleset == "census-2015" and rule.id[:5] in ("P-S10", "P-S11")):
                assert ("has_services", (True,)) in [(one.column, one.any_of) for one in rule.applies_when], rule.id
