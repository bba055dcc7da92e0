"""Score the subjects of a ruleset: vetoes, deductions with caps, the bonus gate, the verdict, and a worksheet each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from govlib.scores.cases import Sheet, fill_sheets
from govlib.scores.closing import close_sheet
from govlib.scores.faults import list_faults
from govlib.scores.occasion import Occasion
from govlib.scores.worksheet import SUBJECT, as_numbers, make_worksheet

SCORE_COLUMNS = [
    *SUBJECT, "outcome", "vetoes", "base_score", "bonus_score", "score", "trial_score", "ceiling_score", "lacking",
    "reason", "bonus_state",
]  # fmt: skip
_NUMBERS = ("base_score", "bonus_score", "score", "trial_score", "ceiling_score")


@dataclass(frozen=True, eq=False)
class Scored:
    """What scoring gives: ``scores`` one row a scored subject, ``worksheet`` its rows, ``faults`` one row a problem."""

    scores: pd.DataFrame
    worksheet: pd.DataFrame
    faults: pd.DataFrame


def score(occasion: Occasion) -> Scored:
    """Return the scores of all subjects that the main ruleset scores; subjects that no model asks for have no row."""
    main = occasion.main
    scores: list[Mapping[str, object]] = []
    rows: list[Mapping[str, object]] = []
    sheets: list[Sheet] = []
    for model in main.scores if main.is_in_force(occasion.bench.day) else ():
        for sheet in fill_sheets(model, occasion):
            head = {"ruleset": main.id, "subject_kind": model.subject, **sheet.subject}
            result, listed = close_sheet(sheet, model)
            scores.append({**head, **result})
            rows += [{**head, **row} for row in listed]
            sheets.append(sheet)
    told = [one for sheet in sheets for item in sheet.priced for one in item.told]
    read = {entry.row for sheet in sheets for item in sheet.priced for entry in item.case.entries}
    return Scored(_make_scores(scores), make_worksheet(rows), list_faults(occasion, told, read))


def _make_scores(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=SCORE_COLUMNS)
    for name in SCORE_COLUMNS:
        frame[name] = as_numbers(frame[name]) if name in _NUMBERS else frame[name].astype("string").fillna("")
    return frame
