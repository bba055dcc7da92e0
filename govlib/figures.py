"""Figures: every number that a bulletin may print, with its parts, denominator, window and rows.

``rows`` counts rows; ``distinct`` counts different values; ``sum`` adds a column, blanks told beside it; ``each``
takes numbers as delivered; ``rate`` divides two other figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from govlib.catalog.conditions import Condition
from govlib.catalog.figures import Figure
from govlib.figure_measure import Measured, Prepared, measure, prepare, split_positions
from govlib.figure_rows import Counting, absent_columns, counted_rows, say_lacking, table_of
from govlib.figure_value import MISSING, NOT_APPLICABLE, FigureValue, figures_as_table, say_number, say_share
from govlib.provenance import merge_sources
from govlib.rounding import say_rate

__all__ = ["MISSING", "Counting", "FigureValue", "absent_columns", "compute_figures", "figures_as_table"]

UNGROUPED, UNWRITTEN = "未分组", "未写"
_Group = tuple[tuple[str, str], ...]
_NOT_WRITTEN = "表里没有一行写了这个数"


def compute_figures(declared: Iterable[Figure], counting: Counting) -> list[FigureValue]:
    """Return every declared figure and its breakdowns in declared order.

    One whose table or column was not delivered is 缺数据, never zero; so is a sum over no rows at all. The parts of a
    breakdown add up to the whole: rows without the group's word stand under 未分组 or 未写.
    """
    figures = {figure.id: figure for figure in declared}
    counted = {name: list(_count(figure, counting)) for name, figure in figures.items() if figure.measure != "rate"}
    values: list[FigureValue] = []
    for name, figure in figures.items():
        values.extend(counted[name] if name in counted else _rates(figure, counted, figures, counting))
    return values


def _count(figure: Figure, counting: Counting) -> Iterator[FigureValue]:
    table = table_of(figure, counting)
    lacking = "没有交来需要的表" if table is None else say_lacking(figure, table, counting)
    if table is None or lacking:
        yield replace(_unknown(figure, counting, {}), lacking=lacking)
        return
    rows = counted_rows(figure, table, counting)
    prepared = prepare(figure, rows)
    if figure.measure == "each":
        yield from _each(figure, counting, rows, prepared)
        return
    yield _value(figure, counting, {}, measure(prepared))
    for names in figure.by:
        if table[list(names)].isna().all().any():
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
        yield replace(_unknown(figure, counting, {}), lacking=_NOT_WRITTEN)
    labels = rows[list(figure.label_columns)].astype("string").to_dict("records")
    for position in delivered:
        group = {str(name): word for name, word in labels[position].items() if isinstance(word, str)}
        yield _value(figure, counting, group, measure(prepared, np.array([position])))


def _value(figure: Figure, counting: Counting, group: dict[str, str], measured: Measured) -> FigureValue:
    blank = replace(_unknown(figure, counting, group), unknown_rows=measured.unknown_rows)
    value = measured.value
    if value is None:
        return replace(blank, lacking=_NOT_WRITTEN)
    return replace(
        blank,
        value=value,
        text=say_share(value)
        if figure.measure == "each" and figure.unit == "%"
        else f"{say_number(value)}{figure.unit}",
        origin="逐条" if figure.column is None or measured.was_counted else "汇总",
        sources=measured.sources,
        rows_counted=measured.rows_counted,
        unmerged=measured.unmerged,
    )


def _unknown(figure: Figure, counting: Counting, group: dict[str, str]) -> FigureValue:
    window, days = counting.period.window(str(figure.table))
    return FigureValue(
        id=figure.id,
        label=figure.label,
        topic=figure.topic,
        group=group,
        value=None,
        unit=figure.unit,
        text=MISSING,
        numerator=None,
        denominator=None,
        denominator_name="",
        window=window,
        window_start=days.start.isoformat(),
        window_end=days.end.isoformat(),
        origin=MISSING,
    )


def _rates(
    figure: Figure, counted: Mapping[str, Sequence[FigureValue]], figures: Mapping[str, Figure], counting: Counting
) -> Iterator[FigureValue]:
    if not {figure.numerator, figure.denominator} <= set(counted):
        yield replace(_unknown(figure, counting, {}), lacking="分子、分母里有一个本身是比率，不能再相除")
        return
    numerator, denominator = figures[str(figure.numerator)], figures[str(figure.denominator)]
    parts = {tuple(item.group.items()): item for item in counted[numerator.id]}
    said = _where_said(numerator, denominator, counting) if any(item.unknown_rows for item in parts.values()) else {}
    for whole in counted[denominator.id]:
        group = tuple(whole.group.items())
        part, total = parts.get(group), parts.get(())
        if part is None and tuple(whole.group) in numerator.by and total is not None and total.value is not None:
            # the part's rows were asked for and delivered; none of them is of this group
            part = replace(total, group=whole.group, value=0.0, sources=(), rows_counted=0, unknown_rows=0)
        if part is not None:
            yield _rate(figure, part, said.get(group, whole), counting)


def _where_said(numerator: Figure, denominator: Figure, counting: Counting) -> dict[_Group, FigureValue]:
    """Return the denominator over those rows alone that say the numerator: a blank is no nought."""
    if numerator.measure != "sum" or denominator.measure != "sum" or numerator.table != denominator.table:
        return {}
    said = Condition(column=str(numerator.column), blank=False)
    only = denominator.model_copy(
        update={
            "where": (*denominator.where, said),
            "label": f"{denominator.label}（不含没有填写{numerator.label}的行）",
        }
    )
    return {tuple(item.group.items()): item for item in _count(only, counting)}


def _rate(figure: Figure, part: FigureValue, whole: FigureValue, counting: Counting) -> FigureValue:
    result = replace(
        whole,
        id=figure.id,
        label=figure.label,
        topic=figure.topic,
        value=None,
        unit=figure.unit,
        text=MISSING,
        numerator=part.value,
        denominator=whole.value,
        denominator_name=whole.label,
        origin=MISSING,
        sources=merge_sources(part.sources, whole.sources),
        unknown_rows=part.unknown_rows + whole.unknown_rows,
        unmerged=None,
        lacking=part.lacking or whole.lacking,
    )
    if part.window != whole.window:
        return replace(result, lacking=f"分子的时间窗是“{part.window}”，分母的是“{whole.window}”，不能相除")
    if part.value is None or whole.value is None:
        return result
    if whole.value == 0:
        return replace(result, text=NOT_APPLICABLE, origin=NOT_APPLICABLE, lacking=f"{whole.label}为 0")
    return replace(
        result,
        value=part.value / whole.value,
        text=say_rate(part.value, whole.value, counting.rounding),
        origin="逐条" if {part.origin, whole.origin} == {"逐条"} else "汇总",
    )
