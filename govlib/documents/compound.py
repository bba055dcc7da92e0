"""The old binary container (CFB) of xls files and of encrypted workbooks."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_FREE = 0xFFFFFFFA
_ENTRY = 128
_HEADER_DIFAT = 109
_STREAM, _ROOT = 2, 5


class CompoundError(Exception):
    """The container's own structure is broken."""


@dataclass(frozen=True)
class Compound:
    """A container: its bytes, its allocation table, its streams by name with first sector and size."""

    data: bytes
    sector: int
    table: tuple[int, ...]
    mini_table: tuple[int, ...]
    mini_stream: bytes
    mini_cutoff: int
    streams: dict[str, tuple[int, int]]

    def read(self, name: str) -> bytes:
        """Return a stream's bytes."""
        first, size = self.streams[name]
        if size < self.mini_cutoff:
            pieces = (self.mini_stream[index * 64 : index * 64 + 64] for index in _chain(self.mini_table, first))
            return b"".join(pieces)[:size]
        return b"".join(_sector(self.data, self.sector, index) for index in _chain(self.table, first))[:size]


def open_compound(data: bytes) -> Compound:
    """Return a container with its directory read; raise CompoundError where it is broken."""
    try:
        return _open(data)
    except (struct.error, IndexError, UnicodeDecodeError, ValueError) as error:
        raise CompoundError(str(error)) from error


def _open(data: bytes) -> Compound:
    shift, _mini_shift = struct.unpack_from("<2H", data, 30)
    if shift not in (9, 12):
        raise CompoundError("sector size")
    sector = 1 << shift
    (directory,) = struct.unpack_from("<I", data, 48)
    mini_cutoff, mini_first, mini_count, difat_first, _difat_count = struct.unpack_from("<5I", data, 56)
    places = [place for place in struct.unpack_from(f"<{_HEADER_DIFAT}I", data, 76) if place < _FREE]
    seen: set[int] = set()
    while difat_first < _FREE and difat_first not in seen:
        seen.add(difat_first)
        words = struct.unpack(f"<{sector // 4}I", _sector(data, sector, difat_first))
        places.extend(place for place in words[:-1] if place < _FREE)
        difat_first = words[-1]
    table: list[int] = []
    for place in places:
        table.extend(struct.unpack(f"<{sector // 4}I", _sector(data, sector, place)))
    listing = b"".join(_sector(data, sector, index) for index in _chain(tuple(table), directory))
    streams: dict[str, tuple[int, int]] = {}
    root = (0, 0)
    for offset in range(0, len(listing) - _ENTRY + 1, _ENTRY):
        name_length, kind = struct.unpack_from("<HB", listing, offset + 64)
        first, size = struct.unpack_from("<IQ" if sector == 1 << 12 else "<II", listing, offset + 116)
        if kind == _ROOT:
            root = (first, size)
        elif kind == _STREAM:
            name = listing[offset : offset + max(name_length - 2, 0)].decode("utf-16-le")
            streams.setdefault(name, (first, size))
    mini: list[int] = []
    if mini_count:
        for index in _chain(tuple(table), mini_first):
            mini.extend(struct.unpack(f"<{sector // 4}I", _sector(data, sector, index)))
    mini_stream = b"".join(_sector(data, sector, index) for index in _chain(tuple(table), root[0]))[: root[1]]
    return Compound(data, sector, tuple(table), tuple(mini), mini_stream, mini_cutoff, streams)


def _chain(table: tuple[int, ...], first: int) -> Iterator[int]:
    """Yield the sectors of a chain; a chain that comes back to itself is broken."""
    seen: set[int] = set()
    while first < _FREE:
        if first in seen or first >= len(table):
            raise CompoundError("sector chain")
        seen.add(first)
        yield first
        first = table[first]


def _sector(data: bytes, size: int, index: int) -> bytes:
    piece = data[(index + 1) * size : (index + 2) * size]
    if not piece:
        raise CompoundError("sector missing")
    return piece.ljust(size, b"\x00")
