"""Run a notebook in a fork of this process, which has loaded what notebooks need."""

from __future__ import annotations

import gc
import importlib
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import NoReturn

from nbformat import NotebookNode

from govlib.engine import endings, fences
from govlib.engine.assemble import Assembly
from govlib.engine.child import run_job
from govlib.engine.follow import Follower
from govlib.engine.job import Job
from govlib.engine.outcome import Ending, Hear, Ran
from govlib.engine.shell import kernel_here, make_kernel
from govlib.engine.texts import STREAMS, TextReader, new_folder, open_text

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_KERNEL_COLUMNS = 20
_LAST_BREATH_SECONDS = 1.0


def load(modules: Iterable[str]) -> None:
    """Import modules that notebooks will want; one that can't be imported is left to the cell that wants it.

    numpy always: its random numbers are started alike for each notebook, which they can't be if a cell loads it.
    Everything loaded is kept where a fork need not copy it.
    """
    for name in _THREADS:
        # Threads that a library starts as it is loaded would make this process unfit for being forked.
        os.environ.setdefault(name, "1")
    for name in ("numpy", *modules):
        with suppress(Exception):
            importlib.import_module(name)
    settle()
    gc.collect()
    gc.freeze()


def settle() -> None:
    """Let loaded libraries take themselves to be in a kernel."""
    if "pandas" in sys.modules:
        # Imported outside a kernel, pandas takes itself to be on a terminal and shows no limit of columns.
        sys.modules["pandas"].set_option("display.max_columns", _KERNEL_COLUMNS)


def never() -> bool:
    """Say no."""
    return False


def run_forked(notebook: NotebookNode, job: Job, hear: Hear, abandoned: Callable[[], bool] = never) -> Ran:
    """Run a job in a fork and put what happens into ``notebook``; end it when ``abandoned`` says so.

    The process must be single-threaded. The fork, and every process that it started in its group, is gone afterwards.
    """
    folder = new_folder()
    texts = open_text(folder, STREAMS[0]), open_text(folder, STREAMS[1])
    receiver, sender = Pipe()
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        parent = os.getpid()
        child = os.fork()
        if child == 0:
            _become(job, parent, sender, texts, folder)
        sender.close()
        assembly = Assembly(notebook, (TextReader(texts[0]), TextReader(texts[1])))
        follower = Follower(receiver, assembly, job.limits, hear, abandoned=abandoned)
        return _follow(child, follower)
    finally:
        receiver.close()
        sender.close()
        for descriptor in texts:
            os.close(descriptor)
        shutil.rmtree(folder, ignore_errors=True)


def _follow(child: int, follower: Follower) -> Ran:
    sentinel = os.pidfd_open(child)
    code, peak = 0, 0
    try:
        ending = follower.follow(sentinel)
        # A process that only closed its channel lives on: it is killed like any other.
        wait([sentinel], 0.0 if ending else _LAST_BREATH_SECONDS)
        alive = os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
    finally:
        os.close(sentinel)
        # Its number stays its group's until it is waited for.
        for kill in (os.killpg, os.kill):
            with suppress(ProcessLookupError):
                kill(child, signal.SIGKILL)
        _, status, usage = os.wait4(child, 0)
        code, peak = os.waitstatus_to_exitcode(status), usage.ru_maxrss * 1024
    follower.end_abruptly()
    if ending is None:
        cell = follower.cell
        words = follower.assembly.last_words(cell)
        ending = endings.cut_off(cell) if alive else endings.gone(cell, code, words)
    return _ran(follower, ending, peak)


def _ran(follower: Follower, ending: Ending, peak: int) -> Ran:
    return Ran(
        follower.assembly.notebook,
        ending.ended,
        ending.failed_cell,
        ending.why,
        follower.seconds(),
        peak,
    )


def _become(job: Job, parent: int, channel: Connection, texts: tuple[int, int], folder: Path) -> NoReturn:
    """Turn a fork into a notebook's process; never returns."""
    try:
        fences.leave_with(parent)
        os.setsid()
        fences.be_killed_first()
        fences.close_foreign({channel.fileno(), *texts})
        fences.without_input()
        for number in (signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        kernel = kernel_here() or make_kernel(folder)
        with fences.limited_memory(job.limits.memory):
            run_job(job, kernel, channel, texts)
    except BaseException:  # noqa: BLE001 - the last chance to say why
        traceback.print_exc()
        os._exit(70)
    finally:
        os._exit(0)
