"""Numbers of problems: 2026Q1-0007 is the seventh that was told in period 2026Q1, and stays so for good."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count

from govlib.ledger.acts import SENT, Act, Told, rows_of

_FORM = re.compile(r"(?P<period>.+)-(?P<serial>\d{4,})")


def numbers_from(acts: Iterable[Act], period: str) -> Iterator[str]:
    """Yield the numbers of a period that are still free, in order; a number once told is never given again."""
    taken = [serial_of(row.number) for _, row in rows_of(acts, SENT) if isinstance(row, Told)]
    last = max((serial for name, serial in taken if name == period), default=0)
    return (f"{period}-{serial:04d}" for serial in count(last + 1))


def serial_of(number: str) -> tuple[str, int]:
    """Return the period and the serial of a number; the number itself and nought where it has not that form."""
    found = _FORM.fullmatch(number)
    return (found["period"], int(found["serial"])) if found else (number, 0)
