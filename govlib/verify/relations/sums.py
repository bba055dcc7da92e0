"""Every sum that a draft states, told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govlib.verify.check import RIGHT, WRONG, Check
from govlib.verify.reading import Reading
from govlib.verify.relations.adding import Part, Sum, tell
from govlib.verify.relations.clauses import Segment, split_block
from govlib.verify.relations.flows import find_flows
from govlib.verify.relations.parts import find_parts
from govlib.verify.relations.stock import find_stock
from govlib.verify.relations.totals import find_totals

_RANK = {RIGHT: 0, WRONG: 1}
_ABOVE = 8


def find_sums(reading: Reading) -> Iterator[Check]:
    """Yield the checks of totals and their parts; a sum that two ways of writing both show is told once."""
    above: list[tuple[Segment, ...]] = []
    part = ""
    for at, block in reading.body:
        if block.part != part:
            above, part = [], block.part
        if not reading.amounts[at]:
            continue
        sentences = split_block(block.text, at, reading.amounts[at])
        found: list[tuple[Sum, tuple[Part, ...]]] = [
            *((one, ()) for one in find_flows(block.text, reading.amounts[at])),
            *((one, ()) for one in find_stock(block.text, reading.amounts[at])),
            *find_parts(sentences, above),
            *((one, ()) for one in find_totals(sentences)),
        ]
        for one, closed in _once(found):
            yield tell(one, reading, closed)
        above = [*above, *sentences][-_ABOVE:]


def _once(found: Sequence[tuple[Sum, tuple[Part, ...]]]) -> Iterator[tuple[Sum, tuple[Part, ...]]]:
    """Yield sums, those that hold before those that don't; one whose numbers another has settled is left out."""
    told: list[Sum] = []
    for one, closed in sorted(found, key=lambda item: _RANK.get(item[0].verdict, 2)):
        if any(_is_told(one, have) for have in told):
            continue
        told.append(one)
        yield one, closed


def _is_told(one: Sum, have: Sum) -> bool:
    parts = {(part.amount.block, part.amount.start) for part in one.parts}
    others = {(part.amount.block, part.amount.start) for part in have.parts}
    if one.numbers <= have.numbers:
        return True
    return (
        bool(parts)
        and parts <= others | {(have.total.block, have.total.start)}
        and (one.verdict != RIGHT or one.total == have.total)
    )
