"""The loaded process itself: loads modules once, then forks for everyone who asks over its socket."""

from __future__ import annotations

import os
import signal
import socket
import sys
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection, Listener, wait
from pathlib import Path
from typing import Any, NoReturn

from govlib.engine import fences
from govlib.engine.forked import load
from govlib.engine.outcome import Heard
from govlib.engine.shell import make_kernel


def serve(address: str) -> None:
    """Fork for each caller until the owner closes our standard input."""
    listener = Listener(address, "AF_UNIX", backlog=64)
    # Forks are waited for by nobody; the system removes them.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    os.dup2(2, 1)
    source: socket.socket = listener._listener._socket  # type: ignore[attr-defined] # noqa: SLF001 - the way to wait for a caller and the owner at once
    while True:
        ready = wait([source, sys.stdin.fileno()])
        if sys.stdin.fileno() in ready:
            return
        connection = listener.accept()
        parent = os.getpid()
        if os.fork() == 0:
            source.close()
            _answer(parent, connection)
        connection.close()


def _answer(parent: int, connection: Connection) -> NoReturn:
    """Do, in a fork, what the caller asks for; never returns."""
    try:
        fences.leave_with(parent)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        fences.without_input()
        function, arguments = connection.recv()
        connection.send(_call(function, arguments, connection))
    except (EOFError, OSError):
        pass
    except BaseException:  # noqa: BLE001 - the last chance to say why
        traceback.print_exc()
    finally:
        os._exit(0)


def _call(function: Any, arguments: tuple[Any, ...], connection: Connection) -> tuple[str, Any]:
    def hear(heard: Heard) -> None:
        with suppress(OSError):
            connection.send(("heard", heard))

    def abandoned() -> bool:
        # A caller says nothing after its question; what can be read is the end.
        return connection.poll()

    try:
        return "result", function(*arguments, hear=hear, abandoned=abandoned)
    except Exception as error:  # noqa: BLE001 - the caller's to judge
        return "error", error


if __name__ == "__main__":
    place = Path(sys.argv[1])
    make_kernel(place.with_name("ipython"))
    load(sys.argv[2:])
    serve(str(place))
