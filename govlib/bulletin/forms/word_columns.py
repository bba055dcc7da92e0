"""Columns of a printed table: how wide each is, how large the letters, and whether the page has to lie across."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from govlib.bulletin.forms.parts import ShownTable
from govlib.bulletin.forms.title_lines import measure
from govlib.bulletin.forms.word_look import TYPE_WIDTH
from govlib.bulletin.paper import PaperAnnex

PADDING = 160
WIDE_TYPE_WIDTH = 12_750
"""The width of the type area of a landscape page, 225 mm, in twentieths of a point."""
WIDE_COLUMNS = 8
"""A table of more columns goes on a landscape page."""
_SIZES = (12.0, 10.5, 9.0, 7.5)
_LEAST_BY_CHOICE = 10.5
"""Letters become smaller than this only where numbers wouldn't fit, never to save lines."""
_NARROWEST, _WIDEST = 2.0, 40.0
_ONE_LINE = 4.0
_WHOLE = 8.0
"""A column of words up to so long isn't broken for the sake of a longer one, where there is room."""
_MOST_LINES = 4.0
"""Rows that are taller than so many lines on average have smaller letters, then a page that lies across."""
_TALL = 12.0
"""One row of a very long text makes no table of tall rows."""
_FEWEST_TURNED = 5
"""A table of fewer columns gains nothing by lying across."""
_CLEFT = re.compile(r"(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u3400-\u9fff])")
_CLEFT_WIDTH = 0.25


def say_width(text: str) -> float:
    """Return the width of a text in characters, with the space that stands between Chinese and digits."""
    return measure(text) + _CLEFT_WIDTH * len(_CLEFT.findall(text))


def fit_columns(table: ShownTable, width: int) -> tuple[list[int], float]:
    """Return the widths of the columns in twentieths of a point and the size of the letters that fit into them."""
    least = [_least(table, at) for at in range(len(table.headings))]
    fitting = [size for size in _SIZES if sum(_twips(one, size) for one in least) <= width] or [_SIZES[-1]]
    chosen = [size for size in fitting if size >= _LEAST_BY_CHOICE] or fitting[:1]
    fits = [(_share(table, least, width, points), points) for points in chosen]
    return next((fit for fit in fits if _mean_lines(table, *fit) <= _MOST_LINES), fits[-1])


def is_tight(table: ShownTable, width: int) -> bool:
    """Tell whether a table of many columns would stand in tall rows on a page of this width."""
    return len(table.headings) >= _FEWEST_TURNED and _mean_lines(table, *fit_columns(table, width)) > _MOST_LINES


def lies_across(annex: PaperAnnex, tables: Sequence[ShownTable]) -> bool:
    """Tell whether an annex is printed across: declared so, or more columns, or taller rows, than a page bears."""
    if annex.wide or any(table.wide for table in annex.tables):
        return True
    return any(len(table.headings) > WIDE_COLUMNS or is_tight(table, TYPE_WIDTH) for table in tables)


def type_width(*, landscape: bool) -> int:
    """Return the width of the type area in twentieths of a point."""
    return WIDE_TYPE_WIDTH if landscape else TYPE_WIDTH


def join_alike(tables: Sequence[ShownTable], table: ShownTable) -> ShownTable:
    """Return the rows of all tables that have the headings of one, since they have the same columns."""
    alike = [one for one in tables if one.headings == table.headings]
    rows = tuple(row for one in alike for row in one.rows)
    return replace(table, rows=rows, wordy=tuple(row for one in alike for row in one.wordy))


def count_lines(row: Sequence[str], widths: Sequence[int], points: float) -> float:
    """Return how many lines a row has."""
    room = (max((width - PADDING) / (points * 20), 1.0) for width in widths)
    return max(-(-say_width(cell) // one) for cell, one in zip(row, room, strict=True))


def _mean_lines(table: ShownTable, widths: Sequence[int], points: float) -> float:
    lines = [min(count_lines(row, widths, points), _TALL) for row in table.rows]
    return sum(lines) / len(lines) if lines else 0.0


def _share(table: ShownTable, least: Sequence[float], width: int, points: float) -> list[int]:
    """Return the widths: what each column needs, then what it wants as far as there is room, all of the page's."""
    wanted = [_wanted(table, at) for at in range(len(table.headings))]
    longest = [max((say_width(row[at]) for row in table.rows), default=0.0) for at in range(len(least))]
    low = [_twips(one, points) for one in least]
    whole = [max(bottom, _twips(one, points) if one <= _WHOLE else 0) for one, bottom in zip(longest, low, strict=True)]
    low = whole if sum(whole) <= width else low
    high = [max(_twips(one, points), bottom) for one, bottom in zip(wanted, low, strict=True)]
    room = width - sum(low)
    if room <= 0:
        widths = [one * width // sum(low) for one in low]
    else:
        gaps = [top - bottom for top, bottom in zip(high, low, strict=True)]
        share = min(1.0, room / sum(gaps)) if sum(gaps) else 0.0
        widths = [bottom + int(gap * share) for bottom, gap in zip(low, gaps, strict=True)]
        spare = width - sum(widths)
        widths = [one + spare * one // sum(widths) for one in widths]
    widths[-1] += width - sum(widths)
    return widths


def _wanted(table: ShownTable, column: int) -> float:
    longest = max((say_width(row[column]) for row in table.rows), default=0.0)
    return min(max(longest, say_width(table.headings[column]), _NARROWEST), _WIDEST)


def _least(table: ShownTable, column: int) -> float:
    """Return what a column needs at least: its numbers whole, words over several lines, its heading over three."""
    whole = max(
        (say_width(row[column]) for row, wordy in zip(table.rows, table.wordy, strict=True) if not wordy[column]),
        default=0.0,
    )
    words = max((min(say_width(row[column]), 5.0) for row in table.rows), default=0.0)
    return max(whole, words, _least_heading(measure(table.headings[column])), _NARROWEST)


def _least_heading(length: float) -> float:
    """Return the width of a heading: four characters stay on one line, more stand on two, many on three."""
    if length <= _ONE_LINE:
        return length
    return max(-(-length // (2 if length <= 2 * _ONE_LINE + 2 else 3)), _ONE_LINE)


def _twips(characters: float, points: float) -> int:
    return round(characters * points * 20) + PADDING + 20
