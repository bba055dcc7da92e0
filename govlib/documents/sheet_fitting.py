"""Column widths and row heights that hold their text in Excel, WPS and LibreOffice, fonts present or replaced.

Lengths are pixels at 96 dpi. A full-width character is as wide as its font is high; half-width ones are reckoned a
little wider than in 宋体, because the fonts that replace it (Noto, Liberation) are.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

TALLEST_ROW = 409.0
_PIXELS_PER_POINT = 96 / 72
_PIXELS_PER_UNIT = 8
_CELL_EDGE = 10
_LEADING = 1.5
_ROW_EDGE = 5.0
_NARROW, _BROAD, _FULL = 0.56, 0.78, 1.0
_OPENING, _CLOSING = "（《「『“‘【〔〈", "，。、；：？！）》」』”’】〕〉…％"
_ATOMS = re.compile(f"[{_OPENING}]*(?:[!-~]+|.)[{_CLOSING}]*", re.DOTALL)


@dataclass(frozen=True)
class ColumnNeed:
    """What one column needs: the least width, the width that shows everything on one line, and whether it may wrap."""

    least: float
    whole: float
    wraps: bool
    fixed: bool = False


def glyph_ems(character: str) -> float:
    """Return the width of a character in ems: full-width and ambiguous East Asian characters are 1."""
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "FWA":
        return _FULL
    return _BROAD if character.isupper() or character in "mw@%&" else _NARROW


def text_pixels(text: str, points: float) -> float:
    """Return the width of the longest line of a text in a font of this size."""
    longest = max((sum(map(glyph_ems, line)) for line in text.split("\n")), default=0.0)
    return longest * points * _PIXELS_PER_POINT


def count_lines(text: str, width: float, points: float) -> int:
    """Return on how many lines a text stands in a cell this wide: Chinese breaks anywhere, words stay whole."""
    ems = max((width - _CELL_EDGE) / (points * _PIXELS_PER_POINT), 1.0)
    return sum(_wrapped(line, ems) for line in text.split("\n"))


def cell_width(text: str, points: float) -> float:
    """Return the width of a cell that shows the text without wrapping."""
    return math.ceil(text_pixels(text, points)) + _CELL_EDGE


def row_height(lines: int, points: float) -> float:
    """Return the height in points of a row of so many lines; more than 409 is what no spreadsheet can show."""
    return round(lines * points * _LEADING + _ROW_EDGE, 2)


def column_units(width: float) -> float:
    """Return the width as the file states it, in characters of the default font."""
    return round((width - 5) / _PIXELS_PER_UNIT, 2)


def fit_columns(needs: Sequence[ColumnNeed], page: float) -> list[float]:
    """Return the widths of columns that fill a page: long texts share what is left over by what must stay whole.

    Where even the least widths are too many for the page, the sum is wider and the print is scaled down.
    """
    whole = sum(need.whole for need in needs)
    if whole <= page:
        return _stretched(needs, page)
    stiff = sum(need.whole for need in needs if not need.wraps)
    wrapping = [need for need in needs if need.wraps]
    cap = _common_cap(wrapping, page - stiff)
    return [max(need.least, min(need.whole, cap)) if need.wraps else need.whole for need in needs]


def _stretched(needs: Sequence[ColumnNeed], page: float) -> list[float]:
    fixed = sum(need.whole for need in needs if need.fixed)
    moving = sum(need.whole for need in needs if not need.fixed)
    if not moving:
        return [need.whole for need in needs]
    factor = (page - fixed) / moving
    return [need.whole if need.fixed else math.floor(need.whole * factor) for need in needs]


def _common_cap(needs: Sequence[ColumnNeed], room: float) -> float:
    """Return the width, in whole pixels, that no wrapping column exceeds when together they fill the room."""
    low, high = 0, math.ceil(max(room, 0.0))
    while low < high:
        middle = (low + high + 1) // 2
        if sum(max(need.least, min(need.whole, middle)) for need in needs) <= room:
            low = middle
        else:
            high = middle - 1
    return float(low)


def _wrapped(line: str, ems: float) -> int:
    lines, filled = 1, 0.0
    for atom in _ATOMS.findall(line):
        width = sum(map(glyph_ems, atom))
        if filled + width <= ems:
            filled += width
        elif width <= ems:
            lines, filled = lines + 1, width
        else:
            more = math.ceil(width / ems)
            lines, filled = lines + more - (filled == 0), width - (more - 1) * ems
    return lines
