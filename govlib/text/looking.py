"""What rules that look for patterns share: which passages they have to look at, doubts kept apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from govlib.documents.passages import Passage
from govlib.text.document import Document, Doubt
from govlib.text.joined import join_passages


def keep_apart(doubts: Iterable[Doubt]) -> Iterator[Doubt]:
    """Yield the doubts that overlap none that was yielded before."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for doubt in doubts:
        spans = taken.setdefault(doubt.passage, [])
        place = bisect_right(spans, (doubt.start, doubt.end))
        overlaps = any(doubt.start < end and start < doubt.end for start, end in spans[max(0, place - 1) : place + 1])
        if not overlaps:
            spans.insert(place, (doubt.start, doubt.end))
            yield doubt


def list_matching(document: Document, *patterns: re.Pattern[str]) -> list[tuple[int, Passage]]:
    """Return the passages in which any of the patterns is found, with their numbers, in order.

    The patterns look over all passages at once, a line end between them, and must begin in the passage that they mean.
    """
    if len(document.passages) == 1:
        is_found = any(pattern.search(document.passages[0].text) for pattern in patterns)
        return list(enumerate(document.passages)) if is_found else []
    joined = join_passages(document)
    starts = {match.start() for pattern in patterns for match in pattern.finditer(joined.text)}
    numbers = {bisect_right(joined.firsts, start) - 1 for start in starts}
    return [(number, document.passages[number]) for number in sorted(numbers)]
