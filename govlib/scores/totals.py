"""From the points lost and given to a score: parts and what they are scaled by, the bonus gate, the line to reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from govlib.catalog.score_models import Gate, Reduced, ScoreModel, ScorePart
from govlib.scores.points import exact

NOTHING = Fraction(0)


@dataclass(frozen=True)
class PartTotal:
    """One part of a score: what it is marked out of, what is left of it, and what that counts.

    ``left`` never falls below 0; ``result`` is scaled up where a block is not asked; ``counts`` is weighted.
    """

    part: ScorePart
    out_of: Fraction
    lost: Fraction
    left: Fraction
    result: Fraction
    counts: Fraction

    @property
    def is_failed(self) -> bool:
        """Return whether the part lies below its own line."""
        return self.part.fails_below is not None and self.result < exact(self.part.fails_below)


@dataclass(frozen=True)
class Total:
    """A whole score: its parts, their sum, the bonus as given and as held by its limit, and whether it counts."""

    parts: tuple[PartTotal, ...]
    base: Fraction
    given: Fraction
    bonus: Fraction
    gate_sum: Fraction
    gate_open: bool

    @property
    def score(self) -> Fraction:
        """Return the sum of the parts, with the bonus where its gate is open."""
        return self.base + self.bonus if self.gate_open else self.base


def add_up(
    model: ScoreModel, lost: Mapping[str, Fraction], given: Fraction = NOTHING, reduced: Reduced | None = None
) -> Total:
    """Return the score from the points lost in each part and given as bonus; all exact.

    ``reduced`` is the model's where the subject is one of whom a block is not asked; without its ``out_of`` nobody can
    say what the rest counts, and it may not be given here.
    """
    parts = tuple(_close(part, lost.get(part.id, NOTHING), reduced) for part in model.parts)
    gate_sum = sum((one.counts for one in parts if _is_asked(model.gate, one.part.id)), NOTHING)
    bonus = NOTHING if model.bonus is None else min(given, exact(model.bonus))
    base = sum((one.counts for one in parts), NOTHING)
    return Total(parts, base, given, bonus, gate_sum, passes(model.gate, gate_sum))


def passes(gate: Gate | None, amount: Fraction) -> bool:
    """Return whether a sum passes the gate: 「超过」 is strictly above. No gate is always open."""
    if gate is None:
        return True
    limit = exact(gate.limit)
    return amount > limit if gate.passes_when == "above" else amount >= limit


def _is_asked(gate: Gate | None, part: str) -> bool:
    return gate is not None and part in gate.parts


def _close(part: ScorePart, lost: Fraction, reduced: Reduced | None) -> PartTotal:
    whole = out_of = exact(part.points)
    if reduced is not None and reduced.part == part.id:
        if reduced.out_of is None:
            raise ValueError(f"{part.id} is reduced without a number to scale by")
        out_of = exact(reduced.out_of)
    left = max(NOTHING, out_of - lost)
    result = left * whole / out_of
    return PartTotal(part, out_of, lost, left, result, result * exact(part.weight))
