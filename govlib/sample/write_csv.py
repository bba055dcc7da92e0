"""Write csv files in GB18030, the encoding in which platforms export them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from govlib.sample.sheets import Grid, Raw

ENCODING = "gb18030"


def write_csv(path: Path, grid: Grid) -> None:
    """Write one table, one row a line, blank cells empty."""
    with path.open("w", encoding=ENCODING, newline="") as stream:
        csv.writer(stream, lineterminator="\r\n").writerows(grid.lines)


def stream_csv(path: Path, lines: Iterable[Sequence[Raw]]) -> None:
    """Write lines as they come; memory stays the same however many there are."""
    with path.open("w", encoding=ENCODING, newline="", buffering=1 << 20) as stream:
        csv.writer(stream, lineterminator="\r\n").writerows(lines)
