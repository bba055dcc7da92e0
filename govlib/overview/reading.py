"""What an overview asks of the memory: each query gives one small frame, added up before it leaves DuckDB."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from govlib.history.opened import History
from govlib.overview.kinds import KINDS, figure_names


@dataclass(frozen=True)
class Asked:
    """A memory with the places of an overview; ``shown`` has place and ordinal of those that are added up."""

    history: History
    period: str
    shown: pd.DataFrame

    def query(self, sql: str, **more: Any) -> pd.DataFrame:
        """Return what a query gives; ``shown_places`` are the places, ``$period`` is the period of the overview."""
        connection = self.history.connection
        connection.register("shown_frame", self.shown[["place", "ordinal"]])
        connection.execute("CREATE OR REPLACE TEMP TABLE shown_places AS SELECT * FROM shown_frame")
        connection.unregister("shown_frame")
        return self.history.query(sql, {"period": self.period, **more})


def read_counts(asked: Asked) -> pd.DataFrame:
    """Return one row a place and figure of the period: the rates and the counts beside them, never grouped."""
    return asked.query(
        """
        SELECT f.place, f.figure, f.value, f.numerator, f.denominator, f.text, f.lacking, f.window_start, f.window_end
        FROM figures AS f SEMI JOIN shown_places USING (place)
        WHERE f.period = $period AND f.group_by IS NULL AND f.figure IN (SELECT unnest($names))
        ORDER BY f.place, f.figure
        """,
        names=figure_names(),
    )


def read_trend(asked: Asked) -> pd.DataFrame:
    """Return one row a place, period and rate, of all periods: its parts, its days and the ruleset."""
    return asked.query(
        """
        SELECT n.place, n.period, n.figure, n.value, n.numerator, n.denominator, n.text, n.origin,
               coalesce(n.window_start, p.start) AS start, coalesce(n.window_end, p."end") AS "end", p.ruleset
        FROM numbers AS n SEMI JOIN shown_places USING (place)
        LEFT JOIN places AS p USING (place, period)
        WHERE $period = $period AND n.group_by IS NULL AND n.figure IN (SELECT unnest($names))
        ORDER BY n.place, n.period, n.figure
        """,
        names=[kind.rate for kind in KINDS.values()],
    )


def read_mix(asked: Asked) -> pd.DataFrame:
    """Return one row a topic and kind of problem: problems, places and units that have it, most first.

    A problem of several units is one problem; ``kind`` is an indicator or a table, ``problem`` how it is worded first.
    """
    return asked.query(
        """
        WITH own AS (
            SELECT * FROM problems SEMI JOIN shown_places USING (place) WHERE period = $period
        )
        SELECT topic, kind, min(problem) AS problem, count(DISTINCT (place, key)) AS problem_count,
               count(DISTINCT place) AS place_count,
               count(DISTINCT (place, unit)) FILTER (unit IS NOT NULL) AS unit_count
        FROM own GROUP BY topic, kind ORDER BY problem_count DESC, topic, kind
        """
    )


def read_units(asked: Asked) -> pd.DataFrame:
    """Return one row a place and unit: its problems and the grave ones, by the place's order, most first."""
    return asked.query(
        """
        SELECT p.place, p.unit, count(DISTINCT p.key) AS problem_count,
               count(DISTINCT p.key) FILTER (p.severity = '严重') AS severe_count
        FROM problems AS p JOIN shown_places AS s USING (place) WHERE p.period = $period
        GROUP BY p.place, p.unit, s.ordinal
        ORDER BY problem_count DESC, severe_count DESC, s.ordinal, p.unit NULLS LAST
        """
    )


def read_outcomes(asked: Asked) -> pd.DataFrame:
    """Return one row a place and outcome of its findings that are no passes: how many."""
    return asked.query(
        """
        SELECT place, outcome, sum(finding_count)::BIGINT AS finding_count
        FROM tallies SEMI JOIN shown_places USING (place)
        WHERE period = $period AND status = 'active' GROUP BY place, outcome ORDER BY place, outcome
        """
    )


def read_findings(asked: Asked, most: int, place: str = "", unit: str = "") -> pd.DataFrame:
    """Return at most ``most`` findings that fail or wait for a person, the worst places first; of one unit if named."""
    return asked.query(
        """
        SELECT f.place, f.unit, f.subject_kind, f.subject, f.platform, f.indicator, f.indicator_name, f.outcome,
               f.value_text, f.problem, f.reason, f.act, f.evidence, f.key
        FROM findings AS f JOIN shown_places AS s USING (place)
        WHERE f.period = $period AND f.outcome IN ('不合格', '待复核') AND f.status = 'active'
          AND ($place = '' OR f.place = $place) AND ($unit = '' OR f.unit = $unit)
        ORDER BY s.ordinal, f.outcome, f.unit NULLS LAST, f.key, f.ruleset LIMIT $most
        """,
        most=most,
        place=place,
        unit=unit,
    )


def read_recurrent(asked: Asked, at_least: int) -> pd.DataFrame:
    """Return one row a place and finding that fails in the period and in those right before it, ``at_least`` in a row.

    ``times`` counts the periods, this one among them; a period without outputs, or a gap between periods, ends the row.
    """
    _ = asked.history.timeline
    return asked.query(
        """
        WITH here AS (
            SELECT t.place, t.chain, t.step FROM timeline AS t SEMI JOIN shown_places USING (place)
            WHERE t.period = $period
        ),
        steps AS (
            SELECT t.place, t.period, h.step - t.step AS back
            FROM timeline AS t JOIN here AS h USING (place, chain) WHERE t.step <= h.step
        ),
        now AS (
            SELECT DISTINCT place, key FROM findings SEMI JOIN shown_places USING (place)
            WHERE period = $period AND outcome = '不合格' AND status = 'active'
        ),
        seen AS (
            SELECT DISTINCT f.place, f.key, s.back, f.period
            FROM findings AS f SEMI JOIN now USING (place, key) JOIN steps AS s USING (place, period)
            WHERE f.outcome = '不合格' AND f.status = 'active'
        ),
        runs AS (
            SELECT place, key, back, period, row_number() OVER (PARTITION BY place, key ORDER BY back) - 1 AS n
            FROM seen
        ),
        long AS (
            SELECT place, key, count(*) AS times, max_by(period, back) AS since_period
            FROM runs WHERE back = n GROUP BY place, key HAVING count(*) >= $at_least
        )
        SELECT l.place, f.unit, f.subject_kind, f.subject, f.platform, f.indicator, f.indicator_name, l.times,
               l.since_period, l.key
        FROM long AS l JOIN shown_places AS s USING (place)
        JOIN (
            SELECT place, key, min(unit) AS unit, min(subject_kind) AS subject_kind, min(subject) AS subject,
                   min(platform) AS platform, min(indicator) AS indicator, min(indicator_name) AS indicator_name
            FROM findings WHERE period = $period AND outcome = '不合格' AND status = 'active' GROUP BY place, key
        ) AS f USING (place, key)
        ORDER BY l.times DESC, s.ordinal, l.key
        """,
        at_least=at_least,
    )
