"""The workbook of units is an input of a place: hashed in its manifest, and a change of it makes a new run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from govlib.batch.manifest import hash_inputs, key_of
from govlib.batch.plan import PlaceRun
from govlib.production import prepare
from govlib.scaffold.unit_form_file import place_form

ROOT = Path(__file__).parents[2]
BOOK = "单位名录.xlsx"


@pytest.fixture
def run(tmp_path: Path) -> PlaceRun:
    """Return a run in a copy of what it reads, with one place and no exports yet."""
    shutil.copytree(ROOT / "params", tmp_path / "params")
    for path in (tmp_path / "params" / "places").iterdir():
        if path.name != "sample.yaml":
            path.unlink()
    exports = tmp_path / "exports" / "sample" / "2026Q3"
    exports.mkdir(parents=True)
    return PlaceRun("sample", "样例", "2026Q3", exports, tmp_path / "outputs" / "2026Q3" / "sample")


def inputs_of(run: PlaceRun) -> dict[str, str]:
    return hash_inputs(run, prepare(run).inputs, run.exports_dir.parents[2])


@pytest.mark.parametrize("name", [f"sample.{BOOK}", f"sample/{BOOK}"])
def test_the_workbook_counts_as_an_input(run, name):
    places = run.exports_dir.parents[2] / "params" / "places"
    without = inputs_of(run)
    assert not any(label.endswith(BOOK) for label in without)
    place_form(run.exports_dir.parents[2], "sample", places / name)
    (places / f"~${BOOK}").write_bytes(b"open")
    first = inputs_of(run)
    assert set(first) - set(without) == {f"params/places/{name}"}
    book = load_workbook(places / name)
    book["单位"]["F4"] = "只改了备注"
    book.save(places / name)
    second = inputs_of(run)
    assert {label for label in first if first[label] != second[label]} == {f"params/places/{name}"}
    assert len({key_of(run, inputs, "national-2019") for inputs in (without, first, second)}) == 3
