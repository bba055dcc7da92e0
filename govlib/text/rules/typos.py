"""Typos that no list has: unusual wordings that a small edit makes usual."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import exp

from govlib.catalog.phrases import open_phrases
from govlib.text.document import Document, Doubt
from govlib.text.finder import Finder, build_finder
from govlib.text.ngrams.archives import open_archive
from govlib.text.ngrams.slips import Slip, build_judge, find_slips
from govlib.text.rules.kit import Find, Kit, Rule

DEFAULT = 2.5
_TITLE = re.compile("《[^《》]{1,60}》")
_CHINESE = re.compile("[㐀-鿿]")
_SHORTEST = 8
_OFTEN = 3
_SHORTEST_NAME = 3
_NEAR = 60


def prepare(kit: Kit) -> Find:
    """Return what finds typos by the shipped counts and the office's own; scores below the threshold are left out.

    What is known by name is right: fixed phrases and the place's units, what stands inside 《》, and what stands three
    times in the document. So is a line of less than eight Chinese characters: it says too little.
    """
    least = DEFAULT if kit.setting.threshold is None else kit.setting.threshold
    judge = build_judge(open_archive(kit.params))
    names = build_finder(list_names(kit))

    def find(document: Document) -> Iterator[Doubt]:
        texts = [passage.text for passage in document.passages]
        often: dict[str, bool] = {}
        for slip in find_slips(texts, judge, least):
            text = texts[slip.line]
            if not (is_named(text, slip, names) or _stands_often(texts, text, slip, often)):
                yield Doubt(
                    passage=slip.line,
                    start=slip.start,
                    end=slip.end,
                    right=slip.right,
                    kind=slip.kind,
                    note=f"按字串统计疑为{slip.kind}，分数 {slip.score:.1f}",
                    confidence=trust(slip.score),
                    source="字串统计",
                )

    return find


def list_names(kit: Kit) -> list[str]:
    """Return wordings of at least three characters that are right as they stand: phrases, the place, its units."""
    names = [phrase.phrase for phrase in open_phrases(kit.params, kit.place.slug if kit.place else "")]
    if kit.place is not None:
        units = kit.place.units
        names += [kit.place.name, *(name for members in units.groups.values() for name in members)]
        names += [*units.aliases, *units.counts_as, *units.counts_as.values()]
    return list(dict.fromkeys(name for name in names if len(name) >= _SHORTEST_NAME))


def trust(score: float) -> float:
    """Return the share of hits of such a score that are right, about as measured on official sentences."""
    return round(min(0.99, 1 / (1 + exp(-score))), 2)


def is_named(text: str, slip: Slip, names: Finder) -> bool:
    """Return whether a slip stands where the program says nothing: in a name, or in too short a line."""
    if sum(1 for _ in zip(range(_SHORTEST), _CHINESE.finditer(text), strict=False)) < _SHORTEST:
        return True
    first, last = max(0, slip.start - _NEAR), min(len(text), slip.end + _NEAR)
    if any(one.start() < slip.start and slip.end < one.end() for one in _TITLE.finditer(text, first, last)):
        return True
    start, end = slip.start - first, slip.end - first
    return any(begin <= start and end <= stop for _, begin, stop in names.find(text[first:last]))


def _stands_often(texts: list[str], text: str, slip: Slip, known: dict[str, bool]) -> bool:
    """Return whether the wording stands in a document again and again; ``known`` keeps what was counted."""
    wrong = text[max(0, slip.start - 1) : slip.end + 1]
    if wrong not in known:
        known[wrong] = sum(one.count(wrong) for one in texts) >= _OFTEN
    return known[wrong]


RULE = Rule("typos", "wording", prepare)
