"""The stock of accounts: at the opening of a period, opened in it, closed in it, at its end."""

from __future__ import annotations

import pandas as pd

from govlib.catalog.places import Period

STOCK_COUNTS = ["opening_count", "opened_count", "closed_count", "closing_count", "undated_count"]
_KEPT = ["platform", "level", "source_file", "source_sheet", "source_row"]


def list_stock(accounts: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Return one row an account of the registry with counts of 0 and 1, told by its days of opening and closing.

    In stock on a day is who was opened on or before it and not closed on or before it; so the opening stock is that of
    the day before the period, and opening plus opened less closed is closing. An account without the day it was opened
    on, or closed before it was opened, or already closed without a day, is ``undated_count`` and stands in no other.
    """
    opened, closed = accounts["opened_date"], accounts["closed_date"]
    start, end = pd.Timestamp(period.start), pd.Timestamp(period.end)
    gone_without_day = accounts["status"].isin(["关停", "注销"]).fillna(value=False) & closed.isna()
    undated = opened.isna() | (closed < opened).fillna(value=False) | gone_without_day
    before, at_end = opened < start, opened <= end
    closed_before, closed_at_end = closed < start, closed <= end
    counts = {
        "opening_count": before & ~closed_before,
        "opened_count": at_end & ~before,
        "closed_count": at_end & closed_at_end & ~closed_before,
        "closing_count": at_end & ~closed_at_end,
    }
    table = accounts.reindex(columns=_KEPT).copy()
    for name, column in counts.items():
        table[name] = column.fillna(value=False).astype("Int64").mask(undated.astype(bool))
    table["undated_count"] = undated.astype("Int64")
    return table
