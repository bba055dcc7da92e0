"""What a run leaves for the memory beside its other outputs: about.json and four parquet files of fixed columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow.parquet as pq

from govlib.catalog.places import Basis
from govlib.earlier.book import Book
from govlib.earlier.changes import say_typed
from govlib.earlier.periods import EarlierPeriod
from govlib.earlier.typed import Key, TypedNumber
from govlib.figure_value import FigureValue
from govlib.history.shapes import SHAPES, TYPED_BY_HAND, Type, shape_frame

if TYPE_CHECKING:
    from govlib.workspace import Run

ABOUT = "about.json"
KEPT_FILES = ("figures.parquet", "verdicts.parquet", "open_problems.parquet", "cases.parquet")
HISTORY_FILES = (ABOUT, *KEPT_FILES)
NOT_COMPARED = "不比"
JOINED_BY = "、"
"""Between the columns of a breakdown by several, and between their words."""


def keep_history(run: Run) -> dict[str, Any]:
    """Write the parquet files that the memory is made of; return what about.json shall say.

    ``figures.parquet`` also has the numbers of earlier periods that were typed by hand (T24), with their period.
    """
    typed = SHAPES["typed"].own
    numbers = pd.DataFrame([*_list_figures(run.figures), *_list_typed(run)], columns=list(typed))
    verdicts = run.verdicts.assign(subject_count=1)
    _write(run.output_dir / "figures.parquet", numbers, typed)
    _write(run.output_dir / "verdicts.parquet", verdicts, SHAPES["verdicts"].own)
    _write(run.output_dir / "open_problems.parquet", run.open_problems, SHAPES["problems"].own)
    cases = run.cases.rename(columns={"period": "first_told_in"})
    _write(run.output_dir / "cases.parquet", cases, SHAPES["cases"].own)
    return describe_about(run)


def describe_about(run: Run) -> dict[str, Any]:
    """Return which place and period a run is of, with the period's days, ready for JSON."""
    return {
        "place": run.place.slug,
        "name": run.place.name,
        "level": run.place.level,
        "within": getattr(run.place, "within", None) or "",
        "period": run.period_name,
        "title": run.period.title,
        "start": run.period.start.isoformat(),
        "end": run.period.end.isoformat(),
        "inspection_day": run.day.isoformat(),
        "ruleset": run.ruleset.id,
        "sample": run.place.sample,
        "comparable_within_days": run.place.comparable_within_days,
        "last_period": _called(run, "上期"),
        "period_a_year_ago": _called(run, "去年同期"),
    }


def _called(run: Run, basis: Basis) -> str:
    """Return the name of the period that a basis means to the place; NOT_COMPARED where it compares with none."""
    found = run.earlier.bases[basis]
    if found.period is None:
        return NOT_COMPARED if basis in run.period.compare_with and not found.why else ""
    return found.period.name


def _write(path: Path, frame: pd.DataFrame, columns: Mapping[str, Type]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".part")
    pq.write_table(shape_frame(frame, columns), aside, compression="zstd")
    aside.replace(path)


def _list_figures(figures: Iterable[FigureValue]) -> Iterator[dict[str, Any]]:
    for item in figures:
        said = asdict(item)
        said |= {name: date.fromisoformat(day) if (day := said[name]) else None for name in _DAYS}
        yield {**said, **_named(item.id, item.group.items()), "measured_in": item.unit}


_DAYS = ("window_start", "window_end")


def _named(figure: str, group: Iterable[tuple[str, str]]) -> dict[str, str]:
    pairs = list(group)
    by, words = JOINED_BY.join(name for name, _ in pairs), JOINED_BY.join(word for _, word in pairs)
    return {"figure": figure, "group_by": by, "group_name": words}


def _list_typed(run: Run) -> Iterator[dict[str, Any]]:
    book: Book = run.earlier
    for period in book.periods:
        for key, number in book.typed.get(period.name, {}).items():
            yield _describe_typed(run, period, key, number)


def _describe_typed(run: Run, period: EarlierPeriod, key: Key, number: TypedNumber) -> dict[str, Any]:
    identifier, group = key
    figure = run.catalog.figures[identifier]
    parts = (number.numerator, number.denominator)
    numerator, denominator = (None if part is None else float(part) for part in parts)
    return {
        **_named(identifier, group),
        "about": period.name,
        "title": period.title,
        "start": period.start,
        "end": period.end or period.order,
        "label": figure.label,
        "topic": figure.topic,
        "measured_in": figure.unit,
        "value": float(number.value),
        "text": say_typed(number, figure.unit, run.rounding_of(identifier)).text,
        "numerator": numerator,
        "denominator": denominator,
        "origin": TYPED_BY_HAND,
    }
