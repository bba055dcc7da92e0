"""Run many places at once, each in a process of its own, and let none of them stop the others."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess

from govlib.batch.events import FAILED, NOT_RUN, BatchReport, Event, NotebookStarted, PlaceFailure, PlaceReport
from govlib.batch.folders import discard_building, log_path
from govlib.batch.manifest import read_manifest, seconds_of
from govlib.batch.place import publish_crashed
from govlib.batch.plan import PlaceRun, check_runs
from govlib.batch.processes import open_context
from govlib.batch.recipe import Recipe
from govlib.batch.worker import work

_GRACE_SECONDS = 5.0
# Windows delivers an interrupt only between two waits.
_WAIT_SECONDS = 0.5


@dataclass
class _Worker:
    """One running place: its process, the pipe it reports through, the notebook it is at, its report."""

    run: PlaceRun
    process: BaseProcess
    channel: Connection
    at: str = ""
    report: PlaceReport | None = None


def run_batch(
    runs: Sequence[PlaceRun],
    recipe: Recipe,
    *,
    jobs: int = 1,
    fail_fast: bool = False,
    listen: Callable[[Event], None] | None = None,
) -> BatchReport:
    """Run places, at most ``jobs`` at once, and report how each ended, in the order given.

    ``listen`` hears every notebook begin and every place end. A place that fails, crashes or is killed is reported
    and the others go on; with ``fail_fast`` no further place is begun after the first failure. An interrupt ends
    all places, their processes and kernels, removes what they were building and marks the report.

    Raises:
        UserError: The places would write into each other's folders.
    """
    check_runs(runs)
    tell = listen or _ignore
    pending, active = deque(slow_first(runs)), list[_Worker]()
    context = open_context()
    reports: dict[str, PlaceReport] = {}
    interrupted = False
    try:
        while pending or active:
            while pending and len(active) < max(1, jobs):
                active.append(_start(pending.popleft(), recipe, context))
            wait([worker.channel for worker in active], _WAIT_SECONDS)
            for worker in [worker for worker in active if worker.channel.poll()]:
                if _hear(worker, tell):
                    continue
                active.remove(worker)
                report = _end(worker)
                reports[worker.run.tag] = report
                tell(report)
                if fail_fast and report.status == FAILED:
                    pending.clear()
    except KeyboardInterrupt:
        interrupted = True
    finally:
        _stop(active)
    return BatchReport(tuple(reports.get(run.tag, PlaceReport(run, NOT_RUN)) for run in runs), interrupted)


def slow_first(runs: Sequence[PlaceRun]) -> list[PlaceRun]:
    """Return the places in the order in which they begin: those that took long last time first, so that none ends late.

    A place that hasn't been run before may take long; places alike keep their order.
    """
    return sorted(runs, key=lambda run: -seconds_of(read_manifest(run.output_dir)))


def _start(run: PlaceRun, recipe: Recipe, context: ForkServerContext | SpawnContext) -> _Worker:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(run, recipe, theirs), name=run.tag)
    process.start()
    theirs.close()
    return _Worker(run, process, ours)


def _ignore(event: Event) -> None:
    del event


def _hear(worker: _Worker, listen: Callable[[Event], None]) -> bool:
    """Take one message of a worker; False when it has gone."""
    try:
        event: Event = worker.channel.recv()
    except (EOFError, OSError):
        return False
    if isinstance(event, NotebookStarted):
        worker.at = event.title
        listen(event)
    else:
        worker.report = event
    return True


def _end(worker: _Worker) -> PlaceReport:
    worker.process.join()
    worker.channel.close()
    if worker.report is not None:
        if worker.report.status != FAILED:
            log_path(worker.run).unlink(missing_ok=True)
        return worker.report
    failure = PlaceFailure(
        worker.at or "准备",
        "",
        f"运行这个地方的进程意外退出（退出码 {worker.process.exitcode}）",
        "常见原因是内存不够；请减少同时运行的地方数后重试",
    )
    publish_crashed(worker.run, worker.at, failure.message)
    return PlaceReport(worker.run, FAILED, (failure,))


def _stop(workers: Sequence[_Worker]) -> None:
    for worker in workers:
        worker.process.terminate()
    for worker in workers:
        worker.process.join(_GRACE_SECONDS)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        discard_building(worker.run)
        log_path(worker.run).unlink(missing_ok=True)
