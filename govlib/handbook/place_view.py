"""What the handbook of one place adds: which limit is in force on its day, what was delivered, what is not checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govlib.catalog.places import LocalThreshold, Scope
from govlib.catalog.rulesets import Indicator, Ruleset
from govlib.dated import DatedNumber, at
from govlib.errors import PlaceFailedError
from govlib.workspace import Run

_NOT_BY_RULES = {
    "result_list": "本期按交来的完整不合格名单得出结论，不逐条判",
    "none": "本期没有交来结论，也不逐条判，结论为缺数据",
}


@dataclass(frozen=True)
class PlaceView:
    """One place and period beside its ruleset; ``delivered`` is None where no exports lie there yet."""

    run: Run
    ruleset: Ruleset
    delivered: frozenset[str] | None

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return what the place states for the whole ruleset."""
        return (("地方和期", self.run.title), ("监测时间点", f"{self.run.day}"))

    def local_limits(self, indicator: str) -> tuple[LocalThreshold, ...]:
        """Return the place's own limits for one rule."""
        return tuple(entry for entry in self.run.place.thresholds if entry.indicator == indicator)

    def in_force(self, indicator: Indicator) -> DatedNumber | None:
        """Return the limit in force on the inspection day, the place's own first; None where the rule is not."""
        if not self.ruleset.is_in_force(self.run.day):
            return None
        of_act = at(indicator.thresholds, self.run.day)
        return None if of_act is None else at(self.local_limits(indicator.id), self.run.day) or of_act

    def tell(self, indicator: Indicator) -> Iterator[tuple[str, str]]:
        """Yield whether the rule is checked in this period, and whether its table was delivered."""
        yield "本期是否检查", self._say_checked(indicator)
        if self.delivered is not None:
            table = indicator.measure.table
            yield "本期的表", "交来了" if table in self.delivered else f"没有交来，{indicator.when_missing}"

    def _say_checked(self, indicator: Indicator) -> str:
        scope: Scope = self.run.period.websites if indicator.subject == "网站" else self.run.period.accounts
        if self.in_force(indicator) is None:
            return f"不检查：{self.run.day} 没有生效的限值"
        if scope.by != "indicators":
            return f"不检查：{_NOT_BY_RULES[scope.by]}"
        if scope.rules and indicator.id not in scope.rules:
            return "不检查：不在本期检查范围"
        return "只计算、不计入结论（草案）" if indicator.status == "draft" else "检查"


def look_at_place(run: Run) -> PlaceView:
    """Return a run as the handbook sees it; exports that are not there yet are no hindrance."""
    try:
        delivered: frozenset[str] | None = frozenset(run.intake.tables)
    except PlaceFailedError:
        delivered = None
    return PlaceView(run, run.ruleset, delivered)
