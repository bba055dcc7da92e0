"""What the declared measures must mean: the tables, columns and words that they and their conditions ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govlib.catalog.conditions import Condition
from govlib.catalog.known_columns import DATES, FLAGS, NUMBERS, KnownColumns, KnownTables
from govlib.catalog.measure_kinds import (
    Count,
    CountOfGroups,
    DaysSinceLast,
    ElementsAbsent,
    ElementsMissing,
    LongestGap,
    LongestWait,
    Ratio,
    Repeats,
    RowMeasure,
    Share,
    SlotsMissed,
    Sum,
)
from govlib.errors import Fault

_KEYS_OF_REGISTRY: dict[str, frozenset[str]] = {
    "instead_flag": FLAGS, "registry_date": DATES, "registry_start": DATES,
}  # fmt: skip


def check_measure(measure: RowMeasure, tables: KnownTables, registry: str, where: tuple[str, str]) -> Iterator[Fault]:
    """Yield the faults of the columns that a measure names, in its own table (which is known) and in the registry."""
    file, prefix = where
    known = tables.know(measure.table)
    if known is None:
        return
    for key in ("needs", "needs_all"):
        for name in getattr(measure, key):
            yield from known.check_name(name, (file, f"{prefix}.{key}"))
    yield from check_conditions(tables, measure.table, list_conditions(measure), where)
    for key, names, types in _own_columns(measure):
        for name in names:
            yield from known.check_name(name, (file, f"{prefix}.{key}"), types)
    if isinstance(measure, Count) and measure.review is not None:
        review = measure.review
        yield from known.check_name(review.column, (file, f"{prefix}.review.column"))
        words = (*review.confirmed, *review.dismissed)
        yield from known.check_words(review.column, words, (file, f"{prefix}.review"))
    listed = tables.know(registry)
    for key, types in _KEYS_OF_REGISTRY.items() if listed is not None else ():
        column: str | None = getattr(measure, key, None)
        if column is not None and listed is not None:
            yield from listed.check_name(column, (file, f"{prefix}.{key}"), types)


def _own_columns(measure: RowMeasure) -> Iterator[tuple[str, tuple[str, ...], frozenset[str]]]:
    """Yield each key of a measure that names columns beside its conditions, with the types that they may have."""
    if isinstance(measure, ElementsMissing | ElementsAbsent):
        yield "elements", measure.elements, FLAGS
    if isinstance(measure, DaysSinceLast | LongestGap | SlotsMissed):
        yield "date_column", (measure.date_column,), DATES
    if isinstance(measure, LongestWait):
        yield "from_column", (measure.from_column,), DATES
        yield "to_column", (measure.to_column,) if measure.to_column else (), DATES
    if measure.in_period is not None:
        yield "in_period", (measure.in_period,), DATES
    if isinstance(measure, Sum | Ratio):
        yield "column", (measure.column,), NUMBERS
    if isinstance(measure, Ratio) and measure.over is not None:
        yield "over", (measure.over,), NUMBERS
    if isinstance(measure, Repeats):
        yield "same", measure.same, frozenset()


def list_conditions(measure: RowMeasure) -> dict[str, tuple[Condition, ...]]:
    """Return every list of conditions of a measure by its key."""
    found = {"about": measure.about, "where": measure.where}
    if isinstance(measure, Share):
        found["any_holds"] = measure.any_holds
    if isinstance(measure, Count):
        found["among"] = measure.among
    if isinstance(measure, CountOfGroups):
        found |= {f"groups.{number}": group for number, group in enumerate(measure.groups)}
    if isinstance(measure, DaysSinceLast):
        found["instead_where"] = measure.instead_where
    return found


def check_conditions(
    tables: KnownTables, table: str, groups: Mapping[str, tuple[Condition, ...]], where: tuple[str, str]
) -> Iterator[Fault]:
    """Yield the faults of lists of conditions on one table, each list told by its key."""
    file, prefix = where
    known: KnownColumns | None = tables.know(table)
    if known is None:
        if any(groups.values()):
            yield from tables.miss(table, where)
        return
    for name, conditions in groups.items():
        for number, condition in enumerate(conditions):
            key = ".".join(part for part in (prefix, name, str(number)) if part)
            yield from known.check_condition(condition, (file, key))
