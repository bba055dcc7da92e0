"""Identity 10: growth is measured against the earlier number, and two rates differ by percentage points."""

from __future__ import annotations

from collections.abc import Iterator

from govlib.verify.check import Check
from govlib.verify.growth.judging import judge_changes
from govlib.verify.growth.times import judge_times
from govlib.verify.reading import Reading


def find_growth(reading: Reading) -> Iterator[Check]:
    """Yield the check of everything that the body says has grown or shrunk by so much."""
    for at, _ in reading.body:
        yield from judge_changes(reading.draft, at, reading.amounts[at])
        yield from judge_times(reading.draft, at, reading.amounts[at])
