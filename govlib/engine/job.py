"""What a notebook's process is told: plain data, so that it can be handed to any process."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from nbformat import NotebookNode

from govlib.engine.outcome import Limits

SKIPPED_TAG = "skip-execution"
MAY_FAIL_TAG = "raises-exception"
_SEED = 0


@dataclass(frozen=True)
class Cell:
    """A cell to run: where it stands in the notebook, its source, whether the run goes on after its error."""

    index: int
    source: str
    may_fail: bool = False


@dataclass(frozen=True)
class Job:
    """The cells to run in order, the folder they run in, and what they may use."""

    cells: tuple[Cell, ...]
    folder: str
    limits: Limits


def make_job(notebook: NotebookNode, folder: str, limits: Limits, *, allow_errors: bool = False) -> Job:
    """Return what has to be run of a notebook: code that isn't empty and isn't tagged ``skip-execution``."""
    cells = []
    for index, cell in enumerate(notebook.cells):
        tags = cell.metadata.get("tags", [])
        if cell.cell_type == "code" and cell.source.strip() and SKIPPED_TAG not in tags:
            cells.append(Cell(index, cell.source, allow_errors or MAY_FAIL_TAG in tags))
    return Job(tuple(cells), folder, limits)


def clear(notebook: NotebookNode) -> None:
    """Remove, in place, what an earlier run left in a notebook."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None


def seed() -> None:
    """Start Python's and numpy's random numbers anew, always alike."""
    random.seed(_SEED)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(_SEED)


def missing(modules: Iterable[str]) -> list[str]:
    """List those modules that aren't loaded."""
    return [name for name in modules if name not in sys.modules]
