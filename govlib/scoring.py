"""Verdicts: from findings, or from a complete list of failures, to one outcome a subject and counts a group."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from govlib.catalog.places import Scope

VERDICT_COLUMNS = ["subject_kind", "subject", "platform", "unit", "group", "outcome", "rules", "reasons", "decided_by"]
COVERAGE_COLUMNS = [
    "subject_kind", "group", "registered_count", "checked_count", "passed_count", "failed_count",
    "unconfirmed_count", "unknown_count", "source_file", "source_sheet", "source_row",
]  # fmt: skip
OUTSIDE = "名录外"
"""The group of a subject that stands in a list of failures but in no registry."""

_ORDER = ("不合格", "待复核", "缺数据")
_SITE_ENDING = re.compile(r"(门户网站|网站|网)$")
_QUOTES = re.compile(r"[“”\"'‘’「」]")


def decide(findings: pd.DataFrame, subjects: pd.DataFrame, kind: str, scope: Scope) -> pd.DataFrame:
    """Return one row a judged subject: fails if any rule in scope fails; else 待复核; else 缺数据; else 合格.

    Drafts and rules out of scope don't touch the outcome.
    """
    judged = subjects.loc[subjects["judged"]] if len(subjects) else subjects
    if judged.empty:
        return pd.DataFrame(columns=VERDICT_COLUMNS)
    counted = findings.loc[findings["subject_kind"].eq(kind) & findings["status"].eq("active")]
    if scope.rules:
        counted = counted.loc[counted["indicator"].isin(scope.rules)]
    by_subject = counted.groupby(["subject", "platform"], observed=True)
    index = pd.MultiIndex.from_frame(judged[["subject", "platform"]])
    outcome = pd.Series("合格", index=index)
    outcome[
        by_subject["outcome"].agg(lambda said: said.eq("不适用").all()).reindex(index, fill_value=True).to_numpy()
    ] = "不适用"
    for word in reversed(_ORDER):
        hit = by_subject["outcome"].agg(lambda said, word=word: said.eq(word).any()).reindex(index, fill_value=False)
        outcome[hit.to_numpy(dtype=bool)] = word
    told = counted.loc[counted["outcome"].isin(["不合格", "待复核"])].groupby(["subject", "platform"], observed=True)
    result = judged[["subject", "platform", "unit", "group"]].reset_index(drop=True)
    result["outcome"] = outcome.to_numpy()
    result["rules"] = told["indicator"].agg("、".join).reindex(index).fillna("").to_numpy()
    result["reasons"] = told["reason"].agg("；".join).reindex(index).fillna("").to_numpy()
    return result.assign(subject_kind=kind, decided_by="指标")[VERDICT_COLUMNS]


def decide_by_list(results: pd.DataFrame | None, subjects: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return one row a subject from a complete list of failures: who is absent from it passes (检查结论).

    Without a row-level registry only the failures have rows; ``coverage_from_counts`` completes the numbers.
    """
    listed = (
        pd.DataFrame(columns=["subject", "platform", "unit", "problem", "subject_kind"]) if results is None else results
    )
    failed = listed.loc[listed["subject_kind"].eq(kind)]
    known = subjects.loc[subjects["judged"]] if len(subjects) else subjects
    names = {_plain(name): name for name in known["subject"]} if len(known) else {}
    matched = failed["subject"].map(lambda name: names.get(_plain(str(name))))
    rows = []
    for record, name in zip(failed.to_dict("records"), matched, strict=True):
        group = known.loc[known["subject"].eq(name), "group"].iloc[0] if isinstance(name, str) else None
        rows.append(
            {
                "subject": name if isinstance(name, str) else record["subject"],
                "platform": _text(record["platform"]),
                "unit": record["unit"],
                "group": group
                if len(known) and group is not None
                else (OUTSIDE if len(known) else _text(record["platform"])),
                "outcome": "不合格",
                "reasons": record["problem"],
            }
        )
    verdicts = pd.DataFrame(rows, columns=["subject", "platform", "unit", "group", "outcome", "reasons"])
    if len(known):
        passed = known.loc[~known["subject"].isin(matched.dropna()), ["subject", "platform", "unit", "group"]]
        verdicts = pd.concat([verdicts, passed.assign(outcome="合格", reasons="")], ignore_index=True)
    return verdicts.assign(subject_kind=kind, rules="", decided_by="检查结论")[VERDICT_COLUMNS]


def coverage(verdicts: pd.DataFrame, kind: str, subjects: pd.DataFrame) -> pd.DataFrame:
    """Return one row a group of a kind of subject: registered, checked, passed, failed, 待复核, 缺数据.

    The denominator is what was checked: subjects whose outcome is known or waits for a person; 不适用 is not counted.
    ``source_row`` lists the registry rows of the group's subjects.
    """
    mine = verdicts.loc[verdicts["subject_kind"].eq(kind) & verdicts["outcome"].ne("不适用")]
    if mine.empty:
        return pd.DataFrame(columns=COVERAGE_COLUMNS)
    counts = pd.crosstab(mine["group"].fillna("未分组"), mine["outcome"])
    counts = counts.reindex(columns=["合格", "不合格", "待复核", "缺数据"], fill_value=0)
    inside = np.array([name != OUTSIDE for name in counts.index], dtype=int)
    table = pd.DataFrame(
        {
            "subject_kind": kind,
            "group": counts.index.to_numpy(),
            "registered_count": counts.sum(axis=1).to_numpy() * inside,
            "checked_count": counts[["合格", "不合格", "待复核"]].sum(axis=1).to_numpy() * inside,
            "passed_count": counts["合格"].to_numpy(),
            "failed_count": counts["不合格"].to_numpy(),
            "unconfirmed_count": counts["待复核"].to_numpy(),
            "unknown_count": counts["缺数据"].to_numpy(),
        }
    )
    table["source_file"] = subjects["source_file"].iloc[0] if len(subjects) else ""
    table["source_sheet"] = subjects["source_sheet"].iloc[0] if len(subjects) else ""
    table["source_row"] = [
        sorted(
            int(row)
            for row in subjects.loc[subjects["group"].fillna("未分组").eq(group) & subjects["judged"], "source_row"]
        )
        for group in table["group"]
    ]
    return table[COVERAGE_COLUMNS]


def coverage_from_counts(verdicts: pd.DataFrame, counts: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return one row a platform from counts of accounts and a complete list of failures.

    A failure on a platform that the counts don't name belongs to their row 其他…, else it stands alone as 名录外.
    """
    failed = verdicts.loc[verdicts["subject_kind"].eq(kind) & verdicts["outcome"].eq("不合格"), "platform"]
    named = set(counts["platform"])
    others = next((name for name in counts["platform"] if str(name).startswith("其他")), None)
    groups = [name if name in named else (others or OUTSIDE) for name in failed]
    table = counts[["platform", "account_count", "source_file", "source_sheet", "source_row"]].rename(
        columns={"platform": "group", "account_count": "registered_count"}
    )
    if OUTSIDE in groups:
        table = pd.concat([table, pd.DataFrame({"group": [OUTSIDE], "registered_count": [0]})], ignore_index=True)
    table["failed_count"] = [groups.count(name) for name in table["group"]]
    table["registered_count"] = table["registered_count"].fillna(0).astype(int)
    table["checked_count"] = table["registered_count"]
    table["passed_count"] = (table["checked_count"] - table["failed_count"]).clip(lower=0)
    return table.assign(subject_kind=kind, unconfirmed_count=0, unknown_count=0)[COVERAGE_COLUMNS]


def _plain(name: str) -> str:
    return _SITE_ENDING.sub("", _QUOTES.sub("", name)).strip()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
