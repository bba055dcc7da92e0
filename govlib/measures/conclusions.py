"""What a person entered in the audit table, as a measure: how many problems of an indicator each subject has."""

from __future__ import annotations

import numpy as np
import pandas as pd

from govlib.ascription import CERTAIN, HOLDER, Holders
from govlib.measures.answers import Answer, Measured, blank, tally

_FOUND, _WAITING = "存在问题", "待复核"


def measure_conclusions(audits: pd.DataFrame, holders: Holders) -> Measured:
    """Return how many problems a person entered for each subject, those still 待复核 being open.

    ``audits`` are the rows of one indicator; where nobody entered a conclusion, the value is unknown.
    """
    rows = holders.ascribe(audits, ["conclusion"])

    def answer(ascribed: pd.DataFrame, problems: tuple[str, ...]) -> Answer:
        bad = ascribed["conclusion"].isin(problems).to_numpy(dtype=bool)
        total, count = tally(ascribed, len(holders)), tally(ascribed.loc[bad], len(holders))
        proof = ascribed.loc[bad | (count[ascribed[HOLDER]] == 0)]
        return Answer(np.where(total > 0, count, np.nan), count, blank(len(count)), proof)

    return Measured(answer(rows.loc[rows[CERTAIN]], (_FOUND,)), answer(rows, (_FOUND, _WAITING)))
