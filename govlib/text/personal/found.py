"""One personal value in a text, and the text around it that says whose it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

SERIOUS, COMMON, SUSPECTED, NO_DOUBT = "严重", "一般", "疑似", ""

BEFORE = 40
"""How many characters before a value may say whose it is; none from before the end of the sentence."""
AFTER = 12

DIGIT = "[0-9０-９]"
BLANK = "\u00a0\u00ad\u200b-\u200f\u2060\u3000\ufeff \t"
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_STOPS = re.compile("[。；;！!？?\n\r]")
_SEPARATORS = re.compile(f"[{BLANK}\r\n.．·()（）‐‑‒–—―－﹣−\\-]")


@dataclass(frozen=True)
class Personal:
    """A value at ``text[start:end]``; ``doubt`` is how serious it is that it stands there, "" if it may.

    ``sure`` is the share of such findings expected to be right, 0 for that of the rule. Whether doubted or not, no
    output shows the value.
    """

    start: int
    end: int
    kind: str
    doubt: str = NO_DOUBT
    note: str = ""
    sure: float = 0.0


@dataclass(frozen=True)
class Stretch:
    """A stretch of a text to be searched: ``text[first:last]``, what lies outside is seen but not searched.

    ``heading`` is the heading of its column, where the text is a cell of a table.
    """

    text: str
    first: int
    last: int
    heading: str = ""

    def finditer(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Return the matches of a pattern in the stretch."""
        return pattern.finditer(self.text, self.first, self.last)

    def before(self, start: int, reach: int = BEFORE) -> str:
        """Return what stands before a position in its sentence, the heading of its column in front."""
        return self.heading + _STOPS.split(self.text[max(0, start - reach) : start])[-1]

    def after(self, end: int) -> str:
        """Return what follows a position in its sentence."""
        return _STOPS.split(self.text[end : end + AFTER])[0]


def plain_digits(text: str) -> str:
    """Return a number as it is written without blanks, dashes, dots and brackets, in ASCII capitals."""
    return unicodedata.normalize("NFKC", _SEPARATORS.sub("", text)).upper()


def words(some: str) -> re.Pattern[str]:
    """Return a pattern that finds any of the words, which are given with blanks between them."""
    return re.compile("|".join(map(re.escape, some.split())))


def drop_unseen(text: str) -> tuple[str, list[int]] | None:
    """Return a text without its signs of no width and where each of its characters stood; None if it has none."""
    if _UNSEEN.search(text) is None:
        return None
    places = [place for place, sign in enumerate(text) if not _UNSEEN.match(sign)]
    return "".join(text[place] for place in places), places
