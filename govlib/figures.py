"""Figures: every number that a bulletin may print, with its parts, denominator, window and rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from govlib.catalog.conditions import all_hold
from govlib.catalog.figures import Figure
from govlib.catalog.places import Period, Rounding
from govlib.rounding import say_rate

MISSING = "缺数据"
_AGGREGATED = frozenset(
    {"publication", "letters", "account_counts", "totals", "spot_checks", "object_publication", "coverage"}
)


@dataclass(frozen=True)
class FigureValue:
    """One number: what it counts, of which group, from which rows, in which window."""

    id: str
    label: str
    topic: str
    group: dict[str, str]
    value: float | None
    unit: str
    text: str
    numerator: float | None
    denominator: float | None
    denominator_name: str
    window: str
    window_start: str
    window_end: str
    origin: str
    """逐条 (counted from rows) | 汇总 (added up from counts) | 缺数据."""
    sources: tuple[dict[str, str], ...] = field(default=())

    @property
    def name(self) -> str:
        """Return the label with its group, such as 审发信息总数·乡镇."""
        return "·".join([self.label, *self.group.values()])


@dataclass(frozen=True)
class Counting:
    """What figures are computed from: the tables, the period, how rates are printed."""

    tables: Mapping[str, pd.DataFrame]
    period: Period
    rounding: Rounding


def compute_figures(declared: Iterable[Figure], counting: Counting) -> list[FigureValue]:
    """Return every declared figure and its breakdowns; one whose table was not delivered is 缺数据, not zero."""
    values: list[FigureValue] = []
    for figure in declared:
        values.extend(_rates(figure, values, counting) if figure.measure == "rate" else _counts(figure, counting))
    return values


def rows_of(figure: Figure, tables: Mapping[str, pd.DataFrame], day: date) -> pd.DataFrame | None:
    """Return the rows that a figure counts, with joined columns; None when its table was not delivered."""
    table = tables.get(str(figure.table))
    if table is None:
        return None
    if figure.join is not None:
        other = tables.get(figure.join.table)
        if other is None:
            return None
        taken = other[[figure.join.on, *figure.join.take]].drop_duplicates(figure.join.on)
        table = table.merge(taken, on=figure.join.on, how="left")
    return table.loc[all_hold(table, figure.where, day)]


def _counts(figure: Figure, counting: Counting) -> list[FigureValue]:
    rows = rows_of(figure, counting.tables, counting.period.inspection_day)
    if rows is None or (figure.measure == "sum" and rows[figure.column].isna().all() and len(rows)):
        return [_value(figure, counting, {}, None, ())]
    if figure.measure == "each":
        return [
            _value(
                figure,
                counting,
                {name: str(record[name]) for name in figure.label_columns if isinstance(record[name], str)},
                float(record[figure.column]),
                [record],
            )
            for record in rows.dropna(subset=[figure.column]).to_dict("records")
        ]
    values = [_value(figure, counting, {}, _aggregate(figure, rows), rows)]
    for names in figure.by:
        known = rows.dropna(subset=list(names))
        for key, part in known.groupby(list(names), sort=False, observed=True):
            group = dict(zip(names, map(str, key), strict=True))
            values.append(_value(figure, counting, group, _aggregate(figure, part), part))
    return values


def _aggregate(figure: Figure, rows: pd.DataFrame) -> float:
    if figure.measure == "sum":
        return float(rows[figure.column].fillna(0).sum())
    if figure.measure == "distinct":
        return float(len(rows[list(figure.columns)].dropna(how="all").drop_duplicates()))
    return float(len(rows))


def _rates(figure: Figure, before: Sequence[FigureValue], counting: Counting) -> list[FigureValue]:
    parts = {tuple(item.group.items()): item for item in before if item.id == figure.numerator}
    values = []
    for whole in (item for item in before if item.id == figure.denominator):
        part = parts.get(tuple(whole.group.items()))
        if part is None and whole.value is not None:
            continue
        known = part is not None and part.value is not None and whole.value
        values.append(
            FigureValue(
                id=figure.id,
                label=figure.label,
                topic=figure.topic,
                group=whole.group,
                value=part.value / whole.value if known and part and part.value is not None and whole.value else None,
                unit="%",
                text=say_rate(int(part.value), int(whole.value), counting.rounding)
                if known and part and part.value is not None and whole.value
                else MISSING,
                numerator=part.value if part else None,
                denominator=whole.value,
                denominator_name=whole.label,
                window=whole.window,
                window_start=whole.window_start,
                window_end=whole.window_end,
                origin=whole.origin if known else MISSING,
                sources=(*(part.sources if part else ()), *whole.sources),
            )
        )
    return values


def _value(figure: Figure, counting: Counting, group: dict[str, str], value: float | None, rows: Any) -> FigureValue:
    window, days = counting.period.window(str(figure.table))
    number = "" if value is None else (f"{value:.0f}" if value == int(value) else f"{value:g}")
    return FigureValue(
        id=figure.id,
        label=figure.label,
        topic=figure.topic,
        group=group,
        value=value,
        unit=figure.unit,
        text=MISSING if value is None else f"{number}{figure.unit}",
        numerator=None,
        denominator=None,
        denominator_name="",
        window=window,
        window_start=days.start.isoformat(),
        window_end=days.end.isoformat(),
        origin=MISSING if value is None else ("汇总" if figure.table in _AGGREGATED else "逐条"),
        sources=_sources(rows),
    )


def _sources(rows: Any) -> tuple[dict[str, str], ...]:
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows)
    if frame.empty or "source_file" not in frame:
        return ()
    frame = frame[["source_file", "source_sheet", "source_row"]].explode("source_row")
    sources = []
    for (file, sheet), part in frame.groupby(["source_file", "source_sheet"], sort=False, dropna=False):
        said = _ranges(sorted(int(row) for row in part["source_row"].dropna()))
        sources.append({"file": str(file), "sheet": sheet if isinstance(sheet, str) else "", "rows": said})
    return tuple(sources)


def _ranges(rows: list[int]) -> str:
    parts: list[list[int]] = []
    for row in rows:
        if parts and row <= parts[-1][1] + 1:
            parts[-1][1] = row
        else:
            parts.append([row, row])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in parts)


def figures_as_table(values: Sequence[FigureValue]) -> pd.DataFrame:
    """Return one row a figure: name, text, value, parts, denominator, window, origin, sources as text."""
    columns = [*FigureValue.__dataclass_fields__, "name"]
    table = pd.DataFrame([{**asdict(item), "name": item.name} for item in values], columns=columns)
    table["sources"] = [
        "；".join(f"{one['file']}{'《' + one['sheet'] + '》' if one['sheet'] else ''}第{one['rows']}行" for one in item)
        for item in table["sources"]
    ]
    return table
