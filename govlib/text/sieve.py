"""Many fixed strings found by arithmetic on whole arrays of characters: all but a few places are ruled out at once.

Of each pattern a pair of neighbouring characters is chosen that other words rarely have, and of longer patterns the
character after or before it. Places without such a pair, then those without such a triple, are ruled out for all
patterns together; what is left is compared character by character.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint32]
Flags = npt.NDArray[np.uint8]
Known = dict[str, list[tuple[int, str, int]]]

_BLOCK = 1 << 15
_BITS = 21
_SHIFT = np.uint32(32 - _BITS)
_FACTORS = tuple(np.uint32(factor) for factor in (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35))
_LONGER = 3
_FEW = 96


@dataclass(frozen=True)
class Kind:
    """What is looked at: ``width`` characters, ``first`` places after the pair begins; ``bit`` marks it in flags."""

    bit: int
    first: int
    width: int

    @property
    def flag(self) -> np.uint8:
        """Return the bit as arrays of flags have it."""
        return np.uint8(self.bit)


ALONE, WITH_NEXT, WITH_LAST = Kind(1, 0, 2), Kind(2, 0, 3), Kind(4, -1, 3)


@dataclass(frozen=True)
class Sieve:
    """Patterns ready to be found: flags under hashes of pairs, then of all that is looked at.

    ``known`` has the patterns of each pair or triple: the number, the pattern, where in it the pair or triple begins.
    """

    pairs: Flags
    again: Flags
    known: tuple[tuple[Kind, Known], ...]

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return every place where a pattern stands: its number, start, end; overlapping ones all, in no set order."""
        found = []
        for offset in range(0, len(text), _BLOCK):
            # a character before the block and two after it may belong to a triple that begins or ends in it
            before, after = text[max(0, offset - 1) : offset], text[offset + _BLOCK : offset + _BLOCK + 2]
            block = text[offset : offset + _BLOCK]
            signs = _numbers(f"{before or chr(0)}{block}{after:\0<2}")
            for at, width, known in self._sift(signs, len(block)):
                start = offset + at
                for number, pattern, inside in known.get(text[start : start + width], ()):
                    if start >= inside and text.startswith(pattern, start - inside):
                        found.append((number, start - inside, start - inside + len(pattern)))
        return found

    def _sift(self, signs: Numbers, count: int) -> Iterator[tuple[int, int, Known]]:
        """Yield where a pair or triple may stand, how wide it is and which patterns have it."""
        flags = self.pairs.take(_hash(signs[1 : count + 1], signs[2 : count + 2]))
        places = np.flatnonzero(flags)
        if not len(places):
            return
        flags = flags.take(places)
        if len(places) <= _FEW:
            for at, flag in zip(places.tolist(), flags.tolist(), strict=True):
                for kind, known in self.known:
                    if flag & kind.bit:
                        yield at + kind.first, kind.width, known
            return
        for kind, known in self.known:
            wanted = places.compress((flags & kind.flag) != 0) + kind.first
            if len(wanted):
                # backwards, so that pairs that collided once don't collide again
                hashes = _hash(*(signs.take(wanted + step) for step in range(kind.width, 0, -1)))
                wanted = wanted.compress((self.again.take(hashes) & kind.flag) != 0)
            for at in wanted.tolist():
                yield at, kind.width, known


def build_sieve(patterns: Sequence[str], common: Iterable[str] = ()) -> Sieve:
    """Return patterns, each of at least two characters, ready to be found; ``common`` are texts that are met often."""
    met = _count([*common, *patterns])
    known: dict[Kind, Known] = {}
    for number, pattern in enumerate(patterns):
        kind, at = _choose(pattern, met)
        begin = at + kind.first
        key = pattern[begin : begin + kind.width]
        known.setdefault(kind, {}).setdefault(key, []).append((number, pattern, begin))
    pairs, again = np.zeros(1 << _BITS, np.uint8), np.zeros(1 << _BITS, np.uint8)
    for kind, keys in known.items():
        signs = _numbers("".join(keys)).reshape(-1, kind.width)
        pairs[_hash(signs[:, -kind.first], signs[:, 1 - kind.first])] |= kind.flag
        again[_hash(*signs.T[::-1])] |= kind.flag
    return Sieve(pairs, again, tuple(known.items()))


def _count(texts: Iterable[str]) -> Counter[str]:
    """Return how often each character and each pair of neighbours is met."""
    met: Counter[str] = Counter()
    for text in texts:
        met.update(text)
        met.update(text[at : at + 2] for at in range(len(text) - 1))
    return met


def _choose(pattern: str, met: Counter[str]) -> tuple[Kind, int]:
    """Return what of a pattern is looked at, and where its pair begins that, or the characters of which, are rarest."""
    pairs = [pattern[at : at + 2] for at in range(len(pattern) - 1)]
    counts = [(met[pair], met[pair[0]] * met[pair[1]]) for pair in pairs]
    at = counts.index(min(counts))
    if len(pattern) < _LONGER:
        return ALONE, at
    last = counts[at - 1] if at else None
    following = counts[at + 1] if at + 1 < len(counts) else None
    if last is None or (following is not None and following <= last):
        return WITH_NEXT, at
    return WITH_LAST, at


def _numbers(text: str) -> Numbers:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))


def _hash(*signs: Numbers) -> Numbers:
    total = signs[0] * _FACTORS[0]
    for one, factor in zip(signs[1:], _FACTORS[1:], strict=False):
        total ^= one * factor
    total >>= _SHIFT
    return total
