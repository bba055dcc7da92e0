"""What verification found as one JSON object for other programs; docs/verify.zh-CN.md describes it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from govlib.hashing import hash_code
from govlib.identities.check import IDENTITIES
from govlib.text.hiding import hide_personal
from govlib.verify.check import Check, Quote
from govlib.verify.report.result import Result, count
from govlib.verify.whole import Report

FORMAT, VERSION = "govlib-verify", 1
"""A key is never renamed or dropped within a version; new ones may be added."""

_HIT = (
    "place", "passage", "start", "end", "wrong", "right", "kind", "severity", "status", "rule", "confidence", "note",
    "sentence", "basis",
)  # fmt: skip


def write_json(result: Result) -> str:
    """Return the whole result as JSON with a closing newline; what no encoding can hold stands as an escape."""
    text = json.dumps(describe(result), ensure_ascii=False, indent=1, allow_nan=False)
    return text.encode("utf-8", errors="backslashreplace").decode("utf-8") + "\n"


def describe(result: Result) -> dict[str, Any]:
    """Return the result with sorted lists and no moment in it: the same drafts give the same bytes."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "asked": {
            "place": result.place,
            "period": result.period,
            "text": result.text,
            "code_sha256": hash_code(),
        },
        "exit_code": int(result.exit_code),
        "counts": count(result.reports),
        "passed_over": result.passed_over,
        "notes": list(result.notes),
        "files": [_describe(report) for report in result.reports],
    }


def _describe(report: Report) -> dict[str, Any]:
    draft = report.draft
    days = (draft.issued, draft.printed, draft.posted) if draft else (None, None, None)
    issued, printed, posted = (day.isoformat() if day else None for day in days)
    return {
        "name": report.name,
        "kind": report.kind,
        "sha256": report.sha256,
        "title": hide_personal(draft.title) if draft else "",
        "issued": issued,
        "printed": printed,
        "posted": posted,
        "counts": count([report]),
        "notes": list(report.notes),
        "refused": report.refused,
        "checks": [_describe_check(check) for check in report.checks],
        "hits": [{key: value for key, value in asdict(hit).items() if key in _HIT} for hit in report.hits],
    }


def _describe_check(check: Check) -> dict[str, Any]:
    return {
        "verdict": check.verdict,
        "kind": check.kind,
        "identity": check.identity,
        "identity_says": IDENTITIES.get(check.identity, ""),
        "stated": _describe_quote(check.stated),
        "other": _describe_quote(check.other) if check.other else None,
        "said": hide_personal(check.said),
        "computed": hide_personal(check.computed),
        "difference": check.difference,
        "why": hide_personal(check.why),
    }


def _describe_quote(quote: Quote) -> dict[str, Any]:
    return {
        "place": quote.place,
        "words": hide_personal(quote.words),
        "block": quote.block if quote.block >= 0 else None,
        "start": quote.start,
        "end": quote.end,
    }
