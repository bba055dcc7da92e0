"""Rulesets and indicators: one legal instrument a folder, one indicator a file."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from govlib.catalog.conditions import Condition
from govlib.catalog.yamlfile import Declaration
from govlib.compare import COMPARATORS, ComparatorWord
from govlib.dated import DatedNumber, Source

SubjectKind = Literal["网站", "账号"]
REGISTRIES: dict[SubjectKind, str] = {"网站": "sites", "账号": "accounts"}
"""The table that lists the subjects of a kind."""

LIMIT = "{limit}"
"""Stands in an indicator's ``problem`` for the limit in force, so that a local limit is never told as another."""


class Review(Declaration):
    """How a table says whether a person confirmed a candidate row; a blank or any other word counts as still open."""

    column: str
    confirmed: tuple[str, ...] = Field(min_length=1)
    dismissed: tuple[str, ...] = Field(min_length=1)


class _Rows(Declaration):
    """What all measures on rows share: the table, the rows that count, and when the table says nothing.

    ``needs`` lists columns of which at least one must have been delivered: a sheet in which all of them are blank says
    nothing about anybody, and who stands only in such sheets can't be judged. ``needs_rows`` says that a subject
    without any row can't be judged either; without it, no row means none.
    """

    table: str
    where: tuple[Condition, ...] = ()
    needs: tuple[str, ...] = ()
    needs_rows: bool = False


class Share(_Rows):
    """Rows of which any condition holds, as a share of all rows; fewer than ``at_least_rows`` can't be judged.

    A row that leaves all of ``needs`` blank is no observation and not counted; a share of nothing is unknown.
    """

    kind: Literal["share"]
    any_holds: tuple[Condition, ...] = Field(min_length=1)
    at_least_rows: int = Field(default=1, ge=1)


class Count(_Rows):
    """The number of rows; with ``review`` those that a person has yet to judge are open."""

    kind: Literal["count"]
    review: Review | None = None


class CountOfGroups(_Rows):
    """The number of rows that fall in any of several groups, added together; a row in two groups counts once."""

    kind: Literal["count_of_groups"]
    groups: tuple[tuple[Condition, ...], ...] = Field(min_length=1)


class DaysSinceLast(_Rows):
    """Days from the newest date to the inspection day; a subject without any date has been silent for ever.

    ``instead_flag`` names a yes/no column of the registry: where it says yes, ``instead_where`` chooses the rows in
    place of ``where``. ``registry_date`` names a date of the registry that counts beside the rows.
    ``hides_earlier`` says that each row has only its last date: one after the inspection day hides what was before and
    leaves the row open. Otherwise a row dated after the inspection day doesn't count; the registry's date always hides.
    """

    kind: Literal["days_since_last"]
    date_column: str
    instead_flag: str | None = None
    instead_where: tuple[Condition, ...] = ()
    registry_date: str | None = None
    hides_earlier: bool = False

    @model_validator(mode="after")
    def _both_or_none(self) -> DaysSinceLast:
        if (self.instead_flag is None) != (not self.instead_where):
            raise ValueError("instead_flag 与 instead_where 要同写")
        return self


class ElementsMissing(_Rows):
    """The number of rows that lack at least ``lacking`` of the elements.

    Where a subject has fewer than ``or_all_below`` rows and all of them lack, ``or_all_below`` itself is returned.
    """

    kind: Literal["elements_missing"]
    elements: tuple[str, ...] = Field(min_length=1)
    lacking: int = Field(ge=1)
    or_all_below: int = Field(ge=1)


class Candidates(_Rows):
    """Rows that only a person can judge: all of them are open."""

    kind: Literal["candidates"]


class Manual(Declaration):
    """A conclusion that a person entered in the audit table."""

    kind: Literal["manual"]
    table: Literal["audits"] = "audits"


RowMeasure = Share | Count | CountOfGroups | DaysSinceLast | ElementsMissing | Candidates
Measure = Annotated[RowMeasure | Manual, Field(discriminator="kind")]


class Indicator(Declaration):
    """One indicator of a ruleset: what is measured on which subject, and when it fails.

    ``audit_overrides`` lets the audit table (T16) add a problem that no export shows, and settle what is open.
    ``problem`` is how a bulletin names the failure; ``{limit}`` in it is replaced by the limit in force.
    """

    id: str
    name: str
    subject: SubjectKind
    status: Literal["active", "draft"]
    check: Literal["AUTO", "SAMPLE", "SEMI", "MANUAL"]
    applies_when: tuple[Condition, ...] = ()
    measure: Measure
    audit_overrides: bool = False
    unit: str
    direction: Literal["lower_is_better", "higher_is_better"]
    fails_when: ComparatorWord
    when_missing: Literal["缺数据", "不适用"]
    problem: str
    thresholds: tuple[DatedNumber, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits_together(self) -> Indicator:
        wanted = COMPARATORS[self.fails_when].direction
        if wanted != self.direction:
            raise ValueError(f"fails_when: {self.fails_when} 与 direction: {self.direction} 相反，应为 {wanted}")
        if "{" in self.problem.replace(LIMIT, ""):
            raise ValueError(f"problem 里的花括号只能写 {LIMIT}")
        days = [entry.since for entry in self.thresholds]
        if len(set(days)) != len(days):
            raise ValueError("thresholds 里同一天有两个阈值")
        if self.status == "active" and any(entry.source.seen == "recalled" for entry in self.thresholds):
            raise ValueError("凭记忆（seen: recalled）的数值不能是 active，见到原文以前写 draft")
        return self


class Ruleset(Declaration):
    """One legal instrument; one that ``extends`` another states only what differs.

    ``judged`` says of each kind which registry rows are judged at all.
    """

    id: str
    name: str
    source: Source
    since: date
    until: date | None
    extends: str | None
    judged: dict[SubjectKind, tuple[Condition, ...]] = Field(default_factory=dict)
    indicators: dict[str, Indicator] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_order(self) -> Ruleset:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"until {self.until} 早于 since {self.since}")
        if self.extends is None and set(self.judged) != set(REGISTRIES):
            raise ValueError(f"judged 要写明 {'、'.join(REGISTRIES)} 各判哪些")
        return self

    def is_in_force(self, day: date) -> bool:
        """Return whether the instrument is in force on a day, its first and last day included."""
        return self.since <= day and (self.until is None or day <= self.until)
