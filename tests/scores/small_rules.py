"""Rulesets small enough to check by hand."""

from __future__ import annotations

from typing import Any

from govlib.catalog.rulesets import Indicator, Ruleset

SEEN = {"act": "例办〔2019〕1号", "part": "附件", "seen": "full"}
RECALLED = {**SEEN, "seen": "recalled"}
MANUAL: dict[str, Any] = {"check": "MANUAL", "measure": {"kind": "manual"}, "unit": "项"}


def declare(name: str, part: str, block: str = "", *, points: dict[str, Any] | None = None, **more: Any) -> Indicator:
    """Return an indicator that a person enters, on websites, unless told otherwise."""
    seen = more.pop("source", SEEN)
    worth = {"since": "2019-01-01", "words": "原文", "source": seen, **(points or {})}
    given = {
        "id": name,
        "name": f"{name}项",
        "subject": "网站",
        "part": part,
        "block": block,
        "status": "draft" if "recalled" in (seen["seen"], worth["source"]["seen"]) else "active",
        **MANUAL,
        "direction": "lower_is_better",
        "fails_when": "at_or_above",
        "when_missing": "缺数据",
        "problem": f"{name}有问题",
        "thresholds": [{"since": "2019-01-01", "value": 1, "words": "有问题的", "source": SEEN}],
        "points": [worth] if part in ("deduction", "bonus") else [],
    }
    if part == "bonus":
        given |= {"direction": "higher_is_better", "fails_when": "below"}
    return Indicator.model_validate({**given, **more})


def compose(*indicators: Indicator, name: str = "例", **model: Any) -> Ruleset:
    """Return a ruleset with one score model, of 100 points, a line at 60 and a gate above 80 unless told otherwise."""
    given = {
        "subject": "网站",
        "scored_when": [{"column": "site_group", "any_of": ["门户"]}],
        "parts": [{"id": "扣分", "points": 100, "fails_below": 60}],
        "gate": {"parts": ["扣分"], "passes_when": "above", "limit": 80},
        "bonus": 30,
        "words": "原文",
        "source": SEEN,
    }
    return Ruleset.model_validate(
        {
            "id": name,
            "name": f"{name}规则集",
            "source": SEEN,
            "since": "2019-01-01",
            "until": None,
            "extends": None,
            "judged": {"网站": [{"column": "status", "none_of": ["关停"]}], "账号": []},
            "scores": [{**given, **model}],
            "indicators": {one.id: one for one in indicators},
        }
    )
