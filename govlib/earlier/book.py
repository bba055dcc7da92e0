"""The numbers of earlier periods: computed again from their exports first, then typed by hand (T24)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from govlib.catalog.figures import Figure
from govlib.catalog.lines import breakdowns_of
from govlib.catalog.places import Basis, Period, Place
from govlib.earlier.periods import (
    EarlierPeriod,
    Found,
    called_basis,
    declared_name,
    find_bases,
    list_earlier,
)
from govlib.earlier.rules import Rules
from govlib.earlier.typed import Key, Naming, Typed, TypedNumber, read_typed
from govlib.figure_value import FigureValue
from govlib.figures import UNWRITTEN

if TYPE_CHECKING:
    from govlib.workspace import Run

VALUE_COLUMNS = ["period", "periods_back", "unit", "value"]


@dataclass(frozen=True)
class Computed:
    """What the exports of an earlier period gave: its figures, its rules by kind of subject, or why nothing."""

    figures: Mapping[Key, FigureValue] = field(default_factory=dict)
    rules: Mapping[str, Rules] = field(default_factory=dict)
    failure: str = ""


@dataclass(frozen=True)
class Book:
    """The earlier periods of a place, newest first, with their numbers; what each basis means; what is wrong.

    ``compute`` opens a declared period's exports when it is asked for.
    """

    periods: tuple[EarlierPeriod, ...]
    bases: Mapping[Basis, Found]
    typed: Mapping[str, Mapping[Key, TypedNumber]]
    problems: tuple[tuple[str, str], ...]
    """Where a row of T24 stands, and why it can't be used as it is."""
    compute: Callable[[str], Computed]

    def computed(self, period: EarlierPeriod) -> Computed:
        """Return what a period's exports give; nothing for a period that only T24 names."""
        return self.compute(period.name) if period.declared else Computed()


@dataclass(frozen=True)
class Present:
    """What the earlier numbers are read against: the place, its present period and figures, names of units."""

    place: Place
    period_name: str
    declared: Mapping[str, Figure]
    figures: Sequence[FigureValue]
    counted_as: Callable[[str], str]
    group_of: Callable[[str], str | None]

    @property
    def period(self) -> Period:
        """Return the present period's declaration."""
        return self.place.periods[self.period_name]


def open_book(present: Present, table: pd.DataFrame | None, compute: Callable[[str], Computed]) -> Book:
    """Return the earlier periods of a place with what was typed of them; exports are opened on demand."""
    typed = read_typed(table, _naming(present))
    periods, refused = list_earlier(present.place, present.period_name, typed.periods.values())
    problems = [*typed.problems, *((f"往期数字（T24）“{name}”", why) for name, why in refused.items())]
    bases = find_bases(present.period, periods)
    for basis, found in bases.items():
        if found.why and basis in present.period.compare_with:
            problems.append((f"places/{present.place.slug}.yaml", found.why))
    return Book(tuple(periods), bases, _by_period(typed, present, periods), tuple(problems), compute)


def _by_period(typed: Typed, present: Present, periods: Sequence[EarlierPeriod]) -> dict[str, dict[Key, TypedNumber]]:
    known = {one.name: one for one in periods}
    found: dict[str, dict[Key, TypedNumber]] = {}
    for written, numbers in typed.numbers.items():
        name = (
            declared_name(present.place, written)
            or called_basis(present.place, present.period_name, written, {n: p for n, p in known.items() if p.declared})
            or written
        )
        for key, number in numbers.items() if name in known else ():
            found.setdefault(name, {}).setdefault(key, number)
    return found


def _naming(present: Present) -> Naming:
    groups: dict[tuple[str, tuple[str, ...]], set[tuple[str, ...]]] = {}
    for item in present.figures:
        groups.setdefault((item.id, tuple(item.group.values())), set()).add(tuple(item.group))

    def columns_of(identifier: str, words: tuple[str, ...]) -> tuple[str, ...] | None:
        found = groups.get((identifier, words)) or groups.get((identifier, tuple(map(present.counted_as, words))))
        if found is not None and len(found) == 1:
            return next(iter(found))
        if found is not None:
            return None
        figure = present.declared[identifier]
        declared = breakdowns_of(figure, present.declared) or (figure.label_columns,)
        fitting = [by for by in declared if len(by) == len(words)]
        units = [by for by in fitting if "unit" in by and present.group_of(present.counted_as(words[-1])) is not None]
        chosen = units if len(units) == 1 else [by for by in fitting if "unit" not in by] if units == [] else fitting
        return chosen[0] if len(chosen) == 1 else None

    return Naming(present.declared, present.counted_as, columns_of)


def earlier_values(run: Run, figure_id: str) -> pd.DataFrame:
    """Return a figure's numbers by unit in all earlier periods that have them, newest period first.

    One row a period and unit: period, periods_back (1 is the newest earlier period, data or not: a gap in the numbers
    is a period without data), unit, value (Float64, blank where the period's exports don't tell it). Numbers computed
    from a period's exports go before those typed by hand.
    """
    rows: list[tuple[str, int, str, float | None]] = []
    for back, period in enumerate(run.earlier.periods, 1):
        values: dict[str, float | None] = {}
        for key, item in run.earlier.computed(period).figures.items():
            unit = _unit_of(key, figure_id)
            if unit is not None:
                values[unit] = item.value
        for key, number in run.earlier.typed.get(period.name, {}).items():
            unit = _unit_of(key, figure_id)
            if unit is not None and values.get(unit) is None:
                values[unit] = float(number.value)
        rows += [(period.name, back, unit, value) for unit, value in values.items()]
    frame = pd.DataFrame(rows, columns=VALUE_COLUMNS)
    return frame.astype({"period": "string", "periods_back": "Int64", "unit": "string", "value": "Float64"})


def _unit_of(key: Key, figure_id: str) -> str | None:
    identifier, group = key
    if identifier != figure_id or [name for name, _ in group] != ["unit"] or group[0][1] == UNWRITTEN:
        return None
    return group[0][1]


def exact_value(item: FigureValue) -> Fraction:
    """Return a figure's number exactly, a rate by its parts; ValueError when it has none."""
    if item.value is None:
        raise ValueError(f"{item.name} has no value")
    if item.numerator is not None and item.denominator:
        return Fraction(str(item.numerator)) / Fraction(str(item.denominator))
    return Fraction(str(item.value))
