"""Ask the warm process for a kernel and stand for it: end when it ends, and take it along when killed.

Runs without site-packages so that it starts in a few milliseconds; nothing of govlib may be imported here.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time

CONNECT_SECONDS = 30.0
PAUSE_SECONDS = 0.02


def connect(path: str) -> socket.socket:
    """Connect to the warm process, waiting while it is still loading."""
    deadline = time.monotonic() + CONNECT_SECONDS
    while True:
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect(path)
        except FileNotFoundError:
            # not loaded yet; a process that has gone refuses instead, and there is nothing to wait for
            connection.close()
            if time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return connection


def main() -> int:
    """Start a kernel with the arguments given after the socket; return its exit code, 1 if none can be had."""
    try:
        connection = connect(sys.argv[1])
    except OSError:
        return 1
    request = {"arguments": sys.argv[2:], "environment": dict(os.environ), "folder": os.getcwd()}  # noqa: PTH109 - no pathlib: it loads slowly
    connection.sendall(json.dumps(request).encode() + b"\n")
    answer = connection.recv(16)
    return int(answer) if answer else 1


if __name__ == "__main__":
    sys.exit(main())
