"""The exports of earlier periods are inputs of a period: what has changed since is computed from them."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from govlib.batch.plan import PlaceRun
from govlib.production import prepare

ROOT = Path(__file__).resolve().parents[2]


def test_the_exports_of_earlier_periods_are_inputs_and_those_of_later_ones_are_not(tmp_path):
    shutil.copytree(ROOT / "params", tmp_path / "params")
    path = tmp_path / "params" / "places" / "guangyuan.yaml"
    declared = yaml.safe_load(path.read_text(encoding="utf-8"))
    now = declared["periods"]["2023Q2"]
    days = {
        "2023Q1": ("2023-01-01", "2023-03-10", {"排名": {"start": "2022-10-01", "end": "2023-02-28"}}),
        "2023Q3": ("2023-07-01", "2023-09-10", {"排名": {"start": "2023-06-01", "end": "2023-08-31"}}),
    }
    for name, (start, end, windows) in days.items():
        other = {**now, "start": start, "end": end, "inspection_day": end, "windows": windows}
        declared["periods"][name] = {key: value for key, value in other.items() if key not in ("issued", "rectify_by")}
    path.write_text(yaml.safe_dump(declared, allow_unicode=True), encoding="utf-8")
    exports = tmp_path / "exports" / "guangyuan"
    for name in ("2023Q1", "2023Q2", "2023Q3"):
        (exports / name).mkdir(parents=True)
        (exports / name / "表.csv").write_text("a,b\n", encoding="utf-8")
    run = PlaceRun("guangyuan", "广元市", "2023Q2", exports / "2023Q2", tmp_path / "outputs" / "2023Q2" / "guangyuan")
    inputs = {path.relative_to(tmp_path).as_posix() for path in prepare(run).inputs}
    assert {one for one in inputs if one.startswith("exports/")} == {"exports/guangyuan/2023Q1/表.csv"}
