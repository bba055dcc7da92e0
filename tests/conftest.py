"""One county written for a seed and read once, one batch over everything that ships: both shared by the tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from govlib.catalog.load import load_catalog
from govlib.workspace import Run, open_declared

# jsonschema takes it where it is, for a format that no schema here has; its grammars cost each process a second.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

ROOT = Path(__file__).resolve().parents[1]
SEEDS = (1, 20260925)
PERIOD = "2026Q3"
_MOST_SECONDS = 900


@dataclass(frozen=True)
class County:
    """A written county: the run that reads it and the list of what was planted."""

    run: Run
    planted: pd.DataFrame


def copy_project(target: Path, *places: str) -> Path:
    """Copy what a batch needs of the project: params, notebooks, the exports of some places."""
    target.mkdir(exist_ok=True)
    for name in ("params", "notebooks"):
        shutil.copytree(ROOT / name, target / name)
    (target / "exports").mkdir()
    for place in places:
        shutil.copytree(ROOT / "exports" / place, target / "exports" / place)
    for file in (target / "params" / "places").glob("*.yaml"):
        if places and file.stem not in places:
            file.unlink()
    return target


def govlib(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a project's folder."""
    return subprocess.run(
        [sys.executable, "-m", "govlib", *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=900,
    )


@pytest.fixture(scope="session", params=SEEDS)
def county(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> County:
    from govlib.sample import write_sample  # noqa: PLC0415 - writing the county loads three writers

    root = tmp_path_factory.mktemp(f"county-{request.param}")
    planted = write_sample(root / "exports" / "sample" / PERIOD, 2000, request.param)
    run = open_declared(root, load_catalog(ROOT / "params"), "sample", PERIOD, "outputs")
    return County(run, pd.read_csv(planted, dtype=str, keep_default_na=False, encoding="utf-8-sig"))


@dataclass(frozen=True)
class Batch:
    """A finished batch: its folder of outputs and what the command said."""

    outputs: Path
    said: str
    code: int


@pytest.fixture(scope="session")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """Run every place that ships and the sample county once; tests in other processes wait for it and share it."""
    base = tmp_path_factory.getbasetemp()
    root = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "everything"
    done = root / "done.json"
    try:
        root.mkdir()
    except FileExistsError:
        _wait_for(done)
    else:
        _run_everything(root, done)
    said = json.loads(done.read_text(encoding="utf-8"))
    return Batch(root / "outputs", said["said"], said["code"])


def _run_everything(root: Path, done: Path) -> None:
    copy_project(root, "cangxi", "tongcheng", "fengxiang", "guangyuan", "shiquan")
    shutil.copy(ROOT / "params" / "places" / "sample.yaml", root / "params" / "places")
    written = govlib(root, "sample")
    ran = govlib(root, "batch", "--jobs", "2")
    said = written.stderr + ran.stdout + ran.stderr
    aside = done.with_suffix(".part")
    aside.write_text(json.dumps({"said": said, "code": written.returncode or ran.returncode}), encoding="utf-8")
    aside.replace(done)


def _wait_for(done: Path) -> None:
    for _ in range(_MOST_SECONDS):
        if done.is_file():
            return
        time.sleep(1)
    raise TimeoutError("另一个测试进程没有把整批跑完")


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of small copies of the project with some of its places."""
    return lambda *places: copy_project(tmp_path / "project", *places)


@pytest.fixture(scope="session")
def command() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return the command line as a function of a folder and words."""
    return govlib


@pytest.fixture(scope="session")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Run three places: one without its folder, one with a workbook cut short, one sound."""
    root = copy_project(tmp_path_factory.mktemp("troubled"), "shiquan", "tongcheng", "fengxiang")
    shutil.rmtree(root / "exports" / "tongcheng")
    workbook = root / "exports" / "fengxiang" / "2023Q3" / "三季度数据.xlsx"
    workbook.write_bytes(workbook.read_bytes()[:3000])
    return root, govlib(root, "batch", "--jobs", "2")


_SLOW = (
    "story", "browser", "bulletin", "county", "ledger", "review", "verify", "bench", "overview", "sample", "real",
    "setup", "batch", "docs",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the folders with long files first: a long file that begins last would run while the other workers wait."""
    order = {name: place for place, name in enumerate(_SLOW)}
    items.sort(key=lambda item: order.get(item.path.relative_to(ROOT / "tests").parts[0], len(order)))
