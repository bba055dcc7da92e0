"""Problems that come back: the same one, or the same kind at a unit, in several periods in a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pandas as pd

from govlib.history.opened import History
from govlib.history.runs import RUN_COLUMNS, list_runs

By = Literal["key", "kind"]
BYS: Mapping[str, By] = {"key": "key", "kind": "kind"}
RECURRENT_COLUMNS: dict[By, list[str]] = {
    "key": ["place", "unit", "key", "topic", "kind", "object", "problem", "severity", *RUN_COLUMNS],
    "kind": ["place", "unit", "topic", "kind", "problem_count", *RUN_COLUMNS],
}
_HITS: dict[By, str] = {
    "key": """
        SELECT DISTINCT place, period, unit, key, true AS hit FROM problems
        WHERE outcome = '不合格' AND ($place = '' OR place = $place) AND ($unit = '' OR unit = $unit)
    """,
    "kind": """
        SELECT DISTINCT place, period, unit, topic, kind, true AS hit FROM problems
        WHERE outcome = '不合格' AND unit IS NOT NULL AND ($place = '' OR place = $place)
        AND ($unit = '' OR unit = $unit)
    """,
}


def list_recurrent(
    history: History, place: str = "", unit: str = "", *, by: By = "key", at_least: int = 2
) -> pd.DataFrame:
    """Return one row a problem (or kind of problem and unit) and run of periods in each of which it was found.

    The same problem is known by its key. ``is_whole`` asks that the period before is known to be without it: its rule
    was measured and found no lack, or the list that it stands in has other rows; else it is 至少 so long. ``problem``,
    ``object`` and ``severity`` are as last told; by kind, ``problem_count`` counts the problems of all periods of the
    run. The columns of ``RECURRENT_COLUMNS[by]``.
    """
    params = {"place": place, "unit": unit}
    who = ["unit", "key"] if by == "key" else ["unit", "topic", "kind"]
    runs = list_runs(history, _HITS[by], who, params, at_least, absent_is_known=True)
    history.connection.register("runs_frame", runs)
    try:
        told = history.query(_LAST_TOLD if by == "key" else _COUNTED)
    finally:
        history.connection.unregister("runs_frame")
    return told[RECURRENT_COLUMNS[by]]


# What was before a run is known where its rule was measured and found no lack, or its list has other rows.
_BEFORE = """
    WITH firsts AS (
        SELECT r.*, f.previous AS before FROM runs_frame AS r
        JOIN timeline AS f ON f.place = r.place AND f.period = r.first_period
    ),
    concerned AS (SELECT DISTINCT place, before AS period FROM firsts WHERE before IS NOT NULL),
    measured AS (
        SELECT DISTINCT place, period AS before, indicator AS kind, true AS is_measured
        FROM tallies SEMI JOIN concerned USING (place, period)
    ),
    open_ones AS (
        SELECT DISTINCT place, period AS before, {open}, true AS is_open
        FROM findings SEMI JOIN concerned USING (place, period)
    ),
    others AS (
        SELECT DISTINCT place, period AS before, kind, true AS has_others
        FROM problems SEMI JOIN concerned USING (place, period)
    )
"""
_IS_WHOLE = """
    r.is_whole AND CASE WHEN coalesce(is_measured, false) THEN NOT coalesce(is_open, false)
                   ELSE coalesce(has_others, false) END AS is_whole
"""
_LAST_TOLD = f"""
    {_BEFORE.format(open="key")},
    told AS (
        SELECT place, period AS last_period, unit, key, min(topic) AS topic, min(kind) AS kind, min(object) AS object,
               min(problem) AS problem, min(severity) AS severity
        FROM problems SEMI JOIN runs_frame USING (place) WHERE outcome = '不合格' GROUP BY ALL
    ),
    runs AS (
        SELECT r.*, p.topic, p.kind, p.object, p.problem, p.severity FROM firsts AS r
        LEFT JOIN told AS p ON p.place = r.place AND p.last_period = r.last_period AND p.key = r.key
            AND p.unit IS NOT DISTINCT FROM r.unit
    )
    SELECT r.* EXCLUDE (is_whole), {_IS_WHOLE}
    FROM runs AS r LEFT JOIN measured USING (place, before, kind) LEFT JOIN open_ones USING (place, before, key)
    LEFT JOIN others USING (place, before, kind)
    ORDER BY r.run_length DESC, r.place, r.unit, r.key, r.first_start
"""  # noqa: S608 - constants of this module
_COUNTED = f"""
    {_BEFORE.format(open="unit, indicator AS kind")},
    runs AS (
        SELECT r.*, t.period AS in_period FROM firsts AS r
        JOIN timeline AS a ON a.place = r.place AND a.period = r.first_period
        JOIN timeline AS z ON z.place = r.place AND z.period = r.last_period
        JOIN timeline AS t ON t.place = r.place AND t.chain = a.chain AND t.step BETWEEN a.step AND z.step
    ),
    listed AS (SELECT * FROM problems SEMI JOIN runs_frame USING (place) WHERE outcome = '不合格'),
    counted AS (
        SELECT r.* EXCLUDE (in_period), count(p.place) AS problem_count
        FROM runs AS r LEFT JOIN listed AS p ON p.place = r.place AND p.period = r.in_period AND p.unit = r.unit
            AND p.topic IS NOT DISTINCT FROM r.topic AND p.kind IS NOT DISTINCT FROM r.kind
        GROUP BY ALL
    )
    SELECT r.* EXCLUDE (is_whole), {_IS_WHOLE}
    FROM counted AS r LEFT JOIN measured USING (place, before, kind)
    LEFT JOIN open_ones USING (place, before, unit, kind) LEFT JOIN others USING (place, before, kind)
    ORDER BY r.run_length DESC, r.place, r.unit, r.topic, r.kind, r.first_start
"""  # noqa: S608 - constants of this module
