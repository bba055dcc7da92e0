"""Many fixed strings found in one pass over a text, with a compiled automaton where there is one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

try:
    import ahocorasick_rs
except ImportError:  # pragma: no cover - no wheel for this platform
    ahocorasick_rs = None  # type: ignore[assignment]

Find = Callable[[str], list[tuple[int, int, int]]]
"""Every place where a pattern stands: number of the pattern, start, end; overlapping ones all, in no set order."""

_PREFIX = 2
_TABLE_UP_TO = 8000
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Finder:
    """Fixed strings compiled to be found; ``longest`` is the length of the longest."""

    find: Find
    longest: int
    engine: str


def build_finder(patterns: Sequence[str], *, engine: str = "") -> Finder:
    """Return a finder of all ``patterns``, each of at least two characters; none may stand twice.

    ``engine`` is "automaton" or "prefix"; without it the automaton is taken where its package is installed. Both find
    the same. Positions count characters.
    """
    chosen = engine or ("prefix" if ahocorasick_rs is None else "automaton")
    find = _build_automaton(patterns) if chosen == "automaton" and patterns else _build_prefix(patterns)
    return Finder(find, max(map(len, patterns), default=0), chosen)


def _build_automaton(patterns: Sequence[str]) -> Find:
    # A table of all transitions is faster by half, and too big for a lexicon of tens of thousands.
    kind = ahocorasick_rs.Implementation.DFA if len(patterns) <= _TABLE_UP_TO else None
    automaton = ahocorasick_rs.AhoCorasick(patterns, implementation=kind, store_patterns=False)

    def find(text: str) -> list[tuple[int, int, int]]:
        try:
            return automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:
            whole = _SURROGATES.sub("\ufffd", text)
            return automaton.find_matches_as_indexes(whole, overlapping=True)

    return find


def _build_prefix(patterns: Sequence[str]) -> Find:
    """Return a finder in plain Python: the first two characters are looked up, the rest is compared."""
    by_prefix: dict[str, list[tuple[int, str]]] = {}
    for number, pattern in enumerate(patterns):
        by_prefix.setdefault(pattern[:_PREFIX], []).append((number, pattern))
    lookup = by_prefix.get

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
