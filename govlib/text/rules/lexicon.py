"""Wrong wordings of the lexicon."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from govlib.text.document import Document, Doubt
from govlib.text.rules.kit import Find, Kit, Rule


def prepare(kit: Kit) -> Find:
    """Return what finds the wrong wordings of the lexicon: of those that overlap the first, then the longest."""

    def find(document: Document) -> Iterator[Doubt]:
        # one look at all passages together: a call a passage would cost more than the search; no entry has a line end
        joined = "\n".join(passage.text for passage in document.passages)
        firsts = [0, *accumulate(len(passage.text) + 1 for passage in document.passages)]
        free = 0
        for start, end, entry in kit.lexicon.find_wrong(joined):
            if start >= free:
                free = end
                number = bisect_right(firsts, start) - 1
                yield Doubt(
                    passage=number,
                    start=start - firsts[number],
                    end=end - firsts[number],
                    right=entry.right,
                    kind=entry.kind,
                    note=entry.demoted,
                    severity=entry.severity,
                    confidence=entry.confidence,
                    source=entry.place,
                    basis=entry.basis,
                )

    return find


RULE = Rule("lexicon", "wording", prepare)
