"""Who has put things right: by the ledger's rechecks, else by the column 整改情况 of the lists of problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from govlib.judging import FAIL
from govlib.ledger.states import RECTIFIED, UNFIXED
from govlib.result_lists import plain_name

FIXED = "已整改"
DISAGREEMENT_COLUMNS = ["subject_kind", "subject", "platform", "by_list", "by_ledger"]

Verified = Mapping[tuple[str, str, str], bool]
"""By kind, plain name and platform of a subject: whether all that it was told is put right; absent where not known."""


def find_fixed(
    tables: Mapping[str, pd.DataFrame], subjects: pd.DataFrame, kind: str, verified: Verified | None = None
) -> pd.Series:
    """Return 1 for a failed subject all of whose problems are put right, 0 for one with any that is not.

    What the ledger has rechecked goes before 整改情况, which only repeats what somebody said. Blank for who has
    neither, and for who did not fail. A list that names no platform means the name on every platform.
    """
    said = _list_said(tables, kind)
    failed = subjects["outcome"].eq(FAIL).fillna(value=False)
    found: list[int | None] = []
    for name, platform, is_failed in zip(subjects["subject"], subjects["platform"], failed, strict=True):
        plain = plain_name(str(name), kind)
        by_ledger = (verified or {}).get((kind, plain, platform if isinstance(platform, str) else ""))
        mine = [
            fixed
            for listed in ({(plain, str(platform)), (plain, "")} if is_failed and isinstance(platform, str) else ())
            for fixed in said.get(listed, ())
        ]
        if is_failed and by_ledger is not None:
            found.append(int(by_ledger))
        else:
            found.append(int(all(mine)) if mine else None)
    return pd.Series(found, index=subjects.index, dtype="Int64")


def join_states(cases: pd.DataFrame) -> dict[tuple[str, str, str], bool]:
    """Return of each subject of some cases whether all are verified or closed; no where one was found unfixed.

    A subject of which some problem was neither put right nor found unfixed is left out: nobody knows yet.
    """
    states: dict[tuple[str, str, str], set[str]] = {}
    about = cases.loc[cases["subject"].notna(), ["subject_kind", "subject", "platform", "state"]].fillna("")
    for kind, name, platform, state in about.itertuples(index=False, name=None):
        states.setdefault((kind, plain_name(name, kind), platform), set()).add(state)
    return {key: found <= RECTIFIED for key, found in states.items() if found <= RECTIFIED or UNFIXED in found}


def list_disagreements(tables: Mapping[str, pd.DataFrame], verified: Verified) -> pd.DataFrame:
    """Return one row a subject of which 整改情况 says otherwise than the ledger: both words, by kind and name."""
    rows = list(_disagree(tables, verified))
    return pd.DataFrame(sorted(rows), columns=DISAGREEMENT_COLUMNS)


def _disagree(tables: Mapping[str, pd.DataFrame], verified: Verified) -> Iterator[tuple[str, str, str, str, str]]:
    words = {True: "都已整改", False: "没有都整改"}
    for kind in sorted({kind for kind, _, _ in verified}):
        said = _list_said(tables, kind)
        for (of_kind, name, platform), is_fixed in verified.items():
            mine = [*said.get((name, platform), ()), *(said.get((name, ""), ()) if platform else ())]
            if of_kind == kind and mine and all(mine) != is_fixed:
                yield kind, name, platform, words[all(mine)], words[is_fixed]


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
