"""Methods of ranking as declared: those that ship, what a place states otherwise, cuts and what they leave open."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.catalog.cuts import Cut, find_word, say_gaps, say_overlaps
from govlib.catalog.load import load_catalog
from govlib.catalog.ranking_methods import METHOD_NAMES
from govlib.catalog.rankings import Pick, resolve_pick
from govlib.rankings.sayings import say_method

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def catalog():
    return load_catalog(ROOT / "params")


def test_every_kind_of_method_ships_once_at_least(catalog):
    assert {ranking.method.kind for ranking in catalog.rankings.values()} == set(METHOD_NAMES)


def test_every_method_says_what_it_does_from_its_declaration(catalog):
    said = {name: say_method(ranking, catalog.figures) for name, ranking in catalog.rankings.items()}
    assert len(set(said.values())) == len(said)
    assert said["published-top-five"] == (
        "按审发信息总数从高到低排，并列后不跳号（1、2、2、3），列前5名（并列的都列）；各组分列；缺数据的列最后。"
    )
    assert said["adopted-points"].startswith("市级网站采用每条 5 分，上级网站采用每条 10 分，其他不计分")


def test_the_sentence_follows_what_a_place_states_otherwise(catalog):
    pick = Pick.model_validate({"use": "period-minimum", "but": {"method": {"minimum": 12, "minimum_of": {"镇": 8}}}})
    ranking = resolve_pick(pick, catalog.rankings)
    assert "不少于 12，镇 8" in say_method(ranking, catalog.figures)


def test_a_place_changes_the_method_key_by_key_and_other_keys_whole(catalog):
    base = catalog.rankings["published-by-group"]
    pick = Pick.model_validate(
        {
            "use": base.id,
            "as": "towns",
            "but": {"title": "乡镇排名", "method": {"ties": "dense"}, "only_groups": ["乡镇"]},
        }
    )
    ranking = resolve_pick(pick, catalog.rankings)
    assert (ranking.id, ranking.title, ranking.only_groups) == ("towns", "乡镇排名", ("乡镇",))
    assert ranking.method == base.method.model_copy(update={"ties": "dense"})
    assert (ranking.within_groups, ranking.seen_in) == (base.within_groups, base.seen_in)


def test_another_kind_of_method_takes_nothing_over(catalog):
    zero = {"kind": "zero", "of": {"figure": "published"}}
    pick = Pick.model_validate({"use": "published-by-group", "but": {"method": zero}})
    assert resolve_pick(pick, catalog.rankings).method.kind == "zero"


def test_a_method_is_used_from_its_first_day_to_its_last():
    pick = Pick.model_validate({"use": "x", "since": "2024-01-01", "until": "2024-06-30"})
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 6, 30), date(2024, 7, 1)]
    assert [pick.is_in_force(day) for day in days] == [False, True, True, False]


def test_a_place_may_change_its_method_at_a_day_and_use_one_twice_under_two_names(spoil):
    picks = [
        "- {use: published-by-group, until: 2026-06-30}",
        "- {use: published-by-group, since: 2026-07-01, but: {method: {ties: dense}}}",
        "- {use: published-by-group, as: towns, but: {only_groups: [乡镇]}}",
    ]
    changed = "\n  ".join(picks)
    assert spoil("places/sample.yaml", "- {use: published-by-group}", changed) == []


def test_a_fault_of_a_method_is_told_once_however_many_places_pick_it(spoil):
    (fault,) = spoil("rankings/zero-publication.yaml", "figure: published", "figure: publised")
    assert (fault.file, fault.key) == ("params/rankings/zero-publication.yaml", "method.of.figure")


def test_a_method_whose_file_has_a_fault_is_no_unknown_method(spoil):
    (fault,) = spoil("rankings/zero-publication.yaml", "kind: zero", "kind: zeros")
    assert fault.file == "params/rankings/zero-publication.yaml"


def test_a_place_without_a_register_may_name_any_unit(params, faults):
    path = params / "places" / "sample.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("units:"), text.index("rankings:")
    named = text[end:].replace(
        "{use: published-by-group}", "{use: published-by-group, but: {excluded: [{name: 甲, why: 例}]}}"
    )
    path.write_text(text[:start] + named, encoding="utf-8")
    assert [fault for fault in faults(params) if fault.key.startswith("rankings")] == []


def test_one_number_and_a_hole_around_it_are_seen():
    point = [Cut(word="低", below=100), Cut(word="满分", at_or_above=100, at_or_below=100), Cut(word="高", above=100)]
    assert [*say_overlaps(point), *say_gaps(point)] == []
    assert [find_word(point, Fraction(number)) for number in ("99.99", "100", "100.01")] == ["低", "满分", "高"]
    hole = [Cut(word="低", below=100), Cut(word="高", above=100)]
    assert list(say_gaps(hole)) == ["“低”与“高”之间有数没有归处"]


BOUNDS = st.integers(-3, 3)


@st.composite
def cuts(draw):
    made = []
    for number in range(draw(st.integers(1, 4))):
        lower = draw(st.sampled_from(["at_or_above", "above", None]))
        upper = draw(st.sampled_from(["at_or_below", "below", None]))
        bounds = {}
        if lower:
            bounds[lower] = draw(BOUNDS)
        if upper:
            bounds[upper] = draw(BOUNDS)
        try:
            made.append(Cut(word=f"档{number}", **bounds))
        except ValueError:
            continue
    return made


@given(cuts())
def test_cuts_without_overlap_or_gap_hold_every_number_exactly_once(made):
    """Every half between -4 and 4 lies in a cut's inside, on a bound, or beyond all of them."""
    numbers = [Fraction(twice, 2) for twice in range(-8, 9)]
    holding = [sum(cut.holds(number) for cut in made) for number in numbers]
    overlaps, gaps = list(say_overlaps(made)), list(say_gaps(made))
    assert bool(overlaps) == any(count > 1 for count in holding)
    if made and not overlaps:
        assert bool(gaps) == any(count == 0 for count in holding)
