"""Rates, averages and shares: figures divided by figures, sums of one table over the rows that say both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from govlib.catalog.conditions import Condition
from govlib.catalog.figures import Figure
from govlib.figure_rows import Counting
from govlib.figure_value import (
    MISSING,
    NOBODY_QUALIFIES,
    NOT_APPLICABLE,
    FigureValue,
    cannot_pass,
)
from govlib.provenance import merge_sources
from govlib.rounding import say_average, say_rate

TOO_LARGE = "分子大于分母"
_Group = tuple[tuple[str, str], ...]


def unknown(figure: Figure, counting: Counting, group: dict[str, str]) -> FigureValue:
    """Return a figure without data, in the window in which its table was counted."""
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
        short=figure.short,
        window_start=days.start.isoformat(),
        window_end=days.end.isoformat(),
        origin=MISSING,
    )


@dataclass(frozen=True)
class Parts:
    """What figures are divided from: the counted ones by id, all declarations, and how to count one again."""

    counted: Mapping[str, Sequence[FigureValue]]
    figures: Mapping[str, Figure]
    counting: Counting
    count: Callable[[Figure, Counting], Iterable[FigureValue]]


def divide(figure: Figure, parts: Parts) -> Iterator[FigureValue]:
    """Yield a rate, an average or the shares of a figure's groups, with every breakdown of the denominator."""
    if not {figure.numerator, figure.denominator or figure.numerator} <= set(parts.counted):
        yield replace(unknown(figure, parts.counting, {}), lacking="分子、分母里有一个本身是比率，不能再相除")
    elif figure.measure == "share":
        yield from _shares(figure, parts)
    else:
        yield from _rates(figure, parts)


def _shares(figure: Figure, parts: Parts) -> Iterator[FigureValue]:
    """Yield the share of every group in the group above it (a kind of letter in its mailbox), else in the whole."""
    values = _by_group(parts.counted[str(figure.numerator)])
    grouped = [group for group in values if group]
    for group in grouped:
        above = values.get(group[:-1]) or values[()]
        yield replace(_rate(figure, values[group], above, parts.counting), group=values[group].group)
    if not grouped:
        whole = next(iter(values.values()))
        yield replace(_divided(figure, whole, whole), lacking=whole.lacking or "没有分类")


def _rates(figure: Figure, given: Parts) -> Iterator[FigureValue]:
    counted, figures, counting = given.counted, given.figures, given.counting
    numerator, denominator = figures[str(figure.numerator)], figures[str(figure.denominator)]
    parts = _by_group(counted[numerator.id])
    pairs = _pairs(numerator, denominator, given)
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
    numerator: Figure, denominator: Figure, given: Parts
) -> tuple[dict[_Group, FigureValue], dict[_Group, FigureValue]] | None:
    """Return both parts over those rows alone that say both, a blank being no nought; None where no row lacks one."""
    both = (numerator, denominator)
    counted = [each for one in both for each in given.counted[one.id]]
    known = all(each.value is not None for each in counted if not each.group)
    blanks = any(each.unknown_rows for each in counted)
    if numerator.table != denominator.table or {one.measure for one in both} != {"sum"} or not (known and blanks):
        return None
    said = tuple(Condition(column=str(one.column), blank=False) for one in both)
    over = (one.model_copy(update={"where": (*one.where, *said)}) for one in both)
    first, second = (_by_group(given.count(one, given.counting)) for one in over)
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
        numerator_name=part.label,
        denominator_name=whole.label,
        short=figure.short,
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
    too_large = part.value > whole.value and figure.unit == "%"
    if whole.value == 0:
        why = f"{whole.label}为 0" + (f"，{part.label}却不是 0" if too_large else "")
        return replace(result, text=NOT_APPLICABLE, origin=NOT_APPLICABLE, lacking=why)
    rounding = counting.rounding.for_figure(figure.id, figure.topic)
    if figure.unit == "%":
        text = say_rate(part.value, whole.value, rounding) + (f"（{TOO_LARGE}）" if too_large else "")
    else:
        text = f"{say_average(part.value, whole.value, rounding)}{figure.unit}"
    return replace(
        result,
        value=part.value / whole.value,
        text=text,
        origin="逐条" if {part.origin, whole.origin} == {"逐条"} else "汇总",
        lacking=f"{TOO_LARGE}，请核对原表" if too_large else "",
        parts_text=f"{_say_part(part)}，{_say_part(whole)}，{figure.short or figure.label}{text}",
    )


def _say_part(part: FigureValue) -> str:
    return f"{part.short or part.label}{part.text}"
