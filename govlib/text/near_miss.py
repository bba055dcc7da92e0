"""Fixed wordings written almost right: one edit away, found in one pass over the text however many they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from govlib.catalog.edits import Edit, find_edit
from govlib.text.finder import Finder, build_finder

Allows = Callable[[int, Edit, str, bool], bool]
"""Whether an edit of wording number … is an error, given what is written: what else is right, the caller knows.

The last says whether a first or last character that is left alone may belong to a word beside it: 确保 for 保障.
"""

SHORTEST = 4
_PAIR = 2
_HAN = re.compile("[\u3400-\u9fff]+")
_MAY_FOLLOW = frozenset("的和与及等了")


class NearMiss(NamedTuple):
    """A wording written almost right: where it stands, which it is, and what was done to it."""

    start: int
    end: int
    wording: int
    edit: Edit


class Piece(NamedTuple):
    """A part of a wording that an edit leaves whole, or its middle swapped.

    ``near`` is the character beside the part within the wording, ``far`` the one at its other end; if neither stands
    where it should, no single edit made the text of the wording, unless ``pair``, its other half of two characters
    swapped, stands there.
    """

    role: Literal["begin", "end", "swap"]
    wording: int
    right: str
    near: str
    far: str
    pair: str


@dataclass(frozen=True)
class NearMisses:
    """Wordings ready to be looked for.

    One edit leaves one half of a wording whole, or swaps the two characters in its middle: halves and such swaps are
    what the finder looks for, and only there the rest is compared. ``rights`` finds texts that are right.
    """

    pieces: tuple[tuple[Piece, ...], ...]
    finder: Finder
    rights: Finder
    allows: Allows

    def find(self, text: str) -> list[NearMiss]:
        """Return the near misses of a text in order; none overlap, of those that would the first, then the longest.

        What changes a wording where another one, or an exception, stands as it should is no near miss.
        """
        misses: dict[NearMiss, None] = {}
        for number, start, end in self.finder.find(text):
            for piece in self.pieces[number]:
                role, _, right, near, far, pair = piece
                if role == "begin":
                    if text.startswith(right, start):
                        continue
                    last = start + len(right)
                    if (
                        text[end : end + 1] == near
                        or far in text[last - 2 : last + 1]
                        or (pair and text.startswith(pair, end))
                    ):
                        misses.update(dict.fromkeys(_compare(text, piece, start)))
                elif role == "end":
                    first = end - len(right)
                    if first < 0:
                        first = 0
                    elif text.startswith(right, first):
                        continue
                    if (
                        text[start - 1 : start] == near
                        or far in text[max(0, first - 1) : first + 2]
                        or (pair and text.startswith(pair, first))
                    ):
                        misses.update(dict.fromkeys(_compare_back(text, piece, end)))
                else:
                    misses[NearMiss(start, end, piece.wording, Edit("swapped", _split(right) - 1))] = None
        return _choose(miss for miss in misses if self._is_wrong(text, miss))

    def _is_wrong(self, text: str, miss: NearMiss) -> bool:
        start, end = locate_edit(miss)
        if not _HAN.fullmatch(text, start, end) or _is_part_of_another(text, miss):
            return False
        written = text[miss.start : miss.end]
        if not self.allows(miss.wording, miss.edit, written, _is_left_alone(text, miss)):
            return False
        return not self._is_right(text, start, end)

    def _is_right(self, text: str, start: int, end: int) -> bool:
        """Return whether a right text stands around a place."""
        first = max(0, start - self.rights.longest)
        around = text[first : end + self.rights.longest]
        return any(first + begin <= start and end <= first + stop for _, begin, stop in self.rights.find(around))


def build_near_misses(wordings: Sequence[str], exceptions: Iterable[str], allows: Allows) -> NearMisses:
    """Return wordings, each of at least four characters, ready to be looked for; ``exceptions`` are right texts.

    ``allows`` is asked with the number of the wording in ``wordings``, which must all differ.
    """
    pieces: dict[str, list[Piece]] = {}
    for number, right in enumerate(wordings):
        half = _split(right)
        first, second = right[:half], right[half:]
        pairs = [one[::-1] if len(one) == _PAIR else "" for one in (first, second)]
        swap = f"{first[:-1]}{second[0]}{first[-1]}{second[1:]}"
        pieces.setdefault(first, []).append(Piece("begin", number, right, second[0], second[-1], pairs[1]))
        pieces.setdefault(second, []).append(Piece("end", number, right, first[-1], first[0], pairs[0]))
        if swap != right:
            pieces.setdefault(swap, []).append(Piece("swap", number, right, "", "", ""))
    rights = build_finder(list(dict.fromkeys((*wordings, *exceptions))))
    return NearMisses(tuple(map(tuple, pieces.values())), build_finder(list(pieces)), rights, allows)


def _split(right: str) -> int:
    """Return how many characters the first half has: of odd wordings more, as a word and a half is met less often."""
    return (len(right) + 1) // 2


def locate_edit(miss: NearMiss) -> tuple[int, int]:
    """Return where in the text something was changed; around what is missing both neighbours."""
    at = miss.start + miss.edit.at
    if miss.edit.kind == "missing":
        return at - 1, at + 1
    return at, at + (2 if miss.edit.kind == "swapped" else 1)


def _choose(misses: Iterable[NearMiss]) -> list[NearMiss]:
    chosen, free = [], 0
    for miss in sorted(misses, key=lambda one: (one.start, -one.end)):
        if miss.start >= free:
            free = miss.end
            chosen.append(miss)
    return chosen


def _compare(text: str, piece: Piece, start: int) -> Iterator[NearMiss]:
    """Yield what begins at ``start`` with the first half of a wording and is one edit away from it.

    What is longer or shorter than the wording ends as it does, or the edit is none within it.
    """
    right, last = piece.right, piece.right[-1]
    end = start + len(right)
    for stop in (end, end - 1, end + 1):
        if stop == end or text[stop - 1 : stop] == last:
            edit = find_edit(right, text[start:stop])
            if edit is not None:
                yield NearMiss(start, min(stop, len(text)), piece.wording, edit)


def _compare_back(text: str, piece: Piece, end: int) -> Iterator[NearMiss]:
    """Yield what ends at ``end`` with the second half of a wording and is one edit away from it."""
    right, first = piece.right, piece.right[0]
    start = end - len(right)
    for begin in (start, start + 1, start - 1):
        if begin >= 0 and (begin == start or text[begin] == first):
            edit = find_edit(right, text[begin:end])
            if edit is not None:
                yield NearMiss(begin, end, piece.wording, edit)


def _is_part_of_another(text: str, miss: NearMiss) -> bool:
    """Return whether the first or last character was changed or left out and may belong to a word beside it.

    县水利局 is not meant by 发现水利局, nor 县财政局 by 县财政具体: there a character counts only at the rim of a word.
    """
    kind, at = miss.edit
    length = miss.end - miss.start
    if kind == "missing":
        return not 0 < at < length
    if kind == "extra" and not 0 < at < length - 1:
        return True
    if kind != "replaced" or 0 < at < length - 1:
        return False
    beside = text[miss.end : miss.end + 1] if at else text[max(0, miss.start - 1) : miss.start]
    return _HAN.match(beside) is not None and not (at and beside in _MAY_FOLLOW)


def _is_left_alone(text: str, miss: NearMiss) -> bool:
    """Return whether what is missing leaves one character at a rim, with a character beside it."""
    kind, at = miss.edit
    if kind != "missing" or 1 < at < miss.end - miss.start - 1:
        return False
    beside = text[max(0, miss.start - 1) : miss.start] if at <= 1 else text[miss.end : miss.end + 1]
    return _HAN.match(beside) is not None
