"""The stock of accounts over periods: opening and opened less closed is closing, and opens where the last closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from govlib.history.opened import History

STOCK_COLUMNS = [
    "place", "period", "start", "end", "group_name", "opening_count", "opened_count", "closed_count", "closing_count",
    "computed_closing_count", "closing_difference", "previous", "last_closing_count", "opening_difference", "note",
]  # fmt: skip
BREAKDOWNS = ("", "platform", "level")
_STOCK = """
    WITH stock AS (
        SELECT place, period, group_name,
               max(value) FILTER (figure = 'accounts_opening') AS opening_count,
               max(value) FILTER (figure = 'accounts_opened') AS opened_count,
               max(value) FILTER (figure = 'accounts_closed') AS closed_count,
               max(value) FILTER (figure = 'accounts_closing') AS closing_count
        FROM numbers
        WHERE figure IN ('accounts_opening', 'accounts_opened', 'accounts_closed', 'accounts_closing')
        AND coalesce(group_by, '') = $by AND ($place = '' OR place = $place)
        GROUP BY ALL
        HAVING opening_count IS NOT NULL OR closing_count IS NOT NULL OR opened_count IS NOT NULL
            OR closed_count IS NOT NULL
    ),
    known AS (SELECT DISTINCT place, period FROM stock),
    -- a group that one of two periods that follow on each other has and the other lacks counts nought there
    asked AS (
        SELECT place, period, group_name FROM stock
        UNION
        SELECT t.place, t.period, s.group_name FROM timeline AS t
        JOIN stock AS s ON s.place = t.place AND s.period = t.previous
        JOIN known AS k ON k.place = t.place AND k.period = t.period
    ),
    filled AS (
        SELECT a.place, a.period, a.group_name, s.place IS NULL AS is_absent,
               CASE WHEN s.place IS NULL THEN 0 ELSE s.opening_count END AS opening_count,
               CASE WHEN s.place IS NULL THEN 0 ELSE s.opened_count END AS opened_count,
               CASE WHEN s.place IS NULL THEN 0 ELSE s.closed_count END AS closed_count,
               CASE WHEN s.place IS NULL THEN 0 ELSE s.closing_count END AS closing_count
        FROM asked AS a LEFT JOIN stock AS s ON s.place = a.place AND s.period = a.period
            AND s.group_name IS NOT DISTINCT FROM a.group_name
    )
    SELECT f.place, f.period, t.start, t."end", f.group_name,
           CAST(f.opening_count AS BIGINT) AS opening_count, CAST(f.opened_count AS BIGINT) AS opened_count,
           CAST(f.closed_count AS BIGINT) AS closed_count, CAST(f.closing_count AS BIGINT) AS closing_count,
           CAST(f.opening_count + f.opened_count - f.closed_count AS BIGINT) AS computed_closing_count,
           CAST(f.closing_count - (f.opening_count + f.opened_count - f.closed_count) AS BIGINT) AS closing_difference,
           t.previous, t.gap_days,
           CAST(CASE WHEN l.place IS NULL AND k.place IS NOT NULL THEN 0 ELSE l.closing_count END AS BIGINT)
               AS last_closing_count
    FROM filled AS f JOIN timeline AS t ON t.place = f.place AND t.period = f.period
    LEFT JOIN known AS k ON k.place = t.place AND k.period = t.previous
    LEFT JOIN stock AS l ON l.place = t.place AND l.period = t.previous
        AND l.group_name IS NOT DISTINCT FROM f.group_name
    ORDER BY f.place, t."end", t.start NULLS FIRST, f.period, f.group_name NULLS FIRST
"""


def list_stock(history: History, place: str = "", *, by: str = "") -> pd.DataFrame:
    """Return one row a place and period (and platform or level, with ``by``) with its accounts; STOCK_COLUMNS.

    ``closing_difference`` is closing less what opening, opened and closed make; ``opening_difference`` is opening less
    the closing of the period before, where that follows on directly. Both are blank where a number is not known, and
    shown, never set right; ``note`` says in words what does not agree, or why nothing can be told.
    """
    if by not in BREAKDOWNS:
        raise ValueError(f"stock is not broken down by {by!r}")
    found = history.ask_timeline(_STOCK, {"place": place, "by": by})
    found["opening_difference"] = found["opening_count"] - found["last_closing_count"]
    found["note"] = pd.Series([_say(row) for row in found.to_dict("records")], index=found.index, dtype="string")
    return found[STOCK_COLUMNS]


def _say(row: Mapping[Any, Any]) -> str:
    said = []
    if pd.isna(row["closing_difference"]):
        said.append("有的数没有，期末不能核对")
    elif row["closing_difference"]:
        said.append(f"期初加新开减关停是 {row['computed_closing_count']}，期末写的是 {row['closing_count']}")
    if pd.isna(row["previous"]):
        said.append("没有紧接着的上一期，期初不能核对")
    elif pd.isna(row["opening_difference"]):
        said.append(f"{row['previous']} 没有期末数，期初不能核对")
    elif row["opening_difference"]:
        gap = row["gap_days"]
        between = f"（两期之间隔 {gap} 天）" if isinstance(gap, int) and gap > 0 else ""
        said.append(f"期初是 {row['opening_count']}，{row['previous']} 期末是 {row['last_closing_count']}{between}")
    return "；".join(said)
