"""The process that runs one place: apart from all others, and gone when the batch is."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import TextIO

if sys.platform == "linux":
    import fcntl

from govlib.batch.folders import log_path
from govlib.batch.place import run_place
from govlib.batch.plan import PlaceRun
from govlib.batch.recipe import Recipe
from govlib.errors import ExitCode


def work(run: PlaceRun, recipe: Recipe, channel: Connection) -> None:
    """Run one place and send its events, the last of them its report, through ``channel``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    _leave_with_parent()
    path = log_path(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as log:
        _redirect_streams(log)
    channel.send(run_place(run, recipe, channel.send))


def _leave(signal_number: int, frame: FrameType | None) -> None:
    # Unwinds through papermill, which shuts the kernel down on its way out.
    del signal_number, frame
    raise SystemExit(ExitCode.INTERRUPTED)


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if sys.platform != "linux":
        threading.Thread(target=_leave_when_gone, args=(parent,), daemon=True).start()
        return
    # No thread, since notebooks are forked from here: the system tells when the parent's end of the pipe closes.
    signal.signal(signal.SIGIO, lambda *_: os._exit(ExitCode.INTERRUPTED))
    fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(parent.sentinel, fcntl.F_GETFL)
    fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, flags | os.O_ASYNC)
    if wait([parent.sentinel], 0):
        os._exit(ExitCode.INTERRUPTED)


def _leave_when_gone(parent: BaseProcess) -> None:
    wait([parent.sentinel])
    os._exit(ExitCode.INTERRUPTED)


def _redirect_streams(log: TextIO) -> None:
    # Kernels inherit the streams; what they say goes to the log and not between the lines of the progress table.
    sys.stdout.flush()
    sys.stderr.flush()
    os.dup2(log.fileno(), 1)
    os.dup2(log.fileno(), 2)
