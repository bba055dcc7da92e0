"""What became of every registered subject as counts of 0 and 1, so that any breakdown adds up to the same whole."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from govlib.judging import FAIL, NOT_APPLICABLE, PASS, REVIEW, UNKNOWN
from govlib.result_lists import OUTSIDE

UNGROUPED = "未分组"
RESULT_COUNTS = [
    "registered_count", "sampled_count", "checked_count", "passed_count", "failed_count", "unconfirmed_count",
    "unknown_count", "fixed_count", "fix_unknown_count", "passed_after_count",
]  # fmt: skip
_WORDS = ["subject_kind", "group", "level", "region"]
RESULT_COLUMNS = [*_WORDS, *RESULT_COUNTS, "source_file", "source_sheet", "source_row"]
_SUBJECT = ["subject", "platform", "unit"]

Fixed = Callable[[pd.DataFrame, str], pd.Series]
"""Which of some failed subjects of a kind are put right: 1, not 0, not known blank."""


def is_registered(subjects: pd.DataFrame) -> pd.Series:
    """Tell which subjects the ruleset judges, whether sampled or not."""
    return subjects["registered" if "registered" in subjects else "judged"].astype(bool)


def drop_unsampled(verdicts: pd.DataFrame, subjects: pd.DataFrame) -> pd.DataFrame:
    """Return the verdicts without those registered subjects that were not sampled, unless a list names them.

    Who stands on a list of failures was looked at, whatever the registry says.
    """
    if subjects.empty or "is_sampled" not in subjects:
        return verdicts
    left_out = subjects.loc[~subjects["judged"].astype(bool)]
    unsampled = _identify(verdicts).isin(_identify(left_out)) & ~verdicts["outcome"].isin([FAIL, REVIEW])
    return verdicts.loc[~unsampled].reset_index(drop=True)


def list_results(verdicts: pd.DataFrame, kind: str, subjects: pd.DataFrame, fixed: Fixed) -> pd.DataFrame:
    """Return one row a registered subject and one a failure that no registry names (名录外), in order of groups.

    Registered are those that the ruleset judges; sampled those of them that were to be looked at; checked those whose
    outcome is known or waits for a person. ``fixed_count`` and ``passed_after_count`` are blank where nothing says who
    has put things right. ``source_row`` holds the subject's row in the registry.
    """
    mine = verdicts.loc[verdicts["subject_kind"].eq(kind) & verdicts["outcome"].ne(NOT_APPLICABLE)]
    mine = mine.reset_index(drop=True)
    listed = subjects.loc[is_registered(subjects)]
    skipped = listed.loc[~listed["judged"].astype(bool) & ~_identify(listed).isin(_identify(mine))]
    both = pd.concat([mine, skipped.reindex(columns=[*_SUBJECT, "group"])], ignore_index=True)
    if both.empty:
        return pd.DataFrame(columns=RESULT_COLUMNS)
    outcome = both["outcome"].reindex(both.index)
    outside = both["group"].eq(OUTSIDE).fillna(value=False).astype(bool)
    counts = {f"{word}_count": outcome.eq(said).fillna(value=False) for word, said in _OUTCOMES.items()}
    known = outcome.notna() & ~outside
    counts |= {
        "registered_count": ~outside,
        "sampled_count": known,
        "checked_count": known & ~outcome.eq(UNKNOWN).fillna(value=False),
    }
    table = pd.DataFrame({name: column.astype("Int64") for name, column in counts.items()})
    table = _with_fixes(table, fixed(both, kind))
    table["subject_kind"] = kind
    table["group"] = both["group"].astype("string").fillna(UNGROUPED)
    placed = listed.drop_duplicates(_SUBJECT).set_index(_identify(listed.drop_duplicates(_SUBJECT)))
    index = _identify(both)
    for name in ("level", "region", "source_file", "source_sheet"):
        column = placed[name] if name in placed else pd.Series(dtype="string")
        table[name] = column.astype("string").reindex(index).to_numpy()
    rows = placed["source_row"].reindex(index) if "source_row" in placed else pd.Series(pd.NA, index=index)
    table["source_row"] = [[] if pd.isna(row) else [int(row)] for row in rows]
    table[["source_file", "source_sheet"]] = table[["source_file", "source_sheet"]].fillna("")
    return table.sort_values("group", kind="stable", ignore_index=True)[RESULT_COLUMNS]


_OUTCOMES = {"passed": PASS, "failed": FAIL, "unconfirmed": REVIEW, "unknown": UNKNOWN}


def _with_fixes(table: pd.DataFrame, fixed: pd.Series) -> pd.DataFrame:
    """Return the counts with who is fixed; a failure of which nothing is said counts as not fixed, and is told."""
    failed = table["failed_count"].eq(1)
    if fixed.isna().all():
        blank = pd.Series(pd.NA, index=table.index, dtype="Int64")
        return table.assign(fixed_count=blank, fix_unknown_count=blank, passed_after_count=blank)
    put_right = (failed & fixed.eq(1).fillna(value=False)).astype("Int64")
    return table.assign(
        fixed_count=put_right,
        fix_unknown_count=(failed & fixed.isna()).astype("Int64"),
        passed_after_count=table["passed_count"] + put_right,
    )


def _identify(frame: pd.DataFrame) -> pd.Index:
    parts = frame[_SUBJECT].astype("string").fillna("")
    return pd.Index(parts["subject"] + "\n" + parts["platform"] + "\n" + parts["unit"])
