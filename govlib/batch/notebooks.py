"""Execute one notebook and keep what it showed, whether it came to its end or not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from nbformat import NotebookNode
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from govlib.batch.document import read_notebook, write_notebook
from govlib.batch.failures import CellFailure, find_failure, mark_failure
from govlib.batch.normalise import normalise_notebook
from govlib.batch.parameters import Parameter, check_parameters, register_writer
from govlib.engine.outcome import Limits
from govlib.engine.parent import Parent
from govlib.engine.run import FORKED, run_notebook
from govlib.engine.spawned import Worker
from govlib.errors import UserError

DEFAULT_LIMITS = Limits()
_KERNEL_NAME = "govlib"


class NotebookFailedError(Exception):
    """A notebook that did not come to its end; it is saved, and ``failure`` says where it stopped."""

    def __init__(self, failure: CellFailure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def execute_notebook(
    source: Path,
    target: Path,
    parameters: Mapping[str, Parameter],
    *,
    root: Path,
    replacements: Mapping[str, str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    engine: str = FORKED,
    process: Parent | Worker | None = None,
) -> NotebookNode:
    """Execute a notebook with parameters, save it normalised, and return what was saved.

    ``root`` is the working directory of the cells; it and the keys of ``replacements`` are written as ``.`` and as
    their values wherever outputs name them. ``limits`` is what the notebook may use; ``engine`` and
    ``process`` are what runs it, as ``engine.run_notebook`` takes them.

    Raises:
        UserError: The parameters are not those the notebook declares, or nothing could be started to run it.
        NotebookFailedError: A cell failed, its process died or cells were left out; the notebook is saved all the same.
    """
    notebook = read_notebook(source)
    check_parameters(source, notebook, parameters)
    try:
        given = _with_parameters(notebook, parameters)
        ran = run_notebook(given, engine=engine, folder=root, limits=limits, process=process)
    except OSError as error:
        advice = "请检查内存是否够用，或减少同时运行的地方数后重试"
        raise UserError(source.name, f"运行它的进程起不来（{error}）", advice=advice) from error
    executed = normalise_notebook(ran.notebook, {str(root.resolve()): ".", **(replacements or {})})
    failure = find_failure(ran)
    if failure:
        mark_failure(executed, failure)
    write_notebook(executed, target)
    if failure:
        raise NotebookFailedError(failure)
    return executed


def _with_parameters(notebook: NotebookNode, parameters: Mapping[str, Parameter]) -> NotebookNode:
    register_writer(_KERNEL_NAME)
    known, given = load_notebook_node(notebook), dict(parameters)
    return cast("NotebookNode", parameterize_notebook(known, given, kernel_name=_KERNEL_NAME, language="python"))
