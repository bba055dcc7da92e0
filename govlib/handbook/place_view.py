"""What the handbook of one place adds: which limit is in force on its day, what was delivered, what is not checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from govlib.catalog.places import LocalThreshold
from govlib.catalog.rulesets import Indicator, Ruleset
from govlib.dated import DatedNumber
from govlib.described import Asked, describe_rules, list_triggers
from govlib.errors import PlaceFailedError
from govlib.workspace import Run


@dataclass(frozen=True)
class PlaceView:
    """One place and period beside its rulesets."""

    title: str
    asked: Asked

    @property
    def rulesets(self) -> tuple[Ruleset, ...]:
        """Return the rulesets that the place applies on the day, the main one first."""
        return self.asked.rulesets

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return what the place states for a whole ruleset."""
        named = (("地方和期", self.title), ("监测时间点", f"{self.asked.day}"))
        return (*named, *((f"问责：{name}", said) for name, said in list_triggers(self.asked)))

    def local_limits(self, indicator: str) -> tuple[LocalThreshold, ...]:
        """Return the place's own limits for one rule."""
        return tuple(entry for entry in self.asked.place.thresholds if entry.indicator == indicator)

    def in_force(self, indicator: Indicator) -> DatedNumber | None:
        """Return the limit in force on the inspection day, the place's own first; None where the rule is not."""
        return self.asked.limit(indicator)

    def tell(self, ruleset: Ruleset, indicator: Indicator) -> Iterator[tuple[str, str]]:
        """Yield whether the rule is checked in this period, which tables came, and what states its keys."""
        told = self._told[ruleset.id, indicator.id]
        yield "本期是否检查", told["checked_why"]
        if told["delivered"]:
            yield "本期的表", told["delivered"]
        yield "各键出自", told["origins"]

    @cached_property
    def _told(self) -> dict[tuple[str, str], dict[str, str]]:
        rules = describe_rules(self.asked).to_dict("records")
        return {
            (str(rule["ruleset"]), str(rule["indicator"])): {str(k): str(v) for k, v in rule.items()} for rule in rules
        }


def look_at_place(run: Run) -> PlaceView:
    """Return a run as the handbook sees it; exports that are not there yet are no hindrance."""
    try:
        delivered: frozenset[str] | None = frozenset(run.intake.tables)
    except PlaceFailedError:
        delivered = None
    return PlaceView(run.title, Asked(run.catalog, run.place, run.day, run.period, delivered))
