"""Run the rankings that a place has picked: each kind of method by the function that knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govlib.catalog.ranking_methods import (
    Adoption,
    Bands,
    Composite,
    Cross,
    GradedLists,
    ItemPoints,
    Order,
    Quota,
    Tiers,
)
from govlib.catalog.rankings import Ranking, resolve_pick
from govlib.rankings.adoption import rank_by_rate
from govlib.rankings.bands import count_bands, list_by_word
from govlib.rankings.composite import rank_by_composite
from govlib.rankings.cross import cross_subjects
from govlib.rankings.material import Material
from govlib.rankings.order import rank_by_one_number
from govlib.rankings.points import rank_by_points
from govlib.rankings.quota import hold_against_quota
from govlib.rankings.result import Ranked
from govlib.rankings.tiers import rank_into_tiers
from govlib.rankings.zero import list_zeros


def list_picked(material: Material, methods: Mapping[str, Ranking]) -> list[Ranking]:
    """Return the rankings that the place uses on the inspection day, with what it states otherwise, in its order."""
    day = material.place.periods[material.period_name].inspection_day
    picked = [resolve_pick(pick, methods) for pick in material.place.rankings if pick.is_in_force(day)]
    return [ranking for ranking in picked if ranking is not None]


def rank_all(rankings: Sequence[Ranking], material: Material) -> list[Ranked]:
    """Return the result of each ranking, in their order."""
    return [rank(ranking, material) for ranking in rankings]


def rank(ranking: Ranking, material: Material) -> Ranked:  # noqa: PLR0911 - one way out a kind of method
    """Return the result of one ranking."""
    method = ranking.method
    match method:
        case Order():
            return rank_by_one_number(ranking, method, material)
        case Tiers():
            return rank_into_tiers(ranking, method, material)
        case Bands():
            return count_bands(ranking, method, material)
        case GradedLists():
            return list_by_word(ranking, method, material)
        case Quota():
            return hold_against_quota(ranking, method, material)
        case ItemPoints():
            return rank_by_points(ranking, method, material)
        case Adoption():
            return rank_by_rate(ranking, method, material)
        case Composite():
            return rank_by_composite(ranking, method, material)
        case Cross():
            return cross_subjects(ranking, method, material)
    return list_zeros(ranking, method, material)
