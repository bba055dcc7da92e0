"""Texts and words → how often every string of one to five characters stands in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from govlib.text.ngrams.alphabet import BITS, EDGE, OTHER, REACH, SIZE, Numbers, build_numbers, encode

ORDERS = (2, 3, 4, 5)
EXACT = 3
"""Up to so many characters a code tells them exactly; from there on it is a digest of ``DIGEST_BITS``."""
DIGEST_BITS = 39
Counts = npt.NDArray[np.float64]
_ODD = np.uint64(0x9E3779B97F4A7C15)
_SPREAD = np.uint64(0xC2B2AE3D27D4EB4F)
_EDGES = "\n" * REACH


@dataclass(frozen=True)
class Table:
    """Codes of strings of one length, ascending, and how often each was seen."""

    codes: Numbers
    counts: Counts


def code_strings(numbers: Numbers, order: int) -> Numbers:
    """Return the code of the string of ``order`` characters that begins at each place of the last axis."""
    width = numbers.shape[-1] - order + 1
    parts = [numbers[..., at : at + width] for at in range(order)]
    codes = parts[0]
    if order <= EXACT:
        for part in parts[1:]:
            codes = (codes << np.uint64(BITS)) | part
        return codes
    codes = ((parts[0] << np.uint64(BITS) | parts[1]) << np.uint64(BITS)) | parts[2]
    for part in parts[3:]:
        codes = (codes * _ODD) ^ ((part + np.uint64(1)) * _SPREAD)
        codes ^= codes >> np.uint64(29)
    return (codes * _ODD) >> np.uint64(64 - DIGEST_BITS)


def count_strings(lines: Iterable[str], numbers: Numbers, order: int) -> Table:
    """Return how often each string of ``order`` characters stands in lines; no string of sign and edge only."""
    encoded = encode(_EDGES + _EDGES.join(lines) + _EDGES, numbers)
    codes, counts = np.unique(_list_codes(encoded, order), return_counts=True)
    return Table(codes, counts.astype(np.float64))


def count_single(lines: Iterable[str], numbers: Numbers) -> Counts:
    """Return how often each character stands in lines, by its number."""
    found = np.bincount(encode("".join(lines), numbers).astype(np.int64), minlength=SIZE).astype(np.float64)
    found[EDGE] = 0
    return found


def count_words(words: Iterable[tuple[str, float]], numbers: Numbers, order: int) -> Table:
    """Return how often each string of ``order`` characters stands inside words that count so often each."""
    kept = [(word, weight) for word, weight in words if len(word) >= order]
    if not kept:
        return Table(np.zeros(0, dtype=np.uint64), np.zeros(0))
    encoded = encode("\n".join(word for word, _ in kept), numbers)
    codes = code_strings(encoded, order)
    weights = np.repeat([weight for _, weight in kept], [len(word) + 1 for word, _ in kept])[: len(codes)]
    inside = _is_inside(encoded, order, EDGE)
    return add_tables([Table(codes[inside], weights[inside])])


def add_tables(tables: Iterable[Table]) -> Table:
    """Return tables of one length of strings as one, counts added."""
    held = list(tables)
    all_codes = np.concatenate([one.codes for one in held])
    codes, inverse = np.unique(all_codes, return_inverse=True)
    return Table(
        codes, np.bincount(inverse, np.concatenate([one.counts for one in held]), len(codes)).astype(np.float64)
    )


def find_extra(texts: Iterable[str], least: int) -> str:
    """Return the Chinese characters without a number that stand in texts at least so often, in order."""
    codes = np.concatenate([np.frombuffer(one.encode("utf-32-le", "ignore"), dtype=np.uint32) for one in texts])
    codes = codes[(codes >= ord("㐀")) & (codes <= ord("鿿"))]
    found, counts = np.unique(codes, return_counts=True)
    known = build_numbers()
    return "".join(chr(code) for code in found[(counts >= least) & (known[found] == OTHER)])


def _list_codes(encoded: Numbers, order: int) -> Numbers:
    """Leave out what begins with an edge but isn't a beginning of a line, and what ends beyond it."""
    codes = code_strings(encoded, order)
    width = len(codes)
    is_edge = encoded == EDGE
    last = is_edge[order - 1 : order - 1 + width]
    before_last = is_edge[order - 2 : order - 2 + width]
    return np.asarray(codes[~(last & before_last)])


def _is_inside(encoded: Numbers, order: int, sign: int) -> npt.NDArray[np.bool_]:
    width = len(encoded) - order + 1
    inside = np.ones(width, dtype=bool)
    for at in range(order):
        inside &= encoded[at : at + width] != sign
    return inside
