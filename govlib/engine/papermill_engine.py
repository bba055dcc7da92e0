"""The engine as papermill's own: ``papermill in.ipynb out.ipynb --engine govlib``.

What papermill writes is what the batch writes: parameters as people read them, no times, no paths, fixed ids.
"""

# papermill imports this module whenever it is itself imported, by whatever command: all else loads when it runs.
# ruff: noqa: PLC0415

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from govlib.engine.outcome import Heard, Ran

INJECTED_TAG = "injected-parameters"
_OUTPUTS = "outputs_dir"
_STOPPED = "运行中断"


class NotStartedError(Exception):
    """A notebook that could not be begun."""


@dataclass
class Teller:
    """Tells, while a notebook runs, what papermill tells: a bar, the log, files of both streams."""

    notebook: Any
    progress_bar: bool
    log_output: bool
    files: Mapping[str, TextIO | None]
    bar: Any = field(default=None)

    def hear(self, heard: Heard) -> None:
        """Take what is heard of the notebook."""
        log = logging.getLogger("papermill")
        if self.progress_bar and self.bar is None:
            from papermill.engines import NotebookExecutionManager

            self.bar = NotebookExecutionManager(self.notebook).pbar
        if self.bar is not None:
            self.bar.update(heard.index + (heard.what == "ended") - self.bar.n)
        if self.log_output:
            log.info("%s Cell %s", "Executing" if heard.what == "began" else "Ending", heard.index + 1)
        for output in heard.outputs:
            self._show(output, log)

    def _show(self, output: Mapping[str, Any], log: logging.Logger) -> None:
        if output["output_type"] == "stream":
            if self.log_output:
                (log.warning if output["name"] == "stderr" else log.info)(output["text"])
            file = self.files[output["name"]]
            if file is not None:
                file.write(output["text"])
                file.flush()
        elif self.log_output and "text/plain" in output.get("data", {}):
            log.info(output["data"]["text/plain"])

    def close(self) -> None:
        """Fill the bar and end it."""
        if self.bar is not None:
            self.bar.n = self.bar.total
            self.bar.close()


def execute_notebook(  # noqa: PLR0917 - papermill's own signature
    nb: Any,
    kernel_name: str,
    output_path: str | None = None,
    progress_bar: bool = True,
    log_output: bool = False,
    start_timeout: float = 60,
    execution_timeout: float | None = None,
    stdout_file: TextIO | None = None,
    stderr_file: TextIO | None = None,
    **others: Any,
) -> Any:
    """Run a notebook in the current folder; return it as the batch writes it.

    ``start_timeout`` seconds may pass until the first cell, ``execution_timeout`` per cell. Settings that only a kernel
    has are passed over.

    Raises:
        NotStartedError: No process could be had for it.
    """
    del kernel_name, output_path, others
    parameters = dict(nb.metadata.get("papermill", {}).get("parameters", {}))
    write_parameters_of(nb, parameters)
    teller = Teller(nb, progress_bar, log_output, {"stdout": stdout_file, "stderr": stderr_file})
    try:
        ran = _run(nb, start_timeout, execution_timeout, teller.hear)
    finally:
        teller.close()
    return _finish(ran, parameters)


def _run(nb: Any, start_seconds: float, cell_seconds: float | None, hear: Callable[[Heard], None]) -> Ran:
    from govlib.engine.imports import list_imports
    from govlib.engine.outcome import Limits
    from govlib.engine.parent import start_parent
    from govlib.engine.run import run_notebook

    limits = Limits(cell_seconds=cell_seconds or None)
    folder = Path.cwd()
    # In a process of its own even where this one could be forked: only there is the order of sets always the same.
    with start_parent(list_imports([nb]), folder, start_seconds) as parent:
        return run_notebook(nb, folder=folder, limits=limits, hear=hear, process=parent)


def write_parameters_of(nb: Any, parameters: Mapping[str, Any]) -> None:
    """Write anew, in place, the cell that papermill has put in for the parameters."""
    from govlib.batch.parameters import write_parameters

    for cell in nb.cells:
        if INJECTED_TAG in cell.metadata.get("tags", []):
            # A value that is neither text nor yes or no is written as Python does.
            written = [
                write_parameters({name: value}).splitlines()[-1]
                if isinstance(value, str | bool)
                else f"{name} = {value!r}"
                for name, value in parameters.items()
            ]
            cell.source = "\n".join([write_parameters({}), *written])


def _finish(ran: Ran, parameters: Mapping[str, Any]) -> Any:
    from govlib.batch.document import make_error
    from govlib.batch.normalise import normalise_notebook
    from govlib.batch.plan import PUBLISHED
    from govlib.engine.outcome import COMPLETED

    notebook = ran.notebook
    if ran.ended != COMPLETED:
        if ran.failed_cell is None:
            raise NotStartedError(ran.why)
        outputs = notebook.cells[ran.failed_cell].outputs
        if not any(output.output_type == "error" for output in outputs):
            # papermill finds a failed cell by its error, and shows of it the traceback.
            error = make_error(_STOPPED, ran.why)
            error.traceback = [f"{_STOPPED}：{ran.why}"]
            outputs.append(error)
    replacements = {str(Path.cwd()): "."}
    if isinstance(parameters.get(_OUTPUTS), str):
        replacements[str(parameters[_OUTPUTS])] = PUBLISHED
    return normalise_notebook(notebook, replacements)


def nb_kernel_name(nb: Any, name: str | None = None) -> str:
    """Return the name of the kernel that a notebook names; any will do."""
    return str(name or nb.metadata.get("kernelspec", {}).get("name") or "python3")


def nb_language(nb: Any, language: str | None = None) -> str:
    """Return the language of every notebook."""
    del nb
    return language or "python"


ENGINE = SimpleNamespace(
    execute_notebook=execute_notebook,
    nb_kernel_name=nb_kernel_name,
    nb_language=nb_language,
)
