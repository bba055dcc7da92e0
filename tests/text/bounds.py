"""What holds of the doubts of any rule about any text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from govlib.text.document import Document, Doubt


def assert_within_bounds(document: Document, doubts: Iterable[Doubt]) -> None:
    """Assert that every doubt stands within its passage, and that none overlaps another."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for doubt in doubts:
        assert 0 <= doubt.start < doubt.end <= len(document.passages[doubt.passage].text)
        spans.setdefault(doubt.passage, []).append((doubt.start, doubt.end))
    for found in spans.values():
        assert all(end <= start for (_, end), (start, _) in pairwise(sorted(found)))
