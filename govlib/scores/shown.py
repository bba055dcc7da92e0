"""Scores and worksheets as people read them, on pages and in annexes."""

from __future__ import annotations

import pandas as pd

from govlib.catalog.score_models import ScoreModel
from govlib.dated import CONFIDENCE_NOTE
from govlib.judging import REVIEW, UNKNOWN
from govlib.scores.closing import GATE_CLOSED, UNDECIDED
from govlib.scores.pricing import COUNTED, TRIAL
from govlib.scores.words import say_points

_NO_SCORE = (REVIEW, UNKNOWN)
LOST_COLUMNS = [
    "subject", "platform", "item", "why", "points_before", "cap", "counted", "score_change", "act", "evidence",
]  # fmt: skip
"""What a worksheet shows to people, in order."""
_POINTS = ("points_before", "cap", "points_after", "score_change", "trial_change")


def say_scores(scores: pd.DataFrame, model: ScoreModel) -> pd.DataFrame:
    """Return the scores as people read them: at most two decimals, 缺数据 where there is none, reasons as one."""
    lines = [part.fails_below for part in model.parts] + [model.fails_below, model.gate.limit if model.gate else None]
    limits = [line for line in lines if line is not None]
    texts = {
        name: [say_points(value, limits) for value in scores[name]] for name in ("base_score", "bonus_score", "score")
    }
    texts["score"] = [
        UNKNOWN if outcome in _NO_SCORE and not text else text
        for text, outcome in zip(texts["score"], scores["outcome"], strict=True)
    ]
    not_counted = scores["bonus_state"].isin([GATE_CLOSED, UNDECIDED])
    texts["bonus_score"] = [
        f"{text}（{state}）" if is_marked else text
        for text, state, is_marked in zip(texts["bonus_score"], scores["bonus_state"], not_counted, strict=True)
    ]
    reasons = ["；".join(filter(None, pair)) for pair in zip(scores["reason"], scores["lacking"], strict=True)]
    return scores.assign(**texts, reason=reasons)


def say_worksheet(worksheet: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that move a score or wait to, points with at most two decimals; columns as in ``LOST_COLUMNS``.

    What was never seen in a source is marked 待核实, at the indicator's points and at the act.
    """
    idle = worksheet["counted"].isin([COUNTED, TRIAL]) & worksheet["points_before"].eq(0).fillna(value=False)
    empty = worksheet["points_before"].isna() & worksheet["part"].eq("加分") & worksheet["evidence"].eq("")
    rows = worksheet.loc[~idle & ~empty]
    said = {name: pd.Series([say_points(value) for value in rows[name]], index=rows.index) for name in _POINTS}
    notes = rows["seen"].map(CONFIDENCE_NOTE).fillna("")
    unseen = rows["seen"].eq("recalled") & said["cap"].ne("")
    return rows.assign(**said).assign(
        cap=said["cap"] + pd.Series("（待核实）", index=rows.index).where(unseen, ""),
        item=(rows["indicator"] + " " + rows["indicator_name"]).where(rows["indicator"].ne(""), rows["part"]),
        act=rows["act"] + ("，" + notes).where(notes.ne(""), ""),
    )


def list_told(worksheet: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a worksheet that an office may publish: nothing that rests on a recalled number alone."""
    computed = ~worksheet["by_person"].fillna(value=False)
    trial_only = worksheet["counted"].eq(TRIAL) | (worksheet["seen"].eq("recalled") & computed)
    return worksheet.loc[~trial_only]
