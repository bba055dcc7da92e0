"""Which rules gave a period's verdicts, so that a change of rules is told beside a change of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from govlib.catalog.figures import Figure
from govlib.catalog.places import LocalThreshold, Scope
from govlib.catalog.rulesets import Ruleset
from govlib.dated import at


@dataclass(frozen=True)
class Rules:
    """The rules by which one kind of subject was judged: how, the ruleset, the limits in force by indicator."""

    by: str
    ruleset: str
    limits: Mapping[str, float | None]


def rules_in_force(ruleset: Ruleset, local: Sequence[LocalThreshold], scope: Scope, kind: str, day: date) -> Rules:
    """Return the rules for one kind of subject on a day; those out of the scope's list are left out."""
    limits: dict[str, float | None] = {}
    for name, indicator in ruleset.indicators.items():
        national = at(indicator.thresholds, day)
        in_scope = name in scope.rules if scope.rules else indicator.part == "veto"
        if scope.by != "indicators" or not in_scope or national is None:
            continue
        if indicator.subject != kind or indicator.status != "active":
            continue
        own = at([item for item in local if item.indicator == name], day)
        limits[name] = (own or national).value
    by = f"{scope.by}、得分" if scope.scored else scope.by
    return Rules(by, ruleset.id if scope.by == "indicators" else "", limits)


def say_difference(now: Rules, before: Rules) -> str:
    """Return what differs between two sets of rules, as a sentence without its stop; "" when nothing does."""
    if now == before:
        return ""
    said = []
    if now.by != before.by:
        said.append("结论的得出办法不同")
    if now.ruleset != before.ruleset:
        said.append(f"规则集由 {before.ruleset or '无'} 改为 {now.ruleset or '无'}")
    added = [name for name in now.limits if name not in before.limits]
    gone = [name for name in before.limits if name not in now.limits]
    moved = [name for name in now.limits if name in before.limits and now.limits[name] != before.limits[name]]
    for what, names in (("增加", added), ("减少", gone), ("改了限值的", moved)):
        if names and now.by == before.by:
            said.append(f"{what}指标 {'、'.join(names)}")
    return f"规则变了，不完全可比（{'；'.join(said)}）"


def kinds_judged(figure: Figure, figures: Mapping[str, Figure], judged_tables: frozenset[str]) -> frozenset[str]:
    """Return the kinds of subject whose verdicts a figure counts; empty for a figure that no rule touches."""
    parts = [figures[name] for name in (figure.numerator, figure.denominator) if name is not None] or [figure]
    return frozenset(
        str(word)
        for part in parts
        if part.table in judged_tables
        for condition in part.where
        if condition.column == "subject_kind"
        for word in condition.any_of or ()
    )
