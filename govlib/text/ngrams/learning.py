"""Texts → what is kept of them as an archive of strings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from govlib.text.ngrams.alphabet import build_numbers, encode
from govlib.text.ngrams.counting import (
    ORDERS,
    Table,
    add_tables,
    count_single,
    count_strings,
    count_words,
    find_extra,
)
from govlib.text.ngrams.store import Archive

KEPT_FROM = {2: 1, 3: 1, 4: 2, 5: 2}
"""Strings of so many characters are kept if they were seen so often."""
_EXTRA_FROM = 5


def build_archive(
    lines: Sequence[str],
    words: Iterable[tuple[str, float]] = (),
    *,
    made_of: str,
    extra: str | None = None,
    least: int = 1,
) -> Archive:
    """Return the counts of lines of clean text and of words that count so often each.

    Strings seen less often than ``least`` are left out. ``extra`` are the characters beyond the alphabet; without it
    those that the lines have at least five times.
    """
    kept_words = list(words)
    known = find_extra(lines, _EXTRA_FROM) if extra is None else extra
    numbers = build_numbers(known)
    tables = {}
    for order in ORDERS:
        counted = count_strings(lines, numbers, order)
        seen = counted.counts >= max(least, KEPT_FROM[order])
        counted = Table(counted.codes[seen], counted.counts[seen])
        tables[order] = add_tables([counted, count_words(kept_words, numbers, order)])
    single = count_single(lines, numbers)
    for word, weight in kept_words:
        single[encode(word, numbers).astype(np.int64)] += weight
    return Archive(single, tables, known, made_of)
