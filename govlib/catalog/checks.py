"""What the declarations must mean together: tables, columns, words, indicators and rulesets that are named exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from govlib.catalog.figures import Figure
from govlib.catalog.known_columns import (
    COMPUTED_TABLES,
    DATES,
    NUMBERS,
    KnownColumns,
    KnownTables,
)
from govlib.catalog.measure_checks import check_conditions, check_measure
from govlib.catalog.measure_kinds import Manual, RowMeasure
from govlib.catalog.places import LocalThreshold, Period, Place
from govlib.catalog.rulesets import REGISTRIES, Indicator, Ruleset
from govlib.dated import at
from govlib.errors import Fault

_NAMED_BY: dict[str, tuple[tuple[str, ...], ...]] = {
    "网站": (("site_code",),),
    "账号": (("account_name", "platform"),),
    "单位": (("unit",), ("units",), ("host_unit",)),
    "地区": ((),),
}
"""The columns, one way or another, by which the rows of a table must be able to name a kind of subject."""


def check_rulesets(rulesets: Mapping[str, Ruleset], tables: KnownTables) -> Iterator[Fault]:
    """Yield what the rulesets ask of tables and columns that do not exist or can't answer; each file once."""
    for ruleset in rulesets.values():
        shown = f"params/rulesets/{ruleset.id}"
        parent = rulesets.get(ruleset.extends or "")
        inherited = parent.indicators if parent else {}
        of_parent = parent.judged if parent else {}
        for kind, conditions in ruleset.judged.items():
            if conditions == of_parent.get(kind):
                continue
            where = f"{shown}/ruleset.yaml", f"judged.{kind}"
            yield from check_conditions(tables, REGISTRIES[kind], {"": conditions}, where)
        for model in ruleset.scores:
            if parent is not None and model in parent.scores:
                continue
            groups = {"scored_when": model.scored_when}
            if model.reduced is not None:
                groups["reduced.when"] = model.reduced.when
            where = f"{shown}/ruleset.yaml", f"scores.{model.subject}"
            yield from check_conditions(tables, REGISTRIES[model.subject], groups, where)
        for name, indicator in ruleset.indicators.items():
            taken = inherited.get(name)
            # What is taken over is told where it is stated.
            if taken is None or _reads(indicator) != _reads(taken):
                yield from _check_indicator(indicator, tables, f"{shown}/{name}.yaml")
        yield from _check_between(ruleset, lambda name, folder=shown: f"{folder}/{name}.yaml")  # type: ignore[misc]


def _reads(indicator: Indicator) -> tuple[object, ...]:
    """Return all that an indicator asks of tables."""
    return indicator.subject, indicator.applies_when, indicator.measure, indicator.fallback


def _check_indicator(indicator: Indicator, tables: KnownTables, file: str) -> Iterator[Fault]:
    registry = REGISTRIES[indicator.subject]
    yield from check_conditions(tables, registry, {"": indicator.applies_when}, (file, "applies_when"))
    for key, measure in (("measure", indicator.measure), ("fallback", indicator.fallback)):
        if measure is not None and not isinstance(measure, Manual):
            yield from _check_rows(indicator.subject, measure, tables, registry, (file, key))


def _check_rows(
    kind: str, measure: RowMeasure, tables: KnownTables, registry: str, where: tuple[str, str]
) -> Iterator[Fault]:
    file, prefix = where
    known = tables.know(measure.table)
    if known is None or measure.table in COMPUTED_TABLES:
        yield from tables.miss(measure.table, (file, f"{prefix}.table"))
        return
    if not any(set(keys) <= set(known.types) for keys in _NAMED_BY[kind]):
        for key in _NAMED_BY[kind][0]:
            yield from known.check_name(key, (file, f"{prefix}.table"))
    yield from check_measure(measure, tables, registry, where)


def _check_between(ruleset: Ruleset, file_of: Callable[[str], str]) -> Iterator[Fault]:
    """Yield what the indicators of a ruleset ask of each other and of its score models that is not there."""
    models = {model.subject: model for model in ruleset.scores}
    for name, indicator in ruleset.indicators.items():
        for other in indicator.not_twice_with:
            one = ruleset.indicators.get(other)
            if one is None or one.measure.table != indicator.measure.table or one.not_twice_with:
                expected = f"同用表 {indicator.measure.table}、自己没有 not_twice_with 的指标编号"
                yield Fault(file_of(name), "not_twice_with", f"写的是“{other}”", expected)
        if indicator.part not in ("deduction", "bonus"):
            continue
        model = models.get(indicator.subject)
        if model is None:
            found = f"规则集没有{indicator.subject}的计分办法"
            yield Fault(file_of(name), "part", found, "在 ruleset.yaml 的 scores 里写一个")
        elif indicator.part == "bonus" and model.bonus is None:
            yield Fault(file_of(name), "part", "计分办法没有加分（bonus）", "在 ruleset.yaml 的 scores 里写上")
        elif indicator.part == "deduction":
            blocks = [part.id for part in model.parts]
            if indicator.block.partition("·")[0] not in blocks:
                expected = f"{'、'.join(blocks)}，或其中的一块，写成“{blocks[0]}·某块”"
                yield Fault(file_of(name), "block", f"计分办法里没有“{indicator.block}”", expected)


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
        wanted = DATES if figure.measure == "mean_days" else NUMBERS
        yield from known.check_name(figure.column, (figure.file, f"{figure.id}.column"), wanted)
    if figure.since is not None:
        yield from known.check_name(figure.since, (figure.file, f"{figure.id}.since"), DATES)
    for number, condition in enumerate(figure.where):
        yield from known.check_condition(condition, (figure.file, f"{figure.id}.where.{number}"))


def check_places(places: Mapping[str, Place], rulesets: Mapping[str, Ruleset], tables: KnownTables) -> Iterator[Fault]:
    """Yield what the places name that does not exist, or is not in force on the day it is asked."""
    faulty = tables.faulty_files
    for slug, place in places.items():
        shown = f"params/places/{slug}.yaml"
        for key, name in _named_rulesets(place):
            if name not in rulesets and f"params/rulesets/{name}/ruleset.yaml" not in faulty:
                yield Fault(shown, key, f"没有规则集“{name}”", f"其中之一：{'、'.join(rulesets)}")
        yield from _check_indicators(place, rulesets, faulty, shown)
        for name, period in place.periods.items():
            yield from _check_period(period, tables, (shown, f"periods.{name}"))
            yield from _check_together(place, period, rulesets, (shown, f"periods.{name}"))
            ruleset = rulesets.get(place.ruleset_id(period.inspection_day) or "")
            yield from _check_scored(period, ruleset, (shown, f"periods.{name}"))
            if ruleset is not None and not ruleset.is_in_force(period.inspection_day):
                found = f"监测时间点 {period.inspection_day} 时规则集 {ruleset.id} 不在有效期内"
                expected = f"{ruleset.since} 至 {ruleset.until or '今'}之间，或换一个规则集"
                yield Fault(shown, f"periods.{name}.inspection_day", found, expected)


def _named_rulesets(place: Place) -> list[tuple[str, str]]:
    """Return every ruleset that a place names, with the key that names it."""
    return [*(("rulesets", one.id) for one in place.rulesets), *(("also", one.id) for one in place.also)]


def _check_together(
    place: Place, period: Period, rulesets: Mapping[str, Ruleset], where: tuple[str, str]
) -> Iterator[Fault]:
    """Yield every indicator id that two rulesets applied on one day both have: nobody could tell them apart."""
    day, owner = period.inspection_day, dict[str, str]()
    for name in (place.ruleset_id(day), *place.also_applied(day)):
        ruleset = rulesets.get(name or "")
        if ruleset is None:
            continue
        twice = [one for one in ruleset.indicators if owner.setdefault(one, ruleset.id) != ruleset.id]
        if twice:
            found = f"{day} 同时适用的 {owner[twice[0]]} 与 {ruleset.id} 都有指标 {'、'.join(twice)}"
            yield Fault(*where, found, "编号不重复的规则集（一个 extends 另一个的，只用一个）")


def _check_scored(period: Period, ruleset: Ruleset | None, where: tuple[str, str]) -> Iterator[Fault]:
    """Yield every kind whose verdicts ask for a score that the ruleset does not give."""
    given = {model.subject for model in ruleset.scores} if ruleset is not None else set()
    for kind, label, scope in (("网站", "websites", period.websites), ("账号", "accounts", period.accounts)):
        if scope.scored and ruleset is not None and kind not in given:
            file, prefix = where
            found = f"规则集 {ruleset.id} 没有{kind}的计分办法"
            yield Fault(file, f"{prefix}.{label}.scored", found, "在 ruleset.yaml 的 scores 里写一个，或删去 scored")


def _check_indicators(
    place: Place, rulesets: Mapping[str, Ruleset], faulty: frozenset[str], shown: str
) -> Iterator[Fault]:
    """Yield every indicator that a place names but its rulesets don't have, or don't judge in that scope."""
    named = dict.fromkeys(name for _, name in _named_rulesets(place))
    if any(f"params/rulesets/{name}/ruleset.yaml" in faulty for name in named):
        return
    applied = [rulesets[name] for name in named if name in rulesets]
    known = {name: one for ruleset in applied for name, one in ruleset.indicators.items()}
    for number in place.thresholds:
        yield from _check_stricter(number, [(one.id, one.indicators) for one in applied], shown)
    asked = [
        (number.origin.where("indicator", (shown, "thresholds")), number.indicator, known)
        for number in place.thresholds
    ]
    for name, period in place.periods.items():
        for kind, label, scope in (("网站", "websites", period.websites), ("账号", "accounts", period.accounts)):
            mine = {
                name: one
                for name, one in known.items()
                if one.subject == kind and one.status == "active" and one.part in ("veto", "rule")
            }
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
            yield Fault(*where, f"{indicator.id} 按百分比算，写的是 {local.value:g}", "0 至 1，工作簿里也可以写 5%")
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
