"""Units: written names to the names of the register, children to the unit they count as.

Names match exactly (full-width and half-width alike, blanks aside), then by declared alias, then as a unique
subsequence of one registered name (县教体局 in 县教育体育局); such a match is listed for a person to confirm. Parent
and child (麦市镇 / 麦市镇陈塅村委会) are never joined that way, and anything looser is never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from govlib.catalog.places import Units
from govlib.catalog.unit_rules import plain_name

EXACT, ALIAS, SHORT, UNKNOWN, EXCLUDED = "本名", "别名", "缩写", "未登记", "不统计"
TO_CONFIRM = ["table", "written", "unit", "how", "file", "sheet", "row"]
_SHORTEST = 3
_EVERY = re.compile(r"^(?:所有|全体|全部|各)")
_AND = re.compile(r"[、和及与,，]")
_VAGUE = re.compile(r"(?:相关|有关|责任)(?:的)?(?:单位|部门|乡镇|镇街)$")
_EACH = re.compile(r"各|所有|全体|全部|相关|有关|责任|的")
_GENERIC = re.compile(r"(?:单位|单位名称|名称)$")


@dataclass(frozen=True)
class Match:
    """How a written name was understood."""

    written: str
    unit: str
    how: str
    """本名 | 别名 | 缩写 | 未登记"""


@dataclass(frozen=True)
class UnitRegister:
    """The declared units of a place, ready to be asked for names."""

    units: Units

    @cached_property
    def group_of(self) -> dict[str, str]:
        """Return the group of every registered unit."""
        return {name: group for group, members in self.units.groups.items() for name in members}

    @cached_property
    def _aliases(self) -> dict[str, str]:
        return {plain_name(alias): unit for alias, unit in self.units.aliases.items()}

    @cached_property
    def _known(self) -> dict[str, str]:
        children = self.units.counts_as
        names = (*self.units.aliases.values(), *children.values(), *children, *self.group_of)
        return {plain_name(name): name for name in names}

    @cached_property
    def _registered(self) -> dict[str, str]:
        """Return the names that may be abbreviated: those of the groups and the children of what they count as."""
        return {plain_name(name): name for name in (*self.group_of, *self.units.counts_as)}

    def match(self, written: str) -> Match:
        """Return how one written name is understood, before it is merged into what it counts as."""
        plain = plain_name(written)
        if plain in self._aliases:
            return Match(written, self._aliases[plain], ALIAS)
        if plain in self._known:
            return Match(written, self._known[plain], EXACT)
        if not self.group_of:
            return Match(written, written, EXACT)
        found = [name for name in self._registered if _abbreviates(plain, name)]
        # 公安局 shortens 县公安局 and, letter by letter, its 县公安局交警大队, which is never meant by it
        tops = [name for name in found if not any(name != other and name.startswith(other) for other in found)]
        if len(tops) == 1:
            return Match(written, self._registered[tops[0]], SHORT)
        return Match(written, written, UNKNOWN)

    def counted_as(self, written: str) -> str:
        """Return the unit that a written name counts as."""
        name = self.match(written).unit
        return self.units.counts_as.get(name, name)

    def group(self, unit: str) -> str | None:
        """Return the declared group of a unit, or None."""
        return self.group_of.get(unit)

    def members(self, phrase: str) -> tuple[str, ...]:
        """Return the units that a phrase names by their groups, such as 所有县直单位和乡镇; () for any other."""
        groups = [part.strip() for part in _AND.split(_EVERY.sub("", plain_name(phrase)))]
        if not all(group in self.units.groups for group in groups):
            return ()
        return tuple(dict.fromkeys(unit for group in groups for unit in self.units.groups[group]))

    def may_mean(self, phrase: str) -> tuple[str, ...]:
        """Return the units that a phrase may mean that names no unit (县直各责任单位, 有关单位); () for any other.

        Those of the group that it speaks of, else all: which of them, only a person can say.
        """
        if not _VAGUE.search(plain_name(phrase)) or self.match(phrase).how in (EXACT, ALIAS) or self.members(phrase):
            return ()
        return self.members(_EACH.sub("", plain_name(phrase))) or tuple(self.group_of)


def in_register_order(register: UnitRegister, units: Iterable[str]) -> tuple[str, ...]:
    """Return units, each once, in the order of the register; those that it doesn't have follow as they come."""
    order = {unit: place for place, unit in enumerate(register.group_of)}
    return tuple(sorted(dict.fromkeys(units), key=lambda unit: order.get(unit, len(order))))


def _abbreviates(short: str, full: str) -> bool:
    """Tell whether ``short`` is a true subsequence of ``full``; the beginning of a name is its parent."""
    if len(short) < _SHORTEST or len(short) >= len(full) or full.startswith(short):
        return False
    rest = iter(full)
    return all(character in rest for character in short)


def merge_units(table: pd.DataFrame, register: UnitRegister) -> pd.DataFrame:
    """Return the table with ``unit`` merged into what it counts as; rows of units declared as excluded are left out.

    ``unit_as_written`` keeps the written name; ``unit_group`` is the register's, for others the heading's above them
    (乡镇) unless that is no group (责任单位). ``matches_to_confirm`` lists what is left out. Tables without a ``unit``
    column come back unchanged.
    """
    if "unit" not in table.columns:
        return table
    written = table["unit"]
    merged = {name: register.counted_as(name) for name in written.dropna().unique()}
    result = table.assign(unit=written.map(merged).astype("string"), unit_as_written=written)
    groups = result["unit"].map({name: register.group(name) for name in merged.values()}).astype("string")
    if "unit_group" in result.columns:
        headings = result["unit_group"]
        groups = groups.fillna(headings.mask(headings.str.contains(_GENERIC).fillna(value=False)))
    result["unit_group"] = groups
    return result.loc[~_is_excluded(result["unit"], register)]


def _is_excluded(units: pd.Series, register: UnitRegister) -> pd.Series:
    excluded = {register.counted_as(name) for name in register.units.exclude}
    return units.isin(excluded).fillna(value=False).astype(bool)


def matches_to_confirm(tables: Iterable[tuple[str, pd.DataFrame]], register: UnitRegister) -> pd.DataFrame:
    """Return the names that a person should confirm: one row a table and written name.

    Columns: table, written, unit, how (缩写 | 未登记 | 不统计: the place excludes it), file, sheet, row, the first
    place where it stands.
    """
    found: list[tuple[str, str, str, str, str, str, int]] = []
    excluded = {register.counted_as(name) for name in register.units.exclude}
    for table, frame in tables:
        for written, file, sheet, row in _first_written(frame):
            match = register.match(written)
            how = EXCLUDED if register.counted_as(written) in excluded else match.how
            is_group = bool(register.members(written))
            if how == EXCLUDED or (register.group_of and how in (SHORT, UNKNOWN) and not is_group):
                found.append((table, written, match.unit, how, file, sheet, row))
    return pd.DataFrame(found, columns=TO_CONFIRM)


def _first_written(frame: pd.DataFrame) -> Iterator[tuple[str, str, str, int]]:
    """Yield every name in ``unit`` and in the lists of ``units`` once, with the first place where it stands."""
    for column in ("unit", "units"):
        if column not in frame.columns:
            continue
        names = frame.dropna(subset=[column]).drop_duplicates(column)
        names = names.assign(one=names[column].str.split("、") if column == "units" else names[column]).explode("one")
        names = names.drop_duplicates("one")
        places = zip(names["one"], names["source_file"], names["source_sheet"], names["source_row"], strict=True)
        yield from ((str(one), str(file), str(sheet), int(row)) for one, file, sheet, row in places)
