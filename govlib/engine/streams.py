"""``sys.stdout`` and ``sys.stderr`` of a notebook: what they are given is at once where any program's output goes."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self


class Stream:
    """A text stream over a descriptor, without a buffer, with the face of a kernel's stream.

    ``elsewhere`` is what ``fileno`` tells: the stream that the process had before, as a kernel does.
    """

    encoding = "UTF-8"
    errors = None
    newlines = None

    def __init__(self, name: str, descriptor: int, elsewhere: int) -> None:
        self.name = name
        self.closed = False
        self._descriptor = descriptor
        self._elsewhere = elsewhere

    def write(self, string: str) -> int:
        """Write a text; return its length.

        Raises:
            TypeError: It is no text.
            ValueError: The stream is closed.
        """
        if not isinstance(string, str):
            raise TypeError(f"write() argument must be str, not {type(string)}")
        if self.closed:
            raise ValueError("I/O operation on closed file")
        data = string.encode("utf-8", "backslashreplace")
        while data:
            data = data[os.write(self._descriptor, data) :]
        return len(string)

    def writelines(self, sequence: Iterable[str]) -> None:
        """Write texts one after another."""
        for string in sequence:
            self.write(string)

    def flush(self) -> None:
        """Do nothing: all is written."""

    def close(self) -> None:
        """Refuse further texts."""
        self.closed = True

    def fileno(self) -> int:
        """Return the descriptor that was the stream's before the notebook."""
        return self._elsewhere

    def isatty(self) -> bool:
        """Say no."""
        return False

    def readable(self) -> bool:
        """Say no."""
        return False

    def seekable(self) -> bool:
        """Say no."""
        return False

    def writable(self) -> bool:
        """Say yes."""
        return True

    def read(self, *_: Any) -> str:
        """Refuse.

        Raises:
            io.UnsupportedOperation: Always.
        """
        raise io.UnsupportedOperation("read")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


io.TextIOBase.register(Stream)
