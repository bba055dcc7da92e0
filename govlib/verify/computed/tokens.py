"""A sentence as tokens, numbers apart from the words around them, so that two versions of it can be compared."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from fractions import Fraction
from typing import NamedTuple

from govlib.text.chinese_numbers import narrow_digits, read_amount

_PIECES = r"\d{1,2}(?=\.20\d\d年)|\d+(?:,\d{3})*(?:\.\d+)?|[A-Za-z]+|\s+|."
"""The number of an item right before a year (1.2023年) is no part of it."""

_STOP = re.compile(r"[。；;！？!?\n]")
NUMBER, NAME = "#", "@"


class Token(NamedTuple):
    """A run of digits, a known name, a run of letters or one other sign at ``start:end`` of its text."""

    start: int
    end: int
    text: str
    is_name: bool = False

    @property
    def is_number(self) -> bool:
        """Tell whether it is a number in digits."""
        return self.text[:1].isdigit() and not self.is_name

    @property
    def value(self) -> Fraction | None:
        """Return the number, None for a word."""
        return read_amount(self.text) if self.is_number else None

    @property
    def masked(self) -> str:
        """Return the token with every number and every name alike."""
        if self.is_name:
            return NAME
        return NUMBER if self.is_number else self.text

    def differs(self, other: Token) -> bool:
        """Tell whether two tokens at the same place say different things: 3,062 is 3062."""
        return self.text != other.text and (self.value is None or self.value != other.value)


class Sentence(NamedTuple):
    """A sentence at ``start:end`` of text number ``at``, its tokens without blanks."""

    at: int
    start: int
    end: int
    tokens: tuple[Token, ...]

    @property
    def masked(self) -> tuple[str, ...]:
        """Return the tokens with every number and name alike: two sentences that differ in these alone are the same."""
        return tuple(token.masked for token in self.tokens)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the tokens as written."""
        return tuple(token.text for token in self.tokens)


_ALIKE = str.maketrans("（）：，；“”‘’％—－–〔〕", "():,;\"\"''%---[]")


class Splitter:
    """Splits texts into sentences of tokens; the names it knows are one token each."""

    def __init__(self, names: Collection[str] = ()) -> None:
        longest = sorted((_even(name) for name in names), key=lambda name: (-len(name), name))
        self._names = frozenset(longest)
        self._token = re.compile("|".join([*map(re.escape, longest), _PIECES]), re.DOTALL)

    def tokenise(self, text: str, start: int = 0) -> tuple[Token, ...]:
        """Return the tokens of a text, blanks left out, marks of both widths alike; positions count from ``start``."""
        found = (
            Token(start + one.start(), start + one.end(), one[0], one[0] in self._names)
            for one in self._token.finditer(_even(text))
        )
        return tuple(token for token in found if not token.text.isspace())

    def split(self, text: str, at: int) -> Iterator[Sentence]:
        """Yield the sentences of text number ``at`` that say anything."""
        start = 0
        for stop in (*(one.start() for one in _STOP.finditer(text)), len(text)):
            tokens = self.tokenise(text[start:stop], start)
            if tokens:
                yield Sentence(at, start, stop, tokens)
            start = stop + 1


def _even(text: str) -> str:
    return narrow_digits(text).translate(_ALIKE)
