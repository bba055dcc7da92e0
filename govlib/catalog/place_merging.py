"""A place's file and its workbook of units as one declaration, as if all of it stood in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from govlib.catalog.places import LocalThreshold, Place, Units
from govlib.catalog.sheet_rows import quote
from govlib.catalog.threshold_rows import SEEN
from govlib.catalog.unit_rows import NO, YES, Stated
from govlib.catalog.unit_rules import A_PART, plain_name
from govlib.catalog.unit_workbook import UnitBook
from govlib.catalog.yamlfile import check_declaration
from govlib.errors import Fault

_LABELS = {"groups": "类别", "aliases": "本名", "counts_as": "归并到", "exclude": "不统计"}
_ALIKE = "两处写得一样，或只留一处"


class _Merged(NamedTuple):
    units: Units
    said: Mapping[tuple[str, str], Stated]
    """Every statement by its list and its name as it is compared."""


def complete_place(data: Mapping[Any, Any], book: UnitBook, shown_as: str, faults: list[Fault]) -> Place | None:
    """Return the place of a file with what its workbook adds, or None after adding its faults to ``faults``.

    Where the register is faulty the place has none, so that the rest of it can still be checked.
    """
    lists = _lists_of(data)
    if lists is None:
        return check_declaration(data, Place, shown_as, faults)
    before = len(faults)
    merged = _merge_units(lists, book, shown_as, faults)
    faults.extend(_blame_breaches(merged, book, shown_as))
    is_sound = len(faults) == before and not book.has_unit_faults
    units = merged.units.model_dump() if is_sound else {}
    place = check_declaration({**data, "units": units}, Place, shown_as, faults)
    if place is None:
        return None
    return place.model_copy(update={"thresholds": tuple(_join(place, book.thresholds, shown_as, faults))})


def _lists_of(data: Mapping[Any, Any]) -> Units | None:
    try:
        return Units.model_validate(data.get("units", {}), context=A_PART)
    except ValidationError:
        return None


def _merge_units(lists: Units, book: UnitBook, shown_as: str, faults: list[Fault]) -> _Merged:
    """Return both registers as one; what they state differently is a fault naming both places."""
    groups = {group: list(members) for group, members in lists.groups.items()}
    pointing: dict[str, dict[str, str]] = {"aliases": dict(lists.aliases), "counts_as": dict(lists.counts_as)}
    exclude = list(lists.exclude)
    said: dict[tuple[str, str], Stated] = {}
    spelt: dict[str, str] = {}
    for one in _flatten(lists, shown_as):
        said.setdefault((one.list, plain_name(one.name)), one)
        spelt.setdefault(plain_name(one.name), one.name)
    labels = {plain_name(group): group for group in groups}
    for one in book.units:
        name = spelt.setdefault(plain_name(one.name), one.name)
        value = (labels if one.list == "groups" else spelt).setdefault(plain_name(one.value), one.value)
        earlier = said.setdefault((one.list, plain_name(name)), one)
        if earlier is not one:
            if plain_name(earlier.value) != plain_name(value):
                faults.append(_contradiction(one, earlier, book.file))
        elif one.list == "groups":
            groups.setdefault(value, []).append(name)
        elif one.list != "exclude":
            pointing[one.list][name] = value
        elif one.value == YES:
            exclude.append(name)
    members = {group: tuple(names) for group, names in groups.items()}
    whole = {"groups": members, "exclude": tuple(exclude), **pointing}
    return _Merged(Units.model_validate(whole, context=A_PART), said)


def _flatten(lists: Units, file: str) -> Iterator[Stated]:
    """Yield the statements of a file, each with its key as its place."""
    for group, members in lists.groups.items():
        for name in members:
            yield Stated("groups", name, group, f"{file} 的 units.groups.{group}")
    for alias, unit in lists.aliases.items():
        yield Stated("aliases", alias, unit, f"{file} 的 units.aliases.{alias}")
    for child, parent in lists.counts_as.items():
        yield Stated("counts_as", child, parent, f"{file} 的 units.counts_as.{child}")
    for name in lists.exclude:
        yield Stated("exclude", name, YES, f"{file} 的 units.exclude")


def _contradiction(one: Stated, earlier: Stated, file: str) -> Fault:
    label = _LABELS[one.list]
    found = f"{quote(one.name)}的{label}是{quote(one.value)}，{earlier.place} 写的是{quote(earlier.value)}"
    return Fault(file, one.place, found, _ALIKE)


def _blame_breaches(merged: _Merged, book: UnitBook, shown_as: str) -> Iterator[Fault]:
    """Yield every rule that the register breaks, at the workbook's cells for what stands there."""
    here = {one.place for one in book.units}
    for breach in merged.units.breaches():
        if breach.is_dangling and book.has_unit_faults:
            continue
        places = {name: merged.said[breach.list, plain_name(name)].place for name in breach.shown}
        for name, place in places.items():
            if place in here:
                yield Fault(book.file, place, f"{breach.rule}：{breach.shown[name]}", breach.allowed)
        rest = [shown for name, shown in breach.shown.items() if places[name] not in here]
        if rest:
            yield Fault(shown_as, "units", f"写法不合：{breach.rule}：{'、'.join(rest)}", "改正后的写法")


def _join(
    place: Place, added: Sequence[LocalThreshold], shown_as: str, faults: list[Fault]
) -> Iterator[LocalThreshold]:
    """Yield the thresholds of the file, then those that only the workbook states."""
    stated = {(one.indicator, one.since): one for one in place.thresholds}
    yield from place.thresholds
    for one in added:
        other = stated.get((one.indicator, one.since))
        if other is None:
            yield one
        elif other != one:
            told = "；".join(f"{label}：{here}，{shown_as} 的 thresholds 写的是 {there}"
                            for label, here, there in _differences(one, other))  # fmt: skip
            found = f"{one.indicator} 自 {one.since} 起，{told}"
            faults.append(Fault(*one.origin.where("indicator", (shown_as, "thresholds")), found, _ALIKE))


def _differences(one: LocalThreshold, other: LocalThreshold) -> Iterator[tuple[str, str, str]]:
    for label, here, there in zip(
        ("阈值", "原文", "依据", "条款", "见到程度", "生效日推定"), _parts(one), _parts(other), strict=True
    ):
        if here != there:
            yield label, here, there


def _parts(one: LocalThreshold) -> tuple[str, ...]:
    value = "空白" if one.value is None else f"{one.value:g}"
    source = one.source
    return (value, quote(one.words), quote(source.act), quote(source.part), SEEN[source.seen],
            YES if source.presumed else NO)  # fmt: skip
