"""Subjects of an inspection: the websites and accounts of a place's registries, one row each."""

from __future__ import annotations

from datetime import date

import pandas as pd

from govlib.catalog.conditions import Condition, all_hold
from govlib.units import UnitRegister

COLUMNS = ["subject", "platform", "unit", "group", "level", "judged"]


def list_sites(
    tables: dict[str, pd.DataFrame], register: UnitRegister, judged: tuple[Condition, ...], day: date
) -> pd.DataFrame:
    """Return one row a website of the registry: its columns plus subject, platform (empty), unit, group, judged.

    Sites that the ruleset does not judge (closed, excepted) stay in with ``judged`` False. No registry, no rows.
    """
    sites = tables.get("sites")
    if sites is None:
        return pd.DataFrame(columns=[*COLUMNS, "site_code", "site_name"])
    return sites.assign(
        subject=sites["site_name"],
        platform=pd.Series("", index=sites.index, dtype="string"),
        unit=_units(sites["host_unit"], register),
        group=sites["site_group"].fillna(sites["site_type"]),
        judged=all_hold(sites, judged, day),
    ).drop_duplicates("site_name")


def list_accounts(
    tables: dict[str, pd.DataFrame], register: UnitRegister, judged: tuple[Condition, ...], day: date
) -> pd.DataFrame:
    """Return one row an account (name and platform) of the registry: as ``list_sites``; the group is the platform."""
    accounts = tables.get("accounts")
    if accounts is None:
        return pd.DataFrame(columns=[*COLUMNS, "account_name"])
    return accounts.assign(
        subject=accounts["account_name"],
        unit=_units(accounts["host_unit"], register),
        group=accounts["platform"],
        judged=all_hold(accounts, judged, day),
    ).drop_duplicates(["account_name", "platform"])


def _units(names: pd.Series, register: UnitRegister) -> pd.Series:
    merged = {name: register.counted_as(name) for name in names.dropna().unique()}
    return names.map(merged).astype("string")
