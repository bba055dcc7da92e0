"""What happens in a batch as JSON lines, for programs that watch it: ``--events FILE``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from govlib.batch.events import BatchReport, Event, NotebookStarted
from govlib.batch.plan import PlaceRun
from govlib.errors import UserError

Tell = Callable[[Event], None]


class EventFile:
    """An open file of events: one JSON object a line, each with ``event`` and ``at`` (the moment), written at once."""

    def __init__(self, stream: Any, clock: Callable[[], str]) -> None:
        self._stream, self._clock = stream, clock

    def begin(self, runs: Sequence[PlaceRun]) -> None:
        """Tell that a batch begins, with the places it will run."""
        self._write("batch_started", places=[{"place": run.place, "period": run.period} for run in runs])

    def hear(self, event: Event) -> None:
        """Tell that a notebook begins or a place has ended."""
        where = {"place": event.run.place, "period": event.run.period, "name": event.run.place_name}
        if isinstance(event, NotebookStarted):
            self._write("notebook_started", **where, number=event.number, count=event.count, title=event.title)
            return
        counts = {"problems": event.problems, "unreadable": event.unreadable, "pages": event.pages}
        failures = [asdict(failure) for failure in event.failures]
        seconds = round(event.seconds, 3)
        self._write("place_ended", **where, status=event.status, seconds=seconds, **counts, failures=failures)

    def end(self, report: BatchReport) -> None:
        """Tell how the batch ended: how many places by status, whether it was interrupted, the exit code."""
        by_status: dict[str, int] = {}
        for place in report.places:
            by_status[place.status] = by_status.get(place.status, 0) + 1
        self._write("batch_ended", places=by_status, interrupted=report.interrupted, exit_code=int(report.exit_code))

    def _write(self, event: str, **facts: Any) -> None:
        self._stream.write(json.dumps({"event": event, "at": self._clock(), **facts}, ensure_ascii=False) + "\n")
        self._stream.flush()


@contextmanager
def open_events(path: Path, clock: Callable[[], str]) -> Iterator[EventFile]:
    """Open a new file for the events of a batch; one that is there is replaced.

    Raises:
        UserError: the file can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        found = f"写不进去（{error.strerror}）"
        raise UserError(f"--events {path.name}", found, "可以写入的文件", "请换一个位置") from error
    with stream:
        yield EventFile(stream, clock)
