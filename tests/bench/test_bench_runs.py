"""The benchmark names every kind of measure and still runs, on few rows and without measuring anything."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

from govlib.measures.kinds import KINDS

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]


def test_every_kind_of_measure_has_a_benchmark():
    spec = importlib.util.spec_from_file_location("bench_rules", FOLDER / "bench_rules.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert set(module.MEASURES) == set(KINDS)


def test_the_benchmark_runs_once_on_few_rows(tmp_path: Path):
    words = ["-p", "no:cacheprovider", "--benchmark-disable", f"--basetemp={tmp_path / 'pytest'}"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *words, str(FOLDER / "bench_rules.py")],
        cwd=ROOT,
        env={**os.environ, "GOVLIB_BENCH_ROWS": "3000", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert f"{len(KINDS) + 4} passed" in ran.stdout


def test_the_benchmark_is_not_among_the_tests():
    assert not any(path.name.startswith("bench_") for path in (ROOT / "tests").rglob("test_*.py"))


def test_the_benchmark_of_texts_runs_once_on_little_text():
    little = {"GOVLIB_BENCH_CHARACTERS": "20000", "GOVLIB_BENCH_ENTRIES": "10000"}
    ran = subprocess.run(
        [sys.executable, str(FOLDER / "bench_text.py")],
        cwd=ROOT,
        env={**os.environ, **little, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    for said in (
        " 10000 ",
        "daachorse",
        "ahocorasick-rs",
        "pyahocorasick",
        "re 交替",
        "整套默认规则",
        "各引擎的命中相同",
    ):
        assert said in ran.stdout
    assert len(re.findall(r"\d\.\d MB$", ran.stdout, re.MULTILINE)) == 7 * 3


def test_the_benchmark_of_the_overview_runs_on_few_places_and_both_ways_agree():
    ran = subprocess.run(
        [sys.executable, str(FOLDER / "bench_overview.py")],
        cwd=ROOT,
        env={**os.environ, "GOVLIB_BENCH_PLACES": "20", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert "20 个地方 × 12 期" in ran.stdout
    assert "两种读法的结果相同" in ran.stdout
