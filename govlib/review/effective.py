"""What is in force of all that was decided about each item: the last word about its outcome, and what stands beside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from govlib.review.decision import ABOUT_OUTCOME, COMMENT, REASSIGN, SEVERITY, WITHDRAW, Decision

IN_FORCE: Literal["有效"] = "有效"
STALE: Literal["失效"] = "失效"
Standing = Literal["有效", "失效"]


@dataclass(frozen=True)
class Settled:
    """What is in force about one item, and all that was ever decided about it, in the order of saving.

    ``withdrawn`` is the last 撤销, whether or not something was decided after it.
    """

    outcome: Decision | None = None
    unit: Decision | None = None
    severity: Decision | None = None
    comments: tuple[Decision, ...] = ()
    history: tuple[Decision, ...] = field(default=())
    withdrawn: Decision | None = None

    @property
    def decided(self) -> Decision | None:
        """Return the decision that the item is shown with: its outcome, else its severity, unit or last comment."""
        last = self.comments[-1] if self.comments else None
        return self.outcome or self.severity or self.unit or last


def settle(decisions: Iterable[Decision]) -> dict[str, Settled]:
    """Return what is in force of each item, by key, in the order in which the items were first decided about.

    The order of saving counts, never the written moments: clocks of two machines may differ.
    """
    settled: dict[str, Settled] = {}
    for decision in decisions:
        settled[decision.key] = _add(settled.get(decision.key, Settled()), decision)
    return settled


def _add(before: Settled, decision: Decision) -> Settled:
    history = (*before.history, decision)
    if decision.kind == WITHDRAW:
        return Settled(history=history, withdrawn=decision)
    after = replace(before, history=history)
    if decision.kind in ABOUT_OUTCOME:
        return replace(after, outcome=decision)
    if decision.kind == REASSIGN:
        return replace(after, unit=decision)
    if decision.kind == SEVERITY:
        return replace(after, severity=decision)
    if decision.kind == COMMENT:
        return replace(after, comments=(*before.comments, decision))
    raise ValueError(f"a decision of kind {decision.kind!r}")


def standing_of(settled: Settled, evidence_hash: str, state_hash: str) -> Standing:
    """Return whether what was decided was decided about the item as it is now: 有效, or 失效 where it has changed.

    Asked of the decision that the item is shown with. One that was saved without a state is held to its evidence.
    """
    return _stands(settled.decided, evidence_hash, state_hash)


def keep_standing(settled: Settled, evidence_hash: str, state_hash: str) -> Settled:
    """Return what decides about an item as it is now: a stale outcome or severity doesn't, unit and comments do."""

    def kept(decision: Decision | None) -> Decision | None:
        return decision if _stands(decision, evidence_hash, state_hash) == IN_FORCE else None

    return replace(settled, outcome=kept(settled.outcome), severity=kept(settled.severity))


def _stands(decision: Decision | None, evidence_hash: str, state_hash: str) -> Standing:
    if decision is None:
        return IN_FORCE
    same = decision.state == state_hash if decision.state else decision.evidence == evidence_hash
    return IN_FORCE if same else STALE
