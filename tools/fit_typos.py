#!/usr/bin/env python3
"""Fit what each kind of evidence weighs when typos are told from unusual wordings.

Usage: fit_typos.py --model FILE --out govlib/text/data/weights.tsv [--lines N] CLEAN.txt …

Slips as typists make them are put into half of the lines of clean texts; the edits that mend them are told from all
edits that the other half suggests, by logistic regression for each kind of edit. The texts must be such as the model
wasn't counted from, or everything right looks usual: build one from nine tenths of the corpus and fit on the tenth, and
on news. The same inputs give the same weights.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from govlib.text.confusable import (
    blur_syllable,
    list_characters,
    look_alikes,
    read_syllables,
    sound_alikes,
    sounds_alike,
)
from govlib.text.ngrams.alphabet import BITS, SIZE
from govlib.text.ngrams.evidence import NAMES
from govlib.text.ngrams.slips import GROUPS, Judge, build_judge, list_edits
from govlib.text.ngrams.store import read_archive

KINDS = {"same": 34, "near": 8, "look": 14, "word": 16, "missing": 11, "extra": 7, "swapped": 8, "any": 2}
"""How often each kind of slip is made, as official texts show them."""
_USUAL_PAIR = 25
_SHORTEST, _LONGEST = 16, 400
_NEAREST = 6
_BATCH = 500
_RIDGE = 1e-4
_CAUTION = {"any": 1.5}
"""What is taken off the score: nothing but usage speaks for a character that neither sounds nor looks alike."""
Floats = npt.NDArray[np.float64]


class Slipped(NamedTuple):
    """A line with a slip in it and the line as it was."""

    wrong: str
    right: str


@dataclass(frozen=True)
class Typist:
    """What a typist picks from: how usual characters are, usual pairs by their sounds, characters by blurred sound."""

    random: Random
    usual: dict[str, float]
    pairs: dict[tuple[str, str], list[tuple[str, float]]]
    blurred: dict[str, list[str]]

    def slip(self, line: str) -> Slipped | None:
        """Return a line with one slip; None if none came about in twenty tries."""
        for _ in range(20):
            at = self.random.randrange(1, len(line) - 1)
            kind = self.random.choices(list(KINDS), list(KINDS.values()))[0]
            first, second = line[at], line[at + 1]
            if first in self.usual:
                made = self._make(kind, first, second, line[at - 1])
                if made is not None:
                    length = 2 if kind in {"word", "swapped"} else 1
                    wrong = line[:at] + made + line[at + length :]
                    if wrong != line:
                        return Slipped(wrong, line)
        return None

    def _make(self, kind: str, first: str, second: str, before: str) -> str | None:
        if kind == "missing":
            return ""
        if kind == "extra":
            return self.random.choice([first, first, before, self._pick(list(self.usual)) or first]) + first
        if kind in {"word", "swapped"}:
            if second not in self.usual:
                return None
            return second + first if kind == "swapped" else self._pick_pair(first, second)
        candidates = {
            "same": lambda: list(sound_alikes(first)),
            "look": lambda: list(look_alikes(first)[:_NEAREST]),
            "near": lambda: self._list_near(first),
            "any": lambda: list(self.usual),
        }
        return self._pick(candidates[kind]())

    def _pick(self, candidates: list[str]) -> str | None:
        weights = [sqrt(self.usual.get(one, 0) + 0.5) for one in candidates]
        return self.random.choices(candidates, weights)[0] if candidates else None

    def _pick_pair(self, first: str, second: str) -> str | None:
        sounds = [(one, other) for one in sorted(read_syllables(first)) for other in sorted(read_syllables(second))]
        found = [pair for sound in sounds for pair in self.pairs.get(sound, ()) if pair[0][0] != first]
        found = [pair for pair in found if pair[0][1] != second]
        return self.random.choices([one for one, _ in found], [sqrt(count) for _, count in found])[0] if found else None

    def _list_near(self, character: str) -> list[str]:
        sounds = sorted({blur_syllable(one) for one in read_syllables(character)})
        return [other for sound in sounds for other in self.blurred[sound] if not sounds_alike(character, other)]


def make_typist(judge: Judge, seed: int) -> Typist:
    """Return a typist who picks usual characters and words of a model more often than rare ones."""
    single = judge.model.single
    usual = {one: float(single[int(judge.model.numbers[ord(one)])]) for one in list_characters()}
    pairs: dict[tuple[str, str], list[tuple[str, float]]] = {}
    packed = judge.model.pairs
    for code in np.flatnonzero(judge.model.scale[packed] >= _USUAL_PAIR).tolist():
        first, second = judge.characters[code >> BITS], judge.characters[code & (SIZE - 1)]
        for one in read_syllables(first):
            for other in read_syllables(second):
                pair = (first + second, float(judge.model.scale[packed[code]]))
                pairs.setdefault((one, other), []).append(pair)
    blurred: dict[str, list[str]] = {}
    for one in list_characters():
        for sound in sorted({blur_syllable(syllable) for syllable in read_syllables(one)}):
            blurred.setdefault(sound, []).append(one)
    return Typist(Random(seed), usual, pairs, blurred)  # noqa: S311 - slips, no secrets


def gather(lines: list[str], judge: Judge, typist: Typist) -> Iterator[tuple[npt.NDArray[np.int8], Floats, Floats]]:
    """Yield kinds, evidence and whether it mends, for edits of clean lines (none does) and of lines with a slip."""
    half = len(lines) // 2
    for first in range(0, half, _BATCH):
        edits, evidence, _ = list_edits(lines[first : min(first + _BATCH, half)], judge)
        yield edits.kind, evidence.astype(np.float64), np.zeros(len(edits.kind))
    slipped = [one for one in map(typist.slip, lines[half:]) if one is not None]
    for first in range(0, len(slipped), _BATCH):
        batch = slipped[first : first + _BATCH]
        edits, evidence, spans = list_edits([one.wrong for one in batch], judge)
        mends = np.array([one.apply(batch[one.line].wrong) == batch[one.line].right for one in spans], dtype=bool)
        yield edits.kind[mends], evidence[mends].astype(np.float64), np.ones(int(mends.sum()))


def fit(evidence: Floats, mends: Floats) -> Floats:
    """Return the weights of a logistic regression with a small ridge, by Newton's method."""
    mean, spread = evidence.mean(axis=0), evidence.std(axis=0) + 1e-6
    mean[-1], spread[-1] = 0, 1
    scaled = (evidence - mean) / spread
    weights = np.zeros(scaled.shape[1])
    ridge = _RIDGE * len(mends)
    for _ in range(40):
        likely = 1 / (1 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        slope = scaled.T @ (mends - likely) - ridge * weights
        bend = (scaled * (likely * (1 - likely))[:, None]).T @ scaled + ridge * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    fitted = weights / spread
    fitted[-1] = weights[-1] - float((weights[:-1] * mean[:-1] / spread[:-1]).sum())
    return fitted


def main() -> None:
    """Fit the weights and write them, a row a kind of evidence, a column a kind of edit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--lines", type=int, default=16_000, help="how many lines of each text are taken")
    stated = parser.parse_args()
    judge = build_judge(read_archive(stated.model, stated.model.name))
    typist = make_typist(judge, 1)
    parts = []
    for path in stated.texts:
        lines = [line[:_LONGEST] for line in path.read_text(encoding="utf-8").splitlines() if len(line) >= _SHORTEST]
        Random(3).shuffle(lines)  # noqa: S311 - a sample, no secret
        parts += list(gather(lines[: stated.lines], judge, typist))
    kinds, evidence, mends = (np.concatenate([part[at] for part in parts]) for at in range(3))
    columns = list(dict.fromkeys(GROUPS))
    group = np.array([columns.index(one) for one in GROUPS])[kinds]
    fitted = [fit(evidence[group == at], mends[group == at]) for at in range(len(columns))]
    for at, column in enumerate(columns):
        fitted[at][-1] -= _CAUTION.get(column, 0)
    rows = ["\t".join([name, *(f"{one[at]:.4f}" for one in fitted)]) for at, name in enumerate(NAMES)]
    stated.out.write_text("\n".join(["\t".join(["name", *columns]), *rows]) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(mends)} 处改动，其中 {int(mends.sum())} 处改对\n")


if __name__ == "__main__":
    main()
