"""A process that saves decisions without end and says each save that was confirmed; started to be killed.

Called with the folder of records, its own name, the seconds it may run, and ``whole`` or ``pieces``: with the latter
its disk takes few bytes at a time, so that it can be ended in the middle of a line. It says that it is ready, and
begins when it is told to.
"""

import os
import sys
import time
from pathlib import Path

from govlib.records import journal
from govlib.review.decision import Decision
from govlib.review.store import DecisionConflictError, read_decisions, save_decisions
from govlib.text.hiding import hide_personal

WHEN = "2026-04-03T09:30:00+0800"
BULK = 40


WRITE = os.write


def main() -> None:
    folder, name, seconds, manner = sys.argv[1:]
    if manner == "pieces":
        journal.os.write = write_piece
    hide_personal("")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    until = time.monotonic() + float(seconds)
    work = count_together if manner == "together" else save_one
    number = 0
    while time.monotonic() < until:
        work(Path(folder), name, number)
        if manner == "pieces":
            # who holds the lock so long lets the other have it now and then
            time.sleep(0.03)
        number += 1


def write_piece(handle: int, data: bytes) -> int:
    time.sleep(0.001)
    return WRITE(handle, data[:32])


def save_one(folder: Path, name: str, number: int) -> None:
    size = BULK if number % 3 == 2 else 1
    decisions = [Decision(f"{name}:{number}:{each}", "dismiss", "", state=f"s{each}" * 8) for each in range(size)]
    save_decisions(folder, decisions, when=WHEN, by=name)
    sys.stdout.write(f"{number} {size}\n")
    sys.stdout.flush()


def count_together(folder: Path, name: str, _number: int) -> None:
    """Add one to a number that both processes count, only if nobody did since it was read."""
    read = read_decisions(folder)
    settled = read.settled.get("together")
    count = len(settled.history) if settled else 0
    try:
        save_decisions(folder, [Decision("together", "merge", "", to=str(count))], when=WHEN, by=name, seen=read.seen)
    except DecisionConflictError:
        return
    sys.stdout.write(f"{count} 1\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
