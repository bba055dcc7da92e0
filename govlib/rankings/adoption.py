"""Adoption rates (采纳率): one figure divided by another, ranked; what a denominator of nought means is declared."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from govlib.catalog.ranking_methods import Adoption
from govlib.catalog.rankings import Ranking
from govlib.catalog.roundings import Rounding
from govlib.rankings.admission import admit
from govlib.rankings.compared import compare_by_figure
from govlib.rankings.material import Entrant, Material
from govlib.rankings.order import order_entrants, rule_of
from govlib.rankings.result import Ranked, make_ranked
from govlib.rankings.said import merge_notes
from govlib.rounding import say_rate

_BEYOND = 10**9
"""Worse than any rate in per cent: where those without a denominator stand when they are declared last."""


def rank_by_rate(ranking: Ranking, method: Adoption, material: Material) -> Ranked:
    """Return everyone in the order of numerator over denominator."""
    parts = compare_by_figure(method.numerator, method.by, method.covers, material)
    wholes = compare_by_figure(method.denominator, method.by, method.covers, material)
    if not wholes.members or not parts.members:
        return make_ranked(ranking, [], lacking=wholes.lacking or parts.lacking)
    part_of = {one.subject: one for one in parts.members}
    members = [
        _divide(part_of.get(whole.subject), whole, ranking.title, method, material.place.rounding)
        for whole in wholes.members
    ]
    entrants = admit(replace(wholes, members=tuple(members)), ranking, material)
    return order_entrants(entrants, ranking, rule_of(method, method.direction), material)


def _divide(part: Entrant | None, whole: Entrant, label: str, method: Adoption, rounding: Rounding) -> Entrant:
    blank = replace(
        whole, figure=label, number=None, value=None, text="缺数据", numerator=None if part is None else part.value,
        denominator=whole.value, denominator_name=whole.figure,
    )  # fmt: skip
    if part is None or part.number is None or whole.number is None:
        return replace(blank, note=merge_notes([part.note if part else "", whole.note]))
    if whole.number == 0:
        return _without_denominator(blank, part, whole, method, rounding)
    too_large = "分子大于分母，请核对原表" if part.number > whole.number else ""
    return replace(
        blank,
        number=part.number / whole.number * 100,
        value=float(part.number / whole.number),
        text=say_rate(part.number, whole.number, rounding),
        note=merge_notes([whole.note, too_large]),
    )


def _without_denominator(
    blank: Entrant, part: Entrant, whole: Entrant, method: Adoption, rounding: Rounding
) -> Entrant:
    why = f"{whole.figure}为 0" + (f"，{part.figure}却不是 0" if part.number else "")
    if method.when_zero == "no_part":
        return replace(blank, text="不适用", out=why)
    if method.when_zero == "last":
        worst = -_BEYOND if method.direction == "higher_is_better" else _BEYOND
        return replace(blank, text="不适用", number=Fraction(worst), note=f"{why}，列最后")
    return replace(blank, number=Fraction(0), value=0.0, text=say_rate(0, 1, rounding), note=f"{why}，按 0 计")
