"""The passages of a document as one text, looked at once: a look at each would cost more than what is looked for."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from govlib.text.document import Document, Doubt


@dataclass(frozen=True)
class Joined:
    """All passages with a line end between them; ``firsts`` is where each begins."""

    text: str
    firsts: tuple[int, ...]

    def place(self, doubt: Doubt) -> Doubt:
        """Return a doubt about a span of the joined text as one about the passage that the span lies in."""
        number = bisect_right(self.firsts, doubt.start) - 1
        first = self.firsts[number]
        return replace(doubt, passage=number, start=doubt.start - first, end=doubt.end - first)


def join_passages(document: Document) -> Joined:
    """Return the passages as one text; what holds a line end spans two of them only if a rule lets it."""
    return Joined(document.text, document.firsts)
