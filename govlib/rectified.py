"""Who has put things right: the column 整改情况 of the lists of failures and of problem accounts."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from govlib.judging import FAIL
from govlib.result_lists import plain_name

FIXED = "已整改"


def find_fixed(tables: Mapping[str, pd.DataFrame], subjects: pd.DataFrame, kind: str) -> pd.Series:
    """Return 1 for a failed subject all of whose listed problems are 已整改, 0 for one with any that is not.

    Blank for who has no problem with a 整改情况, and for who did not fail. A list that names no platform means the name
    on every platform.
    """
    said = _list_said(tables, kind)
    failed = subjects["outcome"].eq(FAIL).fillna(value=False)
    found: list[int | None] = []
    for name, platform, is_failed in zip(subjects["subject"], subjects["platform"], failed, strict=True):
        plain = plain_name(str(name), kind)
        mine = [
            fixed
            for listed in ({(plain, str(platform)), (plain, "")} if is_failed and isinstance(platform, str) else ())
            for fixed in said.get(listed, ())
        ]
        found.append(int(all(mine)) if mine else None)
    return pd.Series(found, index=subjects.index, dtype="Int64")


def _list_said(tables: Mapping[str, pd.DataFrame], kind: str) -> dict[tuple[str, str], list[bool]]:
    """Return, by plain name and platform, whether each listed problem with a 整改情况 is put right."""
    said: dict[tuple[str, str], list[bool]] = {}
    for table, column, of_kind in (("check_results", "subject", None), ("account_problems", "account_name", "账号")):
        rows = tables.get(table)
        if rows is None or of_kind not in (None, kind):
            continue
        mine = rows.loc[rows["rectified"].notna()]
        if of_kind is None:
            mine = mine.loc[mine["subject_kind"].eq(kind)]
        for name, platform, word in zip(mine[column], mine["platform"], mine["rectified"], strict=True):
            key = plain_name(str(name), kind), platform if isinstance(platform, str) else ""
            said.setdefault(key, []).append(word == FIXED)
    return said
