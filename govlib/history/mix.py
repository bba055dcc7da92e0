"""What the problems of periods are: counted by topic, kind, unit, place and what else stands in the list."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from govlib.history.opened import History

MIX_BY = (
    "period", "aligned_on", "within", "level", "place", "unit", "topic", "subject_kind", "kind", "severity", "outcome",
    "state",
)  # fmt: skip
MIX_COUNTS = ["problem_count", "unit_count", "place_count"]


def count_problems(history: History, by: Sequence[str], *, period: str = "", place: str = "") -> pd.DataFrame:
    """Return one row a group of problems with how many there are, at how many units and places, the most first.

    ``by`` names columns of ``MIX_BY``; a problem of several units is one problem. Units of one name at two places are
    two units.
    """
    unknown = [name for name in by if name not in MIX_BY]
    if unknown or not by:
        raise ValueError(f"problems are not counted by {unknown}")
    names = ", ".join(f'"{name}"' for name in by)
    asked = f"""
        WITH listed AS (
            SELECT p.*, t.aligned_on, o.within, o.level FROM problems AS p
            JOIN timeline AS t USING (place, period) JOIN places AS o USING (place, period)
            WHERE ($period = '' OR p.period = $period) AND ($place = '' OR p.place = $place)
        )
        SELECT {names}, count(DISTINCT (place, period, topic, key)) AS problem_count,
               count(DISTINCT (place, unit)) FILTER (unit IS NOT NULL) AS unit_count,
               count(DISTINCT place) AS place_count
        FROM listed GROUP BY {names} ORDER BY problem_count DESC, {names}
    """  # noqa: S608 - the names are those of MIX_BY; what comes from outside is bound
    return history.ask_timeline(asked, {"period": period, "place": place})
