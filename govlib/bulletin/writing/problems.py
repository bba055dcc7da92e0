"""Problems as a bulletin tells them: grouped by declared type, units and objects named, the real count behind 等."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govlib.bulletin.writing.lists import NOBODYS
from govlib.bulletin.writing.missing import is_lacking
from govlib.bulletin.writing.told import WORDING_KEY, Told, say_where, tell_problems
from govlib.catalog.problem_types import ProblemType

if TYPE_CHECKING:
    from govlib.workspace import Run

_COUNTED_FROM = 3


@dataclass(frozen=True)
class ProblemGroup:
    """All problems of one type: its heading, its sentences, how many problems and units."""

    id: str
    heading: str
    text: str
    count: int
    units: tuple[str, ...]


def group_problems(run: Run, most: int, say: Callable[[str], str]) -> list[ProblemGroup]:
    """Return the groups of a run's problems in declared order; what awaits review (待复核) is in none of them.

    ``say`` renders the text of a type that states its own.
    """
    types = run.catalog.problem_types
    rows: dict[str, list[Told]] = {one.id: [] for one in types}
    for kind, topic, told in tell_problems(run):
        found = next((one for one in types if one.takes(kind, topic, told.what)), None)
        if found is not None:
            rows[found.id].append(told)
    return [_make_group(one, rows[one.id], most, say) for one in types if rows[one.id]]


def _make_group(one: ProblemType, rows: Sequence[Told], most: int, say: Callable[[str], str]) -> ProblemGroup:
    units = tuple(dict.fromkeys(row.unit for row in rows if row.unit))
    text = say(one.text) if one.text else ""
    if not text or is_lacking(text):
        lead = one.lead.replace("{where}", say_where(rows))
        text = lead + "".join(_sentences(one, rows, most))
    return ProblemGroup(one.id, one.heading, text, _count(rows), units)


def _count(rows: Sequence[Told]) -> int:
    """Return how many problems there are: one that several units share is one.

    A finding that rests on the errors registered for its unit adds none to them.
    """
    erred = {row.unit for row in rows if row.key.startswith(WORDING_KEY)}
    counted = [row for row in rows if row.key.startswith(WORDING_KEY) or row.unit not in erred]
    return len({row.key or f"{place}:" for place, row in enumerate(counted)})


def _sentences(one: ProblemType, rows: Sequence[Told], most: int) -> Iterator[str]:
    """Yield the sentences of a type: one clause a thing that is wrong, or the first ones and the count of all."""
    if one.names_unit_only:
        named = [row.unit for row in rows if row.unit]
        count = _count(rows)
        places = f"{count}处" if count > len(set(named)) else ""
        yield f"{_say_all(named, most, '家') or '有关单位'}{one.what}{places}。"
        return
    by_what: dict[str, list[Told]] = {}
    for row in rows:
        by_what.setdefault(_fill(one.what, row), []).append(row)
    clauses = [f"{_name_all(one, same, most)}{what}{_say_units(one, same)}" for what, same in by_what.items()]
    if len(clauses) <= most:
        yield f"{'；'.join(clauses)}。"
        return
    involved = {row.unit for row in rows if row.unit}
    units = f"，涉及{len(involved)}家单位" if involved else ""
    yield f"共有问题{_count(rows)}项{units}。如：{'；'.join(clauses[:most])}等。"


def _name_all(one: ProblemType, rows: Sequence[Told], most: int) -> str:
    if "{item}" in one.each:
        return _say_items(one, rows, most)
    of = one.of or ("" if one.counted == "家" else _thing(rows))
    return _say_all([name for name in (_fill(one.each, row) for row in rows) if name], most, f"{one.counted}{of}")


def _say_items(one: ProblemType, rows: Sequence[Told], most: int) -> str:
    """Return each item with all its units, or the units alone and a colon where the finding names no item.

    An item of nobody is told last, and as such where others have a unit.
    """
    units: dict[str, list[str]] = {}
    for row in rows:
        units.setdefault(row.item, []).append(row.unit)
    if not any(units):
        named = _say_all([row.unit for row in rows if row.unit], most, "家")
        return f"{named}：" if named else ""
    has_units = any(row.unit for row in rows)
    said = []
    for item, who in sorted(units.items(), key=lambda pair: not any(pair[1])):
        owners = "、".join(dict.fromkeys(unit for unit in who if unit))
        words = _fill(one.each, Told(owners, "", item, "")) if item else owners
        said.append(words + (NOBODYS if has_units and not owners else ""))
    is_shared = any(len(set(who)) > 1 for who in units.values())
    return _say_all(said, most, one.counted, "，" if is_shared else "、")


def _thing(rows: Sequence[Told]) -> str:
    """Return what all objects of a type are, 对象 where they are of several kinds."""
    things = {row.thing for row in rows}
    return things.pop() or "对象" if len(things) == 1 else "对象"


def _say_all(names: Sequence[str], most: int, unit: str, mark: str = "、") -> str:
    """Return names in words, the count of all of them behind three and more; 等 only where not all are named.

    A reader, and verification, can then hold the count against the list.
    """
    listed = list(dict.fromkeys(names))
    if len(listed) < _COUNTED_FROM:
        return mark.join(listed)
    return f"{mark.join(listed[:most])}{'等' if len(listed) > most else ''}{len(listed)}{unit}"


def _say_units(one: ProblemType, rows: Sequence[Told]) -> str:
    """Return how many units objects belong to, where their number is not the objects' own."""
    objects = {_fill(one.each, row) for row in rows}
    units = {row.unit for row in rows if row.unit}
    differs = one.counted == "个" and len(objects) >= _COUNTED_FROM and 0 < len(units) != len(objects)
    return f"，涉及{len(units)}家单位" if differs else ""


def _fill(pattern: str, row: Told) -> str:
    for name in ("unit", "object", "item", "what", "wrong", "right"):
        pattern = pattern.replace(f"{{{name}}}", getattr(row, name))
    return pattern
