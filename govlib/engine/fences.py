"""What keeps a notebook's process within its bounds: memory, stray processes, descriptors that aren't its own."""

from __future__ import annotations

import ctypes
import os
import signal
import stat
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_KIBIBYTE = 1024
_HARMLESS_THREADS = ("jemalloc_bg_thd",)
_FIRST_CHOICE = "1000"
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None

if sys.platform == "win32":

    @contextmanager
    def locked_by(descriptor: int) -> Iterator[None]:
        """Do nothing: no process shares its channel with others here."""
        del descriptor
        yield

    @contextmanager
    def limited_memory(more: int | None) -> Iterator[None]:
        """Do nothing: there is no such limit here."""
        del more
        yield

    def peak_memory() -> int:
        """Return 0: it can't be told here."""
        return 0

else:
    import fcntl
    import resource

    @contextmanager
    def locked_by(descriptor: int) -> Iterator[None]:
        """Hold a file against other processes meanwhile."""
        fcntl.lockf(descriptor, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(descriptor, fcntl.LOCK_UN)

    @contextmanager
    def limited_memory(more: int | None) -> Iterator[None]:
        """Let this process have at most ``more`` bytes of data beyond what it has, meanwhile."""
        before = resource.getrlimit(resource.RLIMIT_DATA)
        if more is not None:
            resource.setrlimit(resource.RLIMIT_DATA, (_data_size() + more, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_DATA, before)

    def peak_memory() -> int:
        """Return the most memory that this process ever had, in bytes."""
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * _KIBIBYTE


def _data_size() -> int:
    for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * _KIBIBYTE
    return 0


def leave_with(parent: int) -> None:
    """End this process when ``parent``, which forked it, ends; at once if it has ended already."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def be_killed_first() -> None:
    """Ask the system to end this process before others when memory runs out."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST_CHOICE, encoding="ascii")


def close_foreign(kept: Collection[int]) -> None:
    """Close pipes and sockets that this fork has of its parent, except ``kept`` and the standard streams.

    Left open, they would keep others waiting for an end that doesn't come.
    """
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - names are all that is wanted
        descriptor = int(name)
        if descriptor <= 2 or descriptor in kept:  # noqa: PLR2004 - the three standard streams
            continue
        with suppress(OSError):
            mode = os.fstat(descriptor).st_mode
            if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
                os.close(descriptor)


def without_input() -> None:
    """Give this process an empty standard input."""
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)


def is_single_threaded() -> bool:
    """Tell whether this process may be forked: nothing but the caller runs in it.

    A thread in which a library tidies its own memory is no harm: a fork does without it.
    """
    try:
        names = [name.read_text(encoding="utf-8").strip() for name in Path("/proc/self/task").glob("*/comm")]
    except OSError:
        return False
    return len([name for name in names if name not in _HARMLESS_THREADS]) == 1
