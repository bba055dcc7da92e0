"""What one batch over all shipped places leaves on disk."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest

PAGES = ["10_intake", "20_websites", "30_accounts", "40_publication", "50_interaction", "60_text", "70_ranking"]
PAGES += ["80_rectification", "90_bulletin"]
RUNS = [
    "2021Q2/tongcheng",
    "2023Q1/shiquan",
    "2023Q2/guangyuan",
    "2023Q3/fengxiang",
    "2024Q2/cangxi",
    "2026Q3/sample",
]


def test_batch_ends_well_and_says_so(batch):
    assert batch.code == 0, batch.said
    assert batch.said.count("成功（") == len(RUNS)


@pytest.mark.parametrize("run", RUNS)
def test_every_place_has_every_promised_file(batch, run):
    folder = batch.outputs / run
    expected = {f"html/{name}.html" for name in PAGES} | {f"notebooks/{name}.ipynb" for name in PAGES}
    expected |= {"annexes.xlsx", "figures.json", "findings.csv", "findings.parquet", "manifest.json", "problems.csv"}
    expected |= {f"{name}.{kind}" for name in ("scores", "worksheet") for kind in ("csv", "parquet")}
    expected |= {"score_problems.csv", "run.log", "about.json", "ledger.xlsx"}
    expected |= {"bulletin.docx", "bulletin.html", "bulletin.txt", "bulletin.json"}
    expected |= {f"{name}.parquet" for name in ("figures", "verdicts", "open_problems", "cases")}
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {name for name in written if not name.startswith(("tables/", "annexes/"))} == expected
    assert all(name.endswith(".xlsx") for name in written if name.startswith("annexes/"))
    assert (folder / "tables" / "intake.json").is_file()


@pytest.mark.parametrize("run", RUNS)
def test_manifest_hashes_every_input_and_output(batch, run):
    folder = batch.outputs / run
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["status"] == "成功"
    listed = set(manifest["outputs"])
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert listed == written - {"manifest.json", "run.log"}
    exported = {path.name for path in (batch.outputs.parent / "exports" / Path(run).name).rglob("*") if path.is_file()}
    inputs = {Path(name).name for name in manifest["inputs"]}
    assert {name for name in exported if not name.endswith(".planted.csv")} <= inputs


@pytest.mark.parametrize("run", RUNS)
def test_findings_agree_in_both_forms(batch, run):
    folder = batch.outputs / run
    csv = pd.read_csv(folder / "findings.csv", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    parquet = pd.read_parquet(folder / "findings.parquet")
    assert list(csv.columns) == list(parquet.columns)
    assert csv["outcome"].tolist() == parquet["outcome"].tolist()
    assert csv["key"].tolist() == parquet["key"].tolist()


def texts_of(path: Path) -> str:
    if path.suffix in {".xlsx", ".docx"}:
        with zipfile.ZipFile(path) as archive:
            return "".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
    if path.suffix == ".parquet":
        return pd.read_parquet(path).to_csv(index=False)
    return path.read_text(encoding="utf-8-sig")


INVENTED = re.compile(r"xu\.gou@|139000000\d\d|张虚构|李样例|王某虚|赵假名|周示例")


def test_no_contact_of_a_person_is_written_anywhere(batch):
    exports = batch.outputs.parent / "exports" / "sample" / "2026Q3"
    planted = "".join(path.read_text("gb18030") for path in exports.glob("*.csv"))
    planted += "".join(texts_of(path) for path in exports.glob("*.xlsx"))
    assert len(INVENTED.findall(planted)) > 50, "the county plants contacts to be dropped"
    files = [path for path in batch.outputs.rglob("*") if path.is_file()]
    assert len(files) > 6 * 25
    for path in files:
        found = INVENTED.search(texts_of(path))
        assert not found, (path, found)


def test_sample_is_labelled_wherever_it_shows(batch):
    folder = batch.outputs / "2026Q3/sample"
    for page in sorted((folder / "html").glob("*.html")):
        assert "虚构样例" in page.read_text(encoding="utf-8"), page.name
    assert "虚构" in texts_of(folder / "annexes.xlsx")
    assert json.loads((folder / "figures.json").read_text(encoding="utf-8"))["sample"] is True


@pytest.mark.parametrize("run", RUNS)
def test_every_figure_tells_where_it_comes_from(batch, run):
    data = json.loads((batch.outputs / run / "figures.json").read_text(encoding="utf-8"))
    assert len(data["figures"]) >= 4
    for figure in data["figures"]:
        assert figure["window_start"] <= figure["window_end"]
        assert figure["origin"] in ("逐条", "汇总")
        if figure["unit"] == "%" and figure["id"].endswith("_rate"):
            assert figure["denominator_name"]
            assert figure["denominator"]
        if figure["value"]:
            assert figure["sources"], figure["name"]
