"""A lexicon ready to scan with: wrong wordings and their exceptions in one finder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govlib.catalog.lexicon_rows import LexiconEntry
from govlib.text.finder import Finder, build_finder


@dataclass(frozen=True)
class Lexicon:
    """Entries and a finder whose first patterns are their wrong wordings, in order, and the others exceptions."""

    entries: tuple[LexiconEntry, ...]
    finder: Finder

    def find_wrong(self, text: str) -> list[tuple[int, int, LexiconEntry]]:
        """Return start, end and entry of every wrong wording of a text that lies in no exception.

        Of those that overlap all are returned, ordered by start, longer ones first.
        """
        found = self.finder.find(text)
        count = len(self.entries)
        right = sorted((start, -end) for number, start, end in found if number >= count)
        wrong = sorted((start, -end, number) for number, start, end in found if number < count)
        hits, position, covered = [], 0, -1
        for start, end, number in wrong:
            while position < len(right) and right[position][0] <= start:
                covered = max(covered, -right[position][1])
                position += 1
            if -end > covered:
                hits.append((start, -end, self.entries[number]))
        return hits


def build_lexicon(entries: Iterable[LexiconEntry], *, engine: str = "") -> Lexicon:
    """Return the entries as a lexicon that can be scanned with; ``engine`` as of ``build_finder``."""
    kept = tuple(entries)
    wrong = [entry.wrong for entry in kept]
    known = set(wrong)
    exceptions = dict.fromkeys(text for entry in kept for text in entry.exceptions if text not in known)
    return Lexicon(kept, build_finder([*wrong, *exceptions], engine=engine))
