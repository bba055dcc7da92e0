"""outputs/ can be removed whole: what was decided lies elsewhere, and the same results come back from it."""

import shutil
import subprocess
import sys
from pathlib import Path

from govlib.deliver import write_intake, write_results

sys.path.insert(0, str(Path(__file__).parent))

from small_county import (
    PLACE,
    Q1,
    Q2,
    build_project,
    decide,
    facts,
    find_keys,
    item,
    open_county,
    outcomes,
    write_exports,
)

ROOT = Path(__file__).resolve().parents[2]
PERIODS = (Q1, Q2)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_removing_the_outputs_loses_no_decision_and_brings_back_the_same_bytes(tmp_path: Path):
    catalog = build_project(tmp_path)
    for period in PERIODS:
        write_exports(tmp_path, period, facts("2026-03-30" if period == Q1 else "2026-06-29"))
    run = open_county(tmp_path, catalog)
    links = find_keys(run, "links", "甲镇")
    decide(run, links[:2], "dismiss", remark="已逐条打开")
    decide(run, find_keys(run, "M-V2.1", "微博"), "not_applicable")
    records = files(tmp_path / "records")

    def build() -> None:
        for period in PERIODS:
            opened = open_county(tmp_path, catalog, period)
            write_intake(opened)
            write_results(opened)

    build()
    first = files(tmp_path / "outputs")
    assert f"{Q1}/{PLACE}/findings.csv" in first
    assert "不适用".encode() in first[f"{Q1}/{PLACE}/findings.csv"]
    shutil.rmtree(tmp_path / "outputs")
    build()
    again = files(tmp_path / "outputs")
    assert [name for name in {*first, *again} if first.get(name) != again.get(name)] == []
    assert files(tmp_path / "records") == records
    # nine links left: the limit of ten is kept, in this period and, carried over, in the next
    assert [outcomes(open_county(tmp_path, catalog, period))["甲镇网"] for period in PERIODS] == ["合格", "合格"]
    assert item(open_county(tmp_path, catalog, Q2), links[0])["standing"] == "沿用"


def test_make_clean_leaves_the_records(tmp_path: Path):
    shutil.copy(ROOT / "Makefile", tmp_path / "Makefile")
    for name in (
        "records/county/2026Q1/decisions.jsonl",
        "records/county/2026Q1/returned/ab12.xlsx",
        "outputs/a/b.csv",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"1")
    for name in ("build", "govlib", "tests", "tools", "notebooks"):
        (tmp_path / name).mkdir()
    subprocess.run(["make", "clean"], cwd=tmp_path, check=True, capture_output=True, timeout=60)
    assert sorted(files(tmp_path)) == [
        "Makefile", "records/county/2026Q1/decisions.jsonl", "records/county/2026Q1/returned/ab12.xlsx"
    ]  # fmt: skip
