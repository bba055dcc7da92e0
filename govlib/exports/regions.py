"""The regions of a sheet: each a table with its header, its columns and its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from govlib.catalog.headings import heading_forms
from govlib.documents.sheets import Sheet
from govlib.exports.adoption import match_below
from govlib.exports.cleaning import is_filled
from govlib.exports.headers import SEARCHED_ROWS, Header, may_hold_heading, read_header, read_headings
from govlib.exports.matching import BlockMatch, Vocabulary
from govlib.exports.partition import Block

_EXACT_FROM = 50_000
_LONGEST_HEADING = 24
_FEWEST_HEADINGS = 2


@dataclass(frozen=True)
class Region:
    """One table in a sheet; rows and columns from 0, ``end`` is the first row that is no longer its own."""

    block: Block
    header_top: int
    header_bottom: int
    left: int
    right: int
    end: int
    repeated: tuple[int, ...] = ()

    @property
    def match(self) -> BlockMatch:
        """Return how the header is read."""
        return self.block.match

    @property
    def first(self) -> int:
        """Return the first row below the header."""
        return self.header_bottom + 1


def find_regions(sheet: Sheet, vocabulary: Vocabulary) -> list[Region]:
    """Return every table of a sheet from top to bottom, then from left to right."""
    height = len(sheet.cells)
    done: list[Region] = []
    active: list[Region] = []
    next_free = 0
    for row in _candidate_rows(sheet, vocabulary):
        if row < next_free:
            continue
        repeated = [region for region in active if _repeats_header(sheet, region, row)]
        if repeated:
            active = [
                replace(region, repeated=(*region.repeated, row)) if region in repeated else region for region in active
            ]
            continue
        header = _read_amid(sheet, row, vocabulary, active) if active else read_header(sheet, row, vocabulary)
        if header is None:
            continue
        found = _new_regions(header, height)
        still: list[Region] = []
        for region in active:
            if any(region.left <= new.right and new.left <= region.right for new in found):
                done.append(replace(region, end=row))
            else:
                still.append(region)
        active = [*still, *found]
        next_free = header.bottom + 1
    return sorted([*done, *active], key=lambda region: (region.header_top, region.left))


def _new_regions(header: Header, height: int) -> list[Region]:
    regions = []
    for block in header.blocks:
        columns = [heading.column for heading in block.match.headings]
        regions.append(Region(block, header.top, header.bottom, min(columns), max(columns), height))
    return regions


def _read_amid(sheet: Sheet, row: int, vocabulary: Vocabulary, active: Sequence[Region]) -> Header | None:
    """Return the header in a row below other headers: of the whole row, or of what stands beside the tables above."""
    texts = sheet.row(row)
    known = sum(not vocabulary.forms.isdisjoint(heading_forms(text)) for text in texts if len(text) <= _LONGEST_HEADING)
    if known < _FEWEST_HEADINGS:
        return None
    everywhere = frozenset(range(len(sheet.cells.columns)))
    beside = everywhere.difference(*(range(region.left, region.right + 1) for region in active))
    found = []
    for columns in (beside, everywhere):
        header = read_header(sheet, row, vocabulary, columns)
        if header is not None and _is_convincing(sheet, header, columns):
            found.append(header)
    return max(found, key=lambda header: header.matched, default=None) or _header_below(sheet, row, vocabulary, active)


def _header_below(sheet: Sheet, row: int, vocabulary: Vocabulary, active: Sequence[Region]) -> Header | None:
    """Return a row that begins one of the tables above anew, under headings that are only partly known."""
    headings = read_headings([sheet.row(row)])
    blocks = []
    for region in active:
        own = [heading for heading in headings if len(active) == 1 or region.left <= heading.column <= region.right]
        match = match_below(own, region.match, vocabulary)
        if match is not None:
            blocks.append(Block((match,)))
    return Header(row, row, tuple(blocks)) if blocks else None


def _is_convincing(sheet: Sheet, header: Header, columns: frozenset[int]) -> bool:
    """Return whether a row amid data is a header: two headings at least, and no more unknown cells than known."""
    texts = sheet.row(header.bottom)
    cells = sum(bool(texts[column].strip()) for column in columns)
    return header.matched >= _FEWEST_HEADINGS and header.matched * 2 > cells


def _repeats_header(sheet: Sheet, region: Region, row: int) -> bool:
    if row <= region.header_bottom:
        return False
    lines = [sheet.row(line) for line in range(region.header_top, region.header_bottom + 1)]
    span = slice(region.left, region.right + 1)
    here = [heading_forms(text)[:1] for text in sheet.row(row)[span]]
    return any(here == [heading_forms(text)[:1] for text in line[span]] for line in lines)


def _candidate_rows(sheet: Sheet, vocabulary: Vocabulary) -> list[int]:
    first = may_hold_heading(sheet, vocabulary, SEARCHED_ROWS)
    if len(sheet.cells) <= SEARCHED_ROWS:
        return first
    known = _known_cells(sheet, vocabulary, first).sum(axis=1)
    filled = np.column_stack([is_filled(sheet.cells[position]) for position in sheet.cells.columns]).sum(axis=1)
    later = np.flatnonzero((known >= min(_FEWEST_HEADINGS, len(sheet.cells.columns))) & (known * 2 >= filled))
    return sorted({*first, *(int(row) for row in later if row >= SEARCHED_ROWS)})


def _known_cells(sheet: Sheet, vocabulary: Vocabulary, header_rows: Sequence[int]) -> npt.NDArray[np.bool_]:
    """Return for every cell whether it is written like a heading; in long sheets, like one already seen or declared."""
    columns = []
    seen = {text for row in header_rows for text in sheet.row(row) if text.strip()}
    declared = {
        heading
        for table in vocabulary.tables.values()
        for column in table.columns.values()
        for heading in column.headings
    }
    for position in sheet.cells.columns:
        texts = sheet.cells[position]
        if len(texts) > _EXACT_FROM:
            words = [word for word in seen | declared if vocabulary.forms.intersection(heading_forms(word))]
        else:
            short = texts[texts.str.len() <= _LONGEST_HEADING].unique()
            words = [word for word in short if vocabulary.forms.intersection(heading_forms(str(word)))]
        columns.append(texts.isin(words).to_numpy(dtype=bool))
    return np.column_stack(columns)


def forced_region(sheet: Sheet, vocabulary: Vocabulary, table: str) -> Region | None:
    """Return the sheet read as ``table`` because a person said so; None if no row has any heading of it."""
    best: BlockMatch | None = None
    best_row = 0
    for row in range(min(SEARCHED_ROWS, len(sheet.cells))):
        headings = read_headings([sheet.row(row)])
        match = vocabulary.match(headings, table)
        if match.columns and (best is None or match.rank > best.rank):
            best, best_row = match, row
    if best is None:
        return None
    columns = [heading.column for heading in best.headings]
    return Region(Block((best,)), best_row, best_row, min(columns), max(columns), len(sheet.cells))
