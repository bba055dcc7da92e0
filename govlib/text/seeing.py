"""A text as a reader sees it: without what is invisible in it, each character knowing where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from govlib.text.document import Document, Doubt

_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x08\x0e-\x1b\x7f"
_HIDDEN = re.compile(f"[{_UNSEEN}]+")
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_BLANK = r" \t\n\r\v\f\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_GAP = re.compile(rf"[{_BLANK}{_UNSEEN}](?<=[{_HAN}].)[{_BLANK}{_UNSEEN}]{{0,7}}(?=[{_HAN}])", re.DOTALL)
"""What may part the characters of a word: a few blanks, or the end of a line that goes on in the next."""


@dataclass(frozen=True)
class View:
    """A text with some characters left out; ``cuts`` are the positions in it behind which some are, in order.

    ``gone`` says how many of the original stand before each cut and what follows it.
    """

    text: str
    cuts: tuple[int, ...]
    gone: tuple[int, ...]
    left_out: tuple[str, ...]

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Return a span of the view as a span of the original: from its first character to its last one."""
        return start + self._before(start), end + self._before(max(start, end - 1))

    def restore(self, text: str) -> str:
        """Return a text as long as the view with what was left out put back."""
        pieces = []
        done = 0
        for cut, signs in zip(self.cuts, self.left_out, strict=True):
            pieces += [text[done:cut], signs]
            done = cut
        return "".join([*pieces, text[done:]])

    def _before(self, at: int) -> int:
        number = bisect_right(self.cuts, at)
        return self.gone[number - 1] if number else 0


@dataclass(frozen=True)
class Sight:
    """A document as it is seen, and the views of those passages that look otherwise than they are written."""

    document: Document
    views: dict[int, View]

    def locate(self, doubt: Doubt) -> Doubt:
        """Return a doubt about the document as seen as one about the document as written."""
        view = self.views.get(doubt.passage)
        if view is None:
            return doubt
        start, end = view.locate(doubt.start, doubt.end)
        return replace(doubt, start=start, end=end)


def see_text(text: str, pattern: re.Pattern[str] = _HIDDEN) -> View | None:
    """Return a text without its invisible characters, None if it has none."""
    # what is invisible is not printable; to ask that takes a tenth of a search
    if pattern is _HIDDEN and text.isprintable():
        return None
    found = list(pattern.finditer(text))
    if not found:
        return None
    pieces, cuts, gone, left_out = [], [], [], []
    done = total = 0
    for match in found:
        pieces.append(text[done : match.start()])
        cuts.append(match.start() - total)
        total += len(match[0])
        gone.append(total)
        left_out.append(match[0])
        done = match.end()
    return View("".join([*pieces, text[done:]]), tuple(cuts), tuple(gone), tuple(left_out))


def see_document(document: Document) -> Sight:
    """Return a document without zero-width characters, soft hyphens, direction marks and control characters."""
    views = _view(document, _HIDDEN)
    if not views:
        return Sight(document, views)
    passages = tuple(
        passage._replace(text=views[number].text) if number in views else passage
        for number, passage in enumerate(document.passages)
    )
    return Sight(replace(document, passages=passages), views)


def see_over_gaps(document: Document) -> Sight | None:
    """Return a document without the blanks and line ends between Chinese characters; None if there are none.

    Passages without any are blank in it: what stands in them has been seen.
    """
    views = _view(document, _GAP)
    if not views:
        return None
    passages = tuple(
        passage._replace(text=views[number].text if number in views else "")
        for number, passage in enumerate(document.passages)
    )
    return Sight(replace(document, passages=passages), views)


def _view(document: Document, pattern: re.Pattern[str]) -> dict[int, View]:
    seen = ((number, see_text(passage.text, pattern)) for number, passage in enumerate(document.passages))
    return {number: view for number, view in seen if view is not None}
