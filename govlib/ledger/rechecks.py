"""What the present inspection says of the problems told before: rechecks, by finding, by list, by registry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from govlib.catalog.tables import TableDeclaration
from govlib.judging import FAIL, PASS
from govlib.ledger.acts import FIXED, NOT_FIXED, Result
from govlib.ledger.cases import BY_INSPECTION
from govlib.ledger.states import RECTIFIED
from govlib.row_keys import key_rows

if TYPE_CHECKING:
    from govlib.workspace import Run

_REGISTRIES = {"网站": ("sites", "site_name"), "账号": ("accounts", "account_name")}
_GONE = ("关停", "注销")
_COMPLETE = "check_results"
"""The list that a place may declare complete (``covers: all``), by kind of subject."""

_TOLD_ELSEWHERE = frozenset({"wording"})
"""The lists whose rows may be told by a finding instead: one that is no problem of its own is not thereby fixed."""


@dataclass(frozen=True)
class Inspected:
    """What a period found: findings after review, the list of open problems, its tables, which lists are complete."""

    findings: pd.DataFrame
    open_problems: pd.DataFrame
    tables: Mapping[str, pd.DataFrame]
    declared: Mapping[str, TableDeclaration]
    complete_for: frozenset[str] = frozenset()
    """The kinds of subject whose list of failures is complete."""


def recheck(run: Run, cases: pd.DataFrame) -> tuple[Result, ...]:
    """Return what the run's inspection found of the open ones of ``cases``; what it could not tell is left out."""
    scopes = {"网站": run.period.websites, "账号": run.period.accounts}
    complete = frozenset(kind for kind, scope in scopes.items() if scope.covers == "all")
    if cases.empty or not _open(cases).any():
        return ()
    inspected = Inspected(run.findings, run.open_problems, run.delivered, run.catalog.tables, complete)
    return recheck_cases(cases, inspected)


def recheck_cases(cases: pd.DataFrame, inspected: Inspected) -> tuple[Result, ...]:
    """Return one result an open case of which the inspection says something.

    The finding of its key comes first: 不合格 is 未整改, 合格 is 已整改. Else the row of its key: listed as a problem
    is 未整改; listed as 已整改, or no longer as a problem, is 已整改; absent from a complete list is 已整改. Else the
    registry: an account or website that is shut or deregistered is put right. 待复核 and 缺数据 say nothing.
    """
    found = _by_finding(inspected.findings)
    listed = _by_row(inspected, {str(key).partition(":")[0] for key in cases["key"]})
    gone = _shut(inspected.tables)
    results = []
    for case in cases.loc[_open(cases)].fillna("").to_dict("records"):
        key, kind = str(case["key"]), str(case["subject_kind"])
        said = found.get(key) or listed.get(key)
        if said is None and _is_off_a_complete_list(key, kind, inspected):
            said = FIXED, "完整的名单上已没有这一条"
        if said is None and (kind, str(case["subject"]), str(case["platform"])) in gone:
            said = FIXED, f"{kind}已关停或注销"
        if said is not None:
            results.append(Result(str(case["number"]), said[0], said[1], BY_INSPECTION))
    return tuple(results)


def _open(cases: pd.DataFrame) -> pd.Series:
    return ~cases["state"].isin(RECTIFIED)


def _by_finding(findings: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Return what each finding says; of one key in two rulesets the worse."""
    told = findings.loc[findings["outcome"].isin([PASS, FAIL]) & findings["status"].eq("active")]
    said: dict[str, tuple[str, str]] = {}
    for key, outcome, reason in zip(told["key"], told["outcome"], told["reason"], strict=True):
        if outcome == FAIL:
            said[key] = NOT_FIXED, str(reason)
        else:
            said.setdefault(key, (FIXED, "本期检查合格"))
    return said


def _by_row(inspected: Inspected, codes: set[str]) -> dict[str, tuple[str, str]]:
    """Return what each row of a list says that problems are told from."""
    problems = inspected.open_problems
    waiting = set(problems.loc[problems["outcome"].ne(FAIL), "key"])
    still = set(problems["key"]) - waiting
    said: dict[str, tuple[str, str]] = {}
    for name, table in sorted(inspected.tables.items()):
        declared = inspected.declared.get(name)
        if declared is None or declared.code not in codes:
            continue
        word = table.get("rectified", pd.Series(pd.NA, index=table.index))
        for key, rectified in zip(key_rows(table, declared), word, strict=True):
            if not pd.isna(rectified) and rectified == FIXED:
                said.setdefault(key, (FIXED, "名单写明已整改"))
            elif key in still:
                said[key] = NOT_FIXED, "仍在本期的名单上"
            elif key not in waiting and name not in _TOLD_ELSEWHERE:
                said.setdefault(key, (FIXED, "本期已不是问题"))
    return said


def _is_off_a_complete_list(key: str, kind: str, inspected: Inspected) -> bool:
    declared = inspected.declared.get(_COMPLETE)
    is_delivered = declared is not None and _COMPLETE in inspected.tables
    return is_delivered and kind in inspected.complete_for and key.startswith(f"{declared.code}:" if declared else "")


def _shut(tables: Mapping[str, pd.DataFrame]) -> set[tuple[str, str, str]]:
    """Return the websites and accounts all of whose rows in the registry are shut: kind, name, platform."""
    gone: set[tuple[str, str, str]] = set()
    for kind, (name, column) in _REGISTRIES.items():
        if name not in tables:
            continue
        table = tables[name]
        platform = table["platform"].fillna("") if "platform" in table else pd.Series("", index=table.index)
        is_shut = table["status"].isin(_GONE).fillna(value=False)
        rows = zip(table[column], platform, is_shut, strict=True)
        running = {(one, where) for one, where, shut in rows if not shut}
        named = zip(table.loc[is_shut, column], platform[is_shut], strict=True)
        gone |= {(kind, str(one), str(where)) for one, where in named if (one, where) not in running}
    return gone
