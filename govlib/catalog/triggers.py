"""Triggers of accountability (问责触发条件): how many problems not put right lead to what; a place picks its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field, model_validator

from govlib.catalog.rankings import Pick
from govlib.catalog.yamlfile import Declaration, check_declaration, list_yaml, read_declaration
from govlib.dated import Source
from govlib.errors import Fault

if TYPE_CHECKING:
    from govlib.catalog.places import Place

FOLDER = "params/triggers"


class Trigger(Declaration):
    """One rule: which units go on the list; every condition that is stated must hold of a unit.

    ``unfixed_at_least`` problems still open after ``after_rechecks`` rechecks that found them not put right;
    ``overdue_at_least`` problems past their deadline; ``repeated_at_least`` problems that came back;
    ``unreported``: of all that the unit was told last, with the deadline over, it answered nothing, not even in words;
    ``statement_overdue``: a 书面检查 is due and has not come. ``statement`` asks for a 书面检查 of who is on the list.
    """

    id: str
    name: str = Field(min_length=1)
    unfixed_at_least: int | None = Field(default=None, ge=1)
    after_rechecks: int | None = Field(default=None, ge=1)
    overdue_at_least: int | None = Field(default=None, ge=1)
    repeated_at_least: int | None = Field(default=None, ge=1)
    unreported: bool = False
    statement_overdue: bool = False
    statement: bool = False
    action: str = Field(min_length=1)
    source: Source

    @model_validator(mode="after")
    def _has_conditions(self) -> Trigger:
        if self.after_rechecks is not None and self.unfixed_at_least is None:
            raise ValueError("after_rechecks 与 unfixed_at_least 同写：几个问题、经几次复查仍未整改")
        counts = (self.unfixed_at_least, self.overdue_at_least, self.repeated_at_least)
        if all(one is None for one in counts) and not self.unreported and not self.statement_overdue:
            raise ValueError(
                "至少写一个条件：unfixed_at_least、overdue_at_least、repeated_at_least、unreported、statement_overdue"
            )
        return self


def load_triggers(folder: Path, faults: list[Fault]) -> dict[str, Trigger]:
    """Return every trigger under ``folder`` by its id (the file's stem); faults are added to ``faults``."""
    triggers: dict[str, Trigger] = {}
    for path in list_yaml(folder, FOLDER, faults):
        shown = f"{FOLDER}/{path.name}"
        trigger = read_declaration(path, Trigger, shown, faults)
        if trigger is None:
            continue
        if trigger.id != path.stem:
            faults.append(Fault(shown, "id", f"写的是“{trigger.id}”", f"与文件名相同：{path.stem}"))
        triggers[path.stem] = trigger
    return triggers


def resolve_trigger(
    pick: Pick, triggers: Mapping[str, Trigger], where: tuple[str, str] = ("", ""), faults: list[Fault] | None = None
) -> Trigger | None:
    """Return the trigger that a place uses with what it states otherwise; None where there is none or it has faults."""
    base = triggers.get(pick.use)
    if base is None:
        return None
    merged = {**base.model_dump(mode="json", exclude_unset=True), "id": pick.id, **pick.but}
    file, key = where
    return check_declaration(merged, Trigger, file, [] if faults is None else faults, f"{key}.but".strip("."))


def check_trigger_picks(
    places: Mapping[str, Place], triggers: Mapping[str, Trigger], faulty_files: frozenset[str]
) -> Iterator[Fault]:
    """Yield what places pick that does not exist, is picked twice at a time, or has no sense with what they change."""
    for slug, place in places.items():
        file = f"params/places/{slug}.yaml"
        for number, pick in enumerate(place.triggers):
            key = f"triggers.{number}"
            if pick.use not in triggers:
                if f"{FOLDER}/{pick.use}.yaml" not in faulty_files:
                    expected = f"其中之一：{'、'.join(triggers)}" if triggers else f"{FOLDER}/ 里的一个文件名"
                    yield Fault(file, f"{key}.use", f"没有问责触发条件“{pick.use}”", expected)
                continue
            if any(pick.id == other.id and _meet(pick, other) for other in place.triggers[:number]):
                expected = "每条一次；同一条用两次时写 as，换数时写 since、until，日子不重叠"
                yield Fault(file, key, f"“{pick.id}”选了两次", expected)
            found: list[Fault] = []
            resolve_trigger(pick, triggers, (file, key), found)
            yield from found


def _meet(one: Pick, other: Pick) -> bool:
    """Tell whether two picks are in force on a common day."""
    ends_before = one.until is not None and other.since is not None and one.until < other.since
    begins_after = other.until is not None and one.since is not None and other.until < one.since
    return not (ends_before or begins_after)
