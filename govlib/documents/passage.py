"""A piece of running text, and where a person finds it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Passage(NamedTuple):
    """A paragraph, line or cell: where it stands, such as ``第 3 段`` or ``名录!C5``, and its text.

    ``further`` says from which character on the text stands somewhere else: a paragraph that was wrapped into lines
    begins in one line and ends in another.
    """

    place: str
    text: str
    further: tuple[tuple[int, str], ...] = ()

    def place_at(self, start: int) -> str:
        """Return where the character at ``start`` stands."""
        place = self.place
        for begin, named in self.further:
            if begin > start:
                break
            place = named
        return place


@dataclass(frozen=True)
class TextFile:
    """An opened file: what it is (text, markdown, page, word, pdf or table), its passages, what was not read of it."""

    kind: str
    passages: tuple[Passage, ...]
    notes: tuple[str, ...] = ()
