"""One process at a time: a file held by the system, let go when its holder ends, however it ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_PAUSE_SECONDS = 0.002


@contextmanager
def hold(path: Path, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold a lock file for this process, waiting for another holder at most ``wait_seconds``.

    Raises:
        BlockingIOError: another process holds it still.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + wait_seconds
    with path.open("a+b") as handle:
        while not _try(handle):
            if time.monotonic() >= until:
                raise BlockingIOError(path.name)
            time.sleep(_PAUSE_SECONDS)
        yield


def _try(handle: IO[bytes]) -> bool:
    try:
        _lock(handle)
    except OSError:
        return False
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: IO[bytes]) -> None:
        fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
