"""Scores taken into verdicts, where a place asks for it: below its line a subject fails, unknown it stays unknown."""

from __future__ import annotations

import pandas as pd

from govlib.judging import FAIL, NOT_APPLICABLE, PASS, REVIEW, UNKNOWN

_GRAVITY = {word: place for place, word in enumerate((NOT_APPLICABLE, PASS, UNKNOWN, REVIEW, FAIL))}
_SUBJECT = ["subject_kind", "subject", "platform", "unit"]
BY_SCORE = "指标和得分"


def take_in_scores(verdicts: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Return the verdicts with the outcome of the score where that is graver, and with its reason.

    A subject that is not scored keeps its verdict. A veto has decided already and is not told twice.
    """
    if verdicts.empty or scores.empty:
        return verdicts
    scored = scores.loc[scores["vetoes"].eq("")].drop_duplicates(_SUBJECT)
    scored = scored.set_index(_identify(scored))
    mine = scored.reindex(_identify(verdicts))
    result = verdicts.copy()
    outcomes = mine["outcome"].fillna(NOT_APPLICABLE)
    graver = [_GRAVITY[str(own)] < _GRAVITY[str(other)] for own, other in zip(result["outcome"], outcomes, strict=True)]
    result["outcome"] = [
        str(other if is_graver else own)
        for own, other, is_graver in zip(result["outcome"], outcomes, graver, strict=True)
    ]
    waiting = mine["lacking"].fillna("").where(outcomes.eq(REVIEW) & pd.Series(graver, index=mine.index), "")
    told = mine["reason"].fillna("").where(outcomes.eq(FAIL), waiting)
    result["reasons"] = ["；".join(filter(None, pair)) for pair in zip(verdicts["reasons"], told, strict=True)]
    result["decided_by"] = [
        BY_SCORE if is_scored else str(before)
        for before, is_scored in zip(verdicts["decided_by"], mine["outcome"].notna(), strict=True)
    ]
    return result


def _identify(frame: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(frame[_SUBJECT].astype("string").fillna(""))
