"""A process that imports returned sheets one after the other and says each that was confirmed; started to be killed.

Called with the project's folder, ``whole`` or ``pieces``, and the sheets. It says that it is ready, and begins when it
is told to. With ``pieces`` its disk is slow: few bytes at a time, and long until they are safe.
"""

import os
import sys
import time
from pathlib import Path

from returned_sheets import Office

from govlib.records import journal

WRITE, SYNC, OPEN = os.write, os.fsync, Path.open


def main() -> None:
    root, manner, *sheets = sys.argv[1:]
    if manner == "pieces":
        journal.os.write = write_piece
        journal.os.fsync = sync_slowly
        Path.open = open_slowly
    say("ready")
    sys.stdin.readline()
    for sheet in sheets:
        Office(Path(root)).take(Path(sheet))
        say(Path(sheet).name)


def write_piece(handle: int, data: bytes) -> int:
    time.sleep(0.002)
    return WRITE(handle, data[:32])


def sync_slowly(handle: int) -> None:
    time.sleep(0.02)
    SYNC(handle)


class SlowFile:
    """A file whose bytes reach it few at a time, so that a copy can be cut off."""

    def __init__(self, stream):
        self.stream = stream

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stream.close()

    def write(self, data):
        for start in range(0, len(data), 128):
            time.sleep(0.002)
            self.stream.write(data[start : start + 128])
            self.stream.flush()

    def flush(self):
        self.stream.flush()

    def fileno(self):
        return self.stream.fileno()


def open_slowly(path, mode="r", *rest, **said):
    stream = OPEN(path, mode, *rest, **said)
    return SlowFile(stream) if mode == "wb" else stream


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
