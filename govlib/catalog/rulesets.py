"""Rulesets and indicators: one legal instrument a folder, one indicator a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from govlib.catalog.conditions import Condition
from govlib.catalog.yamlfile import Declaration, read_declaration
from govlib.compare import ComparatorWord
from govlib.dated import DatedNumber, Source
from govlib.errors import Fault
from govlib.workdays import Span

SubjectKind = Literal["网站", "账号"]


class Review(Declaration):
    """How a table says whether a person confirmed a candidate row; a blank counts as still open."""

    column: str
    confirmed: tuple[str, ...]
    dismissed: tuple[str, ...]


class _Rows(Declaration):
    """What all measures on rows share: the table, the rows that count."""

    table: str
    where: tuple[Condition, ...] = ()


class Share(_Rows):
    """Rows of which any condition holds, as a share of all rows; fewer than ``at_least_rows`` can't be judged."""

    kind: Literal["share"]
    any_holds: tuple[Condition, ...] = Field(min_length=1)
    at_least_rows: int = 1


class Count(_Rows):
    """The number of rows; with ``review`` open candidates make the outcome 待复核."""

    kind: Literal["count"]
    review: Review | None = None


class CountOfGroups(_Rows):
    """The number of rows that fall in any of several groups, added together."""

    kind: Literal["count_of_groups"]
    groups: tuple[tuple[Condition, ...], ...] = Field(min_length=1)


class DaysSinceLast(_Rows):
    """Days from the newest date to the inspection day; a subject without any date has been silent for ever.

    ``instead`` names a registry flag and the rows that then count in place of ``where``.
    ``needs_rows`` says that a subject without any row can't be judged (its table was not delivered for it).
    """

    kind: Literal["days_since_last"]
    date_column: str
    instead_flag: str | None = None
    instead_where: tuple[Condition, ...] = ()
    needs_rows: bool = False


class ElementsMissing(_Rows):
    """Rows that lack at least ``lacking`` of the elements; ``or_all_below`` rows suffice when all of them lack."""

    kind: Literal["elements_missing"]
    elements: tuple[str, ...] = Field(min_length=1)
    lacking: int
    or_all_below: int


class Candidates(_Rows):
    """Rows that only a person can judge: candidates make 待复核, unless the audit table has a conclusion."""

    kind: Literal["candidates"]


class Manual(Declaration):
    """A conclusion that a person entered in the audit table."""

    kind: Literal["manual"]
    table: Literal["audits"] = "audits"


Measure = Annotated[
    Share | Count | CountOfGroups | DaysSinceLast | ElementsMissing | Candidates | Manual, Field(discriminator="kind")
]


class Indicator(Declaration):
    """One indicator of a ruleset: what is measured on which subject, and when it fails."""

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


class Ruleset(Declaration):
    """One legal instrument."""

    id: str
    name: str
    source: Source
    since: date
    until: date | None
    extends: str | None
    judged: dict[SubjectKind, tuple[Condition, ...]]
    indicators: dict[str, Indicator] = {}


def load_rulesets(folder: Path, faults: list[Fault]) -> dict[str, Ruleset]:
    """Return every ruleset under ``folder`` by its id; faults are added to ``faults``."""
    rulesets: dict[str, Ruleset] = {}
    for path in sorted(folder.glob("*/ruleset.yaml")):
        shown = f"rulesets/{path.parent.name}/ruleset.yaml"
        ruleset = read_declaration(path, Ruleset, shown, faults)
        if ruleset is None:
            continue
        if ruleset.id != path.parent.name:
            faults.append(Fault(shown, "id", f"写的是“{ruleset.id}”", f"与文件夹同名的“{path.parent.name}”"))
        indicators = _load_indicators(path.parent, ruleset, faults)
        rulesets[ruleset.id] = ruleset.model_copy(update={"indicators": indicators})
    return rulesets


def _load_indicators(folder: Path, ruleset: Ruleset, faults: list[Fault]) -> dict[str, Indicator]:
    indicators: dict[str, Indicator] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == "ruleset.yaml":
            continue
        shown = f"rulesets/{folder.name}/{path.name}"
        indicator = read_declaration(path, Indicator, shown, faults)
        if indicator is None:
            continue
        if indicator.id != path.stem:
            faults.append(Fault(shown, "id", f"写的是“{indicator.id}”", f"与文件同名的“{path.stem}”"))
        recalled = any(entry.source.seen == "recalled" for entry in indicator.thresholds)
        if recalled and indicator.status == "active":
            faults.append(Fault(shown, "status", "凭记忆的数值写成了 active", "draft，直到见到原文"))
        days = [entry.since for entry in indicator.thresholds]
        if len(set(days)) != len(days):
            faults.append(Fault(shown, "thresholds", "同一天有两个阈值", "每个起始日只有一个阈值"))
        if min(days) < ruleset.since:
            faults.append(Fault(shown, "thresholds", f"{min(days)} 早于规则集起始日", f"不早于 {ruleset.since}"))
        indicators[indicator.id] = indicator
    return indicators
