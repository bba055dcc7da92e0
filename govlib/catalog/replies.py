"""Matters that must be answered in time, such as citizens' error reports: within how long, and what else is a fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from govlib.catalog.conditions import Condition
from govlib.catalog.known_columns import DATES, KnownTables
from govlib.catalog.yamlfile import Declaration, list_yaml, read_declaration
from govlib.dated import Source
from govlib.errors import Fault
from govlib.workdays import Span

FOLDER = "params/replies"
UNSEEN = "recalled"


class _Stated(Declaration):
    """What a rule of replies says from ``since`` on: the words of the problem, and where it comes from."""

    since: date
    until: date | None = None
    problem: str = Field(min_length=1)
    source: Source

    @model_validator(mode="after")
    def _in_order(self) -> _Stated:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"until {self.until} 早于 since {self.since}")
        return self

    def is_in_force(self, day: date) -> bool:
        """Return whether it holds on a day, its first and last day included."""
        return self.since <= day and (self.until is None or day <= self.until)


class ReplyLimit(_Stated):
    """Within how long; ``only`` says for which rows."""

    within: Span
    only: tuple[Condition, ...] = ()

    @model_validator(mode="after")
    def _has_length(self) -> ReplyLimit:
        if self.within.is_empty:
            raise ValueError("within 没有写长度，例如 {workdays: 3}")
        return self


class ReplyFault(_Stated):
    """What else is a problem: every row for which all of ``where`` hold."""

    where: tuple[Condition, ...] = Field(min_length=1)


class ReplyRule(Declaration):
    """How the rows of the table ``id`` are judged: from ``began`` to ``done``, the rows for which ``only`` holds.

    ``code`` is the column of the number, ``about`` columns that say what it is about, ``site_by`` the columns that
    name the website, the first that is filled; its host is responsible where the row names no unit.
    """

    id: str
    name: str
    topic: str
    code: str
    about: tuple[str, ...] = ()
    site_by: tuple[Literal["site_code", "site_name"], ...] = ()
    began: str
    done: str
    only: tuple[Condition, ...] = ()
    limits: tuple[ReplyLimit, ...] = ()
    faults: tuple[ReplyFault, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> ReplyRule:
        if not self.limits and not self.faults:
            raise ValueError("limits 和 faults 至少写一样")
        return self


def load_replies(folder: Path, faults: list[Fault]) -> dict[str, ReplyRule]:
    """Return every rule of replies under ``folder`` by its table (the file's stem); faults are added to ``faults``."""
    rules: dict[str, ReplyRule] = {}
    for path in list_yaml(folder, FOLDER, faults):
        shown = f"{FOLDER}/{path.name}"
        rule = read_declaration(path, ReplyRule, shown, faults)
        if rule is None:
            continue
        if rule.id != path.stem:
            faults.append(Fault(shown, "id", f"写的是“{rule.id}”", f"与文件名相同：{path.stem}"))
        rules[path.stem] = rule
    return rules


def check_replies(rules: Mapping[str, ReplyRule], tables: KnownTables) -> Iterator[Fault]:
    """Yield what the rules name that does not exist: the table, its columns, words that no cell can hold."""
    for name, rule in rules.items():
        file = f"{FOLDER}/{name}.yaml"
        known = tables.know(name)
        if known is None:
            yield from tables.miss(name, (file, "id"))
            continue
        yield from known.check_name(rule.code, (file, "code"))
        for key in ("about", "site_by"):
            for place, column in enumerate(getattr(rule, key)):
                yield from known.check_name(column, (file, f"{key}.{place}"))
        for key in ("began", "done"):
            yield from known.check_name(getattr(rule, key), (file, key), DATES)
        for key, conditions in _conditions(rule):
            for place, condition in enumerate(conditions):
                yield from known.check_condition(condition, (file, f"{key}.{place}"))


def _conditions(rule: ReplyRule) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    yield "only", rule.only
    for place, limit in enumerate(rule.limits):
        yield f"limits.{place}.only", limit.only
    for place, fault in enumerate(rule.faults):
        yield f"faults.{place}.where", fault.where
