"""Places on a cluster of two worker processes: one killed in the middle, all finished, bytes as on one machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from batch_samples import OPEN_FOLDER, make_notebook, make_recipe, make_run

from govlib.batch.cluster import run_on_cluster
from govlib.batch.events import SUCCEEDED, UNCHANGED
from govlib.batch.run import run_batch
from govlib.errors import UserError

PLACES = ("jia", "yi", "bing", "ding")
SLOW = OPEN_FOLDER + (
    "\nimport time"
    "\n(folder / 'findings.csv').write_text('编号\\n1\\n', encoding='utf-8')"
    "\nopen(f'begun-{place}', 'a').write('x')"
    "\ntime.sleep(2)"
)


def start(*words: str, cwd: Path) -> subprocess.Popen[bytes]:
    paths = [str(Path(__file__).parents[2]), str(Path(__file__).parent / "samples")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.Popen(
        [sys.executable, "-m", *words], cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@contextmanager
def cluster(root: Path):
    """Start a scheduler and two workers; yield the address and the workers."""
    file = root / "scheduler.json"
    file.unlink(missing_ok=True)
    (root / "params" / "places").mkdir(parents=True, exist_ok=True)
    scheduler = start(
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
        "--scheduler-file",
        str(file),
        cwd=root,
    )
    options = ("--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--scheduler-file", str(file))
    workers = [start("distributed.cli.dask_worker", *options, cwd=root) for _ in range(2)]
    try:
        for _ in range(600):
            if file.exists() and '"address"' in file.read_text(encoding="utf-8"):
                break
            time.sleep(0.1)
        yield json.loads(file.read_text(encoding="utf-8"))["address"], workers
    finally:
        # a worker asked to go waits for a scheduler that has gone before it
        for process in (*workers, scheduler):
            process.kill()
        for process in (*workers, scheduler):
            process.wait(30)


def files_of(outputs: Path) -> dict[str, bytes]:
    return {
        path.relative_to(outputs).as_posix(): path.read_bytes()
        for path in outputs.rglob("*")
        if path.is_file() and path.name not in ("manifest.json", "run.log") and ".building" not in path.parts
    }


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("共享")
    make_notebook(root / "notebooks" / "10_intake.ipynb", "# 收表", SLOW)
    make_notebook(root / "notebooks" / "20_websites.ipynb", "# 网站", "print(place)")
    return root


def test_a_worker_killed_in_the_middle_loses_no_place_and_none_is_written_twice(project):
    runs = [make_run(project, place) for place in PLACES]
    alone = [make_run(project, place, outputs=project / "alone") for place in PLACES]
    assert {place.status for place in run_batch(alone, make_recipe(project), jobs=2).places} == {SUCCEEDED}
    for begun in project.glob("begun-*"):
        begun.unlink()
    ended = []
    with cluster(project) as (address, workers):

        def listen(event) -> None:
            if type(event).__name__ == "PlaceReport":
                ended.append(event.run.place)
                workers[0].kill()

        report = run_on_cluster(address, runs, make_recipe(project), listen=listen)
        assert [place.run.place for place in report.places] == list(PLACES)
        assert {place.status for place in report.places} <= {SUCCEEDED, UNCHANGED}
        again = run_on_cluster(address, runs, make_recipe(project), listen=lambda _event: None)
        assert {place.status for place in again.places} == {UNCHANGED}
    assert sorted(ended) == sorted(PLACES)
    assert files_of(project / "outputs") == files_of(project / "alone")
    assert [path for path in (project / "outputs" / ".building").iterdir() if path.is_dir()] == []


def test_a_cluster_that_cannot_be_reached_is_told(project):
    with pytest.raises(UserError, match="连不上 Dask 调度器"):
        run_on_cluster(
            "tcp://127.0.0.1:9", [make_run(project, "jia")], make_recipe(project), listen=lambda _event: None
        )


def test_a_worker_that_sees_other_files_is_named(project, tmp_path):
    other, recipe = make_run(tmp_path, "jia"), make_recipe(tmp_path)
    with cluster(project) as (address, _workers), pytest.raises(UserError, match="看不到项目文件夹"):
        run_on_cluster(address, [other], recipe, listen=lambda _event: None)
