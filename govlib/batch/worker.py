"""The process that runs one place: apart from all others, and gone when the batch is."""

from __future__ import annotations

import multiprocessing
import os
import select
import signal
import sys
import threading
from multiprocessing.connection import Connection, wait
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
    parent = multiprocessing.parent_process()
    if parent is not None:
        leave_when_closed(parent.sentinel)
    path = log_path(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as log:
        _redirect_streams(log)
    channel.send(run_place(run, recipe, channel.send))


def _leave(signal_number: int, frame: FrameType | None) -> None:
    # Unwinds through papermill, which shuts the kernel down on its way out.
    del signal_number, frame
    raise SystemExit(ExitCode.INTERRUPTED)


def leave_when_closed(descriptor: int) -> None:
    """End this process as soon as the other end of a pipe is closed, which it is when its holder ends."""
    if sys.platform != "linux":
        threading.Thread(target=_leave_when_gone, args=(descriptor,), daemon=True).start()
        return
    poll = select.poll()
    poll.register(descriptor, select.POLLHUP)

    def look(*_: object) -> None:
        if any(event & select.POLLHUP for _, event in poll.poll(0)):
            os._exit(ExitCode.INTERRUPTED)

    # No thread, since notebooks are forked from here: the system tells when something happens at the pipe.
    signal.signal(signal.SIGIO, look)
    fcntl.fcntl(descriptor, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(descriptor, fcntl.F_SETFL, fcntl.fcntl(descriptor, fcntl.F_GETFL) | os.O_ASYNC)
    look()


def _leave_when_gone(sentinel: int) -> None:
    wait([sentinel])
    os._exit(ExitCode.INTERRUPTED)


def _redirect_streams(log: TextIO) -> None:
    # Kernels inherit the streams; what they say goes to the log and not between the lines of the progress table.
    sys.stdout.flush()
    sys.stderr.flush()
    os.dup2(log.fileno(), 1)
    os.dup2(log.fileno(), 2)
