"""Places run by the workers of a Dask cluster: inputs and outputs in a folder that all machines share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from govlib.batch.events import FAILED, NOT_RUN, BatchReport, Event, NotebookStarted, PlaceFailure, PlaceReport
from govlib.batch.helper import Helper, Order, start_helper
from govlib.batch.plan import BUILDING, PlaceRun, check_runs
from govlib.batch.recipe import Recipe
from govlib.batch.run import slow_first
from govlib.errors import UserError
from govlib.hashing import hash_code

TOPIC = "govlib"
_SECONDS_TO_CONNECT = 15
_LOST_TIMES = 3
"""How often a place may lose its worker: what a scheduler allows unless it is told otherwise."""
_PATIENCE_SECONDS = 3600.0
_HELPERS = threading.local()


def run_on_cluster(
    scheduler: str,
    runs: Sequence[PlaceRun],
    recipe: Recipe,
    *,
    fail_fast: bool = False,
    listen: Callable[[Event], None],
) -> BatchReport:
    """Run places on the cluster at ``scheduler`` and report how each ended, in the order given.

    A place whose worker is lost is run by another; one that was finished meanwhile is found unchanged and not written
    again.

    Raises:
        UserError: The cluster can't be reached, has no workers, or one of them sees other files or runs other code.
    """
    check_runs(runs)
    by_tag = {run.tag: run for run in runs}
    reports: dict[str, PlaceReport] = {}
    interrupted = False
    with _connect(scheduler) as client:
        _check_workers(client, scheduler, runs[0].outputs_root, recipe.root)
        client.subscribe_topic(TOPIC, lambda event: _hear(event, by_tag, listen))
        patient = replace(recipe, patience=_PATIENCE_SECONDS)
        waiting = [
            client.submit(run_there, run, patient, key=f"govlib-{number}-{run.tag}", pure=False, priority=-number)
            for number, run in enumerate(slow_first(runs))
        ]
        try:
            for run, report in _collect(waiting, slow_first(runs)):
                reports[run.tag] = report
                listen(report)
                if fail_fast and report.status == FAILED:
                    client.cancel(waiting)
                    break
        except KeyboardInterrupt:
            interrupted = True
            client.cancel(waiting, force=True)
    return BatchReport(tuple(reports.get(run.tag, PlaceReport(run, NOT_RUN)) for run in runs), interrupted)


def _collect(waiting: Sequence[Any], runs: Sequence[PlaceRun]) -> Iterator[tuple[PlaceRun, PlaceReport]]:
    from distributed import KilledWorker, as_completed  # noqa: PLC0415 - a cluster is seldom asked for

    run_of = {future.key: run for future, run in zip(waiting, runs, strict=True)}
    finished: Any = as_completed(waiting)  # type: ignore[no-untyped-call] # Dask's has no types
    for future in finished:
        run = run_of[future.key]
        try:
            report: PlaceReport = future.result()
        except KilledWorker:
            message = f"运行它的工作进程接连 {_LOST_TIMES} 次中途消失"
            advice = "请查看各台机器的内存和日志，减少每台同时运行的个数后重试"
            report = PlaceReport(run, FAILED, (PlaceFailure("准备", "", message, advice),))
        # the worker's own paths mean nothing here
        yield run, replace(report, run=run)


def _hear(event: tuple[Any, Any], by_tag: dict[str, PlaceRun], listen: Callable[[Event], None]) -> None:
    _, said = event
    run = by_tag.get(said.get("tag"))
    if run is not None:
        listen(NotebookStarted(run, said["number"], said["count"], said["title"]))


@contextmanager
def _connect(scheduler: str) -> Iterator[Any]:
    from distributed import Client  # noqa: PLC0415 - as above

    try:
        client: Any = Client(scheduler, timeout=_SECONDS_TO_CONNECT)  # type: ignore[no-untyped-call] # Dask's has no types
    except (OSError, TimeoutError, ValueError) as error:
        found = f"连不上 Dask 调度器（{type(error).__name__}）"
        raise UserError(f"--scheduler {scheduler}", found, "形如 tcp://主机:8786 的地址") from error
    try:
        yield client
    finally:
        client.close()


def _check_workers(client: Any, scheduler: str, outputs: Path, root: Path) -> None:
    where = f"--scheduler {scheduler}"
    # a cluster that was started a moment ago
    with suppress(TimeoutError):
        client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
    if not client.scheduler_info(n_workers=-1)["workers"]:
        raise UserError(where, "调度器下没有工作进程", "至少一个", "请先在项目文件夹里启动 dask worker")
    token = outputs / BUILDING / f"shared-{hash_code()[:16]}"
    token.parent.mkdir(parents=True, exist_ok=True)
    token.write_text(hash_code(), encoding="utf-8")
    try:
        found = client.run(look_there, str(token), str(root))
    finally:
        token.unlink(missing_ok=True)
    told = sorted({(said, address) for address, said in found.items() if said})
    if told:
        names = "；".join(f"{address} {said}" for said, address in told[:3])
        advice = "请让各台机器在同一路径挂载同一个共享文件夹，装同一版程序，在项目文件夹里启动 dask worker"
        raise UserError(where, names, "看得见同一个项目和成果文件夹的工作进程", advice)


def look_there(token: str, root: str) -> str:
    """Say what keeps a worker from running places; "" where nothing does. Runs on a worker."""
    with suppress(OSError):
        if Path(token).read_text(encoding="utf-8") != hash_code():
            return "运行的程序版本不同"
        return "" if (Path(root) / "params" / "places").is_dir() else "看不到项目文件夹"
    return "看不到成果文件夹"


def run_there(run: PlaceRun, recipe: Recipe) -> PlaceReport:
    """Run one place. Runs on a worker, in a helper of its thread that lasts from place to place."""
    from distributed import get_worker  # noqa: PLC0415 - as above

    worker: Any = get_worker()

    def listen(event: Event) -> None:
        if isinstance(event, NotebookStarted):
            said = {"number": event.number, "count": event.count, "title": event.title}
            worker.log_event(TOPIC, {"tag": run.tag, **said})

    for _ in range(2):
        try:
            return _helper(recipe.root).run(Order(run, recipe), listen).places[0]
        except EOFError:
            # it was killed; the place goes on where it was, in a new one
            continue
    message = "运行它的辅助进程两次中途消失"
    advice = "常见原因是内存不够；请减少这台机器同时运行的个数后重试"
    return PlaceReport(run, FAILED, (PlaceFailure("准备", "", message, advice),))


def _helper(root: Path) -> Helper:
    known: Helper | None = getattr(_HELPERS, "helper", None)
    if known is None or not known.is_alive:
        known = _HELPERS.helper = start_helper(root)
    return known
