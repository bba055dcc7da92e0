"""Execute one notebook through papermill and keep what it showed, whether it came to its end or not."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from govlib.batch.document import read_notebook, write_notebook
from govlib.batch.failures import CellFailure, LeftEarlyError, find_failure, mark_failure
from govlib.batch.kernels import KernelSettings, private_kernel
from govlib.batch.normalise import normalise_notebook
from govlib.batch.parameters import Parameter, check_parameters, register_writer
from govlib.batch.warm import WarmServer
from govlib.errors import UserError

CELL_SECONDS = 3600
START_SECONDS = 120
_PAPERMILL_MARK = "papermill-error-cell-tag"


class NotebookFailedError(Exception):
    """A notebook that did not come to its end; it is saved, and ``failure`` says where it stopped."""

    def __init__(self, failure: CellFailure) -> None:
        super().__init__(failure.message)
        self.failure = failure


@dataclass(frozen=True)
class _Order:
    """What is to be executed: a notebook with its parameters, where, and how long a cell may take."""

    source: Path
    notebook: NotebookNode
    parameters: dict[str, Parameter]
    root: Path
    cell_seconds: int


@dataclass
class _Watch:
    """What is seen of a running notebook: the live document and the cell being executed."""

    notebook: NotebookNode | None = None
    cell_index: int | None = None

    def started(self, notebook: NotebookNode) -> None:
        self.notebook = notebook

    def cell_started(self, cell: NotebookNode, cell_index: int) -> None:
        del cell
        self.cell_index = cell_index

    def cell_executed(self, cell: NotebookNode, cell_index: int, execute_reply: Mapping[str, Any]) -> None:
        del cell, cell_index
        # exit() and quit() only ask for an end: the kernel goes on for a moment and the cell looks well.
        if any(payload.get("source") == "ask_exit" for payload in execute_reply["content"].get("payload", [])):
            raise LeftEarlyError


def execute_notebook(
    source: Path,
    target: Path,
    parameters: Mapping[str, Parameter],
    *,
    root: Path,
    replacements: Mapping[str, str] | None = None,
    cell_seconds: int = CELL_SECONDS,
    warm: WarmServer | None = None,
) -> NotebookNode:
    """Execute a notebook with parameters, save it normalised, and return what was saved.

    ``root`` is the working directory of the cells; it and the keys of ``replacements`` are written as ``.`` and as
    their values wherever outputs name them. ``cell_seconds`` is the longest a cell may take. The kernel is a fork of
    ``warm`` where one is given and can be had.

    Raises:
        UserError: The parameters are not those the notebook declares, or no kernel could be started.
        NotebookFailedError: A cell failed, the kernel died or cells were left out; the notebook is saved all the same.
    """
    notebook = read_notebook(source)
    check_parameters(source, notebook, parameters)
    order = _Order(source, notebook, dict(parameters), root, cell_seconds)
    executed, last_begun, error = _execute(order, warm)
    normalise_notebook(executed, {str(root.resolve()): ".", **(replacements or {})})
    failure = find_failure(executed, last_begun, error)
    if failure:
        mark_failure(executed, failure)
    write_notebook(executed, target)
    if failure:
        raise NotebookFailedError(failure)
    return executed


def _execute(order: _Order, warm: WarmServer | None) -> tuple[NotebookNode, int | None, Exception | None]:
    """Execute until a kernel has started; return what it left, the last cell begun, and what the engine said."""
    error: Exception | None = None
    for kernel_source in (warm, None):
        watch = _Watch()
        with private_kernel(kernel_source) as kernel:
            error = _run_papermill(order, watch, kernel)
        executed = watch.notebook
        if executed is not None:
            executed.cells = [cell for cell in executed.cells if _PAPERMILL_MARK not in cell.metadata.get("tags", [])]
            return executed, watch.cell_index, error
    advice = "请检查内存是否够用，或减少同时运行的地方数后重试"
    raise UserError(order.source.name, f"计算内核起不来（{error}）", advice=advice) from error


def _run_papermill(order: _Order, watch: _Watch, kernel: KernelSettings) -> Exception | None:
    settings: dict[str, Any] = {
        "request_save_on_cell_execute": False,
        "autosave_cell_every": 0,
        "progress_bar": False,
        "log_output": False,
        "start_timeout": START_SECONDS,
        "execution_timeout": order.cell_seconds,
        "shutdown_kernel": "immediate",
        "record_timing": False,
        "coalesce_streams": True,
        "store_widget_state": False,
        "on_notebook_start": watch.started,
        "on_cell_start": watch.cell_started,
        "on_cell_executed": watch.cell_executed,
    }
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    register_writer(kernel.name)
    try:
        papermill.execute_notebook(
            order.notebook,
            None,
            parameters=order.parameters,
            kernel_name=kernel.name,
            cwd=order.root,
            config=kernel.config,
            **settings,
        )
    except (PapermillExecutionError, DeadKernelError, CellTimeoutError, LeftEarlyError) as error:
        return error
    except (OSError, RuntimeError, TimeoutError) as error:
        if watch.notebook is not None:
            raise
        return error
    return None
