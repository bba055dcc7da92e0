"""Drawn tables and the way from them to scores."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from govlib.bench import Bench
from govlib.catalog.load import Catalog, load_catalog
from govlib.catalog.places import Place, Scope, Units
from govlib.catalog.rulesets import Ruleset
from govlib.findings import find
from govlib.scores.occasion import Occasion
from govlib.scores.run import Scored, score
from govlib.units import UnitRegister

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "cases" / "harness"), str(ROOT / "tests" / "scores")]
DAY = date(2024, 6, 22)


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
