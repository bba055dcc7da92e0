"""Run a notebook with nbclient and a real kernel: for notebooks that want one, and to compare with."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from govlib.batch.kernels import private_kernel
from govlib.engine import endings
from govlib.engine.job import Job
from govlib.engine.outcome import Ending, Hear, Heard, Ran

START_SECONDS = 120


class _LeftError(Exception):
    """A cell asked its kernel to end."""


@dataclass
class _Watch:
    """What is seen of a running notebook: who hears of it, the cell it is in, whether that one had an error."""

    hear: Hear
    began: float = field(default_factory=time.monotonic)
    cell: int | None = None

    def cell_began(self, cell: NotebookNode, cell_index: int) -> None:
        del cell
        self.cell = cell_index
        self.hear(Heard("began", cell_index, time.monotonic() - self.began))

    def cell_ended(self, cell: NotebookNode, cell_index: int, execute_reply: Mapping[str, Any]) -> None:
        content = execute_reply["content"]
        error = content["status"] == "error"
        self.hear(Heard("ended", cell_index, time.monotonic() - self.began, error, tuple(cell.outputs)))
        # exit() and quit() only ask for an end: the kernel goes on for a moment and the cell looks well.
        if any(payload.get("source") == "ask_exit" for payload in content.get("payload", [])):
            raise _LeftError


def run_in_kernel(notebook: NotebookNode, job: Job, hear: Hear) -> Ran:
    """Run a job in a kernel and put what happens into ``notebook``.

    There are no limits of memory and of output; the notebook's time is counted from cell to cell.
    """
    watch = _Watch(hear)
    ending = Ending()
    allowed = {cell.index for cell in job.cells if cell.may_fail}
    with private_kernel() as kernel:
        client = NotebookClient(
            notebook,
            kernel_name=kernel.name,
            config=kernel.config,
            resources={"metadata": {"path": job.folder}},
            timeout=job.limits.cell_seconds,
            startup_timeout=START_SECONDS,
            shutdown_kernel="immediate",
            record_timing=False,
            coalesce_streams=True,
            allow_errors=len(allowed) == len(job.cells),
            on_cell_execute=watch.cell_began,
            on_cell_executed=watch.cell_ended,
        )
        try:
            client.execute()
        except (CellExecutionError, CellTimeoutError, DeadKernelError, _LeftError) as error:
            ending = _ending(error, watch.cell or 0, job)
    # Kept meanwhile, since nbclient's Output widget needs it; a page without scripts has no use for it.
    notebook.metadata.pop("widgets", None)
    return Ran(notebook, ending.ended, ending.failed_cell, ending.why, time.monotonic() - watch.began, 0)


def _ending(error: Exception, cell: int, job: Job) -> Ending:
    if isinstance(error, CellTimeoutError):
        return endings.too_long(cell, job.limits.cell_seconds or 0.0, whole=False)
    if isinstance(error, CellExecutionError):
        return endings.failed(cell, str(error.ename), str(error.evalue))
    if isinstance(error, _LeftError):
        return endings.asked_to_end(cell)
    return endings.kernel_died(cell)
