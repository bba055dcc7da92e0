import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from govlib.catalog.load import load_catalog
from govlib.errors import DeclarationError, Fault

ROOT = Path(__file__).parents[2]


@pytest.fixture
def params(tmp_path: Path) -> Path:
    """Return a copy of params/ with one place, to be spoilt."""
    copy = tmp_path / "params"
    shutil.copytree(ROOT / "params", copy)
    for path in (copy / "places").iterdir():
        if path.name != "sample.yaml":
            path.unlink()
    return copy


@pytest.fixture
def spoil(params: Path) -> Callable[..., list[Fault]]:
    """Return a function that changes one text of one file and returns the faults that loading then tells."""

    def spoilt(file: str, old: str, new: str) -> list[Fault]:
        path = params / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return faults_of(params)

    return spoilt


def faults_of(params: Path) -> list[Fault]:
    try:
        load_catalog(params)
    except DeclarationError as error:
        return list(error.faults)
    return []


@pytest.fixture
def faults() -> Callable[[Path], list[Fault]]:
    return faults_of
