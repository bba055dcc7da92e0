"""Thirty more counties: everything that was planted is found, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from govlib.catalog.load import load_catalog
from govlib.sample import write_sample
from govlib.workspace import open_declared

pytestmark = pytest.mark.deep

ROOT = Path(__file__).resolve().parents[2]


def keys_of(frame: pd.DataFrame, columns: list[str]) -> set[tuple[str, ...]]:
    return set(frame[columns].astype("string").fillna("").itertuples(index=False, name=None))


@pytest.mark.parametrize("seed", range(100, 130))
def test_planted_is_found_for_many_seeds(tmp_path, seed):
    articles = 300 + 40 * (seed - 100)
    listed = write_sample(tmp_path / "exports" / "sample" / "2026Q3", articles, seed)
    planted = pd.read_csv(listed, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    run = open_declared(tmp_path, load_catalog(ROOT / "params"), "sample", "2026Q3", "outputs")
    intake = planted.loc[planted["kind"].eq("intake")]
    assert len(intake) > 100
    columns = ["code", "file", "sheet", "row", "column"]
    assert keys_of(run.intake.problems, columns) == keys_of(intake, columns)
    decided = run.findings.loc[run.findings["outcome"].isin(["不合格", "待复核"]) & run.findings["status"].eq("active")]
    found = keys_of(decided, ["indicator", "subject", "platform", "outcome", "evidence_file", "evidence_rows"])
    wanted = planted.loc[planted["kind"].eq("finding")]
    assert found == keys_of(wanted, ["code", "subject", "platform", "outcome", "file", "row"])
