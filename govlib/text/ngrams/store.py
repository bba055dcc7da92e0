"""Counts of strings as one small file: codes as differences, counts as a byte each, packed."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from govlib.errors import UserError
from govlib.text.ngrams.counting import ORDERS, Counts, Table

MAGIC = b"govlib-ngrams-1\n"
STEPS = 8
"""How many steps a byte has for a doubling of the count: a count is kept to within 5 %."""
_LEVEL = 9


@dataclass(frozen=True)
class Archive:
    """What a text has taught: counts of single characters by number, tables by length, further characters.

    ``made_of`` says in words what it was counted from.
    """

    single: Counts
    tables: dict[int, Table]
    extra: str
    made_of: str


def pack_counts(counts: Counts) -> npt.NDArray[np.uint8]:
    """Return counts as bytes on a logarithmic scale: 0 for none, 1 for one."""
    steps = np.rint(np.log2(np.maximum(counts, 1)) * STEPS) + 1
    return np.where(counts > 0, np.minimum(steps, 255), 0).astype(np.uint8)


def unpack_counts(packed: npt.NDArray[np.uint8]) -> Counts:
    """Return bytes as counts."""
    return np.where(packed > 0, np.exp2((packed.astype(np.float64) - 1) / STEPS), 0)


def write_archive(archive: Archive, path: Path) -> None:
    """Write an archive; equal archives are equal bytes with one version of zlib."""
    blocks = [archive.single.astype("<f8").tobytes()]
    for order in ORDERS:
        table = archive.tables[order]
        steps = np.diff(table.codes, prepend=np.uint64(0)).astype("<u8").view(np.uint8).reshape(-1, 8)
        blocks += [np.ascontiguousarray(steps[:, at]).tobytes() for at in range(5)]
        blocks.append(pack_counts(table.counts).tobytes())
    packed = [zlib.compress(block, _LEVEL) for block in blocks]
    head = {"made_of": archive.made_of, "extra": archive.extra, "sizes": [len(one) for one in packed]}
    path.write_bytes(MAGIC + json.dumps(head, ensure_ascii=False).encode() + b"\n" + b"".join(packed))


def read_archive(path: Path, shown_as: str) -> Archive:
    """Return an archive as it was written, counts to within a step; raises UserError for any other file."""
    try:
        data = path.read_bytes()
        head_end = data.index(b"\n", len(MAGIC)) if data.startswith(MAGIC) else 0
        head = json.loads(data[len(MAGIC) : head_end])
        blocks, at = [], head_end + 1
        for size in head["sizes"]:
            blocks.append(zlib.decompress(data[at : at + size]))
            at += size
        single = np.frombuffer(blocks[0], dtype="<f8")
        tables = {order: _read_table(blocks[1 + 6 * n : 7 + 6 * n]) for n, order in enumerate(ORDERS)}
        return Archive(single, tables, str(head["extra"]), str(head["made_of"]))
    except (OSError, ValueError, KeyError, IndexError, TypeError, zlib.error):
        raise UserError(shown_as, "不是字串统计文件，或已损坏", "由 govlib learn 写出的文件", "请重新生成") from None


def _read_table(blocks: list[bytes]) -> Table:
    steps = np.zeros((len(blocks[0]), 8), dtype=np.uint8)
    for at, block in enumerate(blocks[:5]):
        steps[:, at] = np.frombuffer(block, dtype=np.uint8)
    codes = np.cumsum(steps.view("<u8").ravel(), dtype=np.uint64)
    return Table(codes, unpack_counts(np.frombuffer(blocks[5], dtype=np.uint8)))
