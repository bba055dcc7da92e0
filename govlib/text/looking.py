"""Which passages of a document a rule has to look at: those in which one of its patterns is found."""

from __future__ import annotations

import re
from bisect import bisect_right

from govlib.documents.passages import Passage
from govlib.text.document import Document
from govlib.text.joined import join_passages


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
