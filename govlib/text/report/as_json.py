"""What a scan found as one JSON object for other programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from govlib.hashing import hash_code
from govlib.text.hits import Hit
from govlib.text.report.result import Read, Result, count_hits

FORMAT, VERSION = "govlib-scan", 1
"""A key is never renamed or dropped within a version; new ones may be added."""

_HIT = (
    "passage", "place", "start", "end", "wrong", "right", "kind", "severity", "status", "rule", "confidence", "note",
    "before", "after", "sentence", "source", "basis",
)  # fmt: skip


def write_json(result: Result) -> str:
    """Return the whole result as JSON with a closing newline; what no encoding can hold stands as an escape."""
    text = json.dumps(describe(result), ensure_ascii=False, indent=1, allow_nan=False)
    return text.encode("utf-8", errors="backslashreplace").decode("utf-8") + "\n"


def describe(result: Result) -> dict[str, Any]:
    """Return the result as docs/scan.zh-CN.md describes it."""
    asked = result.asked
    return {
        "format": FORMAT,
        "version": VERSION,
        "asked": {
            "place": asked.place,
            "day": asked.day.isoformat() if asked.day else None,
            "suspected": asked.suspected,
            "rules": list(asked.rules),
            "declarations_sha256": asked.declarations,
            "code_sha256": hash_code(),
        },
        "exit_code": int(result.exit_code),
        "counts": _count(result.hits),
        "passed_over": result.passed_over,
        "files": [_describe_file(one) for one in result.files],
        "hits": [{"file": number, **_describe_hit(hit)} for number, one in enumerate(result.files) for hit in one.hits],
    }


def _describe_file(read: Read) -> dict[str, Any]:
    return {
        "name": read.name,
        "kind": read.kind,
        "sha256": read.sha256,
        "passages": read.passages,
        "characters": read.characters,
        "counts": _count(read.hits),
        "notes": list(read.notes),
        "refused": read.refused,
    }


def _count(hits: tuple[Hit, ...]) -> dict[str, int]:
    return {**count_hits(hits), "引用": sum(not hit.counts for hit in hits)}


def _describe_hit(hit: Hit) -> dict[str, Any]:
    said = asdict(hit)
    return {key: said[key] for key in _HIT}
