"""What has changed since the earlier periods: one row a figure and basis, with what makes it hard to compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from govlib.catalog.figures import Figure
from govlib.catalog.places import Basis
from govlib.catalog.roundings import Rounding
from govlib.earlier.arithmetic import (
    Amount,
    amount_of_average,
    amount_of_count,
    amount_of_rate,
    amount_of_share,
    compare_amounts,
)
from govlib.earlier.book import Book, Computed, Present, exact_value
from govlib.earlier.periods import BASES, EarlierPeriod
from govlib.earlier.rules import Rules, kinds_judged, say_difference
from govlib.earlier.typed import Key, TypedNumber
from govlib.figure_value import FigureValue
from govlib.rounding import explain_printed

CHANGE_COLUMNS = [
    "id", "name", "topic", "basis", "earlier_period", "earlier_text", "now_text", "change_text", "change_value",
    "growth_text", "growth_value", "comparable", "note",
]  # fmt: skip
_JUDGED = frozenset({"coverage", "results"})
_ZERO_WHEN_ABSENT = ("rows", "distinct")
_TYPED = "手工填写"
Breakdown = tuple[str, tuple[str, ...]]
"""A figure's id and the columns of one of its breakdowns."""


@dataclass(frozen=True)
class _Side:
    """One earlier number: as an amount, the name and days of its window, and what is to be said of it."""

    amount: Amount
    window: str
    start: date | None
    end: date | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Comparing:
    """All that one basis is compared by."""

    present: Present
    rules: Mapping[str, Rules]
    basis: Basis
    period: EarlierPeriod
    computed: Computed
    typed: Mapping[Key, TypedNumber]
    rounding: Rounding
    tolerance: int
    now_by: frozenset[Breakdown]
    then_by: frozenset[Breakdown]


def list_changes(present: Present, book: Book, rules: Mapping[str, Rules]) -> pd.DataFrame:
    """Return one row a figure, group and basis (上期, 去年同期) that has a number now or had one then.

    ``change_text`` says 提高1.2个百分点 for rates, 减少3个 for counts, ``growth_text`` the growth of a count on the
    earlier one; ``change_value`` and ``growth_value`` are the exact numbers, in points, in the unit and in per cent.
    ``comparable`` is false where windows, rules or a missing number forbid it, ``note`` says why.
    """
    rows: list[dict[str, object]] = []
    for basis in BASES:
        period = book.bases[basis].period
        if period is None:
            continue
        rows += _compare_all(
            _Comparing(
                present=present,
                rules=rules,
                basis=basis,
                period=period,
                computed=book.computed(period),
                typed=book.typed.get(period.name, {}),
                rounding=present.place.rounding,
                tolerance=present.place.comparable_within_days,
                now_by=_breakdowns((item.id, tuple(item.group.items())) for item in present.figures),
                then_by=_breakdowns(book.computed(period).figures),
            )
        )
    frame = pd.DataFrame(rows, columns=CHANGE_COLUMNS)
    return frame.astype({"change_value": "Float64", "growth_value": "Float64", "comparable": "boolean"})


def _compare_all(comparing: _Comparing) -> Iterator[dict[str, object]]:
    now = {(item.id, tuple(item.group.items())): item for item in comparing.present.figures}
    for key, item in now.items():
        before = _earlier_side(key, item, comparing)
        if item.value is not None or before is not None:
            yield _row(item, before, comparing)
    then = comparing.computed.figures
    for key, old in then.items():
        if key in now or old.value is None or not old.group:
            continue
        absent = _absent(old, now, comparing.present.declared[old.id], comparing.now_by)
        if absent is not None:
            yield _row(absent, _earlier_side(key, absent, comparing), comparing)


def _breakdowns(keys: Iterable[Key]) -> frozenset[Breakdown]:
    """Return by which columns each figure is broken down."""
    return frozenset((identifier, tuple(name for name, _ in group)) for identifier, group in keys)


def _absent(
    item: FigureValue, others: Mapping[Key, FigureValue], figure: Figure, broken_down: frozenset[Breakdown]
) -> FigureValue | None:
    """Return a group that one side has and the other lacks, for the other: nought where rows are counted, else unknown.

    None where the other side's whole is unknown, or is not broken down that way.
    """
    whole = others.get((item.id, ()))
    if whole is None or whole.value is None:
        return None
    if figure.measure not in _ZERO_WHEN_ABSENT:
        blank = replace(item, value=None, text="缺数据", numerator=None, denominator=None)
        return _in_window_of(blank, whole, "没有这一组")
    if whole.value != 0 and (item.id, tuple(item.group)) not in broken_down:
        return None
    return _in_window_of(replace(item, value=0.0, text=f"0{item.unit}"), whole, "")


def _in_window_of(item: FigureValue, whole: FigureValue, lacking: str) -> FigureValue:
    return replace(
        item, window=whole.window, window_start=whole.window_start, window_end=whole.window_end, lacking=lacking
    )


def _earlier_side(key: Key, item: FigureValue, comparing: _Comparing) -> _Side | None:
    figure = comparing.present.declared[item.id]
    old = comparing.computed.figures.get(key)
    if old is None and item.group and item.value is not None and figure.measure in _ZERO_WHEN_ABSENT:
        old = _absent(item, comparing.computed.figures, figure, comparing.then_by)
    typed = comparing.typed.get(key)
    rounding = comparing.rounding.for_figure(figure.id, figure.topic)
    if old is not None and old.value is not None:
        notes: tuple[str, ...] = ()
        if typed is not None and not agrees(old, typed):
            said = typed.text or say_typed(typed, item.unit, rounding).text
            notes = (f"往期数字（T24）写的是 {said}，与按导出表复算的不同，以复算为准",)
        start, end = date.fromisoformat(old.window_start), date.fromisoformat(old.window_end)
        return _Side(amount_of(old, rounding), old.window, start, end, notes)
    if typed is None:
        return None
    notes = (f"{comparing.basis}数为{_TYPED}",)
    return _Side(say_typed(typed, item.unit, rounding), *_typed_window(figure, comparing), notes)


def _typed_window(figure: Figure, comparing: _Comparing) -> tuple[str, date | None, date | None]:
    declared = comparing.present.place.periods.get(comparing.period.name)
    of_others = figure.denominator or figure.numerator
    counted = comparing.present.declared[of_others] if of_others else figure
    if declared is None:
        name, _ = comparing.present.period.window(str(counted.table))
        return name, comparing.period.start, comparing.period.end
    name, window = declared.window(str(counted.table))
    return name, window.start, window.end


def amount_of(item: FigureValue, rounding: Rounding) -> Amount:
    """Return the amount of a figure that has a value."""
    value = item.value or 0.0
    has_parts = item.numerator is not None and bool(item.denominator)
    if item.unit == "%":
        return (
            amount_of_rate(item.numerator or 0, item.denominator or 1, rounding)
            if has_parts
            else amount_of_share(value)
        )
    if has_parts:
        return amount_of_average(item.numerator or 0, item.denominator or 1, item.unit, rounding)
    return amount_of_count(value, item.unit)


def say_typed(typed: TypedNumber, unit: str, rounding: Rounding) -> Amount:
    """Return the amount of a number typed by hand."""
    if unit != "%":
        return amount_of_count(typed.value, unit)
    if typed.numerator is not None and typed.denominator:
        return amount_of_rate(typed.numerator, typed.denominator, rounding)
    return amount_of_share(typed.value)


def agrees(item: FigureValue, typed: TypedNumber) -> bool:
    """Tell whether a number typed by hand is the one computed from the exports, as far as its decimals go."""
    value = exact_value(item)
    if item.unit != "%" or typed.numerator is not None:
        return typed.value == value
    printed = typed.value * 100
    return printed == value * 100 or explain_printed(printed, typed.decimals, value, 1) != "不符"


def _row(item: FigureValue, before: _Side | None, comparing: _Comparing) -> dict[str, object]:
    rounding = comparing.rounding.for_figure(item.id, item.topic)
    row: dict[str, object] = {
        "id": item.id,
        "name": item.name,
        "topic": item.topic,
        "basis": comparing.basis,
        "earlier_period": comparing.period.title,
        "earlier_text": before.amount.text if before else "缺数据",
        "now_text": item.text,
        "change_text": "",
        "change_value": None,
        "growth_text": "",
        "growth_value": None,
        "comparable": False,
    }
    if item.value is None or before is None:
        return {**row, "note": _why_missing(item, before, comparing)}
    change = compare_amounts(amount_of(item, rounding), before.amount, item.unit, rounding, comparing.basis)
    hindrances = [*_windows_differ(item, before, comparing), *_rules_differ(item, comparing)]
    notes = [*hindrances, *before.notes, *([change.note] if change.note else [])]
    return {
        **row,
        "change_text": change.text,
        "change_value": change.value,
        "growth_text": change.growth_text,
        "growth_value": change.growth_value,
        "comparable": not hindrances,
        "note": "；".join(notes),
    }


def _why_missing(item: FigureValue, before: _Side | None, comparing: _Comparing) -> str:
    if before is not None:
        return f"本期{item.lacking or '缺数据'}，没有变化可言"
    why = comparing.computed.failure
    return f"{comparing.basis}{why or '没有这个数'}，没有变化可言"


def _windows_differ(item: FigureValue, before: _Side, comparing: _Comparing) -> Iterator[str]:
    start, end = date.fromisoformat(item.window_start), date.fromisoformat(item.window_end)
    basis = comparing.basis
    if before.start is None or before.end is None:
        yield f"{basis}的起止日期没有写，时间窗是否可比不知道"
        return
    if before.window != item.window:
        yield f"时间窗不同（本期是“{item.window}”，{basis}是“{before.window}”）"
    now_days, then_days = (end - start).days + 1, (before.end - before.start).days + 1
    if abs(now_days - then_days) > comparing.tolerance:
        yield (
            f"时间窗长度不同（本期 {start} 至 {end} 共 {now_days} 天，"
            f"{basis} {before.start} 至 {before.end} 共 {then_days} 天）"
        )
    if before.end >= start:
        yield f"两期时间窗重叠（本期自 {start}，{basis}至 {before.end}）"


def _rules_differ(item: FigureValue, comparing: _Comparing) -> Iterator[str]:
    declared = comparing.present.declared
    for kind in sorted(kinds_judged(declared[item.id], declared, _JUDGED)):
        now, before = comparing.rules.get(kind), comparing.computed.rules.get(kind)
        said = say_difference(now, before) if now is not None and before is not None else ""
        if said:
            yield said


def list_disagreements(present: Present, book: Book) -> list[tuple[str, str]]:
    """Return the numbers typed by hand that the period's own exports contradict: where each stands, both numbers."""
    found = []
    for period in book.periods:
        numbers = book.typed.get(period.name, {})
        computed = book.computed(period).figures if numbers else {}
        for key, typed in numbers.items():
            item = computed.get(key)
            if item is not None and item.value is not None and not agrees(item, typed):
                rounding = present.place.rounding.for_figure(item.id, item.topic)
                said = typed.text or say_typed(typed, item.unit, rounding).text
                found.append(
                    (
                        typed.where,
                        f"{period.title}“{item.name}”写的是 {said}，按该期导出表复算是 {item.text}；以复算为准",
                    )
                )
    return found
