"""Exceptions from false alarms: the shortest longer context that the dismissed sentences share and no error has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from govlib.catalog.lexicon_rows import LONGEST_EXCEPTION, LexiconEntry
from govlib.text.lexicon import Lexicon, build_lexicon
from govlib.text.workshop.changes import EXCEPTION, Change
from govlib.text.workshop.measuring import list_places, name_entries
from govlib.text.workshop.reviews import CONFIRMED, FALSE_ALARM

WIDEST = 4
"""How many characters an exception may have more than its wrong wording."""
MOST = 5
"""How many exceptions are suggested for one entry at once."""
_LOOSE = frozenset(
    "的了着过在是和与及或等对为将把被从向由以并而也都又就还其之于至个些这那很要会能可已凭因经如若则即每各该本请"
)


@dataclass(frozen=True)
class _Context:
    """One dismissed hit: its sentence and the span of the wording."""

    sentence: str
    start: int
    end: int

    def cut(self, left: int, right: int) -> str:
        """Return the wording with so many characters around it, "" where a sign or a loose word stands among them."""
        first, last = self.start - left, self.end + right
        if first < 0 or last > len(self.sentence):
            return ""
        around = self.sentence[first : self.start] + self.sentence[self.end : last]
        return self.sentence[first:last] if all(map(_binds, around)) else ""

    def neighbour(self, *, on_left: bool) -> str:
        """Return the character beside the wording, "" if none stands there that belongs to a word."""
        sign = self.sentence[self.start - 1 : self.start] if on_left else self.sentence[self.end : self.end + 1]
        return sign if sign and _binds(sign) else ""


def suggest_exceptions(reviews: pd.DataFrame, entries: Iterable[LexiconEntry]) -> list[Change]:
    """Return exceptions that would put false alarms right without losing a confirmed hit, those for most of them first.

    False alarms without a sentence, or that an exception covers already, teach nothing. Where the sentences leave no
    context a refusal says so.
    """
    lexicon = build_lexicon(entries)
    by_wrong = {entry.wrong: entry for entry in lexicon.entries}
    named = name_entries(reviews, lexicon)
    changes: list[Change] = []
    for wrong, part in reviews.loc[named.ne("")].groupby(named, sort=True):
        entry = by_wrong[str(wrong)]
        dismissed = list(_list_contexts(part, entry, lexicon))
        if dismissed:
            confirmed = [place.sentence for place in list_places(part, CONFIRMED)]
            closed = {*_list_options(_find_all(confirmed, entry.wrong)), *by_wrong}
            changes += _cover(dismissed, closed, entry)
    return sorted(changes, key=lambda one: (bool(one.refusal), -one.reviewed, one.entry.wrong, one.entry.exceptions))


def _list_contexts(part: pd.DataFrame, entry: LexiconEntry, lexicon: Lexicon) -> Iterator[_Context]:
    for place in list_places(part, FALSE_ALARM):
        starts = place.find(entry.wrong, lexicon)
        # of several places in one sentence nobody said which was meant
        if len(starts) == 1:
            yield _Context(place.sentence, starts[0], starts[0] + len(entry.wrong))


def _find_all(sentences: Iterable[str], wrong: str) -> Iterator[_Context]:
    for sentence in sentences:
        start = sentence.find(wrong)
        while start >= 0:
            yield _Context(sentence, start, start + len(wrong))
            start = sentence.find(wrong, start + 1)


def _cover(dismissed: Sequence[_Context], closed: Collection[str], entry: LexiconEntry) -> Iterator[Change]:
    """Yield exceptions until all contexts are covered, the widest first; those in ``closed`` can't be taken."""
    left = list(dismissed)
    for _ in range(MOST):
        options = {text: held for text, held in _list_options(left).items() if text not in closed}
        if not options:
            break
        best = min(options, key=lambda text: (-len(options[text]), _is_unproved(text, options[text]), len(text), text))
        covered = options[best]
        gone = set(map(id, covered))
        left = [context for context in left if id(context) not in gone]
        yield Change(EXCEPTION, replace(entry, exceptions=(best,)), len(covered), covered[0].sentence)
    if left:
        said = "误报句子里没有可以用的上下文：两边是标点、虚词，或者同样的文字也有属实的"
        yield Change(EXCEPTION, replace(entry, exceptions=("",)), len(left), left[0].sentence, said)


def _list_options(contexts: Iterable[_Context]) -> dict[str, list[_Context]]:
    """Return every longer text around the wording with the contexts that it covers."""
    options: dict[str, list[_Context]] = {}
    for context in contexts:
        for left in range(WIDEST + 1):
            for right in range(WIDEST + 1 - left):
                text = context.cut(left, right) if left + right else ""
                if text and len(text) <= LONGEST_EXCEPTION:
                    options.setdefault(text, []).append(context)
    return options


def _is_unproved(text: str, contexts: Sequence[_Context]) -> bool:
    """Return whether a text that reaches to one side only may owe its rightness to the other side.

    公布署名 and 发布署名 prove 布署名; 公布署名 alone proves neither 公布署 nor 布署名.
    """
    one = contexts[0]
    wrong = one.sentence[one.start : one.end]
    if not (text.startswith(wrong) or text.endswith(wrong)):
        return False
    on_left = text.startswith(wrong)
    beside = {context.neighbour(on_left=on_left) for context in contexts}
    return len(beside) == 1 and beside != {""}


def _binds(sign: str) -> bool:
    """Return whether a character can belong to the word around a wording: no sign, no blank, no loose word."""
    return sign.isalnum() and not sign.isdigit() and sign not in _LOOSE
