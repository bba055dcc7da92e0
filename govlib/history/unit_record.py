"""The record of one unit: all that was found, told, fixed and published over its periods."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from govlib.history.opened import History
from govlib.history.recurrent import list_recurrent
from govlib.history.zero import list_zero_runs

_PERIODS = """
    WITH counted AS (
        SELECT period, subject_kind, outcome, sum(subject_count) AS subject_count FROM verdicts
        WHERE place = $place AND unit = $unit GROUP BY ALL
    ),
    listed AS (SELECT period, count(DISTINCT (topic, key)) AS problem_count FROM problems
               WHERE place = $place AND unit = $unit GROUP BY ALL),
    told AS (SELECT period, count(*) AS case_count,
                    count(*) FILTER (state IN ('已核实整改', '已销号')) AS settled_count
             FROM cases WHERE place = $place AND unit = $unit GROUP BY ALL),
    posted AS (SELECT period, max(value) AS published_count FROM numbers
               WHERE place = $place AND figure = 'published' AND group_by = 'unit' AND group_name = $unit GROUP BY ALL)
    SELECT t.period, t.title, t.start, t."end",
           coalesce(sum(c.subject_count), 0) AS subject_count,
           coalesce(sum(c.subject_count) FILTER (c.outcome = '合格'), 0) AS passed_count,
           coalesce(sum(c.subject_count) FILTER (c.outcome = '不合格'), 0) AS failed_count,
           coalesce(sum(c.subject_count) FILTER (c.outcome = '待复核'), 0) AS review_count,
           coalesce(sum(c.subject_count) FILTER (c.outcome = '缺数据'), 0) AS unknown_count,
           CASE WHEN t.by_hand THEN NULL ELSE coalesce(any_value(l.problem_count), 0) END AS problem_count,
           CASE WHEN t.by_hand THEN NULL ELSE coalesce(any_value(d.case_count), 0) END AS case_count,
           CASE WHEN t.by_hand THEN NULL ELSE coalesce(any_value(d.settled_count), 0) END AS settled_count,
           CAST(any_value(p.published_count) AS BIGINT) AS published_count
    FROM timeline AS t LEFT JOIN counted AS c USING (period) LEFT JOIN listed AS l USING (period)
    LEFT JOIN told AS d USING (period) LEFT JOIN posted AS p USING (period)
    WHERE t.place = $place GROUP BY t.period, t.title, t.start, t."end", t.by_hand
    ORDER BY t."end", t.start NULLS FIRST, t.period
"""
_OF_UNIT = """
    SELECT k.*, t.title, t."end" FROM {kind} AS k JOIN timeline AS t USING (place, period)
    WHERE k.place = $place AND k.unit = $unit ORDER BY t."end" DESC, k.period DESC, {order}
"""
_FIGURES = """
    SELECT n.period, t.title, t."end", n.figure, n.label, n.group_name, n.value, n.text, n.origin
    FROM numbers AS n JOIN timeline AS t USING (place, period)
    WHERE n.place = $place AND n.group_by = 'unit' AND n.group_name = $unit
    ORDER BY n.figure, t."end", n.period
"""


@dataclass(frozen=True)
class UnitRecord:
    """What is known of a unit: its periods with counts, then the rows themselves, the newest period first."""

    place: str
    unit: str
    periods: pd.DataFrame
    """One row a period of the place, oldest first: its websites and accounts by outcome, problems, cases, posts."""
    findings: pd.DataFrame
    """One row a finding that is no pass; the columns of the shape, and the period's title and end."""
    problems: pd.DataFrame
    cases: pd.DataFrame
    """One row a number and period, as it stood then."""
    figures: pd.DataFrame
    recurrent: pd.DataFrame
    zero_runs: pd.DataFrame


def read_unit(history: History, unit: str, place: str) -> UnitRecord:
    """Return the record of a unit of a place; see ``names.find_unit`` for whether it is known there."""
    params = {"place": place, "unit": unit}

    def rows(kind: str, order: str) -> pd.DataFrame:
        return history.ask_timeline(_OF_UNIT.format(kind=kind, order=order), params)

    runs = list_zero_runs(history, place)
    return UnitRecord(
        place=place,
        unit=unit,
        periods=history.ask_timeline(_PERIODS, params),
        findings=rows("findings", "k.outcome, k.key"),
        problems=rows("problems", "k.topic, k.key"),
        cases=rows("cases", "k.number"),
        figures=history.ask_timeline(_FIGURES, params),
        recurrent=list_recurrent(history, place, unit),
        zero_runs=runs.loc[runs["unit"].eq(unit)].reset_index(drop=True),
    )
