"""Tiers (等次): by cuts, by shares of the order, or as delivered; whoever has a 单项否决 is in the declared tier."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from govlib.catalog.cuts import find_word
from govlib.catalog.ranking_methods import Tiers
from govlib.catalog.rankings import Ranking
from govlib.rankings.admission import admit, partition
from govlib.rankings.compared import compare
from govlib.rankings.material import Entrant, Material
from govlib.rankings.result import LIST, Line, Ranked, count_words, line_of, make_ranked, place_unknowns
from govlib.rankings.ties import rank_numbers


def rank_into_tiers(ranking: Ranking, method: Tiers, material: Material) -> Ranked:
    """Return everyone with a tier, by group, tier and number; then how many of each tier, and their share."""
    entrants = admit(compare(method.of, material), ranking, material)
    lines: list[Line] = []
    notes = list(entrants.notes)
    groups = partition(entrants, ranking, material)
    counted: list[Line] = []
    for _, members in groups:
        ranked, unknown = _tier_group(members, method)
        counted += [*ranked, *unknown]
        standing, told = place_unknowns(unknown, ranking.unknowns)
        out = [line_of(one) for one in members if one.out]
        lines += [*ranked, *standing, *out]
        counted += out
        notes += told
    names = [group for group, _ in groups]
    counts = count_words(counted, method.words, names, material.place.rounding, entrants.counter)
    return make_ranked(ranking, [*lines, *counts], notes, entrants.lacking)


def _tier_group(members: Sequence[Entrant], method: Tiers) -> tuple[list[Line], list[Line]]:
    """Return the lines of those with a tier, in order, and of those of whom nothing is known."""
    inside = [one for one in members if not one.out]
    vetoed = [one for one in inside if one.veto and method.veto is not None]
    others = [one for one in inside if one not in vetoed]
    known = [one for one in others if one.number is not None]
    failing = [one for one in known if _fails(one, method)]
    rest = [one for one in known if one not in failing]
    ranks = rank_numbers([one.number for one in rest], method.direction, "competition")
    words = _words(rest, ranks, len(vetoed) + len(failing), method)
    lines = [
        line_of(one, LIST, rank if method.of.assessment != "grade" else None, word)
        for one, rank, word in zip(rest, ranks, words, strict=True)
    ]
    lines += [line_of(one, word=method.fail.word, note=f"低于 {method.fail.below:g}") for one in failing if method.fail]
    lines += [line_of(one, word=str(method.veto), note=_say_veto(one, method)) for one in vetoed]
    order = {word: place for place, word in enumerate(method.words)}
    lines.sort(key=lambda line: (order.get(line.word, len(order)), line.rank or 0))
    return lines, [line_of(one) for one in others if one.number is None]


def _fails(one: Entrant, method: Tiers) -> bool:
    return method.fail is not None and one.number is not None and one.number < Fraction(str(method.fail.below))


def _words(rest: Sequence[Entrant], ranks: Sequence[float | None], others: int, method: Tiers) -> list[str]:
    if method.cuts:
        return [find_word(method.cuts, one.number or Fraction(0)) for one in rest]
    if not method.shares:
        return [one.text for one in rest]
    places = [int(rank or 0) for rank in ranks]
    return share_out(places, method, others if method.share_of == "everyone" else 0)


def share_out(places: Sequence[int], method: Tiers, others: int) -> list[str]:
    """Return the tier of each competition rank, by the shares of how many are ranked and ``others``.

    Each tier's quota is rounded by itself; the last takes the rest. Who ties across an edge goes ``up`` with the first
    of them, or ``down`` with the last.
    """
    edges: list[tuple[int, str]] = []
    taken = 0
    for share in method.shares[:-1]:
        taken += round_count(Fraction(str(share.percent)) * (len(places) + others) / 100, str(method.rounding))
        edges.append((taken, share.word))
    block = {place: places.count(place) for place in set(places)}
    decisive = [place if method.edge == "up" else place + block[place] - 1 for place in places]
    last = method.shares[-1].word
    return [next((word for edge, word in edges if place <= edge), last) for place in decisive]


def round_count(number: Fraction, rounding: str) -> int:
    """Return a share of a count as a whole number: ``up``, ``down`` or ``half_up``."""
    whole, rest = divmod(number.numerator, number.denominator)
    if rounding == "up":
        return whole + bool(rest)
    return whole + (rounding == "half_up" and 2 * rest >= number.denominator)


def _say_veto(one: Entrant, method: Tiers) -> str:
    if method.of.assessment == "grade" and one.text not in (method.veto, "缺数据"):
        return f"交来的等次是{one.text}，有单否情形的列{method.veto}"
    return ""
