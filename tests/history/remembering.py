"""Outputs of invented places, written as a run leaves them but without running anything."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from govlib.batch.manifest import hash_outputs, write_manifest
from govlib.findings import COLUMNS
from govlib.history.compaction import compact
from govlib.history.opened import History, open_history
from govlib.history.shapes import SHAPES, shape_frame

Rows = Iterable[Mapping[str, Any]]
QUARTERS = {
    "2025Q1": ("2025-01-01", "2025-03-31"),
    "2025Q2": ("2025-04-01", "2025-06-30"),
    "2025Q3": ("2025-07-01", "2025-09-30"),
    "2025Q4": ("2025-10-01", "2025-12-31"),
    "2026Q1": ("2026-01-01", "2026-03-31"),
}


def write_place(
    outputs: Path,
    period: str,
    place: str = "jia",
    days: tuple[str, str] | None = None,
    *,
    figures: Rows = (),
    verdicts: Rows = (),
    problems: Rows = (),
    cases: Rows = (),
    findings: Rows = (),
    status: str = "成功",
    **about: Any,
) -> Path:
    """Write the files of a place and period that the memory reads, and their manifest; return the folder."""
    folder = outputs / period / place
    folder.mkdir(parents=True, exist_ok=True)
    start, end = days or QUARTERS[period]
    said = {
        "place": place, "name": f"{place}县", "level": "county", "within": "", "period": period, "title": f"{period}期",
        "start": start, "end": end, "inspection_day": end, "ruleset": "national-2019", "sample": False,
        "comparable_within_days": 3, "last_period": "", "period_a_year_ago": "", **about,
    }  # fmt: skip
    (folder / "about.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    kinds = {"figures": ("typed", figures), "verdicts": ("verdicts", verdicts), "open_problems": ("problems", problems)}
    kinds["cases"] = ("cases", cases)
    for name, (kind, rows) in kinds.items():
        columns = SHAPES[kind].own
        pq.write_table(
            shape_frame(pd.DataFrame(list(rows), columns=list(columns)), columns), folder / f"{name}.parquet"
        )
    pd.DataFrame(list(findings), columns=COLUMNS).to_parquet(folder / "findings.parquet", index=False)
    outputs_of = hash_outputs(folder)
    manifest = {"place": place, "place_name": said["name"], "period": period, "status": status, "outputs": outputs_of}
    write_manifest(manifest, folder)
    return folder


def number(figure: str, value: float | None, *, unit: str = "个", **more: Any) -> dict[str, Any]:
    """Return a figure's row; with ``numerator`` and ``denominator`` it is a rate."""
    text = "缺数据" if value is None else f"{value:g}{unit}"
    return {"figure": figure, "label": figure, "topic": "", "measured_in": unit, "value": value, "text": text, **more}


def rate(figure: str, numerator: int, denominator: int, text: str, **more: Any) -> dict[str, Any]:
    """Return a rate's row."""
    said = {"value": numerator / denominator, "text": text, "numerator": numerator, "denominator": denominator}
    return {**number(figure, 0, unit="%"), **said, **more}


def of_unit(figure: str, unit: str, value: float | None) -> dict[str, Any]:
    """Return a figure's row of one unit."""
    return number(figure, value, group_by="unit", group_name=unit)


def problem(key: str, unit: str | None, **more: Any) -> dict[str, Any]:
    """Return a row of the list of problems."""
    said = {"topic": "政府网站", "kind": "W-V3", "problem": "栏目不更新", "severity": "严重", "outcome": "不合格"}
    return {"key": key, "unit": unit, **said, **more}


@contextmanager
def remembered(outputs: Path) -> Iterator[History]:
    """Bring the memory up to date and open it."""
    compact(outputs)
    with open_history(outputs) as history:
        yield history


def plain(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """Return the rows of a frame as plain values, blanks None, days as text."""
    rows = frame[list(columns)].itertuples(index=False, name=None)
    return [tuple(_plain(value) for value in row) for row in rows]


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else value
