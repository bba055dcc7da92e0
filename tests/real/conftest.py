"""The five published places, opened once, and what their bulletins print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from govlib.catalog.load import Catalog, load_catalog
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
PERIODS = {
    "cangxi": "2024Q2",
    "tongcheng": "2021Q2",
    "fengxiang": "2023Q3",
    "guangyuan": "2023Q2",
    "shiquan": "2023Q1",
}


def _flatten(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flatten(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _flatten(inner, f"{path}.{place}")
    else:
        yield path, value


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog(ROOT / "params")


@pytest.fixture(scope="session")
def published() -> dict[str, dict[str, Any]]:
    """What the five bulletins print, by place."""
    blocks = yaml.safe_load((DATA / "published.yaml").read_text(encoding="utf-8"))
    return {name.partition("-")[0]: block for name, block in blocks.items()}


@pytest.fixture(scope="session")
def read_beside() -> Callable[[str], dict[str, Any]]:
    def read(name: str) -> dict[str, Any]:
        blocks = yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
        return {key.partition("-")[0]: block for key, block in blocks.items()}

    return read


@pytest.fixture(scope="session")
def runs(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    outputs = str(tmp_path_factory.mktemp("outputs"))
    return {place: open_declared(ROOT, catalog, place, period, outputs) for place, period in PERIODS.items()}


@pytest.fixture(scope="session")
def bulletin_text() -> Callable[[str], str]:
    """The words of a place's bulletin without any layout."""

    def read(place: str) -> str:
        return "".join((DATA / "bulletins" / f"{place}-{PERIODS[place]}.txt").read_text(encoding="utf-8").split())

    return read


@pytest.fixture(scope="session")
def published_numbers(published: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Every printed number by place and path: stated.unregistered.units, stated.account_pass_rates.0."""
    parts = ("stated", "table", "open_day")
    return {
        place: {path: value for part in parts for path, value in _flatten(block.get(part, {}), part)}
        for place, block in published.items()
    }
