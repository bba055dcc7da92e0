"""Many fixed strings found in one pass over a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from govlib.text.sieve import build_sieve

Find = Callable[[str], list[tuple[int, int, int]]]
"""Every place where a pattern stands: number of the pattern, start, end; overlapping ones all, in no set order."""

ENGINES = ("sieve", "plain")


@dataclass(frozen=True)
class Finder:
    """Fixed strings ready to be found; ``longest`` is the length of the longest."""

    find: Find
    longest: int
    engine: str


def build_finder(patterns: Sequence[str], *, engine: str = "sieve", common: Iterable[str] = ()) -> Finder:
    """Return a finder of all ``patterns``, each of at least two characters; none may stand twice.

    ``engine`` is "sieve", which is fast, or "plain", which is what it is compared with. ``common`` are texts that are
    met often: to look for what they don't have is quicker. Positions count characters.
    """
    find = _build_plain(patterns) if engine == "plain" else build_sieve(patterns, common).find
    return Finder(find, max(map(len, patterns), default=0), engine)


def _build_plain(patterns: Sequence[str]) -> Find:
    """Return a finder in plain Python: the first two characters are looked up, the rest is compared."""
    by_start: dict[str, list[tuple[int, str]]] = {}
    for number, pattern in enumerate(patterns):
        by_start.setdefault(pattern[:2], []).append((number, pattern))
    lookup = by_start.get

    def find(text: str) -> list[tuple[int, int, int]]:
        found = []
        for start, (first, second) in enumerate(pairwise(text)):
            candidates = lookup(first + second)
            if candidates is not None:
                found += [
                    (number, start, start + len(pattern))
                    for number, pattern in candidates
                    if text.startswith(pattern, start)
                ]
        return found

    return find
