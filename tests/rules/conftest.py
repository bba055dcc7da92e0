import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from govlib.bench import Bench
from govlib.catalog.load import Catalog, load_catalog
from govlib.catalog.places import Place, Units
from govlib.findings import find
from govlib.units import UnitRegister

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "cases" / "harness"))
DAY = date(2024, 6, 22)
# A busy machine is no failure.
settings.register_profile("rules", deadline=None)
settings.load_profile("rules")


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog(ROOT / "params")


@pytest.fixture(scope="session")
def draw(catalog):
    """Return a function that draws a table with pipes, typed as declared."""
    from drawn_tables import draw_table  # noqa: PLC0415 - the path is set above

    def drawn(name: str, text: str):
        return draw_table(text, name, catalog.tables[name])

    return drawn


@pytest.fixture(scope="session")
def make_place():
    def made(**more) -> Place:
        period = {"title": "例", "start": DAY, "end": DAY, "inspection_day": DAY}
        scopes = {"websites": {"by": "indicators"}, "accounts": {"by": "indicators"}}
        given = {
            "name": "例县",
            "level": "county",
            "rulesets": [{"since": "2019-04-18", "id": "national-2019"}],
            "periods": {"例": {**period, **scopes}},
        }
        return Place.model_validate({**given, **more})

    return made


@pytest.fixture(scope="session")
def judge_tables(catalog, draw, make_place):
    """Return a function from drawn tables to the findings of some indicators."""

    def judged(
        *indicators: str, day: date = DAY, place: Place | None = None, units: Units | None = None, **tables: str
    ):
        frames = {name: draw(name, text) for name, text in tables.items()}
        hashes = {f"{name}.xlsx": f"sha-{name}" for name in frames}
        bench = Bench(frames, place or make_place(), UnitRegister(units or Units()), day, hashes)
        ruleset = catalog.rulesets["national-2019"]
        if indicators:
            chosen = {name: ruleset.indicators[name] for name in indicators}
            ruleset = ruleset.model_copy(update={"indicators": chosen})
        return find(bench, ruleset)

    return judged
