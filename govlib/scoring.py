"""Verdicts from findings, and how many of each group passed: one outcome a subject, counts a group."""

from __future__ import annotations

import pandas as pd

from govlib.catalog.places import Scope
from govlib.judging import FAIL, NOT_APPLICABLE, PASS, REVIEW, UNKNOWN
from govlib.result_lists import OUTSIDE, VERDICT_COLUMNS, decide_by_list
from govlib.results import RESULT_COLUMNS, RESULT_COUNTS, UNGROUPED, Fixed, is_registered

__all__ = [
    "COVERAGE_COLUMNS",
    "OUTSIDE",
    "VERDICT_COLUMNS",
    "coverage",
    "decide",
    "decide_by_list",
    "results_from_counts",
]

COVERAGE_COLUMNS = ["subject_kind", "group", *RESULT_COUNTS, "source_file", "source_sheet", "source_row"]
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


def coverage(results: pd.DataFrame, subjects: pd.DataFrame) -> pd.DataFrame:
    """Return one row a kind of subject and group: registered, sampled, checked, passed, failed, 待复核, 缺数据, fixed.

    The denominator is what was checked: subjects whose outcome is known or waits for a person; 不适用 is not counted,
    and 名录外 is in no registry. ``source_row`` lists the group's registry rows; where they stand in several sheets,
    those of the sheet with most of them.
    """
    if results.empty:
        return pd.DataFrame(columns=COVERAGE_COLUMNS)
    table = results.groupby(["subject_kind", "group"], sort=True)[RESULT_COUNTS].sum(min_count=1).reset_index()
    listed = subjects.loc[is_registered(subjects)]
    sources = [_source_of(listed, group) for group in table["group"]]
    table["source_file"] = [file for file, _, _ in sources]
    table["source_sheet"] = [sheet for _, sheet, _ in sources]
    table["source_row"] = [rows for _, _, rows in sources]
    return table[COVERAGE_COLUMNS]


def _source_of(subjects: pd.DataFrame, group: str) -> tuple[str, str, list[int]]:
    if subjects.empty:
        return "", "", []
    rows = subjects.loc[subjects["group"].astype("string").fillna(UNGROUPED).eq(group)]
    by_sheet = [
        (str(file), str(sheet), sorted(int(row) for row in part["source_row"]))
        for (file, sheet), part in rows.groupby([rows["source_file"], rows["source_sheet"].fillna("")], sort=True)
    ]
    return max(by_sheet, key=lambda place: len(place[2]), default=("", "", []))


def results_from_counts(
    verdicts: pd.DataFrame, counts: pd.DataFrame, kind: str, fixed: Fixed, *, delivered: bool = True
) -> pd.DataFrame:
    """Return one row a platform from counts of accounts and a complete list of failures.

    A failure on a platform that the counts don't name belongs to their row 其他…, else it stands alone as 名录外. Where
    检查数 is told, only so many were checked; a platform without it, beside others that have it, is unknown. When the
    list itself was not ``delivered``, everybody is unknown: nobody passes for want of a list.
    """
    failed = verdicts.loc[verdicts["subject_kind"].eq(kind) & verdicts["outcome"].eq(FAIL)]
    named = set(counts["platform"].dropna())
    others = next((name for name in counts["platform"].dropna() if str(name).startswith("其他")), OUTSIDE)
    groups = pd.Series([name if name in named else others for name in failed["platform"]], index=failed.index)
    columns = ["platform", "account_count", "checked_count", "source_file", "source_sheet", "source_row"]
    table = counts.reindex(columns=columns).rename(columns={"platform": "group", "account_count": "registered_count"})
    if OUTSIDE in set(groups):
        strangers = pd.DataFrame({"group": [OUTSIDE], "registered_count": [0], "checked_count": [0]})
        table = pd.concat([table, strangers], ignore_index=True)
    put_right = fixed(failed, kind)
    table["failed_count"] = [int(groups.eq(name).sum()) for name in table["group"]]
    table["registered_count"] = table["registered_count"].fillna(0).astype(int)
    is_sample = "checked_count" in counts and bool(counts["checked_count"].notna().any())
    sampled = (table["checked_count"] if is_sample else table["registered_count"]).astype("Int64")
    table["sampled_count"] = sampled.fillna(table["registered_count"]).astype(int)
    table["unknown_count"] = table["sampled_count"].where(sampled.isna() | (not delivered), 0)
    table["checked_count"] = table["sampled_count"] - table["unknown_count"]
    # More failures than accounts is a contradiction that the identities show; it is no negative number of passes.
    table["passed_count"] = (table["checked_count"] - table["failed_count"]).clip(lower=0)
    table = table.assign(subject_kind=kind, unconfirmed_count=0, **_fixes_by_group(table, groups, put_right))
    return table.reindex(columns=RESULT_COLUMNS)


def _fixes_by_group(table: pd.DataFrame, groups: pd.Series, put_right: pd.Series) -> dict[str, pd.Series]:
    """Return fixed, unknown and passing after rectification by group; all blank where nothing says who has fixed."""
    is_said = bool(put_right.notna().any())
    fixed = [int((groups.eq(name) & put_right.eq(1).fillna(value=False)).sum()) for name in table["group"]]
    unknown = [int((groups.eq(name) & put_right.isna()).sum()) for name in table["group"]]
    counts = {"fixed_count": fixed, "fix_unknown_count": unknown}
    found = {name: pd.Series(numbers, index=table.index, dtype="Int64") for name, numbers in counts.items()}
    found["passed_after_count"] = table["passed_count"].astype("Int64") + found["fixed_count"]
    return found if is_said else {name: column.mask(column.notna()) for name, column in found.items()}
