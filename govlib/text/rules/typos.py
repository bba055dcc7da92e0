"""Typos that no list has: unusual wordings that a small edit makes usual."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import exp

from govlib.text.document import Document, Doubt
from govlib.text.ngrams.archives import open_archive
from govlib.text.ngrams.slips import Slip, build_judge, find_slips
from govlib.text.rules.kit import Find, Kit, Rule

_TITLE = re.compile("《[^《》]{1,60}》")
_CHINESE = re.compile("[㐀-鿿]")
_SHORTEST = 8
_OFTEN = 3
_DEFAULT = 3.0


def prepare(kit: Kit) -> Find:
    """Return what finds typos by the shipped counts and the office's own; scores below the threshold are left out.

    What stands inside 《》, in a line of less than eight characters, or three times in the document is a name.
    """
    least = _DEFAULT if kit.setting.threshold is None else kit.setting.threshold
    judge = build_judge(open_archive(kit.params))

    def find(document: Document) -> Iterator[Doubt]:
        texts = [passage.text for passage in document.passages]
        often: dict[str, bool] = {}
        for slip in find_slips(texts, judge, least):
            text = texts[slip.line]
            if not (_is_short(text) or _is_title(text, slip) or _stands_often(texts, text, slip, often)):
                yield Doubt(
                    passage=slip.line,
                    start=slip.start,
                    end=slip.end,
                    right=slip.right,
                    kind=slip.kind,
                    note=f"疑为{slip.kind}，分数 {slip.score:.1f}",
                    confidence=trust(slip.score),
                    source="字串统计",
                )

    return find


def trust(score: float) -> float:
    """Return the share of hits of such a score that are right, as measured."""
    return round(1 / (1 + exp(-score)), 2)


def _is_short(text: str) -> bool:
    return len(text) < _SHORTEST or sum(1 for _ in _CHINESE.finditer(text, 0, 4 * _SHORTEST)) < _SHORTEST


def _is_title(text: str, slip: Slip) -> bool:
    around = max(0, slip.start - 60), min(len(text), slip.end + 60)
    return any(one.start() < slip.start and slip.end < one.end() for one in _TITLE.finditer(text, *around))


def _stands_often(texts: list[str], text: str, slip: Slip, known: dict[str, bool]) -> bool:
    """Return whether the wording stands in a document again and again; ``known`` keeps what was counted."""
    wrong = text[max(0, slip.start - 1) : slip.end + 1]
    if wrong not in known:
        known[wrong] = sum(one.count(wrong) for one in texts) >= _OFTEN
    return known[wrong]


RULE = Rule("typos", "wording", prepare)
