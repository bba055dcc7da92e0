"""From a filled sheet to the score and the outcome of its subject, and why there is none where nobody can tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from govlib.catalog.score_models import ScoreModel
from govlib.judging import FAIL, PASS, REVIEW, UNKNOWN
from govlib.scores.blocks import part_of
from govlib.scores.cases import Sheet
from govlib.scores.points import exact
from govlib.scores.pricing import Priced
from govlib.scores.totals import NOTHING, Total, add_up
from govlib.scores.words import say_points
from govlib.scores.worksheet import list_rows, record_veto

_Row = Mapping[str, object]
COUNTS, GATE_CLOSED, UNDECIDED = "计入", "未过加分线，不计入", "待定"


def close_sheet(sheet: Sheet, model: ScoreModel) -> tuple[_Row, list[_Row]]:
    """Return what a subject's row of scores says, and the rows of its worksheet.

    With a veto nothing else is scored. Else the score is known only where every deduction is, and no veto is open;
    ``ceiling_score`` is what it would be if everything open cost nothing.
    """
    if sheet.failed:
        return _record_veto(sheet, model)
    deductions = [one for one in sheet.priced if not one.case.gives]
    bonuses = [one for one in sheet.priced if one.case.gives]
    vetoes = [one.row for one in sheet.vetoes]
    if sheet.reduced is not None and sheet.reduced.out_of is None:
        skipped = "、".join(name.rpartition("·")[2] for name in sheet.reduced.skips)
        why = f"不检查“{skipped}”的对象，{model.source.act} 没有写明其余各项怎样折算，不能计分"
        return {"outcome": UNKNOWN, "vetoes": "", "lacking": why}, [*vetoes, *list_rows(sheet.priced, None, None, "")]

    def total(price: Callable[[Priced], Fraction], bonus: Callable[[Priced], Fraction]) -> Total:
        given = sum(map(bonus, bonuses), NOTHING)
        return add_up(model, _sum_parts(deductions, price), given, sheet.reduced)

    at_least_lost = total(_sure, _sure)
    ceiling = total(_sure, lambda one: one.at_most if one.sure is None else one.sure)
    is_base_known = all(one.sure is not None for one in deductions)
    is_bonus_known = all(one.sure is not None for one in bonuses)
    matters = not is_base_known or ceiling.gate_open
    open_items = [one for one in (*deductions, *(bonuses if matters else ())) if one.sure is None]
    is_known = not open_items and not sheet.vetoes
    trial = None if is_known else total(_tried, _tried)
    if trial is not None and any(one.trial is None for one in (*deductions, *(bonuses if trial.gate_open else ()))):
        trial = None
    reasons = list(_list_failures(at_least_lost, deductions, model, is_known=is_known))
    waits = any(one.outcome == REVIEW for one in sheet.vetoes) or any(one.open_as == REVIEW for one in open_items)
    outcome = FAIL if reasons else REVIEW if waits else PASS if is_known else UNKNOWN
    result = {
        "outcome": outcome,
        "vetoes": "",
        "base_score": at_least_lost.base if is_base_known else None,
        "bonus_score": at_least_lost.bonus if is_bonus_known and model.bonus is not None else None,
        "score": at_least_lost.score if is_known else None,
        "trial_score": None if trial is None else trial.score,
        "ceiling_score": None if is_known else ceiling.score,
        "lacking": _say_lacking(sheet, open_items),
        "reason": "；".join(reasons),
        "bonus_state": _say_bonus(at_least_lost, is_base_known=is_base_known),
    }
    return result, [*vetoes, *list_rows(sheet.priced, at_least_lost, trial, "")]


def _record_veto(sheet: Sheet, model: ScoreModel) -> tuple[_Row, list[_Row]]:
    names = "、".join(one.indicator for one in sheet.failed)
    recorded = None if model.veto_score is None else exact(model.veto_score)
    entered = [one for one in sheet.priced if one.case.entries]
    rows = [one.row for one in sheet.failed]
    rows += [] if recorded is None else [record_veto(recorded)]
    rows += list_rows(entered, None, None, "已被单项否决，不再计分")
    return {"outcome": FAIL, "vetoes": names, "score": recorded, "reason": f"单项否决：{names}"}, rows


def _sure(item: Priced) -> Fraction:
    return NOTHING if item.sure is None else item.sure


def _tried(item: Priced) -> Fraction:
    return NOTHING if item.trial is None else item.trial


def _sum_parts(items: Iterable[Priced], price: Callable[[Priced], Fraction]) -> dict[str, Fraction]:
    lost: dict[str, Fraction] = {}
    for item in items:
        part = part_of(item.case.indicator.block)
        lost[part] = lost.get(part, NOTHING) + price(item)
    return lost


def _list_failures(total: Total, deductions: Iterable[Priced], model: ScoreModel, *, is_known: bool) -> Iterable[str]:
    """Yield each line that the subject surely doesn't reach, with its points."""
    is_open = {part_of(one.case.indicator.block) for one in deductions if one.sure is None}
    for one in total.parts:
        line = one.part.fails_below
        if line is not None and one.is_failed and one.part.id not in is_open:
            yield f"{one.part.id} {say_points(one.result, [line])} 分，低于 {say_points(line)} 分"
    line = model.fails_below
    if is_known and line is not None and total.score < exact(line):
        yield f"得分 {say_points(total.score, [line])} 分，低于 {say_points(line)} 分"


def _say_lacking(sheet: Sheet, items: Iterable[Priced]) -> str:
    """Return why there is no score: each reason with the rules that it holds for."""
    reasons: dict[str, list[str]] = {}
    for veto in sheet.vetoes:
        reasons.setdefault(f"单项否决{veto.outcome}", []).append(veto.indicator)
    for item in items:
        reasons.setdefault(item.lacking, []).append(item.case.indicator.id)
    return "；".join(f"{'、'.join(names)}：{reason}" for reason, names in reasons.items())


def _say_bonus(total: Total, *, is_base_known: bool) -> str:
    if not total.given:
        return ""
    if not is_base_known:
        return UNDECIDED
    return COUNTS if total.gate_open else GATE_CLOSED
