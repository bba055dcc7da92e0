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

    The same problem is known by its key. ``problem``, ``object`` and ``severity`` are as last told; by kind,
    ``problem_count`` counts the problems of all periods of the run. The columns of ``RECURRENT_COLUMNS[by]``.
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


_LAST_TOLD = """
    SELECT r.*, p.topic, p.kind, p.object, p.problem, p.severity
    FROM runs_frame AS r
    LEFT JOIN (
        SELECT place, period, unit, key, min(topic) AS topic, min(kind) AS kind, min(object) AS object,
               min(problem) AS problem, min(severity) AS severity
        FROM problems WHERE outcome = '不合格' GROUP BY ALL
    ) AS p ON p.place = r.place AND p.period = r.last_period AND p.key = r.key AND p.unit IS NOT DISTINCT FROM r.unit
    ORDER BY r.run_length DESC, r.place, r.unit, r.key, r.first_start
"""
_COUNTED = """
    SELECT r.place, r.unit, r.topic, r.kind, r.first_period, r.last_period, r.first_start, r.last_end, r.run_length,
           r.is_whole, r.is_current, count(p.place) AS problem_count
    FROM runs_frame AS r JOIN timeline AS a ON a.place = r.place AND a.period = r.first_period
    JOIN timeline AS z ON z.place = r.place AND z.period = r.last_period
    JOIN timeline AS t ON t.place = r.place AND t.chain = a.chain AND t.step BETWEEN a.step AND z.step
    LEFT JOIN problems AS p ON p.place = t.place AND p.period = t.period AND p.unit = r.unit
        AND p.topic IS NOT DISTINCT FROM r.topic AND p.kind IS NOT DISTINCT FROM r.kind AND p.outcome = '不合格'
    GROUP BY ALL ORDER BY r.run_length DESC, r.place, r.unit, r.topic, r.kind, r.first_start
"""
