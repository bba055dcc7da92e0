"""A name in a long list that no annex has, and the one there that it may mean (identity 11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from govlib.units import UNKNOWN
from govlib.verify.check import DOUBTFUL, Check, Quote
from govlib.verify.draft.columns import unit_rows
from govlib.verify.mentions.name_lists import NameList
from govlib.verify.mentions.names import are_one, is_body, is_part_of, plain_unit
from govlib.verify.reading import Reading

_LEAST = 5
_WHOLE = 6
_COVERED = 0.8
_NEAR = 0.6
_LEVELS = "省市县区"


def find_strangers(reading: Reading) -> Iterator[Check]:
    """Yield the names of lists that follow an annex but for them, each with the unit of the annex that it nearly is."""
    units: dict[str, str] = {}
    for table in reading.draft.tables:
        for unit, row in unit_rows(table):
            if is_body(plain_unit(unit)):
                units.setdefault(plain_unit(unit), row[0].place)
    if not units:
        return
    for at, block in reading.body:
        if block.part:
            continue
        for names in reading.name_lists[at]:
            if names.sure and len(names.names) >= _LEAST and all(name.kind == "单位" for name in names.names):
                yield from _check(reading, names, units)


def _check(reading: Reading, names: NameList, units: dict[str, str]) -> Iterator[Check]:
    unknown = [name for name in names.names if not any(_is_same(name.text, unit, reading) for unit in units)]
    if not unknown or (len(names.names) - len(unknown)) / len(names.names) < _COVERED:
        return
    listed = [name.text for name in names.names]
    left = [unit for unit in units if not any(_is_same(name, unit, reading) for name in listed)]
    for name in unknown:
        if reading.register is not None and reading.register.match(name.text).how != UNKNOWN:
            continue
        is_swap = len(left) == len(unknown) == 1 and len(names.names) >= _WHOLE
        near = left if is_swap else _find_near(name.text, left)
        if len(near) == 1 and not _stands_elsewhere(reading, names, name.text):
            yield Check(
                verdict=DOUBTFUL,
                kind="点名",
                identity=11,
                stated=reading.quote(name.block, name.start, name.end),
                other=Quote(units[near[0]], near[0]),
                said=name.text,
                computed=near[0],
                why="正文名单里的名称与附件对不上，请确认是否同一单位",
            )


def _is_same(name: str, unit: str, reading: Reading) -> bool:
    """Tell whether a list's name may be a unit of an annex: the same, its whole, or letter by letter within it."""
    one = plain_unit(name)
    if are_one(one, unit, reading.register) or is_part_of(unit, one) or is_part_of(unit, f"{unit[0]}{one}"):
        return True
    short, long = sorted((one.lstrip(_LEVELS), unit.lstrip(_LEVELS)), key=len)
    rest = iter(long)
    return len(short) > 1 and all(sign in rest for sign in short)


def _find_near(name: str, units: Sequence[str]) -> list[str]:
    own = plain_unit(name).lstrip(_LEVELS)
    return [
        unit
        for unit in units
        if unit.lstrip(_LEVELS)[:1] == own[:1]
        and unit[-1] == own[-1]
        and SequenceMatcher(None, own, unit.lstrip(_LEVELS)).ratio() >= _NEAR
    ]


def _stands_elsewhere(reading: Reading, names: NameList, text: str) -> bool:
    return any(
        name.text == text
        for lists in reading.name_lists
        for other in lists
        if other is not names
        for name in other.names
    )
