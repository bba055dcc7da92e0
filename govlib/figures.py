"""Figures: every number that a bulletin may print, with its parts, denominator, window and rows.

``rows`` counts rows; ``distinct`` counts different values; ``sum`` adds a column, blanks told beside it; ``each``
takes numbers as delivered; ``rate`` divides two other figures, sums of one table over the rows that say both.
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
from govlib.figure_value import (
    MISSING,
    NOBODY_QUALIFIES,
    NOT_APPLICABLE,
    FigureValue,
    cannot_pass,
    figures_as_table,
    say_number,
    say_share,
)
from govlib.provenance import merge_sources
from govlib.rounding import say_rate

__all__ = ["MISSING", "Counting", "FigureValue", "absent_columns", "compute_figures", "figures_as_table"]

UNGROUPED, UNWRITTEN = "未分组", "未写"
_Group = tuple[tuple[str, str], ...]
TOO_LARGE = "分子大于分母"
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
    parts = _by_group(counted[numerator.id])
    pairs = _pairs(numerator, denominator, counted, counting)
    undecided = _by_group(counted.get(str(figure.undecided), ()))
    for whole in counted[denominator.id]:
        group = tuple(whole.group.items())
        part, total = parts.get(group), parts.get(())
        if part is None and tuple(whole.group) in numerator.by and total is not None and total.value is not None:
            # the part's rows were asked for and delivered; none of them is of this group
            part = replace(total, group=whole.group, value=0.0, sources=(), rows_counted=0, unknown_rows=0)
        if part is None:
            continue
        if pairs is not None:
            part, whole = _paired(part, whole, *(each.get(group) for each in pairs))  # noqa: PLW2901 - the pair's own
        waiting = undecided.get(group)
        if waiting is not None and cannot_pass(part.value, waiting.value):
            yield replace(_divided(figure, part, whole), lacking=NOBODY_QUALIFIES)
        else:
            yield _rate(figure, part, whole, counting)


def _by_group(values: Iterable[FigureValue]) -> dict[_Group, FigureValue]:
    return {tuple(item.group.items()): item for item in values}


def _pairs(
    numerator: Figure, denominator: Figure, counted: Mapping[str, Sequence[FigureValue]], counting: Counting
) -> tuple[dict[_Group, FigureValue], dict[_Group, FigureValue]] | None:
    """Return both parts over those rows alone that say both, a blank being no nought; None where no row lacks one."""
    both = (numerator, denominator)
    known = all(each.value is not None for one in both for each in counted[one.id] if not each.group)
    blanks = any(each.unknown_rows for one in both for each in counted[one.id])
    if numerator.table != denominator.table or {one.measure for one in both} != {"sum"} or not (known and blanks):
        return None
    said = tuple(Condition(column=str(one.column), blank=False) for one in both)
    over = (one.model_copy(update={"where": (*one.where, *said)}) for one in both)
    first, second = (_by_group(_count(one, counting)) for one in over)
    return first, second


def _paired(
    part: FigureValue, whole: FigureValue, said_part: FigureValue | None, said_whole: FigureValue | None
) -> tuple[FigureValue, FigureValue]:
    """Return the parts of a group over the rows that say both, and on the denominator how many rows were left out."""
    left_out = whole.rows_counted - (0 if said_whole is None else said_whole.rows_counted)
    if said_part is None or said_whole is None or said_whole.value is None:
        lacking = part.lacking or whole.lacking or f"没有一行同时填了{part.label}和{whole.label}"
        return replace(part, value=None, unknown_rows=0), replace(
            whole, value=None, unknown_rows=left_out, lacking=lacking
        )
    label = (
        f"{whole.label}（{left_out} 行没有填全{part.label}和{whole.label}，分子、分母都不计）"
        if left_out
        else whole.label
    )
    return said_part, replace(said_whole, label=label, unknown_rows=left_out)


def _divided(figure: Figure, part: FigureValue, whole: FigureValue) -> FigureValue:
    """Return a rate with its parts and without its value."""
    return replace(
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


def _rate(figure: Figure, part: FigureValue, whole: FigureValue, counting: Counting) -> FigureValue:
    result = _divided(figure, part, whole)
    if part.window != whole.window:
        return replace(result, lacking=f"分子的时间窗是“{part.window}”，分母的是“{whole.window}”，不能相除")
    if part.value is None or whole.value is None:
        return result
    too_large = part.value > whole.value
    if whole.value == 0:
        why = f"{whole.label}为 0" + (f"，{part.label}却不是 0" if too_large else "")
        return replace(result, text=NOT_APPLICABLE, origin=NOT_APPLICABLE, lacking=why)
    return replace(
        result,
        value=part.value / whole.value,
        text=say_rate(part.value, whole.value, counting.rounding.for_figure(figure.id, figure.topic))
        + (f"（{TOO_LARGE}）" if too_large else ""),
        origin="逐条" if {part.origin, whole.origin} == {"逐条"} else "汇总",
        lacking=f"{TOO_LARGE}，请核对原表" if too_large else "",
    )
