"""The decisions of one place and period as they are saved: one save is one line, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from govlib.errors import UserError
from govlib.records.folders import DECISIONS
from govlib.records.journal import Entry, Journal, append, read_journal
from govlib.review.checking import clean_decisions, list_faults, list_rings
from govlib.review.decision import KINDS, Decision
from govlib.review.effective import Settled, settle

_SHOWN = 10
_OWN = ("key", "kind", "to", "remark", "evidence", "state")
"""What each decision of a save says itself; when and by whom is said once."""


@dataclass(frozen=True)
class Save:
    """One save: the line it stands in, when and by whom, and what was decided in it."""

    line: int
    when: str
    by: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Decisions:
    """All that was saved in a period, in order; sentences about lines that aren't used; how far it was read."""

    saves: tuple[Save, ...] = ()
    faults: tuple[str, ...] = ()
    seen: int = 0

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """Return every decision in the order of saving."""
        return tuple(decision for save in self.saves for decision in save.decisions)

    @cached_property
    def settled(self) -> dict[str, Settled]:
        """Return what is in force of each item, by key."""
        return settle(self.decisions)


class DecisionConflictError(UserError):
    """Somebody else decided about the same items since they were read; nothing was saved.

    ``mine`` are the decisions that were to be saved, ``theirs`` those that came between.
    """

    def __init__(self, where: str, mine: tuple[Decision, ...], theirs: tuple[Decision, ...]) -> None:
        self.mine, self.theirs = mine, theirs
        lines = [_say_both(other, mine) for other in theirs[:_SHOWN]]
        more = f"\n  另有 {len(theirs) - _SHOWN} 条" if len(theirs) > _SHOWN else ""
        found = f"这段时间里别人对同样的 {len({each.key for each in theirs})} 项作了决定，这一次一条也没有保存\n"
        super().__init__(where, found + "\n".join(lines) + more + "\n", advice="请看过别人的决定，再决定是否保存")


def read_decisions(records_dir: Path) -> Decisions:
    """Return what was decided in a period; ``records_dir`` is ``records/<place>/<period>``, which need not exist.

    A line that can't be read, or is no save, is told and not used, not even in part.

    Raises:
        UserError: the file is there and can't be opened.
    """
    return _understand(read_journal(records_dir / DECISIONS, name_journal(records_dir)), name_journal(records_dir))


def save_decisions(
    records_dir: Path, decisions: Iterable[Decision], *, when: str, by: str = "", seen: int | None = None
) -> Decisions:
    """Save decisions as one line, and return all that is saved now; when this returns, they are on the disk.

    ``when`` (a moment, ISO) and ``by`` (a post or a sign, never a person's name) are those of the save. Remarks are
    kept without personal numbers and signs that nobody sees. ``seen`` is how far the caller has read: what others saved
    since about other items doesn't matter.

    Raises:
        DecisionConflictError: others have decided about the same items since; nothing is saved.
        UserError: decisions that say too little or contradict each other, all faults at once; or the file can't be
            written. Nothing is saved.
    """
    where = name_journal(records_dir)
    cleaned, signed = clean_decisions(decisions, by)
    _raise_all(where, list_faults(cleaned, when, signed))
    said = [{name: value for name in _OWN if (value := getattr(one, name))} for one in cleaned]
    data = {"when": when, "decisions": said} | ({"by": signed} if signed else {})
    saved = Decisions()

    def compare(journal: Journal) -> None:
        nonlocal saved
        saved = _understand(journal, where)
        _refuse_conflicts(where, cleaned, saved, seen)
        _raise_all(where, list_rings(settle([*saved.decisions, *cleaned]), cleaned))

    line = append(records_dir / DECISIONS, data, check=compare, shown_as=where)
    mine = Save(line, when, signed, tuple(replace(one, when=when, by=signed) for one in cleaned))
    return Decisions((*saved.saves, mine), saved.faults, line)


def name_journal(records_dir: Path) -> str:
    """Return how messages name the file of decisions."""
    return f"records/{records_dir.parent.name}/{records_dir.name}/{DECISIONS}"


def _understand(journal: Journal, where: str) -> Decisions:
    saves, faults = [], list(journal.faults)
    for entry in journal.entries:
        try:
            saves.append(_read_save(entry))
        except (ValueError, TypeError, KeyError, AttributeError):
            faults.append(f"{where} 第 {entry.line} 行不是复核决定，没有采用；其余各行照常有效。")
    return Decisions(tuple(saves), tuple(faults), journal.lines)


def _read_save(entry: Entry) -> Save:
    when, by = str(entry.data["when"]), str(entry.data.get("by", ""))
    decisions = tuple(Decision.of({"when": when, "by": by, **each}) for each in entry.data["decisions"])
    return Save(entry.line, when, by, decisions)


def _raise_all(where: str, faults: Sequence[str]) -> None:
    if not faults:
        return
    lines = [f"  {number}. {fault}" for number, fault in enumerate(faults[:_SHOWN], 1)]
    more = [f"  另有 {len(faults) - _SHOWN} 处"] if len(faults) > _SHOWN else []
    said = "\n".join([*lines, *more])
    raise UserError(where, f"有 {len(faults)} 处不能保存，一条也没有保存\n{said}\n", advice="请改好后再保存一次")


def _refuse_conflicts(where: str, mine: tuple[Decision, ...], saved: Decisions, seen: int | None) -> None:
    if seen is None:
        return
    keys = {decision.key for decision in mine}
    later = [decision for save in saved.saves if save.line > seen for decision in save.decisions]
    theirs = tuple(decision for decision in later if decision.key in keys)
    if theirs:
        raise DecisionConflictError(where, mine, theirs)


def _say_both(other: Decision, mine: Iterable[Decision]) -> str:
    own = "、".join(say_decision(decision) for decision in mine if decision.key == other.key)
    return f"  {other.key}：{other.by or '别人'} {other.when} 保存的是“{say_decision(other)}”，这一次要保存“{own}”"


def say_decision(decision: Decision) -> str:
    """Return a decision in a few words, such as 改派 → 县教育局（电话核实）."""
    target = f" → {decision.to}" if decision.to else ""
    return f"{KINDS[decision.kind]}{target}" + (f"（{decision.remark}）" if decision.remark else "")
