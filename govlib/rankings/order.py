"""Order: subjects from first to last by one number, group by group, with the lists of the first and the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govlib.catalog.ranking_methods import Adoption, Composite, ItemPoints, Order
from govlib.catalog.rankings import Ranking
from govlib.rankings.admission import admit, partition
from govlib.rankings.compared import compare
from govlib.rankings.material import Entrant, Entrants, Material
from govlib.rankings.result import FIRST, LAST, LIST, Line, Ranked, line_of, make_ranked, place_unknowns
from govlib.rankings.ties import list_first, list_last, rank_numbers

_UNROUNDED = "名次按未取整的数排，显示相同的不一定并列。"


@dataclass(frozen=True)
class Rule:
    """Which end comes first, how ties are ranked, how many are listed at the top and at the bottom."""

    direction: str
    ties: str
    top: int | None
    bottom: int | None


def rank_by_one_number(ranking: Ranking, method: Order, material: Material) -> Ranked:
    """Return everyone in the order of one number."""
    entrants = admit(compare(method.of, material), ranking, material)
    return order_entrants(entrants, ranking, rule_of(method, method.direction), material)


def rule_of(method: Order | ItemPoints | Adoption | Composite, direction: str) -> Rule:
    """Return how a method orders."""
    return Rule(direction, method.ties, method.top, method.bottom)


def order_entrants(entrants: Entrants, ranking: Ranking, rule: Rule, material: Material) -> Ranked:
    """Return one line a subject by group and rank, equals as delivered; then the first and the last of each group."""
    lines: list[Line] = []
    ends: list[Line] = []
    notes = list(entrants.notes)
    for _, members in partition(entrants, ranking, material):
        ranked, told = _order_group(members, ranking, rule)
        lines += ranked
        notes += told
        ends += _list_ends(members, rule)
    lacking = "" if lines or entrants.members else entrants.lacking
    return make_ranked(ranking, [*lines, *ends], notes, lacking)


def _order_group(members: Sequence[Entrant], ranking: Ranking, rule: Rule) -> tuple[list[Line], list[str]]:
    numbers = [None if one.out else one.number for one in members]
    ranks = rank_numbers(numbers, rule.direction, rule.ties)
    placed = sorted(
        ((rank, one) for rank, one in zip(ranks, members, strict=True) if rank is not None),
        key=lambda pair: pair[0],
    )
    unknown = [line_of(one) for one in members if one.number is None and not one.out]
    standing, notes = place_unknowns(unknown, ranking.unknowns)
    out = [line_of(one) for one in members if one.out]
    texts = {(one.figure, one.text) for _, one in placed}
    if len(texts) < len({one.number for _, one in placed}):
        notes.append(_UNROUNDED)
    return [*(line_of(one, LIST, rank) for rank, one in placed), *standing, *out], notes


def _list_ends(members: Sequence[Entrant], rule: Rule) -> Iterator[Line]:
    numbers = [None if one.out else one.number for one in members]
    ranks = rank_numbers(numbers, rule.direction, rule.ties)
    first = [] if rule.top is None else list_first(numbers, rule.direction, rule.ties, rule.top)
    last = [] if rule.bottom is None else list_last(numbers, rule.direction, rule.ties, rule.bottom)
    both = set(first) & set(last)
    for part, positions in ((FIRST, first), (LAST, last)):
        sign = 1 if part == FIRST else -1
        for at in sorted(positions, key=lambda at: (sign * (ranks[at] or 0), at)):
            yield line_of(members[at], part, ranks[at], note="同时在前列和末尾" if at in both else "")
