"""What a real run leaves for the memory: every figure, verdict and problem, and T24's numbers with their period."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from remembering import plain, remembered

from govlib.batch.manifest import hash_outputs, write_manifest
from govlib.catalog.load import load_catalog
from govlib.deliver import write_results
from govlib.history.leaving import HISTORY_FILES
from govlib.history.shapes import SHAPES
from govlib.workspace import open_declared

ROOT = Path(__file__).resolve().parents[2]


def run_place(outputs, place, period):
    run = open_declared(ROOT, load_catalog(ROOT / "params"), place, period, str(outputs))
    write_results(run)
    hashes = hash_outputs(run.output_dir)
    manifest = {"place": place, "place_name": run.place.name, "period": period, "status": "成功", "outputs": hashes}
    write_manifest(manifest, run.output_dir)
    return run


@pytest.fixture(scope="module")
def guangyuan(tmp_path_factory):
    outputs = tmp_path_factory.mktemp("outputs")
    return outputs, run_place(outputs, "guangyuan", "2023Q2")


def test_the_memory_has_the_numbers_of_the_run(guangyuan):
    outputs, run = guangyuan
    with remembered(outputs) as history:
        found = history.query("SELECT * FROM figures WHERE figure = 'site_pass_rate' AND group_by IS NULL")
        assert plain(found, "place", "period", "numerator", "denominator", "text", "window_start", "window_end") == [
            ("guangyuan", "2023Q2", 44.0, 45.0, "97.8%", "2023-04-01", "2023-06-05")
        ]
        assert len(history.query("SELECT * FROM figures")) == len(run.figures)
        known = history.query("SELECT count(*) AS n FROM figures WHERE value IS NOT NULL")["n"].tolist()
        assert known == [sum(item.value is not None for item in run.figures)]


def test_the_memory_has_the_verdicts_and_problems_of_the_run(guangyuan):
    outputs, run = guangyuan
    with remembered(outputs) as history:
        counted = history.query("SELECT outcome, sum(subject_count) AS n FROM verdicts GROUP BY outcome")
        assert dict(plain(counted, "outcome", "n")) == run.verdicts["outcome"].value_counts().to_dict()
        problems = history.query("SELECT key, problem FROM problems")
        assert sorted(problems["problem"]) == sorted(run.open_problems["problem"])
        assert sorted(problems["key"].dropna()) == sorted(run.open_problems["key"].dropna())


def test_the_memory_has_every_finding_but_passes(guangyuan):
    outputs, run = guangyuan
    kept = run.findings["outcome"].isin(["不合格", "待复核", "缺数据"])
    with remembered(outputs) as history:
        assert len(history.query("SELECT * FROM findings")) == int(kept.sum())
        assert history.query("SELECT sum(finding_count) AS n FROM tallies")["n"].tolist() == [len(run.findings)]


def test_a_run_leaves_fixed_columns_and_says_which_period_it_is(guangyuan):
    _, run = guangyuan
    about = json.loads((run.output_dir / "about.json").read_text(encoding="utf-8"))
    assert {about[name] for name in ("start", "end")} == {"2023-04-01", "2023-06-05"}
    kinds = {"figures": "typed", "verdicts": "verdicts", "open_problems": "problems", "cases": "cases"}
    for name, kind in kinds.items():
        columns = list(pd.read_parquet(run.output_dir / f"{name}.parquet").columns)
        assert columns == list(SHAPES[kind].own), name


def test_two_runs_leave_the_same_bytes(guangyuan, tmp_path):
    _, run = guangyuan
    again = run_place(tmp_path, "guangyuan", "2023Q2")
    for name in HISTORY_FILES:
        assert (again.output_dir / name).read_bytes() == (run.output_dir / name).read_bytes(), name
