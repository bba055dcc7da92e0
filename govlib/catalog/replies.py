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


class ReplyLimit(Declaration):
    """Within how long, from ``since`` on; ``only`` says for which rows. ``problem`` is how a breach is told."""

    since: date
    until: date | None = None
    within: Span
    only: tuple[Condition, ...] = ()
    problem: str = Field(min_length=1)
    source: Source

    @model_validator(mode="after")
    def _makes_sense(self) -> ReplyLimit:
        if self.within.is_empty:
            raise ValueError("within 没有写长度，例如 {workdays: 3}")
        _check_order(self.since, self.until)
        return self


class ReplyFault(Declaration):
    """What else is a problem, from ``since`` on: every row for which all of ``where`` hold."""

    since: date
    until: date | None = None
    where: tuple[Condition, ...] = Field(min_length=1)
    problem: str = Field(min_length=1)
    source: Source

    @model_validator(mode="after")
    def _makes_sense(self) -> ReplyFault:
        _check_order(self.since, self.until)
        return self


def _check_order(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise ValueError(f"until {until} 早于 since {since}")


def is_in_force(stated: ReplyLimit | ReplyFault, day: date) -> bool:
    """Return whether a limit or fault holds on a day, its first and last day included."""
    return stated.since <= day and (stated.until is None or day <= stated.until)


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
