"""Earlier numbers typed by hand (T24 往期数字), read against the figures that exist."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from govlib.catalog.figures import Figure
from govlib.earlier.periods import TypedPeriod
from govlib.identities.numerals import Quantity, read_quantity
from govlib.identities.stated import plain_label
from govlib.rounding import explain_printed

Key = tuple[str, tuple[tuple[str, str], ...]]
"""A figure's id and its group, as names of columns with their words."""

_HUNDRED = 100
_SCALES = {"万": 10_000, "亿": 100_000_000}
_SAME = {"上一期": "上期", "上年同期": "去年同期"}


@dataclass(frozen=True)
class TypedNumber:
    """One earlier number as typed: its value (a rate is a fraction of 1), its parts where given, where it stands."""

    value: Fraction
    text: str
    numerator: Fraction | None
    denominator: Fraction | None
    decimals: int
    """Of a percentage: how many decimals it was typed with."""
    where: str


@dataclass(frozen=True)
class Typed:
    """All that the table holds: numbers by period and figure, the periods in order, and what could not be used."""

    numbers: dict[str, dict[Key, TypedNumber]] = field(default_factory=dict)
    periods: dict[str, TypedPeriod] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    """Where a row stands, and what is wrong with it."""


@dataclass(frozen=True)
class Naming:
    """How the words of the table are understood: the declared figures, and the name that a written unit counts as."""

    figures: Mapping[str, Figure]
    counted_as: Callable[[str], str]
    columns_of: Callable[[str, tuple[str, ...]], tuple[str, ...] | None]
    """By which columns a figure has a group of these words; None where that can't be told."""


def read_typed(table: pd.DataFrame | None, naming: Naming) -> Typed:
    """Return the earlier numbers of T24; none when it was not delivered."""
    typed = Typed()
    for record in [] if table is None else table.to_dict("records"):
        where = f"{record['source_file']} 第 {record['source_row']} 行"
        _take_period(record, typed, where)
        figure, words, why = _find_figure(_text(record["figure"]), _text(record["group"]), naming)
        if figure is None:
            typed.problems.append((where, why))
            continue
        columns = naming.columns_of(figure.id, words) if words else ()
        if columns is None:
            typed.problems.append((where, f"“{figure.label}”没有“{'·'.join(words)}”这样的分组，或分不清是哪一种分组"))
            continue
        merged = [
            naming.counted_as(word) if column == "unit" else word for column, word in zip(columns, words, strict=True)
        ]
        number, why = _read_number(record, figure, where)
        if why:
            typed.problems.append((where, why))
        if number is not None:
            group = tuple(zip(columns, merged, strict=True))
            typed.numbers.setdefault(_period_name(record), {}).setdefault((figure.id, group), number)
    return typed


def _take_period(record: Mapping[object, object], typed: Typed, where: str) -> None:
    name = _period_name(record)
    start, end = (_day(record[key]) for key in ("period_start", "period_end"))
    known = typed.periods.setdefault(name, TypedPeriod(name))
    merged = TypedPeriod(name, known.start or start, known.end or end)
    if (start is not None and start != merged.start) or (end is not None and end != merged.end):
        typed.problems.append((where, f"“{name}”的起止日期与前面的行不同，按前面的算"))
    typed.periods[name] = merged


def _period_name(record: Mapping[object, object]) -> str:
    written = _text(record["period"])
    return _SAME.get(written, written)


def _day(cell: object) -> date | None:
    return cell.date() if isinstance(cell, pd.Timestamp) else None


def _find_figure(written: str, group: str, naming: Naming) -> tuple[Figure | None, tuple[str, ...], str]:
    """Return the figure that a name or id means, and the words of its group; or why there is none."""
    first, *words = written.split("·")
    words += [word for word in group.split("·") if word]
    plain = plain_label(first)
    by_label = {plain_label(figure.label): figure for figure in naming.figures.values()}
    figure = naming.figures.get(plain) or by_label.get(plain)
    if figure is not None:
        return figure, tuple(word.strip() for word in words), ""
    near = difflib.get_close_matches(plain, by_label, 3, 0.4)
    said = "，是不是" + "、".join(f"“{by_label[name].label}”" for name in near) if near else ""
    return None, (), f"没有名为“{first}”的数字{said}"


def _read_number(record: Mapping[object, object], figure: Figure, where: str) -> tuple[TypedNumber | None, str]:
    """Return the number of a row, and what is wrong with it; both where the parts count and the value contradicts."""
    unit = _text(record["unit_of_measure"])
    value, numerator, denominator = (_quantity(record, key, unit) for key in ("value", "numerator", "denominator"))
    unread = [
        f"“{_text(record[key])}”"
        for key, read in (("value", value), ("numerator", numerator), ("denominator", denominator))
        if _text(record[key]) and read is None
    ]
    if unread:
        return None, f"{'、'.join(unread)}认不出是多少，应写成 97.8% 或 1234 这样的数"
    if figure.unit != "%":
        if value is None:
            return None, f"“{figure.label}”没有写数值"
        if value.is_percent or unit == "%":
            return None, f"“{figure.label}”按{figure.unit or '个数'}计，写的却是百分比"
        amount = Fraction(value.value) * _SCALES.get(unit[:1], 1)
        if amount < 0:
            return None, f"“{figure.label}”写的是负数"
        return TypedNumber(amount, _text(record["value"]), None, None, 0, where), ""
    return _read_rate(record, figure, value, (numerator, denominator), where)


def _read_rate(
    record: Mapping[object, object],
    figure: Figure,
    value: Quantity | None,
    parts: tuple[Quantity | None, Quantity | None],
    where: str,
) -> tuple[TypedNumber | None, str]:
    text = _text(record["value"])
    percent, decimals = _in_percent(value, _text(record["unit_of_measure"])) if value is not None else (None, 0)
    numerator, denominator = (None if part is None else Fraction(part.value) for part in parts)
    if numerator is not None and denominator is not None and denominator > 0:
        number = TypedNumber(numerator / denominator, text, numerator, denominator, decimals, where)
        if percent is not None and explain_printed(percent, decimals, numerator, denominator) == "不符":
            return number, f"“{figure.label}”写的是 {text}，按分子、分母不是这个数；以分子、分母为准"
        return number, ""
    if percent is None:
        return None, f"“{figure.label}”没有写数值，分子、分母也不全"
    return TypedNumber(Fraction(percent) / _HUNDRED, text, None, None, decimals, where), ""


def _in_percent(value: Quantity, unit: str) -> tuple[Decimal, int]:
    """Return a percentage and its decimals; a cell formatted in per cent arrives as a fraction without the sign."""
    if value.is_percent or unit == "%" or value.value > 1:
        return value.value, value.decimals
    return value.value * _HUNDRED, max(value.decimals - 2, 0)


def _quantity(record: Mapping[object, object], key: str, unit: str) -> Quantity | None:
    text = _text(record[key])
    return read_quantity(text, "" if key != "value" else unit.removeprefix("%")) if text else None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
