"""What several files and the records say of one number, brought together; nothing is overwritten unasked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from govlib.ledger.acts import Answer
from govlib.ledger.identity import Identity
from govlib.ledger.known import FIELDS
from govlib.ledger.returned.matching import Matched
from govlib.ledger.returned.notes import CONFLICT, LEFT_OUT, USED, Note
from govlib.ledger.returned.reading import Returned
from govlib.ledger.sheets import ASKED

_HEADINGS = {name: heading for heading, name in ASKED.items()}


@dataclass(frozen=True)
class Candidate:
    """An answer that one file holds for one number."""

    returned: Returned
    identity: Identity
    matched: Matched
    answer: Answer

    @property
    def number(self) -> str:
        """Return the number that is answered."""
        return self.matched.known.number


def merge(candidates: Sequence[Candidate], *, update: bool) -> tuple[dict[str, list[Answer]], list[Note]]:
    """Return by the hash of a file the answers that it adds, each whole with what was said before, and the notes.

    A blank never erases. Two files that differ are both left out, even with ``update``; what differs from the records
    is used only with it.
    """
    by_number: dict[str, list[Candidate]] = {}
    for one in candidates:
        by_number.setdefault(one.number, []).append(one)
    added: dict[str, list[Answer]] = {}
    notes: list[Note] = []
    for own in by_number.values():
        clashes = list(_clashes(own))
        if clashes:
            notes += clashes
            continue
        merged = own[0].matched.known.answer
        for one in own:
            said = {name: value for name in FIELDS if (value := getattr(one.answer, name))}
            news = {name: value for name, value in said.items() if value != getattr(merged, name)}
            if not news:
                continue
            stopped = list(_differences(one, news, update=update))
            notes += stopped
            if any(note.kind != USED for note in stopped):
                continue
            merged = replace(merged, number=one.number, **news)
            added.setdefault(one.returned.sha256, []).append(merged)
    return added, notes


def _clashes(own: Sequence[Candidate]) -> Iterator[Note]:
    """Yield where two files of one call say different things of one number; one note a file and column."""
    for name in FIELDS:
        said = [(one.returned.file, value) for one in own if (value := getattr(one.answer, name))]
        if len({value for _, value in said}) > 1:
            shown = "；".join(f"{file}写“{value}”" for file, value in said)
            for one in own:
                message = f"编号 {one.number} 的“{_HEADINGS[name]}”几个文件不一样（{shown}），都没有采用"
                yield _note(CONFLICT, one, message, name)


def _differences(one: Candidate, news: Mapping[str, str], *, update: bool) -> Iterator[Note]:
    """Yield what stands against the new values: told again since, closed, or recorded otherwise."""
    known = one.matched.known
    if known.closed is not None:
        message = f"编号 {known.number} 已于 {known.closed[0]} 销号，没有采用"
        yield _note(LEFT_OUT, one, message)
        return
    if known.last.place > one.identity.sending and known.last.period != one.identity.period:
        again = f"编号 {known.number} 在 {known.last.period} 又通报过，这是 {one.identity.period} 的表"
        end = "，按要求采用" if update else "，没有采用；确实要用请加 --update"
        yield _note(USED if update else CONFLICT, one, again + end)
    for name, value in news.items():
        before = getattr(known.answer, name)
        if before and before != value:
            source = known.said_in.get(name, "")
            where = f"（{source}）" if source else ""
            said = f"编号 {known.number} 的“{_HEADINGS[name]}”原来是“{before}”{where}，现在是“{value}”"
            end = "，已更新" if update else "，没有采用；要更新请加 --update"
            yield _note(USED if update else CONFLICT, one, said + end, name, before)


def _note(kind: str, one: Candidate, message: str, name: str = "answer", before: str = "") -> Note:
    row, value = one.matched.row, getattr(one.answer, name)
    return Note(kind, one.returned.file, message, row.sheet, row.row, one.number, _HEADINGS[name], value, before)
