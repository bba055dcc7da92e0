"""How likely a string of characters is, by the counts of an archive."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from govlib.text.ngrams.alphabet import REACH, SIZE, Numbers, build_numbers
from govlib.text.ngrams.counting import DIGEST_BITS, EXACT, ORDERS, Table, code_strings
from govlib.text.ngrams.store import Archive, pack_counts, unpack_counts

Floats = npt.NDArray[np.float32]

_WEIGHTS = {2: 800.0, 3: 200.0, 4: 50.0, 5: 25.0}
"""How many sightings of what stands before a character weigh as much as the shorter string's likelihood."""
_LEAST = 0.3
"""What a character counts that was never seen."""
SLOT_BITS = 22
"""Four million slots: twice what an archive and an office's own have of strings of one length."""


@dataclass(frozen=True)
class Lookup:
    """Counts by code in slots: a code stands in its own slot or in the next free one, marked by a part of its mix."""

    mixes: bool
    marks: npt.NDArray[np.uint32]
    packed: npt.NDArray[np.uint8]

    def find(self, codes: Numbers) -> npt.NDArray[np.uint8]:
        """Return the packed counts of codes, 0 for those that aren't there."""
        slots, marks = _place(codes.ravel(), mixes=self.mixes)
        found = np.zeros(slots.shape, dtype=np.uint8)
        there = self.marks[slots]
        same = there == marks
        found[same] = self.packed[slots[same]]
        left = np.flatnonzero((there != 0) & ~same)
        while len(left):
            slots[left] += 1
            there = self.marks[slots[left]]
            same = there == marks[left]
            found[left[same]] = self.packed[slots[left[same]]]
            left = left[(there != 0) & ~same]
        return found.reshape(codes.shape)


@dataclass(frozen=True)
class Model:
    """Counts ready to be asked: of single characters, of pairs by their code, of longer strings."""

    numbers: Numbers
    single: Floats
    pairs: npt.NDArray[np.uint8]
    scale: Floats
    longer: dict[int, Lookup]
    total: float

    def count(self, numbers: Numbers, order: int) -> Floats:
        """Return how often the string of ``order`` characters that begins at each place of the last axis was seen."""
        codes = code_strings(numbers, order)
        if order == 1:
            return self.single[numbers]
        if order == 2:  # noqa: PLR2004 - pairs have a table of their own
            return self.scale[self.pairs[codes]]
        return self.scale[self.longer[order].find(codes)]

    def judge_pairs(self, numbers: Numbers) -> Floats:
        """Return the natural logarithm of how likely each character is after the one before it, by pairs alone.

        The last axis loses its first place.
        """
        pairs = self.count(numbers, 2)
        likely = (self.single[numbers[..., 1:]] + _LEAST) / self.total
        context = np.maximum(self.single[numbers[..., :-1]], pairs)
        return np.asarray(np.log((pairs + _WEIGHTS[2] * likely) / (context + _WEIGHTS[2])), dtype=np.float32)

    def judge(self, numbers: Numbers) -> Floats:
        """Return the natural logarithm of how likely each character is after those before it.

        The last axis loses its first four places: they are only what stands before.
        """
        width = numbers.shape[-1] - REACH
        likely = (self.single[numbers[..., REACH:]] + _LEAST) / self.total
        context = self.single[numbers[..., REACH - 1 : REACH - 1 + width]]
        for order in range(2, REACH + 2):
            counted = self.count(numbers, order)
            here = counted[..., REACH - order + 1 : REACH - order + 1 + width]
            weight = _WEIGHTS[order]
            likely = (here + weight * likely) / (np.maximum(context, here) + weight)
            context = counted[..., REACH - order : REACH - order + width] if order <= REACH else context
        return np.asarray(np.log(likely), dtype=np.float32)


def build_model(archive: Archive) -> Model:
    """Return an archive ready to be asked."""
    pairs = np.zeros(SIZE * SIZE, dtype=np.uint8)
    pairs[archive.tables[2].codes.astype(np.int64)] = pack_counts(archive.tables[2].counts)
    longer = {order: _build_lookup(archive.tables[order], mixes=order <= EXACT) for order in ORDERS[1:]}
    total = float(archive.single.sum() + _LEAST * SIZE)
    scale = unpack_counts(np.arange(256, dtype=np.uint8)).astype(np.float32)
    return Model(build_numbers(archive.extra), archive.single.astype(np.float32), pairs, scale, longer, total)


def _build_lookup(table: Table, *, mixes: bool) -> Lookup:
    """Lay codes out by their slots: each in its own or, where that is taken, the next one."""
    slots, marks = _place(table.codes, mixes=mixes)
    counts = table.counts
    if mixes:
        order = np.argsort(slots)
        slots, marks, counts = slots[order], marks[order], counts[order]
    rank = np.arange(len(slots))
    taken = rank + np.maximum.accumulate(slots - rank)
    size = max((1 << SLOT_BITS), int(taken[-1]) + 1 if len(taken) else 0) + 1
    all_marks, packed = np.zeros(size, dtype=np.uint32), np.zeros(size, dtype=np.uint8)
    all_marks[taken], packed[taken] = marks, pack_counts(counts)
    return Lookup(mixes, all_marks, packed)


def _place(codes: Numbers, *, mixes: bool) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32]]:
    """Return the slot of each code and the mark, never 0, that tells it from others there.

    Exact codes lie in heaps and are mixed first; digests are even as they are.
    """
    if not mixes:
        rest = np.uint64(DIGEST_BITS - SLOT_BITS)
        return (codes >> rest).astype(np.int64), (codes & ((np.uint64(1) << rest) - np.uint64(1))).astype(np.uint32) + 1
    mixed = codes * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(0xD6E8FEB86659FD93)
    return (mixed >> np.uint64(64 - SLOT_BITS)).astype(np.int64), (mixed.astype(np.uint32) | np.uint32(1))
