"""The process that runs one place: apart from all others, and gone when the batch is."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import TextIO

from govlib.batch.folders import log_path
from govlib.batch.place import run_place
from govlib.batch.plan import PlaceRun
from govlib.batch.recipe import Recipe
from govlib.errors import ExitCode


def work(run: PlaceRun, recipe: Recipe, channel: Connection) -> None:
    """Run one place and send its events, the last of them its report, through ``channel``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
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
    if parent is not None:
        wait([parent.sentinel])
        os._exit(ExitCode.INTERRUPTED)


def _redirect_streams(log: TextIO) -> None:
    # Kernels inherit the streams; what they say goes to the log and not between the lines of the progress table.
    sys.stdout.flush()
    sys.stderr.flush()
    os.dup2(log.fileno(), 1)
    os.dup2(log.fileno(), 2)
