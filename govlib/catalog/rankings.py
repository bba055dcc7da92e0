"""Rankings: one declared method of ranking or grading a file, and which of them a place picks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from govlib.catalog.ranking_methods import Method
from govlib.catalog.yamlfile import Declaration, check_declaration, list_yaml, read_declaration
from govlib.errors import Fault

FOLDER = "params/rankings"


class Excluded(Declaration):
    """A subject that takes no part, and why; an account also by its platform."""

    name: str
    platform: str | None = None
    why: str


class Ranking(Declaration):
    """One method with what all methods share.

    ``seen_in`` says where the method comes from. ``within_groups`` ranks each group on its own; ``group_by`` takes
    another attribute than the usual group; ``groups`` joins groups under one name; ``only_groups`` leaves out others.
    ``unknowns`` says where those stand whose number is not known.
    """

    id: str
    title: str
    seen_in: str
    within_groups: bool = False
    group_by: Literal["site_type", "level", "platform", "unit_group"] | None = None
    groups: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    only_groups: tuple[str, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    unknowns: Literal["last", "left_out", "listed_apart"] = "last"
    method: Method

    @model_validator(mode="after")
    def _each_once(self) -> Ranking:
        joined = [word for words in self.groups.values() for word in words]
        if len(set(joined)) != len(joined):
            raise ValueError("groups 里同一分组归了两处")
        names = [(one.name, one.platform) for one in self.excluded]
        if len(set(names)) != len(names):
            raise ValueError("excluded 里有写了两次的")
        if self.method.kind == "cross" and (self.within_groups or self.groups or self.only_groups or self.excluded):
            raise ValueError("交叉统计（cross）不写分组和不参加的，它的合计要等于检查数")
        if self.method.kind == "lists" and self.method.words and (self.within_groups or self.group_by):
            raise ValueError("按专项工作列的名单按任务分，不再写 within_groups、group_by")
        return self


class Pick(Declaration):
    """A method that a place uses, from and until a day, with what it states otherwise (``but``).

    ``as`` is the id of a variant, for a place that uses one method twice.
    """

    use: str
    as_: str | None = Field(default=None, alias="as")
    since: date | None = None
    until: date | None = None
    but: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_order(self) -> Pick:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"until {self.until} 早于 since {self.since}")
        if "id" in self.but:
            raise ValueError("but 里不写 id；同一办法用两次时写 as")
        return self

    @property
    def id(self) -> str:
        """Return the id under which the place's ranking stands."""
        return self.as_ or self.use

    def is_in_force(self, day: date) -> bool:
        """Return whether the place uses the method on a day, its first and last day included."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def load_rankings(folder: Path, faults: list[Fault]) -> dict[str, Ranking]:
    """Return every method under ``folder`` by its id (the file's stem); faults are added to ``faults``."""
    rankings: dict[str, Ranking] = {}
    for path in list_yaml(folder, FOLDER, faults):
        shown = f"{FOLDER}/{path.name}"
        ranking = read_declaration(path, Ranking, shown, faults)
        if ranking is None:
            continue
        if ranking.id != path.stem:
            faults.append(Fault(shown, "id", f"写的是“{ranking.id}”", f"与文件名相同：{path.stem}"))
        rankings[path.stem] = ranking
    return rankings


def resolve_pick(
    pick: Pick, methods: Mapping[str, Ranking], where: tuple[str, str] = ("", ""), faults: list[Fault] | None = None
) -> Ranking | None:
    """Return the method that a place uses with what it states otherwise; None where there is none or it has faults."""
    base = methods.get(pick.use)
    if base is None:
        return None
    data = base.model_dump(mode="json", by_alias=True, exclude_unset=True)
    merged = _replaced(data, {"id": pick.id, **pick.but})
    file, key = where
    return check_declaration(merged, Ranking, file, [] if faults is None else faults, f"{key}.but".strip("."))


def _replaced(data: Mapping[str, Any], but: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``data`` with the values of ``but``; the method is changed key by key, unless its kind changes."""
    old, new = data["method"], but.get("method")
    if isinstance(new, Mapping) and new.get("kind", old["kind"]) == old["kind"]:
        return {**data, **but, "method": {**old, **new}}
    return {**data, **but}
