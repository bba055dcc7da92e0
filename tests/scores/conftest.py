"""Rulesets small enough to check by hand, drawn tables, and the way from both to scores."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from govlib.bench import Bench
from govlib.catalog.load import Catalog, load_catalog
from govlib.catalog.places import Place, Scope, Units
from govlib.catalog.rulesets import Indicator, Ruleset
from govlib.findings import find
from govlib.scores.occasion import Occasion
from govlib.scores.run import Scored, score
from govlib.units import UnitRegister

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "cases" / "harness"))
DAY = date(2024, 6, 22)
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


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog(ROOT / "params")


@pytest.fixture(scope="session")
def draw(catalog: Catalog) -> Callable[[str, str], pd.DataFrame]:
    from drawn_tables import draw_table  # noqa: PLC0415 - the path is set above

    return lambda name, text: draw_table(text, name, catalog.tables[name])


@pytest.fixture(scope="session")
def run_scores(draw) -> Callable[..., Scored]:
    """Return a function from a ruleset and drawn tables to what scoring gives."""

    def scored(
        ruleset: Ruleset,
        *beside: Ruleset,
        units: Units | None = None,
        scope: Scope | None = None,
        day: date = DAY,
        **tables: str,
    ) -> Scored:
        period = {"title": "例", "start": day, "end": day, "inspection_day": day}
        scopes = {"websites": {"by": "indicators"}, "accounts": {"by": "indicators"}}
        place = Place.model_validate(
            {
                "name": "例县",
                "level": "county",
                "rulesets": [{"since": "2019-01-01", "id": ruleset.id}],
                "periods": {"例": {**period, **scopes}},
            }
        )
        frames = {name: draw(name, text) for name, text in tables.items()}
        bench = Bench(frames, place, UnitRegister(units or Units()), day, {})
        findings = pd.concat([find(bench, one) for one in (ruleset, *beside)], ignore_index=True)
        by_rules = scope or Scope(by="indicators")
        return score(Occasion(findings, bench, (ruleset, *beside), {"网站": by_rules, "账号": by_rules}))

    return scored
