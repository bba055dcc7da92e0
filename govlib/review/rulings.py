"""What is in force about one item as it is now: decided in this period, carried over from an earlier one, or stale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from govlib.review.carry import CarriedDecision, Period, carry_over, read_earlier
from govlib.review.decision import CONFIRM, DISMISS, KINDS, MERGE, NOT_APPLICABLE, Decision
from govlib.review.effective import IN_FORCE, STALE, Settled, keep_standing, standing_of
from govlib.review.store import read_decisions

UNREVIEWED, CARRIED, GONE = "未复核", "沿用", "不在本期"
STANDINGS = (UNREVIEWED, IN_FORCE, STALE, CARRIED, GONE)
TAKES_OUT = frozenset({DISMISS, NOT_APPLICABLE, MERGE})
"""The decisions by which an item counts nowhere."""


@dataclass(frozen=True)
class Ruling:
    """What decides about an item: its settled decisions that stand, how they stand, from which period they came.

    ``shown`` is the decision that it is shown with, also where that is stale.
    """

    settled: Settled = field(default_factory=Settled)
    standing: str = UNREVIEWED
    origin: str = ""
    shown: Decision | None = None

    @property
    def kind(self) -> str:
        """Return the kind of the decision about the outcome that is in force, or ""."""
        return self.settled.outcome.kind if self.settled.outcome else ""

    @property
    def word(self) -> str:
        """Return that kind as people read it, or ""."""
        return KINDS[self.kind] if self.kind else ""

    @property
    def target(self) -> str:
        """Return the key that the item is merged into, or ""."""
        return self.settled.outcome.to if self.settled.outcome and self.kind == MERGE else ""

    def without_outcome(self) -> Ruling:
        """Return the ruling of a decision that could not be applied."""
        return replace(self, settled=replace(self.settled, outcome=None), standing=STALE)

    @property
    def remark(self) -> str:
        """Return the remark of the decision about the outcome."""
        return self.settled.outcome.remark if self.settled.outcome else ""


@dataclass(frozen=True)
class Item:
    """What a ruling is asked about: the item's key, the hash of what it rests on, and that of all it says.

    ``is_told`` marks an item that the export itself has judged: no earlier period's word holds against that.
    """

    key: str
    evidence: str
    state: str
    is_told: bool = False


@dataclass(frozen=True)
class Book:
    """The decisions of a period by key, those of the periods before it, newest first, and lines that can't be used."""

    now: Mapping[str, Settled] = field(default_factory=dict)
    earlier: tuple[Period, ...] = ()
    faults: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.now) or bool(self.earlier)

    def keys(self, prefix: str = "") -> set[str]:
        """Return the keys about which anything was decided, in any period, that begin with a prefix."""
        books = (self.now, *(settled for _, settled in self.earlier))
        return {key for book in books for key in book if key.startswith(prefix)}

    def rule(self, items: Iterable[Item]) -> dict[str, Ruling]:
        """Return what is in force about items as they are now, by key; those about which nothing is are left out."""
        asked = list(items)
        carried = carry_over({one.key: one.evidence for one in asked if not one.is_told}, self.now, self.earlier)
        rulings = {one.key: _rule(one, self.now.get(one.key), carried.get(one.key)) for one in asked}
        return {key: ruling for key, ruling in rulings.items() if ruling is not None}


def open_book(records_dir: Path, earlier: Sequence[str]) -> Book:
    """Return the decisions of a period (``records/<place>/<period>``) and of the periods named, oldest first."""
    read = read_decisions(records_dir)
    before, faults = read_earlier(records_dir.parent, earlier)
    return Book(read.settled, before, (*read.faults, *faults))


def _rule(item: Item, settled: Settled | None, carried: CarriedDecision | None) -> Ruling | None:
    kept = Settled() if settled is None else keep_standing(settled, item.evidence, item.state)
    if carried is not None:
        return Ruling(replace(kept, outcome=carried.decision), CARRIED, carried.origin, carried.decision)
    if settled is None or settled.decided is None:
        return None
    return Ruling(kept, standing_of(settled, item.evidence, item.state), shown=settled.decided)


def say_verdict(ruling: Ruling) -> str:
    """Return what a person decided, as a finding's reason says it: 人工复核：误报（remark）."""
    said = f"人工复核：{ruling.word}" if ruling.kind == CONFIRM else f"人工复核为{ruling.word}"
    since = f"，沿用{ruling.origin}的复核" if ruling.origin else ""
    remark = f"：{ruling.remark}" if ruling.remark else ""
    return f"{said}{since}{remark}"
