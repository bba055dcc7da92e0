"""The memory opened: views over the compacted files of all periods, asked with bound parameters, closed after use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from govlib.errors import UserError
from govlib.history import marks
from govlib.history.compaction import HISTORY, LOCK
from govlib.history.engine import SPILL, connect
from govlib.history.shapes import SHAPES, to_frame
from govlib.history.timeline import TIMELINE_COLUMNS, list_timeline
from govlib.locking import hold

_WAIT_SECONDS = 900.0
_VIEWS = {
    # a typed number stands where the period's own outputs have none; of several the one told last
    "numbers": """
        CREATE VIEW numbers AS
        WITH hand AS (
            SELECT t.* EXCLUDE (period) REPLACE (t.start AS start), t.about AS period
            FROM typed AS t JOIN places AS p USING (place, period)
            QUALIFY row_number() OVER (
                PARTITION BY t.place, t.about, t.figure, t.group_by, t.group_name ORDER BY p."end" DESC, p.start DESC
            ) = 1
        )
        SELECT place, period, figure, label, topic, measured_in, group_by, group_name, value, text, numerator,
               denominator, denominator_name, "window", window_start, window_end, origin, lacking
        FROM figures AS f
        WHERE f.value IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM hand AS h WHERE h.place = f.place AND h.period = f.period AND h.figure = f.figure
            AND h.group_by IS NOT DISTINCT FROM f.group_by AND h.group_name IS NOT DISTINCT FROM f.group_name
        )
        UNION ALL BY NAME
        SELECT place, period, figure, label, topic, measured_in, group_by, group_name, value, text, numerator,
               denominator, denominator_name, "window", window_start, window_end, origin, lacking
        FROM hand AS h
        WHERE NOT EXISTS (
            SELECT 1 FROM figures AS f WHERE h.place = f.place AND h.period = f.period AND h.figure = f.figure
            AND h.group_by IS NOT DISTINCT FROM f.group_by AND h.group_name IS NOT DISTINCT FROM f.group_name
            AND f.value IS NOT NULL
        )
    """,
}


@dataclass(frozen=True)
class History:
    """All compacted periods at hand: a view a kind (``places``, ``findings``, ``figures`` …), and ``numbers``.

    ``numbers`` are the figures with what was typed by hand (T24) where nothing was computed; ``timeline`` is the
    periods of each place in their order. Everything is asked through ``query``.
    """

    connection: duckdb.DuckDBPyConnection
    period_names: tuple[str, ...]

    def query(self, sql: str, params: Mapping[str, Any] | Sequence[Any] | None = None) -> pd.DataFrame:
        """Return what a query gives, typed as the project's frames; values from outside are bound, never written in."""
        bound: Any = params if params is None else dict(params) if isinstance(params, Mapping) else list(params)
        return to_frame(self.connection.sql(sql, params=bound).to_arrow_table())

    def places(self) -> pd.DataFrame:
        """Return one row a place and period that has a folder of outputs; the columns of the shape ``places``."""
        return self.query('SELECT * FROM places ORDER BY "end" NULLS LAST, period, place')

    def periods(self) -> pd.DataFrame:
        """Return one row a period name, oldest first: how many places, of them counted, their first and last day.

        ``end`` is the day on which most of its places end; ``same_days`` whether all begin and end alike.
        """
        return self.query(
            """
            SELECT period, count(*) AS place_count, count(*) FILTER (counted) AS counted_count,
                   count(*) FILTER (sample) AS sample_count, min(start) AS first_start, max("end") AS last_end,
                   mode("end" ORDER BY "end") AS "end",
                   count(DISTINCT (start, "end")) FILTER (counted) <= 1 AS same_days
            FROM places GROUP BY period ORDER BY "end" NULLS FIRST, first_start, period
            """
        )

    @cached_property
    def timeline(self) -> pd.DataFrame:
        """Return one row a place and period that is known, by place and end; see ``timeline.list_timeline``."""
        known = self.query(
            """
            SELECT place, period, title, start, "end", false AS by_hand, ruleset, comparable_within_days,
                   last_period, period_a_year_ago
            FROM places WHERE counted
            UNION ALL
            SELECT t.place, t.about, any_value(t.title), min(t.start), max(t."end"), true, NULL, NULL, NULL, NULL
            FROM typed AS t ANTI JOIN (SELECT place, period AS about FROM places WHERE counted) USING (place, about)
            WHERE t."end" IS NOT NULL GROUP BY t.place, t.about
            """
        )
        found = list_timeline(known)
        self.connection.register("timeline_frame", found)
        self.connection.execute("CREATE OR REPLACE TEMP TABLE timeline AS SELECT * FROM timeline_frame")
        self.connection.unregister("timeline_frame")
        return found[TIMELINE_COLUMNS]

    def ask_timeline(self, sql: str, params: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """Return what a query over ``timeline`` and the other views gives."""
        _ = self.timeline
        return self.query(sql, params)


@contextmanager
def open_history(outputs: Path, *, wait_seconds: float = _WAIT_SECONDS) -> Iterator[History]:
    """Open the compacted periods of ``outputs`` as they stand; ``compaction.compact`` brings them up to date first.

    Raises:
        UserError: nothing was compacted yet, a file of a period is not whole, or another process compacts for long.
    """
    folder = outputs / HISTORY
    periods = _whole_periods(folder, wait_seconds)
    with connect(folder, folder / SPILL) as connection:
        for shape in SHAPES.values():
            paths = [(folder / shape.file_name(period)).resolve().as_posix() for period in periods]
            connection.read_parquet(paths).create_view(shape.kind)
        for view in _VIEWS.values():
            connection.execute(view)
        yield History(connection, tuple(periods))


def _whole_periods(folder: Path, wait_seconds: float) -> list[str]:
    """Return the names of the periods; while another process compacts, some have no mark and would be missed."""
    if folder.is_dir():
        try:
            with hold(folder / LOCK, wait_seconds):
                return _check_marks(folder)
        except BlockingIOError:
            raise UserError(
                HISTORY, f"另一个程序正在整理历史，等了 {wait_seconds:g} 秒", advice="请等它结束后再运行"
            ) from None
        except PermissionError:
            # where nothing can be written, nobody compacts either
            return _check_marks(folder)
    return _check_marks(folder)


def _check_marks(folder: Path) -> list[str]:
    periods = marks.list_marked(folder)
    if not periods:
        raise UserError("历史", "还没有成果", "至少一个地方的一期做完的成果", "请先 govlib batch")
    for period in periods:
        mark = marks.read_mark(folder, period)
        if mark is None or not marks.is_whole(folder, mark):
            raise UserError(f"{HISTORY}/{period}", "文件不完整或是旧版本的", advice="请运行 govlib history build")
    return periods
