"""The warm process: loads modules once, then forks a kernel for everyone who asks over its socket."""

from __future__ import annotations

import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import ipykernel
from ipykernel.kernelapp import IPKernelApp

# What a fresh kernel finds as its program; importing that module would start one.
_LAUNCHED_BY = str(Path(ipykernel.__file__).parent.with_name("ipykernel_launcher.py"))


def load(modules: Sequence[str]) -> None:
    """Import modules; one that cannot be imported is left to the cell that wants it."""
    for name in ("ipykernel.ipkernel", "ipykernel.zmqshell", *modules):
        with suppress(Exception):
            importlib.import_module(name)
    if "pandas" in sys.modules:
        # Imported outside a kernel, pandas takes itself to be on a terminal and shows no limit of columns.
        sys.modules["pandas"].set_option("display.max_columns", 20)
    gc.collect()
    gc.freeze()


class Server:
    """The kernels forked so far, each with the connection of the launcher that stands for it."""

    def __init__(self, path: str) -> None:
        self.listener = socket.socket(socket.AF_UNIX)
        # Its name appears when it listens, so that whoever finds it can connect.
        self.listener.bind(f"{path}.new")
        self.listener.listen()
        Path(f"{path}.new").rename(path)
        self.connections: dict[int, socket.socket] = {}
        self.wake_reader, self.wake_writer = socket.socketpair()
        self.wake_writer.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.wake_writer.fileno(), warn_on_full_buffer=False)
        self.selector = selectors.DefaultSelector()
        self.selector.register(sys.stdin.fileno(), selectors.EVENT_READ, "owner")
        self.selector.register(self.listener, selectors.EVENT_READ, "asked")
        self.selector.register(self.wake_reader, selectors.EVENT_READ, "ended")

    def serve(self) -> None:
        """Fork and reap until the owner closes its end."""
        while True:
            for key, _ in self.selector.select():
                if key.data == "owner":
                    self.kill_all()
                    return
                if key.data == "asked":
                    self.accept()
                elif key.data == "ended":
                    self.wake_reader.recv(64)
                    self.reap()
                elif key.data in self.connections:
                    # The launcher was killed, which is how a kernel is told to go at once.
                    os.kill(key.data, signal.SIGKILL)
                    self.selector.unregister(self.connections[key.data])

    def accept(self) -> None:
        """Take a request and fork the kernel it asks for."""
        connection, _ = self.listener.accept()
        with connection.makefile("rb") as stream:
            line = stream.readline()
        if not line:
            connection.close()
            return
        request = json.loads(line)
        pid = os.fork()
        if pid == 0:
            self.leave()
            connection.close()
            become_kernel(request)
        self.connections[pid] = connection
        self.selector.register(connection, selectors.EVENT_READ, pid)

    def leave(self) -> None:
        """Close, in a child, all that belongs to the server."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self.selector.close()
        for held in (self.listener, self.wake_reader, self.wake_writer, *self.connections.values()):
            held.close()

    def reap(self) -> None:
        """Tell the launchers of ended kernels how they ended."""
        while self.connections:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            connection = self.connections.pop(pid)
            with suppress(KeyError):
                self.selector.unregister(connection)
            code = os.waitstatus_to_exitcode(status)
            with suppress(OSError):
                connection.sendall(str(code if code >= 0 else 128 - code).encode())
            connection.close()

    def kill_all(self) -> None:
        """Kill every kernel."""
        for pid in self.connections:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def become_kernel(request: dict[str, Any]) -> NoReturn:
    """Turn a fork into the kernel a launcher asked for; never returns."""
    code = 1
    try:
        parent = os.getppid()
        os.setsid()
        empty = os.open(os.devnull, os.O_RDONLY)
        os.dup2(empty, 0)
        os.close(empty)
        os.chdir(request["folder"])
        os.environ.clear()
        os.environ.update(request["environment"])
        sys.argv = [_LAUNCHED_BY, *request["arguments"]]
        application = IPKernelApp.instance()
        arguments = [*request["arguments"], f"--IPKernelApp.parent_handle={parent}"]
        application.initialize(arguments)  # type: ignore[no-untyped-call]
        application.start()  # type: ignore[no-untyped-call]
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException:  # noqa: BLE001 - the last chance to say why
        traceback.print_exc()
    os._exit(code)


if __name__ == "__main__":
    load(sys.argv[2:])
    Server(sys.argv[1]).serve()
