"""What the pages say of a batch is what the batch of everything that ships printed and left."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from govlib.catalog.load import load_catalog

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^│ .* │ +\d+ │ +\d+ │.*│$")


def rows_of(text: str) -> list[str]:
    """Return the rows of the table that a batch ends with."""
    return [line.rstrip() for line in text.splitlines() if ROW.match(line.rstrip())]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_table_under_a_batch_is_the_one_it_prints(name: str, batch: Any):
    shown = rows_of((ROOT / name).read_text(encoding="utf-8"))
    assert len(shown) == len(load_catalog(ROOT / "params").places)
    assert shown == rows_of(batch.said)


def test_every_file_that_a_place_gets_is_explained(batch: Any):
    page = (ROOT / "outputs" / "README.md").read_text(encoding="utf-8")
    place = batch.outputs / "2024Q2" / "cangxi"
    names = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    kinds = {f"tables/*{Path(name).suffix}" if name.startswith("tables/") else name for name in names}
    kinds = {re.sub(r"^notebooks/.*\.ipynb$", "notebooks/*.ipynb", name) for name in kinds}
    kinds = {re.sub(r"^annexes/附件1 .*\.xlsx$", "annexes/附件1 ….xlsx", name) for name in kinds}
    kinds -= {name for name in kinds if re.match(r"annexes/附件[2-9] ", name)}
    pages = {name for name in kinds if name.startswith("html/")}
    assert {"html/10_intake.html", "html/90_bulletin.html"} <= pages
    assert len(pages) == len(list((ROOT / "notebooks").glob("[1-9]0_*.ipynb")))
    silent = kinds - pages - {"tables/*.json"}
    assert sorted(name for name in silent if f"`{name}`" not in page) == []
