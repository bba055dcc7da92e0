"""What a notebook may use, and how its run ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nbformat import NotebookNode

COMPLETED = "完成"
FAILED = "出错"
TIMED_OUT = "超时"
OUT_OF_MEMORY = "内存不足"
KILLED = "被杀"
LEFT = "自行退出"
ENDINGS = (COMPLETED, FAILED, TIMED_OUT, OUT_OF_MEMORY, KILLED, LEFT)

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What a notebook may use.

    Seconds of wall time per cell and for the whole notebook, bytes of memory beyond what was loaded before it began,
    bytes of output, and how many bytes of a stream are kept once there was too much of it. None is no limit.
    """

    cell_seconds: float | None = 3600.0
    notebook_seconds: float | None = None
    memory: int | None = None
    output: int = 64 * MEBIBYTE
    kept: int = MEBIBYTE


NO_LIMITS = Limits(cell_seconds=None)


@dataclass(frozen=True)
class Heard:
    """One thing heard from a running notebook: the cell at ``index`` began or ended, ``seconds`` after the start.

    ``what`` is ``began`` or ``ended``; of a cell that ended, ``error`` says whether it did so with an error, and
    ``outputs`` are those it has now.
    """

    what: str
    index: int
    seconds: float
    error: bool = False
    outputs: tuple[NotebookNode, ...] = ()


Hear = Callable[[Heard], None]


@dataclass(frozen=True)
class Ran:
    """A notebook after its run.

    ``notebook`` has outputs and execution counts as nbclient gives them, of the cells that ran; of the cell in which
    a process died, what it had shown. ``ended`` is one of ``ENDINGS``; unless it is 完成, ``failed_cell`` is the index
    of the cell where the run stopped and ``why`` a sentence that says so. ``peak_memory`` is in bytes, 0 where it is
    not known.
    """

    notebook: NotebookNode
    ended: str
    failed_cell: int | None
    why: str
    seconds: float
    peak_memory: int


@dataclass(frozen=True)
class Ending:
    """How a run ended, before its notebook is put beside it: the word, the cell where it stopped, the sentence."""

    ended: str = COMPLETED
    failed_cell: int | None = None
    why: str = ""
