"""Figures: every number that a bulletin may print, with its parts, denominator, window and rows.

``rows`` counts rows; ``distinct`` counts different values; ``sum`` adds a column, blanks told beside it; ``each``
takes numbers as delivered; ``mean_days`` averages the days between two dates; the rest is made of other figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from govlib.catalog.figures import DERIVED, Figure
from govlib.figure_measure import Measured, Prepared, measure, prepare, split_positions
from govlib.figure_rates import Parts, divide, unknown
from govlib.figure_rows import Counting, absent_columns, counted_rows, rows_of_kind, say_absent, say_lacking, table_of
from govlib.figure_value import (
    MISSING,
    FigureValue,
    figures_as_table,
    say_number,
    say_share,
)
from govlib.rounding import say_average

__all__ = ["MISSING", "Counting", "FigureValue", "absent_columns", "compute_figures", "figures_as_table"]

UNGROUPED, UNWRITTEN = "未分组", "未写"
_NOT_WRITTEN = "表里没有一行写了这个数"
_AS_DELIVERED = "照录交来的百分比，没有分子分母"
_DATED = "起止日期都有的件数"


def compute_figures(declared: Iterable[Figure], counting: Counting) -> list[FigureValue]:
    """Return every declared figure and its breakdowns in declared order.

    One whose table or column was not delivered is 缺数据, never zero; so is a sum over no rows at all. The parts of a
    breakdown add up to the whole: rows without the group's word stand under 未分组 or 未写.
    """
    figures = {figure.id: figure for figure in declared}
    counted = {
        name: list(_count(figure, counting)) for name, figure in figures.items() if figure.measure not in DERIVED
    }
    parts = Parts(counted, figures, counting, _count)
    values: list[FigureValue] = []
    for name, figure in figures.items():
        values.extend(counted[name] if name in counted else divide(figure, parts))
    return values


def _count(figure: Figure, counting: Counting) -> Iterator[FigureValue]:
    table = table_of(figure, counting)
    lacking = say_absent(figure) if table is None else say_lacking(figure, table, counting)
    if table is None or lacking:
        yield replace(unknown(figure, counting, {}), lacking=lacking)
        return
    rows = counted_rows(figure, table, counting)
    prepared = prepare(figure, rows)
    if figure.measure == "each":
        yield from _each(figure, counting, rows, prepared)
        return
    yield _value(figure, counting, {}, measure(prepared))
    asked = rows_of_kind(figure, table, counting)
    for names in figure.by:
        if asked[list(names)].isna().all().any():
            continue
        filled = rows.assign(**{name: _filled(rows[name]) for name in names})
        for group, positions in split_positions(filled, list(names)):
            measured = measure(prepared, positions)
            if measured.value is not None or not {UNGROUPED, UNWRITTEN} & set(group.values()):
                yield _value(figure, counting, group, measured)


def _filled(column: pd.Series) -> pd.Series:
    return column.astype("string").fillna(UNGROUPED if str(column.name).endswith("group") else UNWRITTEN)


def _each(figure: Figure, counting: Counting, rows: pd.DataFrame, prepared: Prepared) -> Iterator[FigureValue]:
    delivered = np.flatnonzero(rows[str(figure.column)].notna().to_numpy(dtype=bool))
    if not len(delivered):
        yield replace(unknown(figure, counting, {}), lacking=_NOT_WRITTEN)
    labels = rows[list(figure.label_columns)].astype("string").to_dict("records")
    for position in delivered:
        group = {str(name): word for name, word in labels[position].items() if isinstance(word, str)}
        value = _value(figure, counting, group, measure(prepared, np.array([position])))
        yield replace(value, denominator_name=_AS_DELIVERED) if figure.unit == "%" else value


def _value(figure: Figure, counting: Counting, group: dict[str, str], measured: Measured) -> FigureValue:
    blank = replace(unknown(figure, counting, group), unknown_rows=measured.unknown_rows)
    value = measured.value
    if value is None:
        return replace(blank, lacking=_NOT_WRITTEN)
    if figure.measure == "mean_days":
        blank, value = _averaged(blank, measured), value / (measured.rows_counted - measured.unknown_rows)
    return replace(
        blank,
        value=value,
        text=_say(figure, blank, value, counting),
        origin="逐条" if figure.column is None or measured.was_counted else "汇总",
        sources=measured.sources,
        rows_counted=measured.rows_counted,
        unmerged=measured.unmerged,
    )


def _averaged(blank: FigureValue, measured: Measured) -> FigureValue:
    """Return a blank average with its parts: all days, and the rows that have both dates."""
    known = measured.rows_counted - measured.unknown_rows
    return replace(blank, numerator=measured.value, denominator=float(known), denominator_name=_DATED)


def _say(figure: Figure, blank: FigureValue, value: float, counting: Counting) -> str:
    if figure.measure == "mean_days":
        rounding = counting.rounding.for_figure(figure.id, figure.topic)
        return f"{say_average(blank.numerator or 0, blank.denominator or 1, rounding)}{figure.unit}"
    return say_share(value) if figure.measure == "each" and figure.unit == "%" else f"{say_number(value)}{figure.unit}"
