"""The worksheet of a scored subject: each point lost or given, by which rule, from which rows, summing to the score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import pandas as pd

from govlib.scores.blocks import part_of
from govlib.scores.points import exact
from govlib.scores.pricing import COUNTED, NOT_COUNTED, TRIAL, Line, Priced
from govlib.scores.totals import PartTotal, Total
from govlib.scores.words import say_points

SUBJECT = ["ruleset", "subject_kind", "subject", "platform", "unit", "group"]
WORKSHEET_COLUMNS = [
    *SUBJECT, "indicator", "indicator_name", "part", "block", "why", "value_text", "points_before", "cap",
    "points_after", "counted", "score_change", "trial_change", "by_person", "act", "seen", "evidence",
]  # fmt: skip
_NUMBERS = ("points_before", "cap", "points_after", "score_change", "trial_change")
WHOLE, SCALED, WEIGHTED, FLOORED, HELD, RECORDED = "满分", "折算", "权重", "扣完为止", "加分封顶", "否决记分"
"""What the rows of a worksheet that are no indicator's say in ``part``."""
PART_NAMES = {"veto": "单项否决", "deduction": "扣分", "bonus": "加分"}
"""What the rows of an indicator say there."""
_Row = dict[str, object]


def list_rows(priced: Iterable[Priced], sure: Total | None, trial: Total | None, vetoed: str) -> Iterator[_Row]:
    """Yield the rows of one worksheet: what each part has, what is taken off it, how it is scaled, then the bonus.

    ``sure`` is the score where open rows cost nothing, ``trial`` the trial; None where there is none. ``score_change``
    and ``trial_change`` are what a row adds to each. ``vetoed`` says why nothing counts.
    """
    items = list(priced)
    totals = [one for one in (sure, trial) if one is not None]
    for place, part in enumerate(totals[0].parts if totals else ()):
        changes = [None if one is None else one.parts[place] for one in (sure, trial)]
        yield _state(WHOLE, part.part.id, _say_whole(part), [one.out_of if one else None for one in changes])
        yield from _list_items(items, part.part.id, (sure, trial), vetoed)
        for name, said, amounts in _adjust(part, changes):
            if any(amounts):
                yield _state(name, part.part.id, said, amounts)
    if not totals:
        for item in items:
            yield from (_row_of(item, line, (False, False), vetoed) for line in item.lines)
        return
    yield from _list_items(items, "", (sure, trial), vetoed)
    over = [one.bonus - one.given if one is not None and one.gate_open else None for one in (sure, trial)]
    if any(over):
        yield _state(HELD, "", f"加分最多 {say_points(totals[0].bonus)} 分", over)


def _list_items(
    items: list[Priced], part: str, totals: tuple[Total | None, Total | None], vetoed: str
) -> Iterator[_Row]:
    for item in items:
        if part == ("" if item.case.gives else part_of(item.case.indicator.block)):
            counts = [one is not None and (one.gate_open or not item.case.gives) for one in totals]
            yield from (_row_of(item, line, (counts[0], counts[1]), vetoed) for line in item.lines)


def _row_of(item: Priced, line: Line, counts: tuple[bool, bool], vetoed: str) -> _Row:
    case, indicator = item.case, item.case.indicator
    in_score = line.counted == COUNTED and counts[0]
    in_trial = line.counted in (COUNTED, TRIAL) and counts[1]
    why = line.why
    if vetoed:
        why += f"（{vetoed}）"
    elif case.gives and line.after and line.counted == COUNTED and not in_score:
        why += "（未过加分线，不计入）"
    after = None if vetoed else line.after
    signed = None if after is None else after if case.gives else -after
    source = case.points.source
    return {
        "indicator": indicator.id,
        "indicator_name": indicator.name,
        "part": PART_NAMES[indicator.part],
        "block": indicator.block,
        "why": why,
        "value_text": case.found.value_text,
        "points_before": line.before,
        "cap": None if case.points.cap is None else exact(case.points.cap),
        "points_after": after,
        "counted": COUNTED if in_score else TRIAL if in_trial else NOT_COUNTED,
        "score_change": signed if in_score else None,
        "trial_change": signed if in_trial else None,
        "by_person": line.by_person,
        "act": f"{source.act} {source.part}{'（生效日推定）' if source.presumed else ''}",
        "seen": source.seen,
        "evidence": line.evidence,
    }


def _state(name: str, block: str, why: str, amounts: Iterable[Fraction | None]) -> _Row:
    """Return a row that is no indicator's: what a part has, or how a sum is scaled or held."""
    score, trial = amounts
    counted = COUNTED if score is not None else TRIAL if trial is not None else NOT_COUNTED
    return {
        "part": name,
        "block": block,
        "why": why,
        "counted": counted,
        "score_change": score,
        "trial_change": trial,
        "by_person": False,
    }


def record_veto(score: Fraction) -> _Row:
    """Return the row of what the instrument records of a subject with a veto (一律记59分)."""
    return _state(RECORDED, "", f"单项否决的记 {say_points(score)} 分", (score, None))


def _say_whole(total: PartTotal) -> str:
    whole = exact(total.part.points)
    if total.out_of == whole:
        return f"{total.part.id}满分 {say_points(whole)} 分"
    return f"{total.part.id}有不检查的块，按 {say_points(total.out_of)} 分打分"


def _adjust(part: PartTotal, changes: list[PartTotal | None]) -> Iterator[tuple[str, str, list[Fraction | None]]]:
    """Yield what stands between the points lost and what the part counts: name, words, amounts."""
    yield FLOORED, "扣完为止，不为负数", [one.left - one.out_of + one.lost if one else None for one in changes]
    ratio = exact(part.part.points) / part.out_of
    said = f"所得分乘以 {ratio.numerator}/{ratio.denominator}，折算成 {say_points(exact(part.part.points))} 分"
    yield SCALED, said, [one.result - one.left if one else None for one in changes]
    weight = say_points(exact(part.part.weight))
    yield WEIGHTED, f"按权重 {weight} 计", [one.counts - one.result if one else None for one in changes]


def make_worksheet(rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Return the rows as a frame of ``WORKSHEET_COLUMNS``; points as decimals."""
    frame = pd.DataFrame(list(rows), columns=WORKSHEET_COLUMNS)
    for name in WORKSHEET_COLUMNS:
        if name in _NUMBERS:
            frame[name] = as_numbers(frame[name])
        elif name == "by_person":
            frame[name] = frame[name].astype("boolean")
        else:
            frame[name] = frame[name].astype("string").fillna("")
    return frame


def as_numbers(column: pd.Series) -> pd.Series:
    """Return exact numbers as decimals, blanks as NA."""
    return pd.Series([pd.NA if pd.isna(one) else float(one) for one in column], index=column.index, dtype="Float64")
