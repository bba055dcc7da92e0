"""Many fixed strings found by arithmetic on whole arrays of characters: all but a few places are ruled out at once.

Of each pattern three neighbouring characters are chosen that other words rarely have; of a pattern of two, both.
Places without any such triple or pair are ruled out for all patterns together, then those without the fourth
character before or after it; what is left is compared character by character.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint32]
Flags = npt.NDArray[np.uint8]
Known = dict[str, list[tuple[int, str, int]]]


class Kind(NamedTuple):
    """What is looked at: ``width`` characters, ``first`` places from where the triple or pair begins.

    ``bit`` marks it in flags.
    """

    bit: int
    first: int
    width: int


PAIR, TRIPLE, AND_NEXT, AND_LAST = Kind(1, 0, 2), Kind(2, 0, 3), Kind(4, 0, 4), Kind(8, -1, 4)
_WIDTH = TRIPLE.width
_OF_PAIRS = np.uint8(PAIR.bit)
_OF_TRIPLES = np.uint8(TRIPLE.bit | AND_NEXT.bit | AND_LAST.bit)
_BLOCK = 1 << 15
_BITS, _FEWER = 23, 20
_SHIFT, _TO_FEWER = np.uint32(32 - _BITS), np.uint32(32 - _FEWER)
_FACTORS = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35)
_NEXT, _LAST, _AGAIN, _HALF = np.uint32(0x27D4EB2F), np.uint32(0x165667B1), np.uint32(0x2C1B3C6D), np.uint32(15)
_FEW = 64
_END = "\0" * (_WIDTH + 1)


@dataclass(frozen=True)
class Sieve:
    """Patterns ready to be found: bits of pairs and triples under one hash and, ``again``, under another; of fours.

    ``known`` has, of each kind, the patterns by what is looked at: number, pattern, where in it that begins.
    """

    seen: Flags
    again: Flags
    fours: Flags
    known: tuple[tuple[Kind, Known], ...]

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return every place where a pattern stands: its number, start, end; overlapping ones all, in no set order."""
        found = []
        for offset in range(0, len(text), _BLOCK):
            before = text[offset - 1] if offset else "\0"
            for at, bits in self._sift(before, text[offset : offset + _BLOCK + _WIDTH]):
                for (bit, first, width), known in self.known:
                    if bits & bit:
                        start = offset + at + first
                        for number, pattern, inside in known.get(text[start : start + width], ()):
                            if start >= inside and text.startswith(pattern, start - inside):
                                found.append((number, start - inside, start - inside + len(pattern)))
        return found

    def _sift(self, before: str, block: str) -> Iterable[tuple[int, int]]:
        """Return where a pair or triple may begin in a block, and the bits of what it may be.

        The last characters of a block are only there to be looked at.
        """
        signs = _numbers(f"{before}{block}{_END}")
        count = min(len(block), _BLOCK)
        first, second, third = (signs[step : step + count] for step in range(1, _WIDTH + 1))
        pairs = first * _FACTORS[0]
        pairs ^= second * _FACTORS[1]
        triples = third * _FACTORS[2]
        triples ^= pairs
        flags = self.seen.take(pairs >> _SHIFT)
        flags &= _OF_PAIRS
        flags |= self.seen.take(triples >> _SHIFT) & _OF_TRIPLES
        places = np.flatnonzero(flags != 0)
        flags = flags.take(places)
        if len(places) > _FEW:
            again = self.again.take(_mix(pairs.take(places))) & _OF_PAIRS
            flags &= again | self.again.take(_mix(triples.take(places))) & _OF_TRIPLES
            kept = np.flatnonzero(flags != 0)
            places, flags = places.take(kept), flags.take(kept)
            triples = triples.take(places)
            fours = self.fours.take(_mix(triples ^ signs.take(places + _WIDTH + 1) * _NEXT)) & np.uint8(AND_NEXT.bit)
            fours |= self.fours.take(_mix(triples ^ signs.take(places) * _LAST)) & np.uint8(AND_LAST.bit)
            flags &= fours | np.uint8(PAIR.bit | TRIPLE.bit)
            kept = np.flatnonzero(flags != 0)
            places, flags = places.take(kept), flags.take(kept)
        return zip(places.tolist(), flags.tolist(), strict=True)


def build_sieve(patterns: Sequence[str], common: Iterable[str] = ()) -> Sieve:
    """Return patterns, each of at least two characters, ready to be found; ``common`` are texts that are met often."""
    met = _count([*common, *patterns])
    known: dict[Kind, Known] = {}
    for number, pattern in enumerate(patterns):
        kind, begin = _choose(pattern, met)
        known.setdefault(kind, {}).setdefault(pattern[begin : begin + kind.width], []).append((number, pattern, begin))
    seen, again, fours = (np.zeros(1 << bits, np.uint8) for bits in (_BITS, _FEWER, _FEWER))
    for kind, keys in known.items():
        signs = _numbers("".join(keys)).reshape(-1, kind.width).T
        bit = np.uint8(kind.bit)
        short = signs[-kind.first :][: TRIPLE.width]
        mixed = np.bitwise_xor.reduce([one * factor for one, factor in zip(short, _FACTORS, strict=False)])
        seen[mixed >> _SHIFT] |= bit
        again[_mix(mixed)] |= bit
        if kind.width > TRIPLE.width:
            fours[_mix(mixed ^ (signs[-1] * _NEXT if kind == AND_NEXT else signs[0] * _LAST))] |= bit
    return Sieve(seen, again, fours, tuple(known.items()))


def _count(texts: Iterable[str]) -> Counter[str]:
    """Return how often each character and each pair of neighbours is met."""
    met: Counter[str] = Counter()
    for text in texts:
        met.update(text)
        met.update(text[at : at + 2] for at in range(len(text) - 1))
    return met


def _choose(pattern: str, met: Counter[str]) -> tuple[Kind, int]:
    """Return what of a pattern is looked at, and where it begins: the triple of which a pair is rarest."""
    if len(pattern) <= TRIPLE.width:
        return (PAIR if len(pattern) == PAIR.width else TRIPLE), 0
    # as rare as a pair was met; of those met as often, as rare as its characters
    rare = [(met[pattern[at : at + 2]], met[pattern[at]] * met[pattern[at + 1]]) for at in range(len(pattern) - 1)]
    triples = [sorted(pairs) for pairs in pairwise(rare)]
    at = triples.index(min(triples))
    if at == 0 or (at + _WIDTH < len(pattern) and rare[at + 2] <= rare[at - 1]):
        return AND_NEXT, at
    return AND_LAST, at - 1


def _numbers(text: str) -> Numbers:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))


def _mix(mixed: Numbers) -> Numbers:
    """Return a place in a table that has nothing to do with the first one of the same characters."""
    other = (mixed ^ (mixed >> _HALF)) * _AGAIN
    other >>= _TO_FEWER
    return other
