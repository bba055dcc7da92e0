"""What could have been meant: other characters, pairs and fillings, by sound, by look, by what usually stands there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, product

import numpy as np
import numpy.typing as npt

from govlib.text.confusable import blur_syllable, list_characters, look_alikes, read_syllables, sound_alikes
from govlib.text.ngrams.alphabet import BITS, Numbers
from govlib.text.ngrams.counting import Table

Places = npt.NDArray[np.int64]

SOUND, NEAR, LOOK = 0, 1, 2
_MASK = np.uint64((1 << BITS) - 1)
_PAIR_FROM = 25
_PAIRS_A_SOUND = 24
_FILLING_FROM = 8
_FILLINGS = 4
_READINGS = 2
_ALONE = "应按或据须可并及与且已曾因但如若"


@dataclass(frozen=True)
class Groups:
    """Rows in groups: group ``keys[n]`` has the rows ``starts[n]:starts[n + 1]``."""

    keys: Numbers
    starts: Places
    rows: Numbers
    marks: npt.NDArray[np.int8]

    def find(self, keys: Numbers) -> tuple[Places, Numbers, npt.NDArray[np.int8]]:
        """Return for each row of each asked group: which key asked for it, the row, its mark."""
        if not len(self.keys):
            return np.zeros(0, dtype=np.int64), self.rows, self.marks
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[at] == keys
        counts = np.where(known, self.starts[at + 1] - self.starts[at], 0)
        asked = np.repeat(np.arange(len(keys)), counts)
        first = np.cumsum(counts) - counts
        places = np.arange(counts.sum()) - np.repeat(first, counts) + np.repeat(self.starts[at], counts)
        return asked, self.rows[places], self.marks[places]


@dataclass(frozen=True)
class Alternatives:
    """What could have been meant.

    ``characters``: by character, those that sound or look like it; ``pairs``: by the sounds of two characters, usual
    pairs; ``fillings``: by the characters on both sides, the usual ones between; ``sounds``: by character, its sounds;
    ``alone``: by character, whether it is a word by itself that also has a longer form, as 应 and 应当.
    """

    characters: Groups
    pairs: Groups
    fillings: Groups
    sounds: Numbers
    alone: npt.NDArray[np.bool_]


def build_alternatives(numbers: Numbers, tables: dict[int, Table]) -> Alternatives:
    """Return the alternatives for characters that have a number, by the strings of two and three of an archive."""
    sounds = _number_sounds(numbers)
    alone = np.zeros(1 << BITS, dtype=bool)
    alone[[int(numbers[ord(one)]) for one in _ALONE]] = True
    pairs, fillings = _list_pairs(tables[2], sounds), _list_fillings(tables[3])
    return Alternatives(_list_characters(numbers), pairs, fillings, sounds, alone)


def code_sounds(first: Numbers, second: Numbers) -> Numbers:
    """Return one number for the sounds of two characters."""
    return (first << np.uint64(16)) | second


def _number_sounds(numbers: Numbers) -> Numbers:
    """Return by number of a character the numbers of its blurred sounds, 0 for none: the usual ones only."""
    known: dict[str, int] = {}
    sounds = np.zeros((1 << BITS, _READINGS), dtype=np.uint64)
    for character in list_characters():
        blurred = dict.fromkeys(blur_syllable(one) for one in sorted(read_syllables(character)))
        for column, sound in enumerate(list(blurred)[:_READINGS]):
            sounds[int(numbers[ord(character)]), column] = known.setdefault(sound, len(known) + 1)
    return sounds


def _list_characters(numbers: Numbers) -> Groups:
    known = {character: int(numbers[ord(character)]) for character in list_characters()}
    blurred: dict[str, list[str]] = defaultdict(list)
    for character in list_characters():
        for sound in {blur_syllable(one) for one in read_syllables(character)}:
            blurred[sound].append(character)

    def list_rows() -> Iterator[tuple[int, int, int]]:
        for character in list_characters():
            found = dict.fromkeys(sound_alikes(character), SOUND)
            for other in look_alikes(character):
                found.setdefault(other, LOOK)
            for sound in sorted({blur_syllable(one) for one in read_syllables(character)}):
                for other in blurred[sound]:
                    found.setdefault(other, NEAR)
            found.pop(character, None)
            number = known[character]
            yield from ((number, known[other], mark) for other, mark in found.items() if other in known)

    return _group(list_rows())


def _list_pairs(table: Table, sounds: Numbers) -> Groups:
    usual = table.counts >= _PAIR_FROM
    codes, counts = table.codes[usual], table.counts[usual]
    first, second = codes >> np.uint64(BITS), codes & _MASK
    parts = []
    for one, other in product(range(_READINGS), repeat=2):
        keys = code_sounds(sounds[first, one], sounds[second, other])
        heard = (sounds[first, one] > 0) & (sounds[second, other] > 0)
        parts.append((keys[heard], codes[heard], counts[heard]))
    return _group_best(parts, _PAIRS_A_SOUND)


def _list_fillings(table: Table) -> Groups:
    usual = table.counts >= _FILLING_FROM
    codes, counts = table.codes[usual], table.counts[usual]
    keys = ((codes >> np.uint64(2 * BITS)) << np.uint64(BITS)) | (codes & _MASK)
    return _group_best([(keys, (codes >> np.uint64(BITS)) & _MASK, counts)], _FILLINGS)


def _group_best(parts: list[tuple[Numbers, Numbers, npt.NDArray[np.float64]]], most: int) -> Groups:
    """Return rows grouped by key, of each group the ``most`` that count most."""
    keys, rows, counts = (np.concatenate([part[at] for part in parts]) for at in range(3))
    order = np.lexsort((rows, -counts, keys))
    keys, rows = keys[order], rows[order]
    found, first = np.unique(keys, return_index=True)
    rank = np.arange(len(keys)) - np.repeat(first, np.diff(first, append=len(keys)))
    kept = rank < most
    keys, rows = keys[kept], rows[kept]
    found, first = np.unique(keys, return_index=True)
    starts = np.append(first, len(keys)).astype(np.int64)
    return Groups(found, starts, rows.astype(np.uint64), np.zeros(len(rows), dtype=np.int8))


def _group(rows: Iterable[tuple[int, int, int]]) -> Groups:
    held = np.fromiter(chain.from_iterable(rows), dtype=np.int64).reshape(-1, 3)
    held = held[np.argsort(held[:, 0], kind="stable")]
    found, first = np.unique(held[:, 0], return_index=True)
    starts = np.append(first, len(held)).astype(np.int64)
    return Groups(found.astype(np.uint64), starts, held[:, 1].astype(np.uint64), held[:, 2].astype(np.int8))
