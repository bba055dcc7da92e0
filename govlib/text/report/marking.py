"""Texts with their hits marked, as blocks of stretches that a page prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from govlib.catalog.lexicon_rows import SEVERITIES
from govlib.text.hits import Hit, Shown
from govlib.text.report.lines import make_printable

LEVELS = {"严重": "serious", "一般": "common", "表述不规范": "loose", "疑似": "doubtful", "引用": "quoted"}
"""Each severity with the class that it has on the page."""

_ORDER = (*SEVERITIES, "引用")
_SIGNS = str.maketrans(dict.fromkeys("\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "□"))


@dataclass(frozen=True)
class Stretch:
    """A piece of text: ``level`` is the class of its mark, "" for none; ``begins`` numbers the hits it begins."""

    text: str
    level: str = ""
    begins: tuple[int, ...] = ()
    word: str = ""


@dataclass(frozen=True)
class Block:
    """A passage with its place, or a note of how many were left out before it."""

    place: str
    stretches: tuple[Stretch, ...]
    left_out: int = 0


def level_of(hit: Hit) -> str:
    """Return the severity of a hit, or 引用."""
    return hit.severity if hit.counts else "引用"


def mark_passage(text: str, hits: Sequence[tuple[int, Hit]], window: int | None = None) -> tuple[Stretch, ...]:
    """Return a passage as stretches, its numbered hits marked, personal values hidden.

    With a ``window`` only so many characters around each hit stay.
    """
    signs = list(Shown(text).hidden)
    for _, hit in hits:
        signs[hit.start : hit.end] = hit.wrong
    hidden = "".join(signs)
    edges = {0, len(hidden), *(edge for _, hit in hits for edge in (hit.start, hit.end))}
    if window is not None:
        edges |= {max(0, hit.start - window) for _, hit in hits}
        edges |= {min(len(hidden), hit.end + window) for _, hit in hits}
    return tuple(_list_stretches(hidden, sorted(edges), hits, window))


def _list_stretches(
    text: str, edges: Sequence[int], hits: Sequence[tuple[int, Hit]], window: int | None
) -> Iterator[Stretch]:
    ordered = sorted(hits, key=lambda one: one[1].start)
    active: list[tuple[int, Hit]] = []
    waiting = 0
    reach = 0 if window is not None else len(text)
    skipped = False
    for start, end in pairwise(edges):
        while waiting < len(ordered) and ordered[waiting][1].start - (window or 0) <= start:
            reach = max(reach, ordered[waiting][1].end + (window or 0))
            active.append(ordered[waiting])
            waiting += 1
        active = [one for one in active if one[1].end + (window or 0) > start]
        if start >= reach:
            skipped = True
            continue
        if skipped:
            yield Stretch("……")
            skipped = False
        over = [one for one in active if one[1].start <= start < one[1].end]
        if over:
            word = min((level_of(hit) for _, hit in over), key=_ORDER.index)
            begins = tuple(number for number, hit in over if hit.start == start)
            yield Stretch(_clean(text[start:end].translate(_SIGNS)), LEVELS[word], begins, word)
        else:
            yield Stretch(_clean(text[start:end]))
    if skipped:
        yield Stretch("……")


def _clean(text: str) -> str:
    """Return a text without what is no character of a page; line breaks stay."""
    if text.isprintable():
        return text
    return "\n".join(make_printable(line).rstrip("\r") for line in text.split("\n"))
