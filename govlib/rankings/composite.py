"""Composites: several numbers scaled, weighted and added; what a missing part means is declared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from govlib.catalog.ranking_methods import Composite, CompositePart
from govlib.catalog.rankings import Ranking
from govlib.rankings.admission import admit, partition
from govlib.rankings.compared import compare
from govlib.rankings.material import Entrant, Entrants, Material
from govlib.rankings.order import order_entrants, rule_of
from govlib.rankings.result import Ranked
from govlib.rankings.said import merge_notes, say_points
from govlib.rankings.ties import rank_numbers

LABEL = "综合得分"
_HUNDRED = Fraction(100)
_Key = tuple[str, str, str]
_Scaled = Mapping[_Key, tuple[Entrant, Fraction | None]]


def rank_by_composite(ranking: Ranking, method: Composite, material: Material) -> Ranked:
    """Return everyone in the order of the weighted sum; the note says how it is made up."""
    compared = [admit(compare(part.of, material), ranking, material) for part in method.parts]
    scaled = [
        _scale_part(entrants, part, ranking, material) for entrants, part in zip(compared, method.parts, strict=True)
    ]
    whole = sum((Fraction(str(part.weight)) for part in method.parts), Fraction(0))
    weights = [Fraction(str(part.weight)) / whole for part in method.parts]
    keys = dict.fromkeys(key for part in scaled for key in part)
    members = [_combine(key, scaled, weights, method) for key in keys]
    lacking = merge_notes(one.lacking for one in compared)
    notes = [note for one in compared for note in one.notes]
    entrants = Entrants(tuple(members), lacking, tuple(notes), compared[0].counter)
    return order_entrants(entrants, ranking, rule_of(method, "higher_is_better"), material)


def _scale_part(entrants: Entrants, part: CompositePart, ranking: Ranking, material: Material) -> _Scaled:
    found: dict[_Key, tuple[Entrant, Fraction | None]] = {}
    for _, members in partition(entrants, ranking, material):
        numbers = scale([None if one.out else one.number for one in members], part.scaling, part.direction)
        found |= {one.key: (one, number) for one, number in zip(members, numbers, strict=True)}
    return found


def scale(numbers: Sequence[Fraction | None], scaling: str, direction: str) -> list[Fraction | None]:
    """Return each number scaled, missing ones missing; none at all where the best is no measure (nought, negative).

    With ``min_max`` everyone has 100 when all are equal: nobody is behind.
    """
    known = [one for one in numbers if one is not None]
    if scaling == "none" or not known:
        return list(numbers)
    is_higher = direction == "higher_is_better"
    best, worst = (max(known), min(known)) if is_higher else (min(known), max(known))
    if scaling == "min_max":
        return [_of_span(one, best, worst) for one in numbers]
    if scaling == "rank_points":
        ranks = rank_numbers(numbers, direction, "competition")
        count = len(known)
        return [None if rank is None else (count - int(rank) + 1) * _HUNDRED / count for rank in ranks]
    return [_of_best(one, best, is_higher=is_higher, usable=min(known) >= 0) for one in numbers]


def _of_span(number: Fraction | None, best: Fraction, worst: Fraction) -> Fraction | None:
    if number is None:
        return None
    return _HUNDRED if best == worst else (number - worst) / (best - worst) * _HUNDRED


def _of_best(number: Fraction | None, best: Fraction, *, is_higher: bool, usable: bool) -> Fraction | None:
    if number is None or not usable or (is_higher and best == 0):
        return None
    if is_higher:
        return number / best * _HUNDRED
    return _HUNDRED if number == best else best / number * _HUNDRED


def _combine(key: _Key, scaled: Sequence[_Scaled], weights: Sequence[Fraction], method: Composite) -> Entrant:
    stated = [part.get(key) for part in scaled]
    first = next(one[0] for one in stated if one is not None)
    known = [
        (one[0], one[1], weight)
        for one, weight in zip(stated, weights, strict=True)
        if one is not None and one[1] is not None
    ]
    missing = len(known) < len(stated)
    made_up = "＋".join(
        f"{one.figure} {one.text} 折 {say_points(number)}×{say_points(weight * 100)}%" for one, number, weight in known
    )
    blank = replace(
        first, figure=LABEL, number=None, value=None, text="缺数据", numerator=None, denominator=None,
        denominator_name="", veto=False, note=merge_notes([made_up, "有一项缺数据或不能折算" if missing else ""]),
    )  # fmt: skip
    if not known or (missing and method.missing == "unknown"):
        return blank
    share = sum((weight for _, _, weight in known), Fraction(0))
    total = sum((number * weight for _, number, weight in known), Fraction(0)) / share
    said = "缺的一项不计，其余各项按比例加权" if missing else ""
    return replace(
        blank, number=total, value=float(total), text=f"{say_points(total)}分", note=merge_notes([made_up, said])
    )
