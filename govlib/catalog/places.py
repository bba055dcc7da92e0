"""Places: one county, city or province a file, with its units, periods, rounding and scope of check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

import pandas as pd
from pydantic import Field, InstanceOf, ValidationInfo, field_validator, model_validator

from govlib.catalog.bulletin_form import BulletinForm, PeriodBulletin
from govlib.catalog.lines import Line
from govlib.catalog.origins import Origin
from govlib.catalog.rankings import Pick
from govlib.catalog.roundings import Rounding
from govlib.catalog.tables import SheetHint
from govlib.catalog.unit_rules import A_PART, Breach, list_breaches
from govlib.catalog.yamlfile import Declaration
from govlib.dated import DatedNumber
from govlib.workdays import Calendar, Span

WHOLE_WINDOW = "检查"
Basis = Literal["上期", "去年同期"]
_LATEST_AFTER_END = 31


class Window(Declaration):
    """A named stretch of days, both ends included."""

    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> Window:
        if self.end < self.start:
            raise ValueError(f"结束日 {self.end} 早于开始日 {self.start}")
        return self


class Scope(Declaration):
    """How the verdicts of a kind of subject are reached.

    ``indicators``: by the rules, over the registry; ``rules`` lists those in scope (all active ones when empty).
    ``result_list``: a complete list of failures was delivered (检查结论); who is absent from it passes.
    ``none``: no verdicts were delivered; figures are 缺数据.
    ``scored``: whoever is scored must reach the line of its score as well.
    """

    by: Literal["indicators", "result_list", "none"]
    rules: tuple[str, ...] = ()
    scored: bool = False
    covers: Literal["all"] | None = None

    @model_validator(mode="after")
    def _complete(self) -> Scope:
        if (self.by == "result_list") != (self.covers == "all"):
            raise ValueError("by: result_list 与 covers: all 必须同写：只有完整的不合格名单才能推出其余合格")
        if self.rules and self.by != "indicators":
            raise ValueError("rules 只与 by: indicators 同用")
        if self.scored and self.by != "indicators":
            raise ValueError("scored 只与 by: indicators 同用")
        return self


class Period(Declaration):
    """One inspection period of a place; its name is only a name."""

    title: str
    start: date
    end: date
    inspection_day: date
    issued: date | None = None
    rectify_by: date | None = None
    rectify_within: Span | None = None
    windows: dict[str, Window] = Field(default_factory=dict)
    window_of: dict[str, str] = Field(default_factory=dict)
    websites: Scope
    accounts: Scope
    sheets: tuple[SheetHint, ...] = ()
    compare_with: dict[Basis, str | None] = Field(default_factory=dict)
    bulletin: PeriodBulletin = PeriodBulletin()
    notes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Period:
        if self.end < self.start:
            raise ValueError(f"end {self.end} 早于 start {self.start}")
        latest = self.end + timedelta(days=_LATEST_AFTER_END)
        if not self.start <= self.inspection_day <= latest:
            raise ValueError(
                f"监测时间点 inspection_day {self.inspection_day} 不在 start {self.start} 至 {latest}"
                f"（end 之后最多 {_LATEST_AFTER_END} 天）之间"
            )
        if self.rectify_within is not None:
            if self.rectify_by is not None:
                raise ValueError("rectify_by 与 rectify_within 只写一个")
            if self.issued is None or self.rectify_within.is_empty:
                raise ValueError("rectify_within 从印发日 issued 的次日数起：两样都要写，例如 {workdays: 15}")
        unknown = [name for name in self.window_of.values() if name != WHOLE_WINDOW and name not in self.windows]
        if unknown:
            raise ValueError(f"window_of 用到没有声明的时间窗：{'、'.join(unknown)}")
        if WHOLE_WINDOW in self.windows:
            raise ValueError(f"时间窗“{WHOLE_WINDOW}”就是 start 至 end，不另外声明")
        return self

    def is_before(self, other: Period) -> bool:
        """Tell whether the period began and ended before another one did."""
        return self.start < other.start and self.end < other.end

    def deadline(self, calendar: Calendar) -> tuple[date | None, str]:
        """Return the day by which problems are to be fixed, and what is 暂定 about it; None where nobody said."""
        if self.issued is None or self.rectify_within is None:
            return self.rectify_by, ""
        start = pd.Series([pd.Timestamp(self.issued)])
        last = calendar.last_day_in_time(start, self.rectify_within)
        doubt = calendar.say_each_provisional(start, last).iloc[0] if self.rectify_within.workdays else ""
        return last.iloc[0].date(), doubt

    def window(self, table: str) -> tuple[str, Window]:
        """Return the name and the days of the window in which a table was counted."""
        name = self.window_of.get(table, WHOLE_WINDOW)
        return name, self.windows.get(name, Window(start=self.start, end=self.end))


class Units(Declaration):
    """The register of units by group, other names of the same unit, and children that count as their parent."""

    groups: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    aliases: dict[str, str] = Field(default_factory=dict)
    counts_as: dict[str, str] = Field(default_factory=dict)
    exclude: tuple[str, ...] = ()

    @field_validator("exclude")
    @classmethod
    def _in_one_order(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        """Sort what has no order of its own, so that it is the same wherever it was written."""
        return tuple(sorted(set(names)))

    @model_validator(mode="after")
    def _keeps_to_the_rules(self, info: ValidationInfo) -> Units:
        if info.context != A_PART:
            for breach in self.breaches():
                raise ValueError(breach.sentence)
        return self

    def breaches(self) -> Iterator[Breach]:
        """Yield every rule that the register breaks; none but in a part of one."""
        return list_breaches(self.groups, self.aliases, self.counts_as, self.exclude)


class RulesetFrom(Declaration):
    """Which ruleset a place applies from a day on."""

    since: date
    id: str


class AlsoApplied(Declaration):
    """A ruleset that a place applies beside its main one, for a time or for good: never in a verdict or score."""

    since: date
    until: date | None = None
    id: str

    @model_validator(mode="after")
    def _in_order(self) -> AlsoApplied:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"until {self.until} 早于 since {self.since}")
        return self


class LocalThreshold(DatedNumber):
    """A number of the place for one indicator of its ruleset; ``value: null`` returns to the ruleset's own.

    The loader fills in ``origin`` for what stands in a workbook.
    """

    indicator: str
    origin: InstanceOf[Origin] = Field(default=Origin(), exclude=True, repr=False)


class TextRuleChange(Declaration):
    """What a place has otherwise than params/text_rules.yaml says of one rule of text, and why."""

    enabled: bool | None = None
    severity: Literal["严重", "一般", "表述不规范", "疑似"] | None = None
    threshold: float | None = None
    why: str


class Place(Declaration):
    """One county, city or province."""

    slug: str = ""
    name: str
    level: Literal["county", "city", "province"]
    within: str | None = None
    sample: bool = False
    rulesets: tuple[RulesetFrom, ...] = Field(min_length=1)
    also: tuple[AlsoApplied, ...] = ()
    rounding: Rounding = Rounding(decimals=1)
    lines: tuple[Line, ...] = ()
    comparable_within_days: int = Field(3, ge=0)
    units: Units = Field(default_factory=Units)
    thresholds: tuple[LocalThreshold, ...] = ()
    calendar: tuple[str, ...] = ()
    due_within_days: int = Field(default=5, ge=0, le=60)
    rankings: tuple[Pick, ...] = ()
    triggers: tuple[Pick, ...] = ()
    text_rules: dict[str, TextRuleChange] = Field(default_factory=dict)
    bulletin: BulletinForm = BulletinForm()
    periods: dict[str, Period] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Place:
        days = [entry.since for entry in self.rulesets]
        if len(set(days)) != len(days):
            raise ValueError("rulesets 里同一天有两个规则集")
        numbers = [(entry.indicator, entry.since) for entry in self.thresholds]
        doubled = sorted({indicator for indicator, since in numbers if numbers.count((indicator, since)) > 1})
        if doubled:
            raise ValueError(f"thresholds 里同一指标同一天有两个阈值：{'、'.join(doubled)}")
        return self

    @model_validator(mode="after")
    def _compares_backwards(self) -> Place:
        for name, period in self.periods.items():
            for basis, other in period.compare_with.items():
                later = self.periods.get(other or "")
                if later is not None and not later.is_before(period):
                    raise ValueError(f"periods.{name}.compare_with 的{basis}“{other}”不比本期早")
        return self

    def ruleset_id(self, day: date) -> str | None:
        """Return the ruleset that the place applies on a day, or None before its first."""
        in_force = [entry for entry in self.rulesets if entry.since <= day]
        return max(in_force, key=lambda entry: entry.since).id if in_force else None

    def also_applied(self, day: date) -> tuple[str, ...]:
        """Return the rulesets that the place applies beside its main one on a day, each once, in declared order."""
        applied = (one.id for one in self.also if one.since <= day and (one.until is None or day <= one.until))
        return tuple(dict.fromkeys(applied))
