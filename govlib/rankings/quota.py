"""Minimum numbers: who is below, and by how much."""

from __future__ import annotations

from fractions import Fraction

from govlib.catalog.ranking_methods import Quota
from govlib.catalog.rankings import Ranking
from govlib.figure_value import say_number
from govlib.rankings.admission import admit, partition
from govlib.rankings.compared import compare
from govlib.rankings.material import Entrant, Entrants, Material
from govlib.rankings.result import Line, Ranked, count_words, line_of, make_ranked, place_unknowns

BELOW, MET = "未达标", "达标"


def hold_against_quota(ranking: Ranking, method: Quota, material: Material) -> Ranked:
    """Return everyone as 未达标 or 达标, the furthest below first; who has no row is 缺数据, not below."""
    entrants = admit(compare(method.of, material), ranking, material)
    notes = [*entrants.notes, *_say_minimum(method, entrants)]
    lines: list[Line] = []
    counted: list[Line] = []
    groups = partition(entrants, ranking, material)
    for _, members in groups:
        known = [one for one in members if not one.out and one.number is not None]
        known.sort(key=lambda one: -_shortfall(one, method, entrants))
        judged = [_judge(one, method, entrants) for one in known]
        unknown = [line_of(one) for one in members if not one.out and one.number is None]
        standing, told = place_unknowns(unknown, ranking.unknowns)
        out = [line_of(one) for one in members if one.out]
        lines += [*judged, *standing, *out]
        counted += [*judged, *unknown, *out]
        notes += told
    names = [group for group, _ in groups]
    counts = count_words(counted, (BELOW, MET), names, material.place.rounding, entrants.counter)
    return make_ranked(ranking, [*lines, *(counts if counted else [])], notes, entrants.lacking)


def minimum_for(group: str, method: Quota, months: int) -> Fraction:
    """Return the minimum of a group over the window."""
    number = Fraction(str(method.minimum_of.get(group, method.minimum)))
    return number * (months if method.per == "month" else 1)


def _shortfall(one: Entrant, method: Quota, entrants: Entrants) -> Fraction:
    return minimum_for(one.group, method, entrants.months) - (one.number or 0)


def _judge(one: Entrant, method: Quota, entrants: Entrants) -> Line:
    short = _shortfall(one, method, entrants)
    if short <= 0:
        return line_of(one, word=MET)
    least = say_number(float(minimum_for(one.group, method, entrants.months)))
    return line_of(one, word=BELOW, note=f"最低 {least}，差 {say_number(float(short))}")


def _say_minimum(method: Quota, entrants: Entrants) -> list[str]:
    if method.per == "period":
        return []
    return [f"最低数按每月计，时间窗涉及 {entrants.months} 个自然月，乘以 {entrants.months}。"]
