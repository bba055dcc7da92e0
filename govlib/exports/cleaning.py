"""Cells of text made comparable: no invisible characters, no layout line breaks, blanks as missing."""

from __future__ import annotations

import re

import pandas as pd

from govlib.exports.arrow_text import Flags, find_matches

_INVISIBLE_CLASS = "\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad\x00"
_SPACE_CLASS = "\\s\u00a0\u3000\u2000-\u200a\u202f\u205f"
_SUBSTANCE = f"[^{_SPACE_CLASS}{_INVISIBLE_CLASS}]"
_INVISIBLE = re.compile(f"[{_INVISIBLE_CLASS}]")
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\s*[\r\n\u2028\u2029\x0b\x0c]+\s*")
_WIDE = "\u2e80-\u303e\u3040-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff“”‘’…—·《》"
_BETWEEN_WIDE = re.compile(f"(?<=[{_WIDE}]) (?=[{_WIDE}])")
_BESIDE_BRACKET = re.compile(r" (?=[(（])|(?<=[)）]) ")
_OTHER_BLANKS = "\\t\\n\\r\\f\\v\u00a0\u2028\u2029\u3000\u2000-\u200a\u202f\u205f\u0085"
_NEEDS_CARE = {
    "text": f"[{_INVISIBLE_CLASS}{_OTHER_BLANKS}]|^ | $|  ",
    "lines": f"[{_INVISIBLE_CLASS}\\r]|^[{_SPACE_CLASS}]|[{_SPACE_CLASS}]$",
    "name": f"[{_INVISIBLE_CLASS}{_OTHER_BLANKS} ]",
    "url": f"[{_INVISIBLE_CLASS}{_OTHER_BLANKS} ]",
}
TEXT = pd.StringDtype("pyarrow")


def is_filled(texts: pd.Series) -> Flags:
    """Return for every cell whether it holds anything that can be seen."""
    return find_matches(texts, _SUBSTANCE)


def clean_text(text: str) -> str:
    """Return a text on one line: a break between Chinese characters joins them, elsewhere it becomes a blank."""
    line = _BREAKS.sub("\n", _INVISIBLE.sub("", text).strip())
    line = re.sub(f"(?<=[{_WIDE}])\n(?=[{_WIDE}])", "", line).replace("\n", " ")
    return _SPACES.sub(" ", line).strip()


def clean_name(text: str) -> str:
    """Return a name: a text on one line without blanks between Chinese characters and before brackets."""
    return _BESIDE_BRACKET.sub("", _BETWEEN_WIDE.sub("", clean_text(text)))


def clean_lines(text: str) -> str:
    """Return a text of several lines: ends trimmed, line ends as a line feed, invisible characters gone."""
    return _INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def clean_url(text: str) -> str:
    """Return an address without any blank."""
    return "".join(_INVISIBLE.sub("", text).split())


_CLEANERS = {"text": clean_text, "name": clean_name, "lines": clean_lines, "url": clean_url}


def clean_column(texts: pd.Series, manner: str) -> pd.Series:
    """Return a text column cleaned as "text", "name", "lines" or "url", what is blank as missing."""
    cleaner = _CLEANERS[manner]
    needy = find_matches(texts, _NEEDS_CARE[manner])
    result = texts
    if needy.any():
        dirty = texts[needy]
        spellings = {text: cleaner(text) for text in dirty.unique()}
        result = texts.copy()
        result[needy] = pd.array([spellings[text] for text in dirty], dtype=TEXT)
    return result.mask(result == "", pd.NA).astype(TEXT)
