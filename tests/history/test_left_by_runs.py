"""What a real run leaves for the memory: every figure, verdict and problem, and T24's numbers with their period."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml
from remembering import plain, remembered

from govlib.batch.manifest import hash_outputs, write_manifest
from govlib.catalog.load import load_catalog
from govlib.catalog.places import Place
from govlib.deliver import write_results
from govlib.history.changes import list_figure_changes
from govlib.history.leaving import HISTORY_FILES
from govlib.history.shapes import SHAPES
from govlib.history.zero import list_zero_runs
from govlib.workspace import open_declared

ROOT = Path(__file__).resolve().parents[2]


def run_place(outputs, place, period):
    run = open_declared(ROOT, load_catalog(ROOT / "params"), place, period, str(outputs))
    write_results(run)
    leave_manifest(run)
    return run


def leave_manifest(run):
    said = {"place": run.place.slug, "place_name": run.place.name, "period": run.period_name, "status": "成功"}
    write_manifest({**said, "outputs": hash_outputs(run.output_dir)}, run.output_dir)


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


def test_numbers_typed_by_hand_are_left_with_the_days_of_their_period(tmp_path):
    rows = {
        "报送.csv": [["单位", "单位分组", "报送数", "审发数"], ["甲镇", "乡镇", "20", "0"], ["乙镇", "乡镇", "9", "8"]],
        "往期.csv": [
            ["期", "数字", "分组", "数值", "分子", "分母", "计量单位", "开始日期", "结束日期"],
            ["一季度", "审发信息总数", "甲镇", "0", "", "", "条", "2024-01-01", "2024-03-31"],
            ["一季度", "审发率", "", "", "21", "30", "", "2024-01-01", "2024-03-31"],
        ],
    }
    for name, lines in rows.items():
        path = tmp_path / "exports" / "x" / "2024Q2" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8-sig", newline="") as sheet:
            csv.writer(sheet).writerows(lines)
    catalog = load_catalog(ROOT / "params")
    period = {
        "title": "二季度", "start": "2024-04-01", "end": "2024-06-30", "inspection_day": "2024-06-30",
        "websites": {"by": "none"}, "accounts": {"by": "none"},
    }  # fmt: skip
    declared = {
        "slug": "x",
        "name": "某县",
        "level": "county",
        "rulesets": [{"since": "2019-04-18", "id": "national-2019"}],
        "units": {"groups": {"乡镇": ["甲镇", "乙镇"]}},
        "periods": {"2024Q2": period},
    }
    shutil.copytree(ROOT / "params", tmp_path / "params")
    written = {key: value for key, value in declared.items() if key != "slug"}
    path = tmp_path / "params" / "places" / "x.yaml"
    path.write_text(yaml.safe_dump(written, allow_unicode=True), encoding="utf-8")
    place = Place.model_validate(declared)
    run = open_declared(tmp_path, replace(catalog, places={"x": place}), "x", "2024Q2", "outputs")
    assert run.earlier_problems.empty
    write_results(run)
    leave_manifest(run)
    with remembered(tmp_path / "outputs") as history:
        typed = history.query("SELECT * FROM typed ORDER BY figure")
        assert plain(
            typed, "period", "about", "start", "end", "figure", "group_name", "value", "numerator", "text"
        ) == [
            ("2024Q2", "一季度", "2024-01-01", "2024-03-31", "acceptance_rate", None, 0.7, 21.0, "70.0%"),
            ("2024Q2", "一季度", "2024-01-01", "2024-03-31", "published", "甲镇", 0.0, None, "0条"),
        ]
        runs = list_zero_runs(history)
        assert plain(runs, "unit", "first_period", "last_period", "run_length") == [("甲镇", "一季度", "2024Q2", 2)]
        (change,) = plain(list_figure_changes(history, "acceptance_rate", "上期"), "earlier_text", "note")
        assert change[0] == "70.0%"
        assert "上期数为手工填写" in change[1]
