"""The rules of Cangxi's and Tongcheng's own bulletins, held against what the bulletins print."""

from __future__ import annotations

import pytest


def failing(run, indicator: str) -> dict[str, float]:
    """Return the units that fail a rule, with how many accounts."""
    findings = run.findings
    found = findings.loc[findings["indicator"].eq(indicator) & findings["outcome"].eq("不合格")]
    return dict(zip(found["subject"], found["value"], strict=True))


@pytest.fixture(scope="module")
def stated(published) -> dict:
    return published["tongcheng"]["stated"]


def test_unregistered_accounts_are_found_in_the_units_that_tongcheng_counts(runs, stated):
    found = failing(runs["tongcheng"], "N-4.2")
    assert len(found) == stated["unregistered"]["units"] == 15
    assert sum(found.values()) == stated["unregistered"]["accounts"] == 27
    assert {unit: found[unit] for unit in ("县公安局", "麦市镇")} == {"县公安局": 8, "麦市镇": 3}


def test_accounts_registered_late_and_not_updated_are_found_as_tongcheng_counts_them(runs, stated):
    late, silent = failing(runs["tongcheng"], "N-4.3"), failing(runs["tongcheng"], "TC-1")
    assert (len(late), sum(late.values())) == (8, 9)
    assert (stated["late_registered"]["units"], stated["late_registered"]["accounts"]) == (8, 9)
    assert silent == dict.fromkeys(["县农业局", "县林业局", "县市场监管局", "县卫健局"], 1)


def test_the_accounts_that_cangxi_names_are_found_by_their_units(runs):
    run = runs["cangxi"]
    assert failing(run, "CX-1") == failing(run, "CX-2") == {"县水利局": 1, "苍溪生态环境局": 1}
    assert failing(run, "CX-3") == {"县公安局": 1}


@pytest.mark.parametrize(("place", "indicator"), [("tongcheng", "N-2.1"), ("cangxi", "N-2.1"), ("tongcheng", "HB-5")])
def test_what_their_tables_cannot_say_is_unknown(runs, place, indicator):
    findings = runs[place].findings
    assert set(findings.loc[findings["indicator"].eq(indicator), "outcome"]) == {"缺数据"}


def test_cangxis_own_numbers_are_those_of_its_bulletin(runs, published):
    rules = published["cangxi"]["local_rules"]
    numbers = {number.indicator: number for number in runs["cangxi"].place.thresholds}
    assert numbers["N-3.1"].value == rules["low_reads_per_post"] == 30
    assert numbers["N-3.2"].value == rules["original_post_every_days"] == 10
    assert {number.source.act for number in numbers.values()} == {"苍溪县2024Q2通报"}
