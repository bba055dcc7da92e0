"""Units: written names to the names of the register, children to the unit they count as.

Names match exactly, then by declared alias, then as a unique subsequence of one registered name (县教体局 in
县教育体育局); such a match is listed for a person to confirm. Anything looser is never used.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from govlib.catalog.places import Units


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
    def _known(self) -> frozenset[str]:
        parents = self.units.counts_as
        return frozenset({*self.group_of, *parents, *parents.values(), *self.units.aliases.values()})

    def match(self, written: str) -> Match:
        """Return how one written name is understood, before it is merged into what it counts as."""
        if written in self.units.aliases:
            return Match(written, self.units.aliases[written], "别名")
        if written in self._known or not self.group_of:
            return Match(written, written, "本名")
        candidates = [name for name in self.group_of if _abbreviates(written, name)]
        if len(candidates) == 1:
            return Match(written, candidates[0], "缩写")
        return Match(written, written, "未登记")

    def counted_as(self, written: str) -> str:
        """Return the unit that a written name counts as."""
        name = self.match(written).unit
        return self.units.counts_as.get(name, name)

    def group(self, unit: str) -> str | None:
        """Return the declared group of a unit, or None."""
        return self.group_of.get(unit)


def _abbreviates(short: str, full: str) -> bool:
    """Tell whether ``short`` is a true subsequence of ``full``, parent and child (麦市镇 / 麦市镇某村委会) excepted."""
    if len(short) < 3 or len(short) >= len(full) or full.startswith(short):  # noqa: PLR2004 - two characters name nothing
        return False
    rest = iter(full)
    return all(character in rest for character in short)


def merge_units(table: pd.DataFrame, register: UnitRegister) -> pd.DataFrame:
    """Return the table with ``unit`` merged into what it counts as; the rows are the same.

    ``unit_as_written`` keeps the written name; ``unit_group`` is filled from the register where the table has none.
    Tables without a ``unit`` column come back unchanged.
    """
    if "unit" not in table.columns:
        return table
    written = table["unit"]
    merged = {name: register.counted_as(name) for name in written.dropna().unique()}
    result = table.assign(unit=written.map(merged).astype("string"), unit_as_written=written)
    groups = result["unit"].map({name: register.group(name) for name in merged.values()}).astype("string")
    if "unit_group" in result.columns:
        groups = result["unit_group"].fillna(groups)
    result["unit_group"] = groups
    if register.units.exclude:
        result = result.loc[~result["unit"].isin(register.units.exclude).fillna(value=False)]
    return result


def matches_to_confirm(tables: Iterable[tuple[str, pd.DataFrame]], register: UnitRegister) -> pd.DataFrame:
    """Return the names that a person should confirm: one row a table and written name.

    Columns: table, written, unit, how (缩写 | 未登记), file, sheet, row (the first place where it stands).
    """
    columns = ["table", "written", "unit", "how", "file", "sheet", "row"]
    found: list[tuple[str, str, str, str, str, str, int]] = []
    for name, table in tables:
        if "unit" not in table.columns or not register.group_of:
            continue
        first = table.dropna(subset=["unit"]).drop_duplicates("unit")
        places = zip(first["unit"], first["source_file"], first["source_sheet"], first["source_row"], strict=True)
        for written, file, sheet, row in places:
            match = register.match(written)
            if match.how in ("缩写", "未登记"):
                found.append((name, written, match.unit, match.how, file, sheet, int(row)))
    return pd.DataFrame(found, columns=columns)
