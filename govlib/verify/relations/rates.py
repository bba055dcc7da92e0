"""Identity 3: every percentage recomputed from the numerator and denominator that the text gives it."""

from __future__ import annotations

from collections.abc import Iterator

from govlib.verify.check import Check
from govlib.verify.reading import Reading


def find_rates(reading: Reading) -> Iterator[Check]:
    """Yield the check of every rate and share of a draft."""
    for judged in reading.rates:
        yield judged.check
