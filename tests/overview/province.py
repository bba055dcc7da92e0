"""Numbers and findings of invented places, small enough to be added by hand."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "history"), str(ROOT / "tests" / "bench")]

from remembering import number, rate  # noqa: E402 - found by the line above

from govlib.overview.view import Overview  # noqa: E402 - as above

Open = Callable[..., Overview]


def sites(passed: int, checked: int, text: str) -> list[dict[str, Any]]:
    """Return the numbers of a place's websites."""
    return [
        rate("site_pass_rate", passed, checked, text),
        number("sites_checked", checked),
        number("sites_passed", passed),
        number("sites_failed", checked - passed),
        number("sites_unconfirmed", 0),
        number("sites_unknown", 1),
    ]


def failing(key: str, unit: str, **more: Any) -> dict[str, Any]:
    """Return a finding that fails."""
    indicator, subject, _ = key.split(":")
    said = {"subject_kind": "网站", "subject": subject, "indicator": indicator, "status": "active"}
    return {"key": key, "unit": unit, "outcome": "不合格", "ruleset": "national-2019", **said, **more}
