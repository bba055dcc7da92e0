"""Which sentence of a draft is which sentence of the computed bulletin: the same words, whatever the numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
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
    """Yield each sentence of a draft with its computed version; each computed sentence is used once, the nearest first.

    Sentences with the same words go first, then those that share most of them; short ones must be the same.
    """
    left = dict(enumerate(computed))
    by_words: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in left.items():
        by_words[one.masked].append(number)
    rest = []
    expected = 0
    for sentence in drafted:
        same = [number for number in by_words.get(sentence.masked, ()) if number in left]
        exact = [number for number in same if _texts(left[number]) == _texts(sentence)]
        if same:
            _, found = min((abs(number - expected), number) for number in exact or same)
            yield Pair(sentence, left.pop(found))
            expected = found + 1
        else:
            rest.append((sentence, expected))
    for sentence, near in rest:
        found_alike = _find_alike(sentence, near, left)
        if found_alike is not None:
            yield Pair(sentence, left.pop(found_alike))


def _texts(sentence: Sentence) -> tuple[str, ...]:
    return tuple(token.text for token in sentence.tokens)


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
            if one.text != other.text and one.value != other.value
        ]
    matcher = SequenceMatcher(a=_texts(computed), b=_texts(drafted), autojunk=False)
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
