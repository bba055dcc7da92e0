"""A csv file of any size cut at the ends of records, so that its pieces can be read apart."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

LONGEST_RECORD = 64 << 20
_QUOTE, _FEED, _RETURN = b'"\n\r'


@dataclass(frozen=True)
class Slice:
    """Whole records of a file: bytes ``start`` to ``end`` (-1 is the end of the file).

    ``row`` is the first one's, ``last`` the last one's, 0 where the slice goes to the end of the file.
    """

    start: int
    end: int
    row: int
    last: int = 0


WHOLE = Slice(0, -1, 1)


def cut_records(stream: BinaryIO, delimiter: str, start: int, size: int) -> Iterator[Slice]:
    """Yield slices of about ``size`` bytes from ``start`` on; no more than one is held in memory.

    From where quotation marks don't stand as in a table that a program wrote, the rest of the file is one slice: only
    reading it from the start says where its records end. So it is with a delimiter of several bytes.
    """
    stream.seek(start)
    offset, row, held = start, 1, b""
    while True:
        more = stream.read(size)
        data = held + more
        if len(more) < size:
            if data:
                yield Slice(offset, offset + len(data), row)
            return
        ends = _find_ends(data, delimiter)
        if ends is None or (not len(ends) and len(data) > LONGEST_RECORD):
            yield Slice(offset, -1, row)
            return
        held = data
        if len(ends):
            cut = int(ends[-1]) + 1
            yield Slice(offset, offset + cut, row, row + len(ends) - 1)
            offset, row, held = offset + cut, row + len(ends), data[cut:]


def read_records(path: Path, part: Slice, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a slice with their row as a spreadsheet counts it; what can't be decoded is replaced.

    Raises csv.Error where a record never ends.
    """
    csv.field_size_limit(LONGEST_RECORD)
    with path.open("rb") as stream:
        stream.seek(part.start)
        if part.end < 0:
            lines = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
            yield from enumerate(csv.reader(lines, delimiter=delimiter), part.row)
        else:
            text = stream.read(part.end - part.start).decode(encoding, errors="replace")
            yield from enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), part.row)


def _find_ends(data: bytes, delimiter: str) -> npt.NDArray[np.intp] | None:
    """Return where records end in bytes that begin with a record; None if quotation marks don't stand in pairs."""
    signs = np.frombuffer(data, np.uint8)
    quotes = np.flatnonzero(signs == _QUOTE)
    if len(quotes):
        if len(delimiter.encode()) > 1:
            return None
        beside = np.array([ord(delimiter), _FEED, _RETURN, _QUOTE], np.uint8)
        opening, closing = quotes[::2], quotes[1::2]
        before, after = signs[opening[opening > 0] - 1], signs[closing[closing + 1 < len(signs)] + 1]
        if not (np.isin(before, beside).all() and np.isin(after, beside).all()):
            return None
    feeds = np.flatnonzero(signs[:-1] == _FEED)
    if signs[-1] == _FEED:
        feeds = np.append(feeds, len(signs) - 1)
    returns = np.flatnonzero(signs[:-1] == _RETURN)
    lone = returns[signs[returns + 1] != _FEED]
    ends = np.sort(np.concatenate([feeds, lone])) if len(lone) else feeds
    outside: npt.NDArray[np.intp] = ends[np.searchsorted(quotes, ends) % 2 == 0]
    return outside
