"""Every sum that a draft states, told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from govlib.verify.check import RIGHT, UNCHECKED, WRONG, Check
from govlib.verify.reading import Reading
from govlib.verify.relations.adding import Part, Sum, tell
from govlib.verify.relations.clauses import Segment, split_block
from govlib.verify.relations.flows import find_flows
from govlib.verify.relations.labels import class_of
from govlib.verify.relations.parts import NOT_ALL, find_parts
from govlib.verify.relations.stock import find_stock
from govlib.verify.relations.totals import find_totals

_RANK = {RIGHT: 0, WRONG: 1}
_ABOVE = 8
_LEVELS = frozenset({"层级", "平台"})


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
        for one, closed in _once(_tell_complete(found)):
            yield tell(one, reading, closed)
        above = [*above, *sentences][-_ABOVE:]


def _tell_complete(
    found: Sequence[tuple[Sum, tuple[Part, ...]]],
) -> list[tuple[Sum, tuple[Part, ...]]]:
    """Return sums; parts named like those that made up a total before them leave nothing out of theirs either."""
    whole = {tuple(part.label for part in one.parts) for one, _ in found if one.verdict == RIGHT}
    return [(replace(one, verdict=WRONG, why="") if _is_complete(one, whole) else one, closed) for one, closed in found]


def _is_complete(one: Sum, whole: set[tuple[str, ...]]) -> bool:
    labels = tuple(part.label for part in one.parts)
    told = all(labels) and {class_of(label) for label in labels} <= _LEVELS
    return one.verdict == UNCHECKED and one.why == NOT_ALL and told and labels in whole


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
