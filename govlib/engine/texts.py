"""What a notebook's process writes to its standard streams: one growing file each, which outlives the process.

A file, because a pipe holds 64 KiB and blocks whoever fills it, while nobody can read on the writer's behalf; and
because what was written is there to be read even if the writer is killed in the same moment.
"""

from __future__ import annotations

import codecs
import os
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

STREAMS = ("stdout", "stderr")
_BLOCK = 1 << 20


def open_text(folder: Path, name: str) -> int:
    """Open an empty file to which writes are appended; return its descriptor.

    It lies in memory under Linux, else in ``folder``.
    """
    if sys.platform == "linux":
        descriptor = os.memfd_create(name, os.MFD_CLOEXEC)
        # Appending lets the processes of a notebook write without overwriting each other.
        again = os.open(f"/proc/self/fd/{descriptor}", os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)
        os.close(descriptor)
        return again
    return open_text_file(folder / name)


def open_text_file(path: Path) -> int:
    """Open, or create, a file to which writes are appended; return its descriptor."""
    return os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)


def new_folder() -> Path:
    """Create a private folder for a run; whoever asks removes it."""
    return Path(tempfile.mkdtemp(prefix="govlib-"))


@dataclass
class TextReader:
    """Reads a text as it grows: how far it was read, how much of it may be kept, what bytes still wait for others."""

    descriptor: int
    kept: int = sys.maxsize
    offset: int = 0
    decoder: codecs.IncrementalDecoder = field(
        default_factory=lambda: codecs.getincrementaldecoder("utf-8")("replace"),
    )

    def size(self) -> int:
        """Return how many bytes were written."""
        return os.fstat(self.descriptor).st_size

    def read_to(self, end: int, *, last: bool = False) -> str:
        """Read on to ``end``; bytes that are no UTF-8 become U+FFFD. ``last`` ends a character begun before it.

        What lies beyond ``kept`` is passed over.
        """
        parts = []
        stop = min(end, self.kept)
        while self.offset < stop:
            block = _read_at(self.descriptor, min(_BLOCK, stop - self.offset), self.offset)
            if not block:
                break
            self.offset += len(block)
            parts.append(self.decoder.decode(block))
        self.offset = max(self.offset, end)
        if last:
            parts.append(self.decoder.decode(b"", final=True))
            self.decoder.reset()
        return "".join(parts)


def _read_at(descriptor: int, count: int, offset: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(descriptor, count, offset)
    os.lseek(descriptor, offset, os.SEEK_SET)
    return os.read(descriptor, count)
