"""Scores and worksheets as people read them, on pages and in annexes."""

from __future__ import annotations

import pandas as pd

from govlib.catalog.score_models import ScoreModel
from govlib.dated import CONFIDENCE_NOTE
from govlib.judging import REVIEW, UNKNOWN
from govlib.scores.pricing import COUNTED, TRIAL
from govlib.scores.words import say_points

_NO_SCORE = (REVIEW, UNKNOWN)
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
    reasons = ["；".join(filter(None, pair)) for pair in zip(scores["reason"], scores["lacking"], strict=True)]
    return scores.assign(**texts, reason=reasons)


def say_worksheet(worksheet: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that move a score or wait to, points at most with two decimals, the act with what was seen."""
    idle = worksheet["counted"].isin([COUNTED, TRIAL]) & worksheet["points_before"].eq(0).fillna(value=False)
    empty = worksheet["points_before"].isna() & worksheet["part"].eq("加分") & worksheet["evidence"].eq("")
    rows = worksheet.loc[~idle & ~empty]
    notes = rows["seen"].map(CONFIDENCE_NOTE).fillna("")
    acts = rows["act"] + ("（" + notes + "）").where(notes.ne(""), "")
    return rows.assign(act=acts, **{name: [say_points(value) for value in rows[name]] for name in _POINTS})


def list_told(worksheet: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a worksheet that an office may publish: nothing that rests on a recalled number alone."""
    computed = ~worksheet["by_person"].fillna(value=False)
    trial_only = worksheet["counted"].eq(TRIAL) | (worksheet["seen"].eq("recalled") & computed)
    return worksheet.loc[~trial_only]
