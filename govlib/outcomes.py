"""What became of the websites and accounts of a period: verdicts by its scopes, counts of them, coverage of groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from govlib.catalog.places import Period
from govlib.rectified import Verified, find_fixed
from govlib.results import drop_unsampled, is_registered, list_results
from govlib.scores.verdicts import take_in_scores
from govlib.scoring import COVERAGE_COLUMNS, coverage, decide, decide_by_list, results_from_counts

VERDICT_COLUMNS = [
    "subject_kind", "subject", "platform", "unit", "group", "outcome", "rules", "reasons", "decided_by"
]  # fmt: skip
_REGISTRIES = (("网站", "sites"), ("账号", "accounts"))


@dataclass(frozen=True)
class Judged:
    """What verdicts are reached from: the period's scopes, its tables, the subjects by kind, findings and scores.

    ``verified`` says of whom the ledger knows whether all problems are put right.
    """

    period: Period
    tables: Mapping[str, pd.DataFrame]
    subjects: Mapping[str, pd.DataFrame]
    findings: pd.DataFrame
    scores: pd.DataFrame
    ruleset_id: str
    verified: Verified = field(default_factory=dict)


def reach_verdicts(judged: Judged) -> pd.DataFrame:
    """Return one row a subject: its outcome, the rules that decided, by 指标 or 检查结论."""
    frames = []
    for kind, scope in (("网站", judged.period.websites), ("账号", judged.period.accounts)):
        subjects = judged.subjects[kind]
        if scope.by == "indicators":
            decided = decide(judged.findings, subjects, kind, scope, judged.ruleset_id)
            frames.append(take_in_scores(decided, judged.scores) if scope.scored else decided)
        elif scope.by == "result_list":
            everybody = subjects.assign(judged=is_registered(subjects))
            listed = decide_by_list(judged.tables.get("check_results"), everybody, kind)
            frames.append(drop_unsampled(listed, subjects))
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=VERDICT_COLUMNS)


def count_results(judged: Judged, verdicts: pd.DataFrame) -> pd.DataFrame | None:
    """Return one row a registered subject, or a platform where only counts were delivered; None without verdicts.

    Its columns are counts: registered, sampled, checked, passed, failed, fixed… of which all rates are made.
    """

    def fixed(failed: pd.DataFrame, kind: str) -> pd.Series:
        return find_fixed(judged.tables, failed, kind, judged.verified)

    frames = []
    scopes = {"网站": judged.period.websites, "账号": judged.period.accounts}
    counts = judged.tables.get("account_counts")
    for kind, table in _REGISTRIES:
        if scopes[kind].by == "none":
            continue
        if table in judged.tables:
            frames.append(list_results(verdicts, kind, judged.subjects[kind], fixed))
        elif kind == "账号" and counts is not None:
            delivered = "check_results" in judged.tables
            frames.append(results_from_counts(verdicts, counts, kind, fixed, delivered=delivered))
    return pd.concat(frames, ignore_index=True) if frames else None


def cover_groups(judged: Judged, results: pd.DataFrame | None) -> pd.DataFrame | None:
    """Return one row a kind of subject and group: registered, checked, passed, failed…; None without verdicts."""
    if results is None:
        return None
    frames = [
        coverage(part, judged.subjects[str(kind)]) if table in judged.tables else part[COVERAGE_COLUMNS]
        for kind, table in _REGISTRIES
        if len(part := results.loc[results["subject_kind"].eq(kind)])
    ]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=COVERAGE_COLUMNS)
