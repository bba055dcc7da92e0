"""Verdicts from findings, and how many of each group passed: one outcome a subject, counts a group."""

from __future__ import annotations

import pandas as pd

from govlib.catalog.places import Scope
from govlib.judging import FAIL, NOT_APPLICABLE, PASS, REVIEW, UNKNOWN
from govlib.result_lists import OUTSIDE, VERDICT_COLUMNS, decide_by_list

__all__ = [
    "COVERAGE_COLUMNS",
    "OUTSIDE",
    "VERDICT_COLUMNS",
    "coverage",
    "coverage_from_counts",
    "decide",
    "decide_by_list",
]

COVERAGE_COLUMNS = [
    "subject_kind", "group", "registered_count", "checked_count", "passed_count", "failed_count",
    "unconfirmed_count", "unknown_count", "source_file", "source_sheet", "source_row",
]  # fmt: skip
_UNGROUPED = "未分组"
_FROM_MILD_TO_GRAVE = (NOT_APPLICABLE, PASS, UNKNOWN, REVIEW, FAIL)
_SUBJECT = ["subject", "platform", "unit"]


def decide(findings: pd.DataFrame, subjects: pd.DataFrame, kind: str, scope: Scope, ruleset: str) -> pd.DataFrame:
    """Return one row a judged subject: fails if any rule in scope fails; else 待复核; else 缺数据; else 合格.

    In scope are the rules that the place lists, or else all vetoes of its main ``ruleset``. Drafts and rules out of
    scope don't touch the outcome. Who has no rule at all that applies is 不适用.
    """
    judged = subjects.loc[subjects["judged"].astype(bool)] if len(subjects) else subjects
    if judged.empty:
        return pd.DataFrame(columns=VERDICT_COLUMNS)
    counted = findings.loc[findings["subject_kind"].eq(kind) & findings["status"].eq("active")]
    vetoes = counted["part"].eq("veto") & counted["ruleset"].eq(ruleset)
    counted = counted.loc[counted["indicator"].isin(scope.rules) if scope.rules else vetoes]
    grave = dict(zip(_FROM_MILD_TO_GRAVE, range(len(_FROM_MILD_TO_GRAVE)), strict=True))
    index = _identify(judged)
    gravity = counted["outcome"].map(grave).astype("int64")
    worst = gravity.groupby(_identify(counted)).max().reindex(index, fill_value=0)
    told = counted.loc[counted["outcome"].isin([FAIL, REVIEW])]
    by_subject = told.groupby(_identify(told))
    result = judged[[*_SUBJECT, "group"]].reset_index(drop=True)
    result["outcome"] = [_FROM_MILD_TO_GRAVE[int(place)] for place in worst]
    result["rules"] = by_subject["indicator"].agg("、".join).reindex(index).fillna("").to_numpy()
    result["reasons"] = by_subject["reason"].agg("；".join).reindex(index).fillna("").to_numpy()
    return result.assign(subject_kind=kind, decided_by="指标")[VERDICT_COLUMNS]


def _identify(frame: pd.DataFrame) -> pd.Index:
    """Return a text a row that names its subject: accounts of one name under two hosts are two."""
    parts = frame[_SUBJECT].astype("string").fillna("")
    return pd.Index(parts["subject"] + "\n" + parts["platform"] + "\n" + parts["unit"])


def coverage(verdicts: pd.DataFrame, kind: str, subjects: pd.DataFrame) -> pd.DataFrame:
    """Return one row a group of a kind of subject: registered, checked, passed, failed, 待复核, 缺数据.

    The denominator is what was checked: subjects whose outcome is known or waits for a person; 不适用 is not counted,
    and 名录外 is in no registry. ``source_row`` lists the group's registry rows; where they stand in several sheets,
    those of the sheet with most of them.
    """
    mine = verdicts.loc[verdicts["subject_kind"].eq(kind) & verdicts["outcome"].ne(NOT_APPLICABLE)]
    if mine.empty:
        return pd.DataFrame(columns=COVERAGE_COLUMNS)
    counts = pd.crosstab(mine["group"].astype("string").fillna(_UNGROUPED), mine["outcome"])
    counts = counts.reindex(columns=[PASS, FAIL, REVIEW, UNKNOWN], fill_value=0)
    inside = [int(name != OUTSIDE) for name in counts.index]
    table = pd.DataFrame(
        {
            "subject_kind": kind,
            "group": counts.index.to_numpy(),
            "registered_count": counts.sum(axis=1).to_numpy() * inside,
            "checked_count": counts[[PASS, FAIL, REVIEW]].sum(axis=1).to_numpy() * inside,
            "passed_count": counts[PASS].to_numpy(),
            "failed_count": counts[FAIL].to_numpy(),
            "unconfirmed_count": counts[REVIEW].to_numpy(),
            "unknown_count": counts[UNKNOWN].to_numpy(),
        }
    )
    listed = subjects.loc[subjects["judged"].astype(bool)] if len(subjects) else subjects
    sources = [_source_of(listed, group) for group in table["group"]]
    table["source_file"] = [file for file, _, _ in sources]
    table["source_sheet"] = [sheet for _, sheet, _ in sources]
    table["source_row"] = [rows for _, _, rows in sources]
    return table[COVERAGE_COLUMNS]


def _source_of(subjects: pd.DataFrame, group: str) -> tuple[str, str, list[int]]:
    if subjects.empty:
        return "", "", []
    rows = subjects.loc[subjects["group"].astype("string").fillna(_UNGROUPED).eq(group)]
    by_sheet = [
        (str(file), str(sheet), sorted(int(row) for row in part["source_row"]))
        for (file, sheet), part in rows.groupby([rows["source_file"], rows["source_sheet"].fillna("")], sort=True)
    ]
    return max(by_sheet, key=lambda place: len(place[2]), default=("", "", []))


def coverage_from_counts(
    verdicts: pd.DataFrame, counts: pd.DataFrame, kind: str, *, delivered: bool = True
) -> pd.DataFrame:
    """Return one row a platform from counts of accounts and a complete list of failures.

    A failure on a platform that the counts don't name belongs to their row 其他…, else it stands alone as 名录外. When
    the list itself was not ``delivered``, everybody is unknown: nobody passes for want of a list.
    """
    failed = verdicts.loc[verdicts["subject_kind"].eq(kind) & verdicts["outcome"].eq(FAIL), "platform"]
    named = set(counts["platform"].dropna())
    others = next((name for name in counts["platform"].dropna() if str(name).startswith("其他")), OUTSIDE)
    groups = [name if name in named else others for name in failed]
    table = counts[["platform", "account_count", "source_file", "source_sheet", "source_row"]].rename(
        columns={"platform": "group", "account_count": "registered_count"}
    )
    if OUTSIDE in groups:
        table = pd.concat([table, pd.DataFrame({"group": [OUTSIDE], "registered_count": [0]})], ignore_index=True)
    table["failed_count"] = [groups.count(name) for name in table["group"]]
    table["registered_count"] = table["registered_count"].fillna(0).astype(int)
    table["unknown_count"] = 0 if delivered else table["registered_count"]
    table["checked_count"] = table["registered_count"] - table["unknown_count"]
    # More failures than accounts is a contradiction that the identities show; it is no negative number of passes.
    table["passed_count"] = (table["checked_count"] - table["failed_count"]).clip(lower=0)
    return table.assign(subject_kind=kind, unconfirmed_count=0)[COVERAGE_COLUMNS]
