"""What the declarations must mean together: tables, columns, words, indicators and rulesets that are named exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govlib.catalog.conditions import Condition
from govlib.catalog.figures import Figure
from govlib.catalog.known_columns import (
    COMPUTED_TABLES,
    DATES,
    FLAGS,
    NUMBERS,
    KnownColumns,
    KnownTables,
)
from govlib.catalog.places import LocalThreshold, Period, Place
from govlib.catalog.rulesets import (
    REGISTRIES,
    Count,
    CountOfGroups,
    DaysSinceLast,
    ElementsMissing,
    Indicator,
    Manual,
    RowMeasure,
    Ruleset,
    Share,
)
from govlib.dated import at
from govlib.errors import Fault

SUBJECT_KEYS = {"网站": ("site_code",), "账号": ("account_name", "platform")}
"""The columns by which the rows of a table name the subject they belong to."""


def check_rulesets(rulesets: Mapping[str, Ruleset], tables: KnownTables) -> Iterator[Fault]:
    """Yield what the rulesets ask of tables and columns that do not exist or can't answer; each file once."""
    for ruleset in rulesets.values():
        shown = f"params/rulesets/{ruleset.id}"
        parent = rulesets.get(ruleset.extends or "")
        inherited = parent.indicators if parent else {}
        for kind, conditions in ruleset.judged.items():
            where = f"{shown}/ruleset.yaml", f"judged.{kind}"
            yield from _check_conditions(tables, REGISTRIES[kind], {"": conditions}, where)
        for name, indicator in ruleset.indicators.items():
            if indicator != inherited.get(name):
                yield from _check_indicator(indicator, tables, f"{shown}/{name}.yaml")


def _check_indicator(indicator: Indicator, tables: KnownTables, file: str) -> Iterator[Fault]:
    registry = REGISTRIES[indicator.subject]
    yield from _check_conditions(tables, registry, {"": indicator.applies_when}, (file, "applies_when"))
    measure = indicator.measure
    known = tables.know(measure.table)
    if known is None or measure.table in COMPUTED_TABLES:
        yield from tables.miss(measure.table, (file, "measure.table"))
        return
    if isinstance(measure, Manual):
        return
    for key in SUBJECT_KEYS[indicator.subject]:
        yield from known.check_name(key, (file, "measure.table"))
    for name in measure.needs:
        yield from known.check_name(name, (file, "measure.needs"))
    yield from _check_conditions(tables, measure.table, _conditions(measure), (file, "measure"))
    yield from _check_own_columns(measure, known, tables.know(registry), file)


def _conditions(measure: RowMeasure) -> dict[str, tuple[Condition, ...]]:
    found = {"where": measure.where}
    if isinstance(measure, Share):
        found["any_holds"] = measure.any_holds
    if isinstance(measure, CountOfGroups):
        found |= {f"groups.{number}": group for number, group in enumerate(measure.groups)}
    if isinstance(measure, DaysSinceLast):
        found["instead_where"] = measure.instead_where
    return found


def _check_own_columns(
    measure: RowMeasure, known: KnownColumns, registry: KnownColumns | None, file: str
) -> Iterator[Fault]:
    """Yield the faults of the columns that one kind of measure names beside its conditions."""
    if isinstance(measure, Count) and measure.review is not None:
        review = measure.review
        yield from known.check_name(review.column, (file, "measure.review.column"))
        yield from known.check_words(review.column, (*review.confirmed, *review.dismissed), (file, "measure.review"))
    if isinstance(measure, ElementsMissing):
        for name in measure.elements:
            yield from known.check_name(name, (file, "measure.elements"), FLAGS)
    if isinstance(measure, DaysSinceLast):
        yield from known.check_name(measure.date_column, (file, "measure.date_column"), DATES)
        if registry is not None and measure.instead_flag is not None:
            yield from registry.check_name(measure.instead_flag, (file, "measure.instead_flag"), FLAGS)
        if registry is not None and measure.registry_date is not None:
            yield from registry.check_name(measure.registry_date, (file, "measure.registry_date"), DATES)


def _check_conditions(
    tables: KnownTables, table: str, groups: Mapping[str, tuple[Condition, ...]], where: tuple[str, str]
) -> Iterator[Fault]:
    file, prefix = where
    known = tables.know(table)
    if known is None:
        if any(groups.values()):
            yield from tables.miss(table, where)
        return
    for name, conditions in groups.items():
        for number, condition in enumerate(conditions):
            key = ".".join(part for part in (prefix, name, str(number)) if part)
            yield from known.check_condition(condition, (file, key))


def check_figures(figures: Mapping[str, Figure], tables: KnownTables) -> Iterator[Fault]:
    """Yield what the figures ask of tables and columns that do not exist or can't answer."""
    for figure in figures.values():
        if figure.table is None:
            continue
        known = tables.know(figure.table)
        if known is None:
            yield from tables.miss(figure.table, (figure.file, f"{figure.id}.table"))
            continue
        if figure.join is not None:
            where = figure.file, f"{figure.id}.join"
            other = tables.know(figure.join.table)
            if other is None:
                yield from tables.miss(figure.join.table, where)
                continue
            for name in (figure.join.on, *figure.join.take):
                yield from other.check_name(name, where)
            yield from known.check_name(figure.join.on, where)
            taken = {name: other.types.get(name, "text") for name in figure.join.take}
            known = KnownColumns(known.table, {**known.types, **taken}, {**known.words, **other.words})
        yield from _check_figure(figure, known)


def _check_figure(figure: Figure, known: KnownColumns) -> Iterator[Fault]:
    named = {"columns": figure.columns, "label_columns": figure.label_columns}
    named["by"] = tuple(name for names in figure.by for name in names)
    for key, names in named.items():
        for name in names:
            yield from known.check_name(name, (figure.file, f"{figure.id}.{key}"))
    if figure.column is not None:
        yield from known.check_name(figure.column, (figure.file, f"{figure.id}.column"), NUMBERS)
    for number, condition in enumerate(figure.where):
        yield from known.check_condition(condition, (figure.file, f"{figure.id}.where.{number}"))


def check_places(
    places: Mapping[str, Place], rulesets: Mapping[str, Ruleset], figures: Mapping[str, Figure], tables: KnownTables
) -> Iterator[Fault]:
    """Yield what the places name that does not exist, or is not in force on the day it is asked."""
    faulty = tables.faulty_files
    for slug, place in places.items():
        shown = f"params/places/{slug}.yaml"
        for entry in place.rulesets:
            if entry.id not in rulesets and f"params/rulesets/{entry.id}/ruleset.yaml" not in faulty:
                yield Fault(shown, "rulesets", f"没有规则集“{entry.id}”", f"其中之一：{'、'.join(rulesets)}")
        yield from _check_indicators(place, rulesets, faulty, shown)
        for name, period in place.periods.items():
            yield from _check_period(period, tables, (shown, f"periods.{name}"))
            ruleset = rulesets.get(place.ruleset_id(period.inspection_day) or "")
            if ruleset is not None and not ruleset.is_in_force(period.inspection_day):
                found = f"监测时间点 {period.inspection_day} 时规则集 {ruleset.id} 不在有效期内"
                expected = f"{ruleset.since} 至 {ruleset.until or '今'}之间，或换一个规则集"
                yield Fault(shown, f"periods.{name}.inspection_day", found, expected)
        for ranking in place.rankings:
            figure = figures.get(ranking.figure)
            if figure is None and any(file.startswith("params/figures/") for file in faulty):
                continue
            if figure is None or ("unit",) not in figure.by:
                found = f"“{ranking.figure}”不是按单位分列的数字"
                yield Fault(shown, "rankings", found, "params/figures/ 里 by 含 [unit] 的编号")


def _check_indicators(
    place: Place, rulesets: Mapping[str, Ruleset], faulty: frozenset[str], shown: str
) -> Iterator[Fault]:
    """Yield every indicator that a place names but its rulesets don't have, or don't judge in that scope."""
    if any(f"params/rulesets/{entry.id}/ruleset.yaml" in faulty for entry in place.rulesets):
        return
    applied = [rulesets[entry.id] for entry in place.rulesets if entry.id in rulesets]
    known = {name: one for ruleset in applied for name, one in ruleset.indicators.items()}
    for number in place.thresholds:
        yield from _check_stricter(number, [(one.id, one.indicators) for one in applied], shown)
    asked = [
        (number.origin.where("indicator", (shown, "thresholds")), number.indicator, known)
        for number in place.thresholds
    ]
    for name, period in place.periods.items():
        for kind, label, scope in (("网站", "websites", period.websites), ("账号", "accounts", period.accounts)):
            mine = {name: one for name, one in known.items() if one.subject == kind and one.status == "active"}
            asked += [((shown, f"periods.{name}.{label}.rules"), rule, mine) for rule in scope.rules]
    for where, indicator, allowed in asked:
        if indicator not in allowed and not any(file.endswith(f"/{indicator}.yaml") for file in faulty):
            found = f"没有指标“{indicator}”（或不判这类对象、还是草案）"
            yield Fault(*where, found, f"其中之一：{'、'.join(sorted(allowed))}")


def _check_stricter(
    local: LocalThreshold, applied: Sequence[tuple[str, Mapping[str, Indicator]]], shown: str
) -> Iterator[Fault]:
    """Yield the fault of a local number that lets pass what its rulesets fail, on its first day or any day after."""
    for ruleset, indicators in applied:
        indicator = indicators.get(local.indicator)
        if indicator is None or local.value is None:
            continue
        where = local.origin.where("value", (shown, "thresholds"))
        if indicator.unit == "%" and local.value > 1:
            yield Fault(
                *where, f"{indicator.id} 按百分比算，写的是 {local.value:g}", "0 至 1 的数；工作簿里也可以写 5%"
            )
            break
        later = [number for number in indicator.thresholds if number.since > local.since]
        for number in (at(indicator.thresholds, local.since), *later):
            if number is None or number.value is None or number.value == local.value:
                continue
            if (local.value > number.value) == (indicator.direction == "lower_is_better"):
                found = f"{indicator.id} 的本地阈值 {local.value:g} 比规则集 {ruleset} 的 {number.value:g} 宽"
                at_most = "不大于" if indicator.direction == "lower_is_better" else "不小于"
                yield Fault(*where, found, f"地方阈值只能更严：{at_most} {number.value:g}")
                break


def _check_period(period: Period, tables: KnownTables, where: tuple[str, str]) -> Iterator[Fault]:
    file, prefix = where
    for key, named in (("sheets", [hint.table for hint in period.sheets]), ("window_of", [*period.window_of])):
        for table in named:
            if tables.know(table) is None or (key == "sheets" and table in COMPUTED_TABLES):
                yield from tables.miss(table, (file, f"{prefix}.{key}"))
