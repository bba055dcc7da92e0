"""The passages of a document as one text, looked at once: a look at each would cost more than what is looked for."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TypedDict, Unpack

from govlib.text.document import Document, Doubt


class Told(TypedDict, total=False):
    """What a doubt says beside where it stands."""

    right: str
    kind: str
    note: str
    severity: str
    confidence: float
    source: str
    basis: str


@dataclass(frozen=True)
class Joined:
    """All passages with a line end between them; ``firsts`` is where each begins."""

    text: str
    firsts: tuple[int, ...]

    def doubt(self, start: int, end: int, **told: Unpack[Told]) -> Doubt:
        """Return a doubt about a span of the joined text, placed in the passage that it lies in."""
        number = bisect_right(self.firsts, start) - 1
        first = self.firsts[number]
        return Doubt(passage=number, start=start - first, end=end - first, **told)


def join_passages(document: Document) -> Joined:
    """Return the passages as one text; what holds a line end spans two of them only if a rule lets it."""
    texts = [passage.text for passage in document.passages]
    return Joined("\n".join(texts), tuple(accumulate((len(text) + 1 for text in texts), initial=0)))
