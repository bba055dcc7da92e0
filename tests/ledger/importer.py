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

WRITE, SYNC = os.write, os.fsync


def main() -> None:
    root, manner, *sheets = sys.argv[1:]
    if manner == "pieces":
        journal.os.write = write_piece
        journal.os.fsync = sync_slowly
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


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
