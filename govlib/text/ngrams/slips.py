"""Lines of text → slips of the pen: where a small edit makes an unusual wording usual."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from govlib.text.ngrams.alphabet import REACH, encode, list_alphabet
from govlib.text.ngrams.alternatives import Alternatives, build_alternatives
from govlib.text.ngrams.edits import EXTRA, KINDS, MISSING, Edits, propose, select
from govlib.text.ngrams.evidence import NAMES, weigh_evidence
from govlib.text.ngrams.model import Floats, Model, build_model
from govlib.text.ngrams.store import Archive

KIND_NAMES = dict(zip(KINDS, ("同音", "同音", "形近", "别字", "同音", "颠倒", "漏字", "多字"), strict=True))
GROUPS = ("char", "char", "char", "any", "word", "swapped", "missing", "extra")
"""Which column of weights.tsv each kind of edit is judged by."""
_LEAST_GAIN = 3.0
_PIECE = 20_000
_OVERLAP = 12
_FRONT = "\n" * REACH
_CLASSES = "\n0aX"


class Slip(NamedTuple):
    """A doubtful span ``start:end`` of line number ``line`` and what was meant; ``score`` as log odds, base e."""

    line: int
    start: int
    end: int
    right: str
    kind: str
    score: float


class Piece(NamedTuple):
    """A part of a line: ``first`` is where it begins; hits count from ``settled`` on and up to ``limit``."""

    line: int
    first: int
    text: str
    settled: int
    limit: int


@dataclass(frozen=True)
class Judge:
    """A model, what could have been meant, and what each kind of evidence weighs for each kind of edit."""

    model: Model
    others: Alternatives
    weights: npt.NDArray[np.float64]
    characters: str


def build_judge(archive: Archive) -> Judge:
    """Return what finds slips, by the counts of an archive and the weights that ship."""
    model = build_model(archive)
    return Judge(model, build_alternatives(model.numbers, archive.tables), _read_weights(), _name_numbers(archive))


def find_slips(lines: Sequence[str], judge: Judge, least: float) -> Iterator[Slip]:
    """Yield the slips of lines that score at least ``least``, by line and place; none overlap."""
    pieces = _cut(lines)
    while batch := _take(pieces):
        yield from sorted(_find(batch, judge, least))


def score_edits(edits: Edits, evidence: Floats, judge: Judge) -> npt.NDArray[np.float64]:
    """Return the log odds that each edit mends a slip."""
    return np.asarray((evidence * judge.weights[edits.kind]).sum(axis=1))


class Place(NamedTuple):
    """Where an edit stands: ``start:end`` of line number ``line`` becomes ``right``."""

    line: int
    start: int
    end: int
    right: str

    def apply(self, text: str) -> str:
        """Return a line after the edit."""
        return text[: self.start] + self.right + text[self.end :]


def list_edits(texts: Sequence[str], judge: Judge) -> tuple[Edits, Floats, list[Place]]:
    """Return the edits that gain something in lines, their evidence and where they stand."""
    model = judge.model
    text = encode(_FRONT + _FRONT.join(texts) + _FRONT, model.numbers)
    edits = propose(text, model.judge(text), model, judge.others)
    edits = select(edits, np.flatnonzero(edits.gain > _LEAST_GAIN))
    offsets = np.cumsum([REACH, *(len(one) + REACH for one in texts)])
    lines = np.searchsorted(offsets, edits.start, side="right") - 1
    places = []
    for at, line in enumerate(lines.tolist()):
        start, end = (int(one[at] - offsets[line]) for one in (edits.start, edits.end))
        right = "".join(judge.characters[int(one)] for one in edits.new[at, : edits.width[at]])
        places.append(Place(line, start, end, right))
    return edits, weigh_evidence(edits, text, model), places


def _find(pieces: Sequence[Piece], judge: Judge, least: float) -> Iterator[Slip]:
    edits, evidence, places = list_edits([piece.text for piece in pieces], judge)
    scores = score_edits(edits, evidence, judge)
    taken: dict[int, list[tuple[int, int]]] = {}
    for at in np.argsort(-scores, kind="stable").tolist():
        if scores[at] < least:
            break
        piece = pieces[places[at].line]
        kind = int(edits.kind[at])
        first, last, right = _widen(piece.text, places[at], kind)
        held = taken.setdefault(piece.line, [])
        start, end = piece.first + first, piece.first + last
        inside = piece.settled <= start < piece.limit
        if inside and not any(start < other_end and other < end for other, other_end in held):
            held.append((start, end))
            yield Slip(piece.line, start, end, right, KIND_NAMES[KINDS[kind]], float(scores[at]))


def _widen(text: str, place: Place, kind: int) -> tuple[int, int, str]:
    """Return a span and its right wording: a missing character with both neighbours, an extra one with one."""
    _, start, end, right = place
    if kind == MISSING:
        return start - 1, end + 1, f"{text[start - 1]}{right}{text[end : end + 1]}"
    if kind == EXTRA:
        return (start - 1, end, text[start - 1]) if start else (start, end + 1, text[end : end + 1])
    return start, end, right


def _cut(lines: Sequence[str]) -> Iterator[Piece]:
    for number, line in enumerate(lines):
        for first in range(0, len(line), _PIECE):
            begin, end = max(0, first - _OVERLAP), min(len(line), first + _PIECE + _OVERLAP)
            yield Piece(number, begin, line[begin:end], first, first + _PIECE)


def _take(pieces: Iterator[Piece]) -> list[Piece]:
    """Return as many pieces as make a batch."""
    held: list[Piece] = []
    size = 0
    for piece in islice(pieces, _PIECE):
        held.append(piece)
        size += len(piece.text) + REACH
        if size >= _PIECE:
            break
    return held


def _name_numbers(archive: Archive) -> str:
    return _CLASSES + list_alphabet() + archive.extra


def _read_weights() -> npt.NDArray[np.float64]:
    lines = (files("govlib.text") / "data" / "weights.tsv").read_text(encoding="utf-8").splitlines()
    rows = {row["name"]: row for row in csv.DictReader(lines, delimiter="\t")}
    return np.array([[float(rows[name][group]) for name in NAMES] for group in GROUPS])
