"""Which rows of which export tables are items of review, and how each is told to a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

REVIEW_RESULT = "review_result"
CONFIRMED, DISMISSED = "属实", "误报"
Flags = pd.Series


@dataclass(frozen=True)
class Listing:
    """How the rows of a table are read: whom they are about, what they say, which of them are a problem at all.

    ``subject`` are columns of which the first that is filled names the subject. With ``as_proof`` a row is an item only
    where it is counted by a finding that fails or waits.
    """

    subject: tuple[str, ...]
    problem: Callable[[pd.DataFrame], pd.Series]
    is_problem: Callable[[pd.DataFrame], Flags]
    subject_kind: str = ""
    as_proof: bool = False


def _text(rows: pd.DataFrame, name: str) -> pd.Series:
    blank = pd.Series("", index=rows.index, dtype="string")
    return rows[name].astype("string").fillna("") if name in rows else blank


def _said(*names: str) -> Callable[[pd.DataFrame], pd.Series]:
    def said(rows: pd.DataFrame) -> pd.Series:
        texts = zip(*(_text(rows, name).tolist() for name in names), strict=True)
        return pd.Series([" ".join(filter(None, parts)) for parts in texts], index=rows.index, dtype="string")

    return said


def _all(rows: pd.DataFrame) -> Flags:
    return pd.Series(data=True, index=rows.index)


def _equals(name: str, *words: object) -> Callable[[pd.DataFrame], Flags]:
    return lambda rows: rows[name].isin(list(words)).fillna(value=False).astype(bool)


def _say_wording(rows: pd.DataFrame) -> pd.Series:
    wrong, right = _text(rows, "wrong_text"), _text(rows, "right_text")
    both = ("：“" + wrong + "”应为“" + right + "”").where(right.ne(""), "：“" + wrong + "”")
    return _text(rows, "error_kind") + both.where(wrong.ne(""), "")


def _say_reply(rows: pd.DataFrame) -> pd.Series:
    kinds = _text(rows, "report_kind") if "report_kind" in rows else _text(rows, "column_name")
    code = _text(rows, "report_code") if "report_code" in rows else _text(rows, "test_code")
    quality = _text(rows, "answer_quality")
    return code + (" " + kinds).where(kinds.ne(""), "") + ("（答复" + quality + "）").where(quality.ne(""), "")


def _say_spot_check(rows: pd.DataFrame) -> pd.Series:
    return "上级检测反馈 " + _text(rows, "problem_count") + " 条问题"


def _say_nothing_published(rows: pd.DataFrame) -> pd.Series:
    return pd.Series("期内零发布", index=rows.index, dtype="string")


def _units_without_posts(rows: pd.DataFrame) -> Flags:
    sums = rows.groupby("unit")["published_count"].transform("sum", min_count=1)
    return sums.le(0).fillna(value=False).astype(bool)


LISTINGS: Mapping[str, Listing] = {
    "wording": Listing(("site_code", "account_name", "title"), _say_wording, _all),
    "links": Listing(("site_code", "page_title", "page_url"), _said("link_kind", "link_title", "link_url"), _all),
    "account_problems": Listing(("account_name",), _said("problem"), _all, "账号"),
    "check_results": Listing(("subject",), _said("problem"), _all),
    "checklist": Listing(("item",), _said("category", "finding"), _all),
    "tasks": Listing(("task", "object"), _said("object", "status"), _equals("status", "未完成", "逾期完成")),
    "spot_checks": Listing(
        ("object",), _say_spot_check, lambda rows: rows["problem_count"].ge(1).fillna(value=False).astype(bool)
    ),
    "error_reports": Listing(("site_name",), _say_reply, lambda rows: ~_equals("is_true", False)(rows), "网站"),
    "test_questions": Listing(("site_name", "site_code", "column_name"), _say_reply, _all, "网站"),
    "publication": Listing(("unit",), _say_nothing_published, _units_without_posts, "单位"),
    "object_publication": Listing(
        ("object",),
        _say_nothing_published,
        lambda rows: rows["published_count"].le(0).fillna(value=False).astype(bool),
    ),
    "columns": Listing(
        ("site_code", "site_name"), _said("column_name", "last_update_date", "column_url"), _all, "网站", as_proof=True
    ),
    "messages": Listing(
        ("site_code", "column_name"), _said("message_code", "received_date", "status"), _all, "网站", as_proof=True
    ),
    "interpretations": Listing(
        ("site_code",), _said("policy_title", "interpretation_title"), _all, "网站", as_proof=True
    ),
    "permits": Listing(("unit",), _said("decision_code", "decision_date"), _all, as_proof=True),
    "tickets": Listing(("unit",), _said("ticket_code", "received_date"), _all, as_proof=True),
}
"""The lists of problems, the tables that figures count row by row, and those of which rules count single rows."""


def choose_rows(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a table that are items of review: those that the export itself has dismissed are none."""
    chosen = LISTINGS[name].is_problem(rows)
    return rows.loc[chosen.to_numpy(dtype=bool) & (say_delivered(rows) != DISMISSED).to_numpy(dtype=bool)]


def say_delivered(rows: pd.DataFrame) -> pd.Series:
    """Return what the export itself says of each row's review: 属实, 误报, or "" where nobody has judged it."""
    said = _text(rows, REVIEW_RESULT)
    return said.where(said.isin([CONFIRMED, DISMISSED]), "")


def say_outcome(name: str, rows: pd.DataFrame) -> pd.Series:
    """Return whether each row counts as it stands (不合格), waits for a person (待复核), or is dismissed (合格)."""
    if name == "error_reports":
        waits = rows["is_true"].isna().to_numpy(dtype=bool)
        return pd.Series("不合格", index=rows.index, dtype="string").mask(waits, "待复核")
    if REVIEW_RESULT not in rows:
        return pd.Series("不合格", index=rows.index, dtype="string")
    return say_delivered(rows).map({CONFIRMED: "不合格", DISMISSED: "合格", "": "待复核"}).astype("string")
