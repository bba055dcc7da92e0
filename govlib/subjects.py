"""Subjects of an inspection: the websites and accounts of a place's registries, one row each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from govlib.catalog.conditions import Condition, all_hold
from govlib.units import UnitRegister

COLUMNS = ["subject", "platform", "unit", "group", "level", "judged"]


def list_sites(
    tables: Mapping[str, pd.DataFrame], register: UnitRegister, judged: tuple[Condition, ...], day: date
) -> pd.DataFrame:
    """Return one row a website of the registry: its columns plus subject, platform (empty), unit, group, judged.

    Sites that the ruleset does not judge (closed, excepted) stay in with ``judged`` False. No registry, no rows. The
    index is a plain range.
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
            judged=all_hold(sites, judged, day),
        )
        .drop_duplicates("site_name")
        .reset_index(drop=True)
    )


def list_accounts(
    tables: Mapping[str, pd.DataFrame], register: UnitRegister, judged: tuple[Condition, ...], day: date
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
            judged=all_hold(accounts, judged, day),
        )
        .drop_duplicates(["account_name", "platform", "unit"])
        .reset_index(drop=True)
    )


def _units(names: pd.Series, register: UnitRegister) -> pd.Series:
    merged = {name: register.counted_as(name) for name in names.dropna().unique()}
    return names.map(merged).astype("string")
