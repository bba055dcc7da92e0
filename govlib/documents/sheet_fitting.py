"""Column widths and row heights that hold their text in Excel, WPS and LibreOffice, fonts present or replaced.

Lengths are pixels at 96 dpi. A full-width character is as wide as its font is high; half-width ones are reckoned a
little wider than in 宋体, because the fonts that replace it (Noto, Liberation) are.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np

TALLEST_ROW = 409.0
_PIXELS_PER_POINT = 96 / 72
_PIXELS_PER_UNIT = 8
_CELL_EDGE = 10
_LEADING = 1.42
_ROW_EDGE = 4.0
_THIN, _NARROW, _BROAD, _FULL = 0.5, 0.62, 0.85, 1.0
_THIN_ONES = frozenset(" !'(),./:;[]`fijlrt|")
_STEP = 7.0
_ROWS_WEIGHED = 2000
_HEADING_WEIGHT = 3
_CROWDING = (1.0, 1.12, 1.25)
_WORTH_SHRINKING = 1.15
_OPENING, _CLOSING = "（《「『“‘【〔〈", "，。、；：？！）》」』”’】〕〉…％"
# words and the parts of an address stay whole; closing marks never begin a line, opening ones never end it
_ATOMS = re.compile(rf"[{_OPENING}]*(?:[!-,.0-~]+[/\-]*|[/\-]+|.)[{_CLOSING}]*", re.DOTALL)


@dataclass(frozen=True)
class ColumnNeed:
    """What one column needs, in pixels: the least width, and the widths that keep heading and rows on one line.

    ``rows`` is empty for a column whose cells never wrap; a ``fixed`` column is not widened to fill a page.
    """

    least: float
    heading: float
    rows: tuple[float, ...] = ()
    fixed: bool = False

    @property
    def whole(self) -> float:
        """Return the width at which nothing wraps."""
        return max(self.least, self.heading, *self.rows)


def add_room(need: ColumnNeed, characters: int, points: float, rows: int = 1) -> ColumnNeed:
    """Return a column's need with some rows more, of so many full-width characters that may still be written there."""
    width = cell_width("宽" * characters, points)
    return (
        replace(need, rows=(*need.rows, *(width,) * rows)) if need.rows else replace(need, least=max(need.least, width))
    )


def add_day(need: ColumnNeed, points: float) -> ColumnNeed:
    """Return a column's need where days may still be written: it never wraps, and is ### where it has no room."""
    return replace(need, least=max(need.least, cell_width("2026-12-30", points)))


@cache
def glyph_ems(character: str) -> float:
    """Return the width of a character in ems: full-width and ambiguous East Asian characters are 1."""
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "FWA":
        return _FULL
    if character in _THIN_ONES:
        return _THIN
    return _BROAD if character.isupper() or character in "mw@%&" else _NARROW


@lru_cache(maxsize=1 << 16)
def text_pixels(text: str, points: float) -> float:
    """Return the width of the longest line of a text in a font of this size."""
    longest = max((sum(map(glyph_ems, line)) for line in text.split("\n")), default=0.0)
    return longest * points * _PIXELS_PER_POINT


def count_lines(text: str, width: float, points: float) -> int:
    """Return on how many lines a text stands in a cell this wide: Chinese breaks anywhere, words stay whole."""
    if cell_width(text, points) <= width:
        return 1 + text.count("\n")
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
    """Return the widths of columns that fill a page, long texts getting more of it so that rows stay low.

    A crowded table may be wider than the page, at most by a quarter, if its rows become lower by more than the
    print is then scaled down. Where even the least widths are too many for the page, the sum is what it must be.
    """
    if sum(need.whole for need in needs) <= page:
        return _stretched(needs, page)
    fits = [_shared(needs, page * factor) for factor in _CROWDING]
    costs = [_body_lines(needs, fit) * factor for fit, factor in zip(fits, _CROWDING, strict=True)]
    return next(fit for fit, cost in zip(fits, costs, strict=True) if cost <= min(costs) * _WORTH_SHRINKING)


def _stretched(needs: Sequence[ColumnNeed], page: float) -> list[float]:
    fixed = sum(need.whole for need in needs if need.fixed)
    moving = sum(need.whole for need in needs if not need.fixed)
    factor = (page - fixed) / moving if moving else 1.0
    return [need.whole if need.fixed else math.floor(need.whole * factor) for need in needs]


def _shared(needs: Sequence[ColumnNeed], page: float) -> list[float]:
    """Return the least widths, and what the page has left given step by step to the column that gains most by it."""
    widths = [need.least for need in needs]
    gains = [_gain(need, width) for need, width in zip(needs, widths, strict=True)]
    while sum(widths) + _STEP <= page and max(gains) > 0:
        best = gains.index(max(gains))
        widths[best] += _STEP
        gains[best] = _gain(needs[best], widths[best])
    return widths


def _gain(need: ColumnNeed, width: float) -> float:
    return _cost(need, width) - _cost(need, width + _STEP)


def _cost(need: ColumnNeed, width: float) -> float:
    """Return how much height a column costs: lines to the third power, for the highest cell decides a row's height."""
    rows = np.maximum(np.array(need.rows[:_ROWS_WEIGHED]) / (width - _CELL_EDGE), 1.0)
    return float((rows**3).sum()) + _HEADING_WEIGHT * max(need.heading / width, 1.0) ** 3


def _body_lines(needs: Sequence[ColumnNeed], widths: Sequence[float]) -> float:
    """Return about how many lines the body has at these widths."""
    columns = [
        np.ceil(np.array(need.rows[:_ROWS_WEIGHED]) / (width - _CELL_EDGE))
        for need, width in zip(needs, widths, strict=True)
        if need.rows
    ]
    return float(np.maximum.reduce(columns).sum()) if columns else 1.0


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
