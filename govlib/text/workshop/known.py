"""Decisions that carry over: what a person dismissed in a sentence is not brought up again in the same sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from govlib.text.folding import fold
from govlib.text.hits import Hit
from govlib.text.workshop.reviews import CONFIRMED, FALSE_ALARM

LEAST_AROUND = 8
"""A registered context says which sentence is meant if it has so many characters beside the wording."""

KnownAlarms = Mapping[str, frozenset[str]]


def known_false_alarms(reviews: pd.DataFrame) -> KnownAlarms:
    """Return the sentences, folded, in which a wording was dismissed, by wording.

    A sentence in which the same wording was confirmed as well says nothing.
    """
    found: dict[str, dict[str, set[str]]] = {FALSE_ALARM: {}, CONFIRMED: {}}
    decided = reviews.loc[reviews["verdict"].isin(list(found)) & reviews["sentence"].ne("")]
    for wrong, sentence, verdict in zip(decided["wrong"], decided["sentence"], decided["verdict"], strict=True):
        found[verdict].setdefault(wrong, set()).add(fold(sentence))
    return {
        wrong: frozenset(sentences - found[CONFIRMED].get(wrong, set()))
        for wrong, sentences in found[FALSE_ALARM].items()
    }


def is_known(hit: Hit, known: KnownAlarms) -> bool:
    """Return whether a hit was dismissed before in the sentence where it stands.

    The sentence is the same, or the registered part of it holds the wording with enough around it.
    """
    sentences = known.get(hit.wrong)
    if not sentences:
        return False
    sentence, near = fold(hit.sentence), fold(f"{hit.before}{hit.wrong}{hit.after}")
    enough = len(fold(hit.wrong)) + LEAST_AROUND
    return sentence in sentences or any(
        len(one) >= enough and (near in one or (one in sentence and _is_near(one, near))) for one in sentences
    )


def split_known(hits: Iterable[Hit], known: KnownAlarms) -> tuple[list[Hit], list[Hit]]:
    """Return the hits that are new and those dismissed before, both in order."""
    new: list[Hit] = []
    old: list[Hit] = []
    for hit in hits:
        (old if is_known(hit, known) else new).append(hit)
    return new, old


def _is_near(one: str, near: str) -> bool:
    """Return whether one text is a part of the other: a long sentence may have the wording twice."""
    return one in near or near in one
