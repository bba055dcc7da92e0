"""A process that has loaded what notebooks need and forks for whoever asks.

For callers that can't be forked themselves because threads run in them, and to share what was loaded among many
callers. What is asked for is a function: it is called in a fork of the loaded process, which may fork again.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Client, Connection, wait
from pathlib import Path
from typing import Any

from govlib.engine.outcome import Hear

STEADY_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PLOTLY_RENDERER": "plotly_mimetype",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
}
# The path of a Unix socket is limited to some 104 bytes.
_LONGEST_ADDRESS = 96
START_SECONDS = 120.0
_GRACE_SECONDS = 5.0


class ParentLostError(Exception):
    """The loaded process, or its fork, ended before it answered."""


@dataclass(frozen=True)
class Parent:
    """Where the loaded process listens."""

    address: str

    def call(self, function: Callable[..., Any], *arguments: Any, hear: Hear | None = None) -> Any:
        """Call a function of a module in a fork of the loaded process; return what it returns.

        ``function`` is called with ``arguments`` and, as ``hear`` and ``abandoned``, with functions that pass on what
        it says and tell whether its caller is gone. All of it must be picklable.

        Raises:
            ParentLostError: No answer came.
            Exception: What the function raised.
        """
        try:
            with Client(self.address, "AF_UNIX") as connection:
                connection.send((function, arguments))
                return _await_answer(connection, hear)
        except (EOFError, OSError) as error:
            raise ParentLostError("预载进程没有答复") from error


def _await_answer(connection: Connection, hear: Hear | None) -> Any:
    while True:
        kind, content = connection.recv()
        if kind == "heard":
            if hear is not None:
                hear(content)
        elif kind == "error":
            raise content
        else:
            return content


@contextmanager
def start_parent(modules: Iterable[str], root: Path, seconds: float = START_SECONDS) -> Iterator[Parent | None]:
    """Keep a process ready that has loaded ``modules``; None where a loaded process can't be forked.

    None too if it isn't ready in so many ``seconds``. It works in ``root``. It and its forks end with the caller,
    however it ends.
    """
    with tempfile.TemporaryDirectory(prefix="govlib-", ignore_cleanup_errors=True) as name:
        address = str(Path(name) / "parent")
        if sys.platform != "linux" or len(os.fsencode(address)) > _LONGEST_ADDRESS:
            yield None
            return
        command = [sys.executable, "-m", "govlib.engine.server", address, *modules]
        environment = {**os.environ, **STEADY_ENVIRONMENT}
        with subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            cwd=root,
        ) as process:
            try:
                yield Parent(address) if _is_ready(process, seconds) else None
            finally:
                _end(process)


def _is_ready(process: subprocess.Popen[bytes], seconds: float) -> bool:
    if process.stdout is None or not wait([process.stdout.fileno()], seconds):
        return False
    return process.stdout.readline() == b"ready\n"


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
