"""False alarms carry over: what was dismissed in an earlier period is not brought up again on the same evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from govlib.review.decision import ABOUT_OUTCOME, DISMISS, NOT_APPLICABLE, Decision
from govlib.review.effective import Settled
from govlib.review.store import read_decisions
from govlib.text.folding import fold

CARRIED = frozenset({DISMISS, NOT_APPLICABLE})
"""What holds in later periods too; that something was true then says nothing about now."""
TEXT_KEY = "text:"
_DIGITS = 16

Period = tuple[str, Mapping[str, Settled]]


@dataclass(frozen=True)
class CarriedDecision:
    """A decision of an earlier period that still applies, and the name of that period."""

    decision: Decision
    origin: str


def read_earlier(place_records: Path, earlier: Sequence[str]) -> tuple[tuple[Period, ...], tuple[str, ...]]:
    """Return what is in force in the earlier periods of a place, newest first, and the lines that can't be used.

    ``place_records`` is ``records/<place>``; ``earlier`` names the periods in declared order, oldest first.
    """
    periods: list[Period] = []
    faults: list[str] = []
    for name in reversed(earlier):
        read = read_decisions(place_records / name)
        faults += read.faults
        if read.settled:
            periods.append((name, read.settled))
    return tuple(periods), tuple(faults)


def carry_over(
    evidence_of: Mapping[str, str], present: Mapping[str, Settled], earlier: Sequence[Period]
) -> dict[str, CarriedDecision]:
    """Return the decisions of earlier periods that apply to the items of this one, by key.

    ``evidence_of`` has the evidence hash of every item of this period, ``present`` what is in force here, ``earlier``
    what was in earlier periods, newest first. An item that this period decides about, or whose carried decision it
    withdrew, gets none. The newest period that speaks of the same evidence decides: 误报 and 不适用 carry over, any
    other word, or a withdrawal, ends it. A text is the same where its wording and sentence are, on whatever page.
    """
    wanted = {key: evidence for key, evidence in evidence_of.items() if evidence and not _is_own(present.get(key))}
    by_text = _index_texts(earlier) if any(key.startswith(TEXT_KEY) for key in wanted) else {}
    found = {}
    for key, evidence in wanted.items():
        carried = by_text.get(evidence) if key.startswith(TEXT_KEY) else _look_back(key, evidence, earlier)
        if carried is not None:
            found[key] = carried
    return found


def hash_sentence(wrong: str, sentence: str) -> str:
    """Return the evidence hash of a wording in its sentence; blanks, invisible signs and widths make no difference."""
    return hashlib.sha256(f"{fold(wrong)}\x1f{fold(sentence)}".encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _is_own(settled: Settled | None) -> bool:
    return settled is not None and (settled.outcome is not None or settled.withdrawn is not None)


def _look_back(key: str, evidence: str, earlier: Sequence[Period]) -> CarriedDecision | None:
    for name, settled_by_key in earlier:
        word = _last_word(settled_by_key.get(key))
        if word is not None and (word.evidence == evidence or (word.kind not in ABOUT_OUTCOME and not word.evidence)):
            return CarriedDecision(word, name) if word.kind in CARRIED else None
    return None


def _last_word(settled: Settled | None) -> Decision | None:
    """Return the decision about the outcome that a period ended with, else its withdrawal."""
    return None if settled is None else settled.outcome or settled.withdrawn


def _index_texts(earlier: Sequence[Period]) -> dict[str, CarriedDecision]:
    """Return what carries over of texts, by evidence; a sentence decided in both ways in one period says nothing."""
    found: dict[str, CarriedDecision | None] = {}
    for name, settled_by_key in earlier:
        words: dict[str, list[Decision]] = {}
        for key, settled in settled_by_key.items():
            word = _last_word(settled)
            if key.startswith(TEXT_KEY) and word is not None and word.evidence:
                words.setdefault(word.evidence, []).append(word)
        for evidence, said in words.items():
            all_dismissed = all(word.kind in CARRIED for word in said)
            found.setdefault(evidence, CarriedDecision(said[-1], name) if all_dismissed else None)
    return {evidence: carried for evidence, carried in found.items() if carried is not None}
