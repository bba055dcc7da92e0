"""Ordinals: 一、（一）1.（1）① and 一是、二是 that leave a number out, write one twice or turn two round."""

from __future__ import annotations

from collections.abc import Iterator

from govlib.text.hits import SUSPECTED
from govlib.text.rules.ordinals import find_disorder, list_lists
from govlib.verify.check import DOUBTFUL, RIGHT, Check
from govlib.verify.reading import Reading

KIND = "序号"
_LEAST = 3


def find_ordinals(reading: Reading) -> Iterator[Check]:
    """Yield each wrong ordinal as 存疑, as a text may be an extract, and each list that is in order as 一致.

    What may be something else than a list is left alone.
    """
    document = reading.dated.document
    wrong: set[tuple[int, int]] = set()
    for doubt in find_disorder(document):
        wrong.add((doubt.passage, doubt.start))
        if doubt.severity == SUSPECTED:
            continue
        stated = reading.quote(doubt.passage, doubt.start, doubt.end)
        yield Check(DOUBTFUL, KIND, 0, stated, said=stated.words, computed=doubt.right, why=doubt.note)
    for items in list_lists(document):
        if len(items) >= _LEAST and not any((item.passage, item.start) in wrong for item in items):
            first, last = items[0], items[-1]
            quotes = (
                reading.quote(first.passage, first.start, first.end),
                reading.quote(last.passage, last.start, last.end),
            )
            yield Check(RIGHT, KIND, 0, *quotes, said=f"{len(items)} 项")
