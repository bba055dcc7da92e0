"""Run one notebook, whatever runs it."""

from __future__ import annotations

import copy
import sys
from pathlib import Path

from nbformat import NotebookNode

from govlib.engine.fences import is_single_threaded
from govlib.engine.forked import run_forked
from govlib.engine.job import clear, make_job
from govlib.engine.kernel import run_in_kernel
from govlib.engine.outcome import Hear, Heard, Limits, Ran
from govlib.engine.parent import Parent
from govlib.engine.spawned import Worker, start_worker

FORKED, SPAWNED, KERNEL = ENGINES = ("govlib", "spawned", "kernel")


def ignore(heard: Heard) -> None:
    """Hear nothing."""
    del heard


def run_notebook(
    notebook: NotebookNode,
    *,
    engine: str = FORKED,
    folder: Path,
    limits: Limits | None = None,
    hear: Hear = ignore,
    process: Parent | Worker | None = None,
    allow_errors: bool = False,
) -> Ran:
    """Run a notebook whose cells work in ``folder``; return it as it ended. The notebook given stays as it is.

    ``engine`` is one of ``ENGINES``. ``govlib`` forks ``process``, a parent, or else this process, which should have
    called ``forked.load`` before; where it can't be forked, it does as ``spawned``. ``spawned`` runs in ``process``, a
    worker, or else in one started for this notebook alone. ``kernel`` is nbclient with a kernel, the notebook's own
    settings apart. ``hear`` is told of each cell as it begins and ends. With ``allow_errors`` an error stops nothing.

    Raises:
        ParentLostError: The parent is gone.
        OSError: No process could be started.
    """
    limits = limits or Limits()
    notebook = copy.deepcopy(notebook)
    clear(notebook)
    job = make_job(notebook, str(folder.resolve()), limits, allow_errors=allow_errors)
    if engine == KERNEL:
        return run_in_kernel(notebook, job, hear)
    if engine == FORKED and isinstance(process, Parent):
        ran: Ran = process.call(run_forked, notebook, job, hear=hear)
        return ran
    if engine == FORKED and sys.platform == "linux" and is_single_threaded():
        return run_forked(notebook, job, hear)
    if isinstance(process, Worker):
        return process.run(notebook, job, hear)
    with start_worker() as worker:
        return worker.run(notebook, job, hear)
