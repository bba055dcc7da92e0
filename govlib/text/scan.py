"""One long text → hits of the lexicon, in pieces of any size: what no memory holds whole is scanned as it comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govlib.catalog.lexicon_rows import LexiconEntry
from govlib.text.hiding import REACH
from govlib.text.hits import AROUND, SENTENCE, Hit, Shown
from govlib.text.lexicon import Lexicon
from govlib.text.quoting import LOOKED_AROUND

_MARGIN = max(AROUND, SENTENCE, LOOKED_AROUND) + REACH
_BLOCK = 4096


def scan_text(text: str, lexicon: Lexicon) -> list[Hit]:
    """Return the hits of one text in order; of wordings that overlap the first counts, of those the longest."""
    return list(scan_pieces([text], lexicon))


def scan_pieces(pieces: Iterable[str], lexicon: Lexicon) -> Iterator[Hit]:
    """Yield the hits of a text that comes in pieces, cut anywhere; positions and hits are those of the whole text.

    No more is held in memory than a piece and what a hit has to see around it.
    """
    margin = _MARGIN + lexicon.longest
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
    shown = Shown(text[max(0, start - _MARGIN) : end + _MARGIN])
    near = min(start, _MARGIN)
    return Hit(
        start=offset + start,
        end=offset + end,
        right=entry.right,
        kind=entry.kind,
        severity=entry.severity,
        source=entry.place,
        basis=entry.basis,
        status=shown.status(near, near + end - start, entry.right),
        **shown.around(near, near + end - start)._asdict(),
    )
