"""A notebook's process: runs the cells one after another and sends what happens."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from govlib.engine import wire
from govlib.engine.fences import locked_by, peak_memory
from govlib.engine.job import Cell, Job, seed
from govlib.engine.shell import connect, hear_back, pose, run_cell
from govlib.engine.streams import Stream

_STDOUT, _STDERR = 1, 2


@dataclass
class Sender:
    """Sends messages of one notebook: through which channel, past which texts, for which cell.

    ``caught`` tells that a widget has caught output, which whoever follows has to answer.
    """

    channel: Connection
    texts: tuple[int, int]
    largest: int
    cell: int = 0
    caught: bool = False
    lock: threading.RLock = field(default_factory=threading.RLock)

    def marks(self) -> tuple[int, int]:
        """Return how much was written to both texts so far."""
        return os.fstat(self.texts[0]).st_size, os.fstat(self.texts[1]).st_size

    def send(self, kind: str, pack: Callable[[], bytes], buffers: Sequence[Any] = ()) -> None:
        """Send a message; one that is too large is not sent, but told of."""
        # Threads share the channel, and so do processes that a cell has forked.
        with self.lock, locked_by(self.texts[0]):
            # Packing may warn, which is written after what came before.
            marks = self.marks()
            content = pack()
            if kind == "comm_msg" and b'"msg_id"' in content:
                self.caught = True
            data = wire.pack(kind, self.cell, marks, content, buffers)
            if len(data) > self.largest:
                data = wire.pack(wire.TOO_MUCH, self.cell, marks, b"{}")
            with suppress(BrokenPipeError):
                self.channel.send_bytes(data)

    def tell(self, kind: str, **content: Any) -> None:
        """Send a message of our own."""
        self.send(kind, lambda: json.dumps(content).encode("ascii"))

    def ask(self) -> list[dict[str, Any]]:
        """Take the answer of whoever follows: what widgets have to know."""
        self.caught = False
        return list(json.loads(self.channel.recv_bytes()))


def run_job(job: Job, kernel: Any, channel: Connection, texts: tuple[int, int]) -> None:
    """Run a job in this process, whose standard streams become ``texts`` until the job is done.

    Errors of cells, and a folder that can't be entered, are sent; nothing is returned.
    """
    sender = Sender(channel, texts, job.limits.output)
    elsewhere = os.dup(_STDOUT), os.dup(_STDERR)
    before = sys.stdout, sys.stderr
    for stream in before:
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os.dup2(texts[0], _STDOUT)
    os.dup2(texts[1], _STDERR)
    sys.stdout = Stream("stdout", _STDOUT, elsewhere[0])
    sys.stderr = Stream("stderr", _STDERR, elsewhere[1])
    try:
        os.chdir(job.folder)
        pose()
        seed()
        connect(kernel, sender.send)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(_run_cells(job.cells, kernel, sender))
        finally:
            asyncio.set_event_loop(None)
            loop.close()
    finally:
        sys.stdout, sys.stderr = before
        for descriptor, old in ((_STDOUT, elsewhere[0]), (_STDERR, elsewhere[1])):
            os.dup2(old, descriptor)
            os.close(old)


async def _run_cells(cells: Sequence[Cell], kernel: Any, sender: Sender) -> None:
    for cell in cells:
        sender.cell = cell.index
        sender.tell(wire.BEGAN)
        reply = await run_cell(kernel, cell.index, cell.source)
        error = reply["status"] == "error"
        left = any(payload.get("source") == "ask_exit" for payload in reply.get("payload", ()))
        stop = error and not cell.may_fail
        sender.tell(
            wire.CELL_ENDED,
            error=error,
            left=left,
            stop=stop,
            name=str(reply["ename"]) if error else "",
            value=str(reply["evalue"]) if error else "",
            peak=peak_memory(),
            caught=sender.caught,
        )
        if left or stop:
            return
        if sender.caught:
            hear_back(kernel, sender.ask())
    sender.tell(wire.DONE)
