"""How likely a string of characters is, by the counts of an archive."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from govlib.text.ngrams.alphabet import REACH, SIZE, Numbers, build_numbers
from govlib.text.ngrams.counting import Table, code_strings
from govlib.text.ngrams.store import Archive

Floats = npt.NDArray[np.float32]

_WEIGHTS = {2: 60.0, 3: 25.0, 4: 8.0, 5: 4.0}
"""How many sightings of what stands before a character weigh as much as the shorter string's likelihood."""
_LEAST = 0.3
"""What a character counts that was never seen."""
_BUCKET_BITS = 21


@dataclass(frozen=True)
class Lookup:
    """Counts by code: codes ascending by their mix, cut into buckets by its first bits."""

    mixed: Numbers
    counts: Floats
    starts: npt.NDArray[np.int32]
    deepest: int

    def find(self, codes: Numbers) -> Floats:
        """Return the counts of codes, 0 for those that aren't there."""
        mixed = mix(codes)
        bucket = (mixed >> np.uint64(64 - _BUCKET_BITS)).astype(np.int64)
        at, end = self.starts[bucket], self.starts[bucket + 1]
        found = np.zeros(codes.shape, dtype=np.float32)
        for _ in range(self.deepest):
            place = np.minimum(at, len(self.mixed) - 1)
            same = (self.mixed[place] == mixed) & (at < end)
            found = np.where(same, self.counts[place], found)
            at = at + 1
        return found


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
        return self.longer[order].find(codes)

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


def mix(codes: Numbers) -> Numbers:
    """Return codes as numbers of 64 bits whose first bits differ evenly; different codes stay different."""
    mixed = codes * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(32)
    return mixed * np.uint64(0xD6E8FEB86659FD93)


def build_model(archive: Archive) -> Model:
    """Return an archive ready to be asked."""
    pairs = np.zeros(SIZE * SIZE, dtype=np.uint8)
    table = archive.tables[2]
    scale = np.where(np.arange(256) > 0, np.exp2((np.arange(256) - 1) / 8), 0).astype(np.float32)
    steps = np.clip(np.rint(np.log2(np.maximum(table.counts, 1)) * 8) + 1, 1, 255)
    pairs[table.codes.astype(np.int64)] = steps.astype(np.uint8)
    longer = {order: _build_lookup(archive.tables[order]) for order in (3, 4, 5)}
    total = float(archive.single.sum() + _LEAST * SIZE)
    return Model(build_numbers(archive.extra), archive.single.astype(np.float32), pairs, scale, longer, total)


def _build_lookup(table: Table) -> Lookup:
    mixed = mix(table.codes)
    order = np.argsort(mixed)
    mixed = mixed[order]
    edges = np.arange((1 << _BUCKET_BITS) + 1, dtype=np.uint64)
    starts = np.searchsorted(mixed >> np.uint64(64 - _BUCKET_BITS), edges).astype(np.int32)
    return Lookup(mixed, table.counts[order].astype(np.float32), starts, int(np.diff(starts).max(initial=0)))
