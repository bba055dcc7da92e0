"""A lexicon ready to scan with: wrong wordings in one finder, and of each the exceptions that it may lie in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from govlib.catalog.lexicon_rows import LexiconEntry
from govlib.text.finder import Finder, build_finder

_BETWEEN = "\n"


@dataclass(frozen=True)
class Lexicon:
    """Entries, a finder of their wrong wordings in order, and of each all exceptions that it may lie in.

    Of an exception is kept how far into it the wrong wording stands. ``longest`` is the length of the longest text
    that decides about a hit.
    """

    entries: tuple[LexiconEntry, ...]
    finder: Finder
    exceptions: dict[int, tuple[tuple[int, str], ...]]
    longest: int

    def find_wrong(self, text: str) -> list[tuple[int, int, LexiconEntry]]:
        """Return start, end and entry of every wrong wording of a text that lies in no exception.

        Of those that overlap all are returned, ordered by start, longer ones first.
        """
        found = sorted((start, -end, number) for number, start, end in self.finder.find(text))
        return [
            (start, -end, self.entries[number])
            for start, end, number in found
            if not self._is_right(text, start, number)
        ]

    def _is_right(self, text: str, start: int, number: int) -> bool:
        return any(
            start >= inside and text.startswith(exception, start - inside)
            for inside, exception in self.exceptions.get(number, ())
        )


def build_lexicon(entries: Iterable[LexiconEntry], *, engine: str = "sieve") -> Lexicon:
    """Return the entries as a lexicon that can be scanned with; ``engine`` as of ``build_finder``."""
    kept = tuple(entries)
    wrong = [entry.wrong for entry in kept]
    known = set(wrong)
    exceptions = [*dict.fromkeys(text for entry in kept for text in entry.exceptions if text not in known)]
    finder = build_finder(wrong, engine=engine, common=[*(entry.right for entry in kept), *exceptions])
    longest = max(map(len, exceptions), default=0)
    return Lexicon(kept, finder, _place(exceptions, finder), max(finder.longest, longest))


def _place(exceptions: list[str], finder: Finder) -> dict[int, tuple[tuple[int, str], ...]]:
    """Return the exceptions by the number of the wrong wording in them, whichever entry declares them."""
    starts = [0, *accumulate(len(text) + len(_BETWEEN) for text in exceptions)]
    placed: dict[int, list[tuple[int, str]]] = {}
    for number, start, _ in finder.find(_BETWEEN.join(exceptions)):
        which = bisect_right(starts, start) - 1
        placed.setdefault(number, []).append((start - starts[which], exceptions[which]))
    return {number: tuple(sorted(texts)) for number, texts in placed.items()}
