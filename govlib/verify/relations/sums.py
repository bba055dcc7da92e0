"""Every sum that a draft states, told once."""

from __future__ import annotations

from collections.abc import Iterator

from govlib.verify.check import Check
from govlib.verify.reading import Reading
from govlib.verify.relations.adding import tell
from govlib.verify.relations.clauses import split_block
from govlib.verify.relations.parts import find_parts


def find_sums(reading: Reading) -> Iterator[Check]:
    """Yield the checks of totals and their parts; a sum that two ways of writing both show is told once."""
    for at, block in reading.body:
        sentences = split_block(block.text, at, reading.amounts[at])
        told: list[frozenset[tuple[int, int]]] = []
        for found, closed in find_parts(sentences):
            if any(found.numbers <= have for have in told):
                continue
            told.append(found.numbers)
            yield tell(found, reading, closed)
