"""Units that published nothing for several periods in a row (连续零发布)."""

from __future__ import annotations

import pandas as pd

from govlib.figures import UNWRITTEN
from govlib.history.opened import History
from govlib.history.runs import RUN_COLUMNS, list_runs

PUBLISHED = "published"
ZERO_COLUMNS = ["place", "unit", *RUN_COLUMNS]
_KNOWN = """
    SELECT place, period, group_name AS unit, value = 0 AS hit FROM numbers
    WHERE figure = $figure AND group_by = 'unit' AND value IS NOT NULL AND group_name <> $unwritten
    AND ($place = '' OR place = $place)
"""


def list_zero_runs(history: History, place: str = "", *, figure: str = PUBLISHED, at_least: int = 1) -> pd.DataFrame:
    """Return one row a unit and run of periods in each of which its number is nought; the columns of ZERO_COLUMNS.

    A period in which the unit has no number, or that lies apart, ends a run; so a run says 至少 where the period
    before it is not known (``is_whole`` false).
    """
    params = {"figure": figure, "place": place, "unwritten": UNWRITTEN}
    return list_runs(history, _KNOWN, ["unit"], params, at_least, absent_is_known=False)[ZERO_COLUMNS]
