"""Which sentence of a draft is which sentence of the computed bulletin: the same words, whatever the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import partial
from typing import NamedTuple

from govlib.verify.computed.tokens import Sentence, Token

ALIKE = 0.8
"""How much of the words two sentences must share to be versions of one."""
_SHORTEST = 4
_FAR = 60


class Pair(NamedTuple):
    """A sentence of the draft and the computed one that it is a version of."""

    drafted: Sentence
    computed: Sentence


class Side(NamedTuple):
    """What one version has where two differ: its tokens, and the span of the text that they stand in, empty or not."""

    tokens: tuple[Token, ...]
    start: int
    end: int


class Change(NamedTuple):
    """Tokens of a draft's sentence that stand where the computed one has others; either side may be empty."""

    drafted: Side
    computed: Side


def align(drafted: Sequence[Sentence], computed: Sequence[Sentence]) -> Iterator[Pair]:
    """Yield each sentence of a draft with its computed version; each computed sentence is used once.

    Sentences that are the same, in the same order, belong together; between them those with the same words; then those
    with the same words anywhere, the nearest first; then those that share most of their words.
    """
    open_drafted, open_computed = dict(enumerate(drafted)), dict(enumerate(computed))
    near = 0
    for mine, its in _follow(drafted, computed):
        yield Pair(open_drafted.pop(mine), open_computed.pop(its))
    for mine, sentence in list(open_drafted.items()):
        same = [its for its, one in open_computed.items() if one.masked == sentence.masked]
        if same:
            near = min(same, key=partial(_distance, mine * len(computed) // max(len(drafted), 1)))
            yield Pair(open_drafted.pop(mine), open_computed.pop(near))
    for mine, sentence in open_drafted.items():
        alike = _find_alike(sentence, mine * len(computed) // max(len(drafted), 1), open_computed)
        if alike is not None:
            yield Pair(sentence, open_computed.pop(alike))


def _distance(near: int, number: int) -> int:
    return abs(number - near)


def _follow(drafted: Sequence[Sentence], computed: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Yield the positions of sentences that follow each other in both: the same, and between them the same words."""
    whole = SequenceMatcher(a=[one.texts for one in computed], b=[one.texts for one in drafted], autojunk=False)
    for kind, first, last, low, high in whole.get_opcodes():
        if kind == "equal":
            yield from zip(range(low, high), range(first, last), strict=True)
            continue
        its, mine = [one.masked for one in computed[first:last]], [one.masked for one in drafted[low:high]]
        for block in SequenceMatcher(a=its, b=mine, autojunk=False).get_matching_blocks():
            yield from ((low + block.b + step, first + block.a + step) for step in range(block.size))


def _find_alike(sentence: Sentence, near: int, left: dict[int, Sentence]) -> int | None:
    """Return the number of the computed sentence near a place that shares most of a sentence's words."""
    if len(sentence.tokens) < _SHORTEST:
        return None
    best, most = None, ALIKE
    matcher: SequenceMatcher[str] = SequenceMatcher(a=(), b=sentence.masked, autojunk=False)
    for number, one in left.items():
        if abs(number - near) > _FAR:
            continue
        matcher.set_seq1(one.masked)
        if matcher.real_quick_ratio() > most and matcher.quick_ratio() > most:
            ratio = matcher.ratio()
            if ratio > most:
                best, most = number, ratio
    return best


def list_changes(pair: Pair) -> list[Change]:
    """Return where two versions of a sentence differ, from left to right."""
    drafted, computed = pair
    if drafted.masked == computed.masked:
        return [
            Change(_side(drafted, at, at + 1), _side(computed, at, at + 1))
            for at, (one, other) in enumerate(zip(drafted.tokens, computed.tokens, strict=True))
            if one.differs(other)
        ]
    matcher = SequenceMatcher(a=computed.texts, b=drafted.texts, autojunk=False)
    return [
        Change(_side(drafted, low, high), _side(computed, first, last))
        for kind, first, last, low, high in matcher.get_opcodes()
        if kind != "equal"
    ]


def _side(sentence: Sentence, low: int, high: int) -> Side:
    tokens = sentence.tokens[low:high]
    if tokens:
        return Side(tokens, tokens[0].start, tokens[-1].end)
    here = sentence.tokens[low - 1].end if low else sentence.tokens[0].start
    return Side((), here, here)
