"""Every smallest change of an indicator: each must turn a case red, or the case file does not prove the rule."""

from __future__ import annotations

from collections.abc import Iterator

from govlib.catalog.conditions import Condition
from govlib.catalog.rulesets import Indicator
from govlib.compare import COMPARATORS
from govlib.workdays import Span

STEPS = {"%": 0.0001}
REGISTRIES = ("sites", "accounts")
FLAGS = ("needs_rows", "hides_earlier", "in_workdays", "none_is_well")
NUMBERS = ("at_least_rows", "lacking", "or_all_below")
DROPPED = {
    "review": None,
    "registry_date": None,
    "registry_start": None,
    "looking_back": None,
    "over": None,
    "in_period": None,
    "needs": (),
    "needs_all": (),
}


def is_of_the_limit(what: str) -> bool:
    """Tell whether a change is one of the comparison, the limit or the points."""
    return what.startswith(("fails_when", "阈值", "points"))


def mutate(indicator: Indicator) -> Iterator[tuple[str, Indicator]]:
    """Yield every changed indicator with what was changed; its declaration is not checked again."""
    for word in COMPARATORS:
        if word != indicator.fails_when:
            yield f"fails_when: {word}", indicator.model_copy(update={"fails_when": word})
    step = STEPS.get(indicator.unit, 1)
    for shift in (-step, step) if indicator.thresholds else ():
        moved = [number.model_copy(update={"value": (number.value or 0) + shift}) for number in indicator.thresholds]
        yield f"阈值 {shift:+}", indicator.model_copy(update={"thresholds": tuple(moved)})
    if indicator.measure.kind != "manual":
        yield "audit_overrides", indicator.model_copy(update={"audit_overrides": not indicator.audit_overrides})
    for what, points in _mutate_points(indicator.points):
        yield what, indicator.model_copy(update={"points": points})
    for what, conditions in _mutate_conditions(indicator.applies_when):
        yield f"applies_when {what}", indicator.model_copy(update={"applies_when": conditions})
    for what, change in _mutate_measure(indicator.measure):
        yield what, indicator.model_copy(update={"measure": indicator.measure.model_copy(update=change)})


def _mutate_points(points) -> Iterator[tuple[str, tuple]]:
    """Yield the points with each number lowered (the cap would hide a rise); every price has to stand in a case."""
    for name in ("each", "absent", "whole"):
        if any(getattr(one, name) for one in points):
            moved = [
                one.model_copy(update={name: getattr(one, name) - 0.05 if getattr(one, name) else None})
                for one in points
            ]
            yield f"points.{name}", tuple(moved)
    for place in range(max((len(one.steps) for one in points), default=0)):
        moved = []
        for one in points:
            steps = list(one.steps)
            steps[place] = steps[place].model_copy(update={"points": steps[place].points - 0.05})
            moved.append(one.model_copy(update={"steps": tuple(steps)}))
        yield f"points.steps.{place}", tuple(moved)


def _mutate_measure(measure) -> Iterator[tuple[str, dict]]:
    yield from _mutate_rows(measure)
    yield from _mutate_settings(measure)


def _mutate_rows(measure) -> Iterator[tuple[str, dict]]:
    opens = measure.kind in ("count", "count_of_groups")
    for name in ("about", "where", "among", "any_holds", "instead_where"):
        # Which rows are of the matter, and among which is counted, is never open.
        may_open = opens and name not in ("about", "among")
        for what, conditions in _mutate_conditions(getattr(measure, name, ()), opens=may_open):
            yield f"{name} {what}", {name: conditions}
    groups = getattr(measure, "groups", ())
    for place, group in enumerate(groups):
        before, after = groups[:place], groups[place + 1 :]
        yield f"groups.{place} 去掉", {"groups": (*before, *after)}
        for what, conditions in _mutate_conditions(group, opens=opens):
            yield f"groups.{place} {what}", {"groups": (*before, conditions, *after)}


def _mutate_settings(measure) -> Iterator[tuple[str, dict]]:
    for name in FLAGS:
        # A share or a ratio of nothing is unknown whether rows are needed or not; a registry has a row of everybody.
        of_nothing = measure.kind in ("share", "ratio") or (name == "needs_rows" and measure.table in REGISTRIES)
        if hasattr(measure, name) and not of_nothing and (name != "none_is_well" or measure.among):
            yield name, {name: not getattr(measure, name)}
    if measure.kind == "share" and measure.needs:
        yield "every_row", {"every_row": not measure.every_row}
    for name in (name for name in NUMBERS if hasattr(measure, name)):
        # No row at all is no share either: at least one and at least none are the same.
        for shift in (1,) if name == "at_least_rows" and measure.at_least_rows == 1 else (-1, 1):
            yield f"{name} {shift:+}", {name: getattr(measure, name) + shift}
    for name, without in DROPPED.items():
        if getattr(measure, name, without) != without:
            yield f"{name} 去掉", {name: without}
    for name in getattr(measure, "elements", ()):
        yield f"elements 去掉 {name}", {"elements": tuple(one for one in measure.elements if one != name)}


def _mutate_conditions(
    conditions: tuple[Condition, ...], *, opens: bool = False
) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    for place, condition in enumerate(conditions):
        before, after = conditions[:place], conditions[place + 1 :]
        yield f"去掉 {condition.column} {condition.test}", (*before, *after)
        if opens and condition.any_of is not None:
            turned = condition.model_copy(update={"blank_is_open": not condition.blank_is_open})
            yield f"{condition.column} blank_is_open", (*before, turned, *after)
        for value in _near(getattr(condition, condition.test)):
            changed = condition.model_copy(update={condition.test: value})
            yield f"{condition.column} {condition.test}: {value}", (*before, changed, *after)
        for value in _near(condition.allowing):
            changed = condition.model_copy(update={"allowing": value})
            yield f"{condition.column} allowing: {value}", (*before, changed, *after)
        for value in _near(condition.allowing_hours):
            changed = condition.model_copy(update={"allowing_hours": value})
            yield f"{condition.column} allowing_hours: {value}", (*before, changed, *after)


def _near(given: object) -> Iterator[object]:
    """Yield the values nearest to a given one: a word less, a day more, a tenth less, yes for no."""
    if isinstance(given, tuple) and len(given) > 1:
        yield from (tuple(word for word in given if word != left_out) for left_out in given)
    elif isinstance(given, Span):
        for unit in (unit for unit in ("days", "months", "years", "workdays") if getattr(given, unit)):
            yield from (given.model_copy(update={unit: getattr(given, unit) + shift}) for shift in (-1, 1))
    elif isinstance(given, bool):
        yield not given
    elif isinstance(given, float):
        yield from (given + shift for shift in ((-0.1, 0.1) if given else (-1, 1)))
