"""Who there is to compare: the units of the register and the websites and accounts of the registries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from govlib.rankings.material import UNGROUPED, Entrant, Material
from govlib.rankings.said import text_of
from govlib.rankings.sources import tables_of_figure

_NO_ROW = "表里没有这个对象"
_COUNTED = ("rows", "distinct")


def list_units(material: Material) -> list[str]:
    """Return the registered units that are counted on their own, in the order of the register."""
    register = material.register
    excluded = {register.counted_as(name) for name in register.units.exclude}
    return [unit for unit in register.group_of if register.counted_as(unit) == unit and unit not in excluded]


def groups_of_units(figure: str, material: Material) -> Callable[[str], str]:
    """Return what gives a unit's group: as the figure's table has it, else as the register has it, else 未分组."""
    table = material.tables.get(_table_of(figure, material))
    written: dict[str, str] = {}
    if table is not None and "unit_group" in table.columns and "unit" in table.columns:
        known = table[["unit", "unit_group"]].dropna().drop_duplicates("unit")
        written = dict(zip(known["unit"], known["unit_group"], strict=True))
    return lambda unit: str(written.get(unit) or material.register.group(unit) or UNGROUPED)


def _table_of(figure: str, material: Material) -> str:
    """Return the first table that a figure counts; the name of a table stands for itself."""
    return next(iter(tables_of_figure(figure, material.declared)), figure)


def add_absent_units(members: Sequence[Entrant], figure: str, covers: str, material: Material) -> list[Entrant]:
    """Return the entrants with those added of whom a figure has no number of their own."""
    declared = material.declared[figure]
    table = material.tables.get(_table_of(figure, material))
    named: set[str] = set() if table is None else {str(unit) for unit in table["unit"].dropna().unique()}
    have = {one.subject for one in members}
    added = sorted(named - have) if declared.measure in _COUNTED else []
    units = (
        [] if covers == "rows" else [unit for unit in list_units(material) if unit not in have and unit not in added]
    )
    zero_units = {*added, *(units if covers == "all" else ())}
    group_of = groups_of_units(figure, material)
    made = (
        make_unit(unit, declared.label, group_of(unit), declared.unit if unit in zero_units else None)
        for unit in (*added, *units)
    )
    return [*members, *made]


def make_unit(unit: str, label: str, group: str, zero_in: str | None) -> Entrant:
    """Return a unit of whom nothing was counted: nought of ``zero_in`` where that is known, else 缺数据."""
    blank = Entrant(subject=unit, figure=label, unit=unit, group=group, unit_group=group, note=_NO_ROW)
    return blank if zero_in is None else replace(blank, number=Fraction(0), value=0.0, text=f"0{zero_in}", note="")


def describe_subjects(kind: str, material: Material) -> dict[tuple[str, str, str], Entrant]:
    """Return what the registry says of each judged website or account, by subject, platform and unit."""
    frame = material.subjects.get(kind)
    if frame is None or frame.empty:
        return {}
    judged = frame.loc[frame["judged"].astype(bool)]
    found = {}
    for row in judged.to_dict("records"):
        subject, platform, unit = (text_of(row[name]) for name in ("subject", "platform", "unit"))
        found[subject, platform, unit] = Entrant(
            subject=subject,
            figure="",
            platform=platform,
            unit=unit,
            group=text_of(row["group"]) or UNGROUPED,
            level=text_of(row.get("level")),
            site_type=text_of(row.get("site_type")),
            unit_group=material.register.group(unit) or UNGROUPED,
        )
    return found


def add_absent_subjects(
    members: Sequence[Entrant], kind: str, figure: str, why: str, material: Material
) -> list[Entrant]:
    """Return the entrants with the judged subjects of the registry added of whom there is no number, and why."""
    have = {_identify(one, kind) for one in members}
    absent = [one for one in describe_subjects(kind, material).values() if _identify(one, kind) not in have]
    return [*members, *(replace(one, figure=figure, note=why) for one in absent)]


def _identify(one: Entrant, kind: str) -> tuple[str, ...]:
    """Return what tells a subject apart: a website's name is its own, an account's only with platform and unit."""
    return (one.subject,) if kind == "网站" else one.key
