"""A process beside a worker of a cluster that runs places for it: asked through its input, answering on its output.

A worker of a cluster has threads and may start no processes of its own kind; this one has neither fault, and keeps the
process that places are forked from from one place to the next.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from govlib.batch.events import BatchReport, Event
from govlib.batch.plan import PlaceRun
from govlib.batch.recipe import Recipe
from govlib.batch.run import run_batch
from govlib.batch.worker import leave_when_closed


@dataclass(frozen=True)
class Order:
    """A place to run with what all places share."""

    run: PlaceRun
    recipe: Recipe


@dataclass(frozen=True)
class Helper:
    """A running helper, used by one thread at a time."""

    process: subprocess.Popen[bytes]
    asks: IO[bytes]
    answers: IO[bytes]

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self.process.poll() is None

    def run(self, order: Order, listen: Callable[[Event], None]) -> BatchReport:
        """Run one place; ``listen`` hears what happens.

        Raises:
            EOFError: the helper ended in the middle.
        """
        try:
            pickle.dump(order, self.asks)
            self.asks.flush()
        except OSError as error:
            raise EOFError from error
        while True:
            answer: Event | BatchReport = pickle.load(self.answers)  # noqa: S301 - written by our own process
            if isinstance(answer, BatchReport):
                return answer
            listen(answer)


def start_helper(root: Path) -> Helper:
    """Start a helper in the project's folder; it ends when its input is closed, or whoever holds it ends."""
    command = [sys.executable, "-m", "govlib.batch.helper"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=root)  # noqa: S603 - ours
    if process.stdin is None or process.stdout is None:
        raise OSError("no pipes to the helper")
    return Helper(process, process.stdin, process.stdout)


def serve() -> None:
    """Run places as asked until the input closes; what they print is not the answer."""
    asks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    leave_when_closed(asks.fileno())

    def answer(said: Event | BatchReport) -> None:
        pickle.dump(said, answers)
        answers.flush()

    while True:
        try:
            order: Order = pickle.load(asks)  # noqa: S301 - written by our own process
        except EOFError:
            return
        answer(run_batch([order.run], order.recipe, listen=answer))


if __name__ == "__main__":
    serve()
