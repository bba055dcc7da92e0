"""Follow a notebook's process: take what it sends, watch its limits, tell how it ended."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from govlib.engine import endings, wire
from govlib.engine.assemble import Assembly
from govlib.engine.outcome import Ending, Hear, Heard, Limits

# How long the process may go unwatched: a flood of output is noticed no later.
_GLANCE_SECONDS = 0.1


@dataclass
class Follower:
    """What is known of a running process: its channel, the notebook so far, limits, the cell it is in, how it ended."""

    channel: Connection
    assembly: Assembly
    limits: Limits
    hear: Hear
    began: float = field(default_factory=time.monotonic)
    cell: int | None = None
    cell_began: float = 0.0
    received: int = 0
    peak: int = 0
    abandoned: Callable[[], bool] = lambda: False
    ending: Ending | None = None

    def follow(self, sentinel: Any) -> Ending | None:
        """Take messages until the run is over; return how it ended, None if the process is gone without a word.

        ``sentinel`` becomes ready when the process has ended. Whoever calls kills the process and what it left, then
        calls ``end_abruptly`` if it hadn't come to the end of a cell.
        """
        while self.ending is None:
            ready = wait([self.channel, sentinel], self._patience())
            if self.channel in ready:
                if not self._take_one():
                    break
            elif sentinel in ready:
                break
            else:
                self._watch_output()
            if self.ending is None:
                self._watch_time()
        return self.ending

    def end_abruptly(self) -> None:
        """Give the cell that never ended all that it has written; called when its process is gone."""
        if self.cell is not None:
            self.assembly.end_abruptly(self.cell)

    def seconds(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self.began

    def _patience(self) -> float:
        return max(0.0, min(_GLANCE_SECONDS, self._left()[0]))

    def _left(self) -> tuple[float, bool]:
        """Return the seconds left, and whether it is the notebook's time that runs out first."""
        cell = notebook = float("inf")
        if self.limits.notebook_seconds is not None:
            notebook = self.limits.notebook_seconds - self.seconds()
        if self.limits.cell_seconds is not None and self.cell is not None:
            cell = self.limits.cell_seconds - (time.monotonic() - self.cell_began)
        return min(cell, notebook), notebook < cell

    def _take_one(self) -> bool:
        try:
            data = self.channel.recv_bytes()
            message = wire.unpack(data)
        except (EOFError, OSError, ValueError, KeyError):
            return False
        self.received += len(data)
        self._take(message)
        return True

    def _take(self, message: wire.Message) -> None:
        # Asked before any text is taken over: of too much, only the beginning is.
        if message.kind == wire.TOO_MUCH or self._is_too_much(sum(message.marks)):
            self._stop_for_output()
        elif message.kind == wire.BEGAN:
            self._begin_cell(message)
        elif message.kind == wire.CELL_ENDED:
            self._end_cell(message)
        elif message.kind == wire.DONE:
            self.ending = Ending()
        else:
            self.assembly.take(message)

    def _begin_cell(self, message: wire.Message) -> None:
        self.cell, self.cell_began = message.cell, time.monotonic()
        self.assembly.begin_cell(message.cell, message.marks)
        self.hear(Heard("began", message.cell, self.seconds()))

    def _end_cell(self, message: wire.Message) -> None:
        self.assembly.end_cell(message.cell, message.marks)
        self.cell = None
        content = message.content
        self.peak = int(content["peak"])
        outputs = tuple(self.assembly.notebook.cells[message.cell].outputs)
        self.hear(Heard("ended", message.cell, self.seconds(), bool(content["error"]), outputs))
        if content["left"]:
            self.ending = endings.asked_to_end(message.cell)
        elif content["stop"]:
            self.ending = endings.failed(message.cell, str(content["name"]), str(content["value"]))
        elif content["caught"]:
            with suppress(OSError):
                self.channel.send_bytes(json.dumps(self.assembly.take_answers()).encode("utf-8"))

    def _watch_time(self) -> None:
        left, whole = self._left()
        if self.abandoned():
            self.ending = endings.cut_off(self.cell)
        elif left <= 0:
            limit = self.limits.notebook_seconds if whole else self.limits.cell_seconds
            self.ending = endings.too_long(self.cell, limit or 0.0, whole=whole)

    def _watch_output(self) -> None:
        # Only while there is no message to take: then all that was written belongs to this cell.
        if self._is_too_much(self.assembly.written()):
            self._stop_for_output()

    def _is_too_much(self, written: int) -> bool:
        return self.received + written > self.limits.output

    def _stop_for_output(self) -> None:
        self.assembly.keep_no_more_than(self.limits.kept)
        self.ending = endings.too_much(self.cell, self.limits)
