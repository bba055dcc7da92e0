"""A sentence as tokens, numbers apart from the words around them, so that two versions of it can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from govlib.text.chinese_numbers import narrow_digits, read_amount

_TOKEN = re.compile(r"\d{1,2}(?=\.20\d\d年)|\d+(?:,\d{3})*(?:\.\d+)?|[A-Za-z]+|\s+|.", re.DOTALL)
"""The number of an item right before a year (1.2023年) is no part of it."""

_DIGIT = re.compile(r"\d")
_STOP = re.compile(r"[。；;！？!?\n]")
NUMBER = "#"


class Token(NamedTuple):
    """A run of digits, a run of letters or one other sign at ``start:end`` of its text."""

    start: int
    end: int
    text: str

    @property
    def is_number(self) -> bool:
        """Tell whether it is a number in digits."""
        return self.text[:1].isdigit()

    @property
    def value(self) -> Fraction | None:
        """Return the number, None for a word."""
        return read_amount(self.text) if self.is_number else None

    @property
    def masked(self) -> str:
        """Return the token with every number alike."""
        return NUMBER if self.is_number else self.text


class Sentence(NamedTuple):
    """A sentence at ``start:end`` of text number ``at``, its tokens without blanks."""

    at: int
    start: int
    end: int
    tokens: tuple[Token, ...]

    @property
    def masked(self) -> tuple[str, ...]:
        """Return the tokens with every number alike: two sentences that differ in numbers alone are the same."""
        return tuple(token.masked for token in self.tokens)


_ALIKE = str.maketrans("（）：，；“”‘’％—－–〔〕", "():,;\"\"''%---[]")


def tokenise(text: str, start: int = 0) -> tuple[Token, ...]:
    """Return the tokens of a text, blanks left out, marks of both widths alike; positions count from ``start``."""
    plain = narrow_digits(text).translate(_ALIKE)
    found = (Token(start + one.start(), start + one.end(), one[0]) for one in _TOKEN.finditer(plain))
    return tuple(token for token in found if not token.text.isspace())


def split_text(text: str, at: int) -> Iterator[Sentence]:
    """Yield the sentences of a text that say anything."""
    start = 0
    for stop in (*(one.start() for one in _STOP.finditer(text)), len(text)):
        tokens = tokenise(text[start:stop], start)
        if tokens:
            yield Sentence(at, start, stop, tokens)
        start = stop + 1


def has_number(text: str) -> bool:
    """Tell whether a text has a digit."""
    return bool(_DIGIT.search(narrow_digits(text)))
