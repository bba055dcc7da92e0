"""One header row may hold several tables side by side: where one ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govlib.exports.matching import BlockMatch, Heading, Vocabulary

_MAX_HEADINGS = 60
_NEW_BLOCK = 1.5
_AFTER_GAP = 0.3
_STARTS_KNOWN = 0.1


@dataclass(frozen=True)
class Block:
    """A run of headings with the tables it may be; more than one table means a tie."""

    candidates: tuple[BlockMatch, ...]

    @property
    def match(self) -> BlockMatch:
        """Return the first candidate."""
        return self.candidates[0]

    @property
    def matched(self) -> int:
        """Return how many headings the block explains."""
        return len(self.match.columns)


def split_blocks(headings: Sequence[Heading], vocabulary: Vocabulary) -> list[Block]:
    """Return the tables that a header row holds, from left to right; empty if it is no header.

    A row is split only where every part is a table by itself and the parts explain at least two headings more than
    the row read as one table.
    """
    whole = vocabulary.best(_trim(headings, vocabulary))
    explained = len(whole[0].columns) if whole else 0
    if whole and not whole[0].repeats and not whole[0].unknown:
        return [Block(tuple(whole))]
    parts = _best_partition(headings, vocabulary)
    if len(parts) > 1 and sum(part.matched for part in parts) >= explained + (2 if whole else 0):
        return parts
    if whole:
        return [Block(tuple(whole))]
    return parts


def _trim(headings: Sequence[Heading], vocabulary: Vocabulary) -> Sequence[Heading]:
    """Return the headings without unknown ones at either end that a blank column parts from the rest."""
    known = [not vocabulary.forms.isdisjoint(heading.forms) for heading in headings]
    first, last = 0, len(headings)
    while last - first > 1 and not known[last - 1] and headings[last - 1].column - headings[last - 2].column > 1:
        last -= 1
    while last - first > 1 and not known[first] and headings[first + 1].column - headings[first].column > 1:
        first += 1
    return headings[first:last]


def _best_partition(headings: Sequence[Heading], vocabulary: Vocabulary) -> list[Block]:
    """Return the split that explains most headings, every part a recognised table without a repeated column."""
    count = min(len(headings), _MAX_HEADINGS)
    best: list[tuple[float, list[Block]] | None] = [(0.0, [])]
    for end in range(1, count + 1):
        best.append(None)
        for start in range(end):
            before = best[start]
            if before is None:
                continue
            span = headings[start:end]
            candidates = [match for match in vocabulary.best(span) if not match.repeats]
            if not candidates:
                continue
            block = Block(tuple(candidates))
            value = before[0] + block.matched + _start_bonus(headings, start, block) - (_NEW_BLOCK if start else 0)
            current = best[end]
            if current is None or value > current[0]:
                best[end] = (value, [*before[1], block])
    last = best[count]
    return last[1] if last is not None else []


def _start_bonus(headings: Sequence[Heading], start: int, block: Block) -> float:
    """Return what speaks for a block to begin here: a gap before it, a first heading that it knows."""
    bonus = 0.0
    if start and headings[start].column - headings[start - 1].column > 1:
        bonus += _AFTER_GAP
    if headings[start] in block.match.columns.values() or headings[start] in block.match.serial:
        bonus += _STARTS_KNOWN
    return bonus
