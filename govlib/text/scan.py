"""Texts → hits: every wrong wording with its place, its sentence and what should stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govlib.catalog.lexicon_rows import LexiconEntry
from govlib.text.lexicon import Lexicon
from govlib.text.quoting import LOOKED_AROUND, is_quoted

AROUND = 20
_SENTENCE = 120
_ENDS = frozenset("。！？!?；;\n\r")
_MARGIN = max(AROUND, _SENTENCE, LOOKED_AROUND)
_BLOCK = 4096


@dataclass(frozen=True)
class Hit:
    """One wrong wording: ``text[start:end]`` is ``wrong``; ``status`` is 命中, or 引用 where it is quoted as an error.

    ``sentence`` is at most 120 characters to either side; ``before`` and ``after`` are what stands around it.
    """

    start: int
    end: int
    wrong: str
    right: str
    kind: str
    severity: str
    source: str
    basis: str
    sentence: str
    before: str
    after: str
    status: str

    @property
    def context(self) -> str:
        """Return the wrong wording within what stands around it, on one line, marked 【】."""
        return " ".join(f"{self.before}【{self.wrong}】{self.after}".split())


def scan_text(text: str, lexicon: Lexicon) -> list[Hit]:
    """Return the hits of one text in order; of wordings that overlap the first counts, of those the longest."""
    return list(scan_pieces([text], lexicon))


def scan_pieces(pieces: Iterable[str], lexicon: Lexicon) -> Iterator[Hit]:
    """Yield the hits of a text that comes in pieces, cut anywhere; positions and hits are those of the whole text.

    No more is held in memory than a piece and what a hit has to see around it.
    """
    margin = _MARGIN + lexicon.finder.longest
    held, offset, settled, free = "", 0, 0, 0
    for piece, is_last in _mark_last(pieces):
        held += piece
        limit = offset + len(held) if is_last else offset + len(held) - margin
        if limit - settled < _BLOCK and not is_last:
            continue
        for start, end, entry in lexicon.find_wrong(held):
            place = offset + start
            if max(settled, free) <= place < limit:
                free = offset + end
                yield _make_hit(held, (start, end), offset, entry)
        settled = max(settled, limit)
        cut = max(0, settled - margin - offset)
        held, offset = held[cut:], offset + cut


def _mark_last(pieces: Iterable[str]) -> Iterator[tuple[str, bool]]:
    before = ""
    for piece in pieces:
        if before:
            yield before, False
        before = piece
    yield before, True


def _make_hit(text: str, span: tuple[int, int], offset: int, entry: LexiconEntry) -> Hit:
    start, end = span
    first = next((at + 1 for at in range(start - 1, max(-1, start - _SENTENCE - 1), -1) if text[at] in _ENDS), None)
    first = max(0, start - _SENTENCE) if first is None else first
    stop = min(len(text), end + _SENTENCE)
    last = next((at + 1 for at in range(end, stop) if text[at] in _ENDS), stop)
    return Hit(
        start=offset + start,
        end=offset + end,
        wrong=entry.wrong,
        right=entry.right,
        kind=entry.kind,
        severity=entry.severity,
        source=entry.place,
        basis=entry.basis,
        sentence=text[first:last].strip(),
        before=text[max(0, start - AROUND) : start],
        after=text[end : end + AROUND],
        status="引用" if is_quoted(text, start, end, entry.right) else "命中",
    )
