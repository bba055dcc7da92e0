"""A hit as people see it: where it stands, what it is, the sentence around it, nothing personal left in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from govlib.text.hiding import hide_personal
from govlib.text.quoting import is_quoted
from govlib.text.seeing import see_text

AROUND = 20
SENTENCE = 120
_ENDS = frozenset("。！？!?；;\n\r")
SERIOUS, SUSPECTED = "严重", "疑似"
FOUND, QUOTED = "命中", "引用"


@dataclass(frozen=True)
class Hit:
    """One doubtful span: ``wrong`` is ``text[start:end]`` of its passage, personal numbers hidden sign by sign.

    ``status`` is 命中, or 引用 where the text quotes it as an error. ``sentence`` is at most 120 characters to either
    side; ``before`` and ``after`` are what stands around it. ``confidence`` is the share of such hits expected to be
    right. ``document``, ``passage`` and ``place`` say where the text stands.
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
    rule: str = "lexicon"
    note: str = ""
    confidence: float = 1.0
    document: str = ""
    passage: int = 0
    place: str = ""

    @property
    def context(self) -> str:
        """Return the span within what stands around it, on one line, marked 【】."""
        return " ".join(f"{self.before}【{self.wrong}】{self.after}".split())

    @property
    def counts(self) -> bool:
        """Return whether the hit is no quotation."""
        return self.status == FOUND

    @property
    def says(self) -> str:
        """Return what is wrong in a few words: the right wording, or the note where none can be given."""
        return f"{self.wrong}→{self.right}" if self.right else f"{self.wrong}：{self.note}"


class Around(NamedTuple):
    """A span and what stands around it, nothing personal left in it."""

    wrong: str
    sentence: str
    before: str
    after: str


@dataclass
class Shown:
    """One passage to make hits of; what is personal in it is hidden once, when the first hit is made."""

    text: str
    _hidden: str | None = field(default=None, init=False)

    @property
    def hidden(self) -> str:
        """Return the text, as long as it was, with every personal number replaced sign by sign."""
        if self._hidden is None:
            view = see_text(self.text)
            self._hidden = hide_personal(self.text) if view is None else view.restore(hide_personal(view.text))
        return self._hidden

    def around(self, start: int, end: int) -> Around:
        """Return a span with its sentence and what stands around it, as a hit shows them."""
        first, last = find_sentence(self.text, start, end)
        return Around(
            wrong=self.hidden[start:end],
            sentence=self.hidden[first:last].strip(),
            before=self.hidden[max(0, start - AROUND) : start],
            after=self.hidden[end : end + AROUND],
        )

    def status(self, start: int, end: int, right: str) -> str:
        """Return whether a span counts (命中) or is quoted as an error (引用)."""
        return QUOTED if is_quoted(self.text, start, end, right) else FOUND


def find_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence around a span, at most 120 characters to either side."""
    first = next((at + 1 for at in range(start - 1, max(-1, start - SENTENCE - 1), -1) if text[at] in _ENDS), None)
    first = max(0, start - SENTENCE) if first is None else first
    stop = min(len(text), end + SENTENCE)
    last = next((at + 1 for at in range(end, stop) if text[at] in _ENDS), stop)
    return first, last
