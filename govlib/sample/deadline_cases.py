"""Draw spans below, at and above a limit of working days, some across make-up days, some still open."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from govlib.sample.days import INSPECTION_DAY, SAMPLE_PERIOD, add_workdays, workdays_between
from govlib.sample.ledger import Position


@dataclass(frozen=True)
class Span:
    """One matter from its start to its end (None: still open), the limit it has, and what it shows."""

    start: date
    end: date | None
    limit: int
    position: Position
    note: str

    @property
    def late(self) -> bool:
        """Say whether the limit is passed, by counting days and by the deadline alike."""
        end = self.end or INSPECTION_DAY
        by_count = workdays_between(self.start, end) > self.limit
        by_deadline = end > add_workdays(self.start, self.limit)
        if by_count != by_deadline:
            raise AssertionError(f"{self.start} to {end}: the two ways to count {self.limit} working days differ")
        return by_count


def planted_spans(rng: random.Random, limit: int, crossing: date, late_open: date, early_open: date) -> list[Span]:
    """Return the planted spans of one limit.

    ``crossing`` is a start whose limit falls on the make-up Sunday of 20 September 2026; ``late_open`` and
    ``early_open`` are the last starts drawn for matters that are open past, and within, their limit.
    """
    sunday = add_workdays(crossing, limit)
    return [
        Span(crossing, sunday, limit, "at", "到期日是调休上班的周日"),
        Span(crossing, add_workdays(crossing, limit + 1), limit, "above", "跨调休上班日，超1个工作日"),
        *(_closed(rng, limit, step) for step in (-1, 0, 0, 1, 1, rng.randint(2, 6))),
        Span(late_open - timedelta(days=rng.randrange(5)), None, limit, "above", "未办结，已超期"),
        Span(early_open + timedelta(days=rng.randrange(2)), None, limit, "below", "未办结，未到期"),
    ]


def ordinary_spans(rng: random.Random, limit: int, count: int) -> Iterator[Span]:
    """Yield spans that end within their limit."""
    for _ in range(count):
        start = _draw_start(rng, limit)
        yield Span(start, add_workdays(start, rng.randint(1, limit - 1)), limit, "below", "")


def _closed(rng: random.Random, limit: int, step: int) -> Span:
    start = _draw_start(rng, limit + step)
    position: Position = "below" if step < 0 else "above" if step else "at"
    note = f"限{limit}个工作日，用了{limit + step}个"
    return Span(start, add_workdays(start, limit + step), limit, position, note)


def _draw_start(rng: random.Random, workdays: int) -> date:
    """Return a start so early in the period that so many working days still end before the inspection day."""
    span = (INSPECTION_DAY - SAMPLE_PERIOD.start).days
    while True:
        start = SAMPLE_PERIOD.start + timedelta(days=rng.randrange(span))
        if add_workdays(start, workdays) < INSPECTION_DAY:
            return start
