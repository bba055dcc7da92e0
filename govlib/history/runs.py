"""Runs: how many periods in a row something was so, by the order of periods; a period without data ends a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from govlib.history.opened import History

RUN_COLUMNS = ["first_period", "last_period", "first_start", "last_end", "run_length", "is_whole", "is_current"]


def list_runs(
    history: History, known: str, who: Sequence[str], params: Mapping[str, Any], at_least: int, *, absent_is_known: bool
) -> pd.DataFrame:
    """Return one row a run of at least ``at_least`` periods that follow on each other, the longest first.

    ``known`` is a query of our own that gives, for each period of which something is known: place, period, the columns
    ``who`` that tell one from the other, and ``hit``; with ``absent_is_known`` it gives hits alone, and every other
    period with outputs is none. ``is_whole`` tells that the period before the run is known and no hit, else it lasts
    at least as long; ``is_current`` that its last period is the place's newest.
    """
    names = ", ".join(f'"{name}"' for name in who)
    same = "NOT b.by_hand" if absent_is_known else _join_same(who)
    before = "timeline" if absent_is_known else "seen"
    taken = ", ".join(f'r."{name}"' for name in who)
    asked = f"""
        WITH known AS ({known}),
        seen AS (
            SELECT k.*, t.chain, t.step, t.start, t."end" FROM known AS k JOIN timeline AS t USING (place, period)
        ),
        islands AS (
            SELECT *, step - row_number() OVER (PARTITION BY place, chain, {names} ORDER BY step) AS island
            FROM seen WHERE hit
        ),
        runs AS (
            SELECT place, chain, {names}, island, arg_min(period, step) AS first_period,
                   arg_max(period, step) AS last_period, arg_min(start, step) AS first_start,
                   arg_max("end", step) AS last_end, count(*) AS run_length, min(step) AS first_step
            FROM islands GROUP BY ALL
        ),
        newest AS (SELECT place, max("end") AS last_end FROM timeline WHERE NOT by_hand GROUP BY place)
        SELECT r.place, {taken}, r.first_period, r.last_period, r.first_start, r.last_end, r.run_length,
               EXISTS (
                   SELECT 1 FROM {before} AS b WHERE b.place = r.place AND b.chain = r.chain AND {same}
                   AND b.step = r.first_step - 1
               ) AS is_whole,
               coalesce(r.last_end >= n.last_end, false) AS is_current
        FROM runs AS r LEFT JOIN newest AS n ON n.place = r.place
        WHERE r.run_length >= $at_least
        ORDER BY r.run_length DESC, r.place, {taken}, r.first_start
    """  # noqa: S608 - every name stands in this room; what comes from outside is bound
    return history.ask_timeline(asked, {**params, "at_least": at_least})


def _join_same(who: Sequence[str]) -> str:
    return " AND ".join(f'b."{name}" IS NOT DISTINCT FROM r."{name}"' for name in who)
