"""Rulesets and indicators: one legal instrument a folder, one indicator a file."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from govlib.catalog.conditions import Condition
from govlib.catalog.measure_kinds import Manual, Measure, RowMeasure
from govlib.catalog.score_models import Points, ScoreModel
from govlib.catalog.yamlfile import Declaration
from govlib.compare import COMPARATORS, ComparatorWord
from govlib.dated import DatedNumber, Source

SubjectKind = Literal["网站", "账号", "单位", "地区"]
Part = Literal["veto", "deduction", "bonus", "rule"]
PART_WORDS: dict[str, str] = {"veto": "单项否决", "deduction": "扣分", "bonus": "加分", "rule": "管理要求"}
REGISTRIES: dict[SubjectKind, str] = {"网站": "sites", "账号": "accounts", "单位": "units", "地区": "region"}
"""The table that lists the subjects of a kind; units and the region stand in the place's file, not in an export."""
JUDGED_KINDS: tuple[SubjectKind, ...] = ("网站", "账号")
"""The kinds of which a ruleset has to say which registry rows it judges."""

LIMIT = "{limit}"
"""Stands in an indicator's ``problem`` for the limit in force, so that a local limit is never told as another."""


class AmberLine(DatedNumber):
    """A line before the limit that warns; it is broken as the limit is, or as ``warns_when`` says (大于8个)."""

    warns_when: ComparatorWord | None = None


class Indicator(Declaration):
    """One indicator of a ruleset: what is measured on which subject, and when it fails.

    ``part`` says what a failure does: ``veto`` fails the subject, ``deduction`` and ``bonus`` move its score, ``rule``
    is told and ordered to be fixed. ``block`` is the part of the score model it belongs to, or a block inside it
    (``扣分·办事服务``). ``fallback`` measures those of whom ``measure`` can say nothing. ``audit_overrides`` lets the
    audit table (T16) add a problem that no export shows, and settle what is open. ``not_twice_with`` names indicators
    whose failing rows this one doesn't count again. ``responsible`` names the units, or groups of them, that are asked.
    ``problem`` is how a bulletin names the failure; ``{limit}`` in it is replaced by the limit in force.
    ``thresholds`` may be empty: then the number is the place's own, and without one the rule is not asked.
    ``warnings`` are amber lines before the limit, each with a source of its own.
    """

    id: str
    name: str
    subject: SubjectKind
    part: Part
    block: str = ""
    status: Literal["active", "draft"]
    check: Literal["AUTO", "SAMPLE", "SEMI", "MANUAL"]
    applies_when: tuple[Condition, ...] = ()
    responsible: tuple[str, ...] = ()
    measure: Measure
    fallback: RowMeasure | None = None
    audit_overrides: bool = False
    not_twice_with: tuple[str, ...] = ()
    unit: str
    direction: Literal["lower_is_better", "higher_is_better"]
    fails_when: ComparatorWord
    when_missing: Literal["缺数据", "不适用"]
    problem: str
    thresholds: tuple[DatedNumber, ...]
    points: tuple[Points, ...] = ()
    warnings: tuple[AmberLine, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> Indicator:
        wanted = COMPARATORS[self.fails_when].direction
        if wanted != self.direction:
            raise ValueError(f"fails_when: {self.fails_when} 与 direction: {self.direction} 相反，应为 {wanted}")
        amber = [line.warns_when for line in self.warnings if line.warns_when is not None]
        if any(COMPARATORS[word].direction != self.direction for word in amber):
            raise ValueError(f"warnings 的 warns_when 与 direction: {self.direction} 相反")
        if "{" in self.problem.replace(LIMIT, ""):
            raise ValueError(f"problem 里的花括号只能写 {LIMIT}")
        for name in ("thresholds", "points", "warnings"):
            days = [entry.since for entry in getattr(self, name)]
            if len(set(days)) != len(days):
                raise ValueError(f"{name} 里同一天有两条")
        if self.status == "active" and self.is_recalled:
            raise ValueError("凭记忆（seen: recalled）的数值不能是 active，见到原文以前写 draft")
        scored = self.part in ("deduction", "bonus")
        if scored != bool(self.points) or scored != bool(self.block):
            raise ValueError("part 为 deduction 或 bonus 的要写 points 和 block，别的不写")
        if self.responsible and self.subject != "单位":
            raise ValueError("responsible 只与 subject: 单位 同用")
        if self.not_twice_with and self.measure.kind not in ("count", "count_of_groups"):
            raise ValueError("not_twice_with 只与 count、count_of_groups 同用")
        return self

    @property
    def is_recalled(self) -> bool:
        """Return whether any of its numbers was never seen in a source."""
        sources = [*(entry.source for entry in self.thresholds), *(entry.source for entry in self.points)]
        return any(source.seen == "recalled" for source in sources)

    @property
    def measures(self) -> tuple[RowMeasure | Manual, ...]:
        """Return its measure, and the one that stands in where that can say nothing."""
        return (self.measure, *((self.fallback,) if self.fallback else ()))


class Ruleset(Declaration):
    """One legal instrument; one that ``extends`` another states only what differs.

    ``without`` lists what it doesn't take over, one by one or by a pattern (``D-*``).
    ``judged`` says of each kind which registry rows are judged at all.
    ``scores`` has at most one model a kind of subject; a ruleset that states any takes over none. The loader fills in
    ``indicators`` and ``origins``: of each indicator, the file that each of its keys comes from.
    """

    id: str
    name: str
    source: Source
    since: date
    until: date | None
    extends: str | None
    without: tuple[str, ...] = ()
    judged: dict[SubjectKind, tuple[Condition, ...]] = Field(default_factory=dict)
    scores: tuple[ScoreModel, ...] = ()
    indicators: dict[str, Indicator] = Field(default_factory=dict)
    origins: dict[str, dict[str, str]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_order(self) -> Ruleset:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"until {self.until} 早于 since {self.since}")
        if self.extends is None and not set(JUDGED_KINDS) <= set(self.judged):
            raise ValueError(f"judged 要写明 {'、'.join(JUDGED_KINDS)} 各判哪些")
        kinds = [model.subject for model in self.scores]
        if len(set(kinds)) != len(kinds):
            raise ValueError("scores 里同一类对象有两个计分办法")
        if self.without and self.extends is None:
            raise ValueError("without 只与 extends 同用")
        return self

    def is_in_force(self, day: date) -> bool:
        """Return whether the instrument is in force on a day, its first and last day included."""
        return self.since <= day and (self.until is None or day <= self.until)
