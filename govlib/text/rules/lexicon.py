"""Wrong wordings of the lexicon."""

from __future__ import annotations

from collections.abc import Iterator

from govlib.text.document import Document, Doubt
from govlib.text.joined import join_passages
from govlib.text.rules.kit import Find, Kit, Rule


def prepare(kit: Kit) -> Find:
    """Return what finds the wrong wordings of the lexicon: of those that overlap the first, then the longest."""

    def find(document: Document) -> Iterator[Doubt]:
        joined = join_passages(document)
        free = 0
        for start, end, entry in kit.lexicon.find_wrong(joined.text):
            if start >= free:
                free = end
                yield joined.place(
                    Doubt(
                        passage=0,
                        start=start,
                        end=end,
                        right=entry.right,
                        kind=entry.kind,
                        note=entry.demoted,
                        severity=entry.severity,
                        confidence=entry.confidence,
                        source=entry.place,
                        basis=entry.basis,
                    )
                )

    return find


RULE = Rule("lexicon", "wording", prepare)
