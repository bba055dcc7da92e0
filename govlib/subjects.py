"""Subjects of an inspection, one row each: the registries' websites and accounts, the units, the place itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from govlib.ascription import PROVENANCE
from govlib.catalog.conditions import Condition, all_hold
from govlib.catalog.places import Place
from govlib.units import UnitRegister
from govlib.workdays import OFFICIAL, Calendar

COLUMNS = ["subject", "platform", "unit", "group", "level", "judged"]


def list_sites(
    tables: Mapping[str, pd.DataFrame],
    register: UnitRegister,
    judged: tuple[Condition, ...],
    day: date,
    *,
    calendar: Calendar = OFFICIAL,
) -> pd.DataFrame:
    """Return one row a website of the registry: its columns plus subject, platform (empty), unit, group, judged.

    Sites that the ruleset does not judge (closed, excepted) stay in with ``judged`` False, and so do those that were
    not sampled (是否抽查), whose ``registered`` is True. No registry, no rows. The index is a plain range.
    """
    sites = tables.get("sites")
    if sites is None:
        return pd.DataFrame(columns=[*COLUMNS, "site_code", "site_name"])
    return (
        sites.assign(
            subject=sites["site_name"],
            platform=pd.Series("", index=sites.index, dtype="string"),
            unit=_units(sites["host_unit"], register),
            group=sites["site_group"].fillna(sites["site_type"]),
            **_judged(sites, judged, day, calendar),
        )
        .drop_duplicates("site_name")
        .reset_index(drop=True)
    )


def list_accounts(
    tables: Mapping[str, pd.DataFrame],
    register: UnitRegister,
    judged: tuple[Condition, ...],
    day: date,
    *,
    calendar: Calendar = OFFICIAL,
) -> pd.DataFrame:
    """Return one row an account of the registry: as ``list_sites``; the group is the platform.

    An account is a name on a platform under a host unit: the same name under two hosts is two accounts, which no other
    export can tell apart. A unit and the one it counts as are one host.
    """
    accounts = tables.get("accounts")
    if accounts is None:
        return pd.DataFrame(columns=[*COLUMNS, "account_name"])
    return (
        accounts.assign(
            subject=accounts["account_name"],
            unit=_units(accounts["host_unit"], register),
            group=accounts["platform"],
            **_judged(accounts, judged, day, calendar),
        )
        .drop_duplicates(["account_name", "platform", "unit"])
        .reset_index(drop=True)
    )


def _judged(
    registry: pd.DataFrame, judged: tuple[Condition, ...], day: date, calendar: Calendar
) -> dict[str, pd.Series]:
    """Return who is registered and who of them is judged; a sample is drawn where any row says 是否抽查."""
    registered = all_hold(registry, judged, day, calendar=calendar)
    marks = registry["is_sampled"] if "is_sampled" in registry else pd.Series(pd.NA, index=registry.index)
    is_sample = bool(marks.notna().any())
    sampled = marks.fillna(value=False).astype(bool)
    return {"registered": registered, "judged": registered & sampled if is_sample else registered}


def list_units(tables: Mapping[str, pd.DataFrame], register: UnitRegister) -> pd.DataFrame:
    """Return one row a unit of the place's register; excluded ones stay in with ``judged`` False.

    A place without a register has the units that its registries name as hosts and its tables as responsible.
    """
    units = list(register.group_of) or _named_units(tables, register)
    left_out = {register.counted_as(name) for name in register.units.exclude}
    counted = [name for name in dict.fromkeys(map(register.counted_as, units)) if name]
    named = pd.Series(counted, dtype="string")
    groups = pd.Series([register.group(name) for name in counted], dtype="string")
    listed = _as_subjects(named, groups).assign(unit=named, judged=[name not in left_out for name in counted])
    return listed.assign(level=pd.Series(pd.NA, index=listed.index, dtype="string"))


def list_region(place: Place) -> pd.DataFrame:
    """Return one row: the place itself."""
    name = pd.Series([place.name], dtype="string")
    listed = _as_subjects(name, pd.Series([pd.NA], dtype="string"))
    return listed.assign(unit=name, judged=True, level=pd.Series([place.level], dtype="string"))


def _as_subjects(names: pd.Series, groups: pd.Series) -> pd.DataFrame:
    """Return subjects that stand in no spreadsheet."""
    nowhere = {name: pd.Series("", index=names.index, dtype="string") for name in PROVENANCE[:2]}
    rows = pd.Series(0, index=names.index, dtype="int64")
    platform = pd.Series("", index=names.index, dtype="string")
    return pd.DataFrame({"subject": names, "platform": platform, "group": groups, **nowhere, PROVENANCE[2]: rows})


def _named_units(tables: Mapping[str, pd.DataFrame], register: UnitRegister) -> list[str]:
    named: dict[str, None] = {}
    for _, table in sorted(tables.items()):
        for column in ("host_unit", "unit"):
            if column in table.columns:
                named |= dict.fromkeys(register.counted_as(name) for name in table[column].dropna().unique())
    return sorted(named)


def _units(names: pd.Series, register: UnitRegister) -> pd.Series:
    merged = {name: register.counted_as(name) for name in names.dropna().unique()}
    return names.map(merged).astype("string")
