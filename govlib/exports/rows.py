"""What each row below a header is: data, a total, a note, the header again, or nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from govlib.catalog.tables import TableDeclaration
from govlib.documents.sheets import Sheet
from govlib.exports.arrow_text import find_matches
from govlib.exports.cleaning import is_filled
from govlib.exports.regions import Region
from govlib.exports.row_signs import NOTE, TOTAL, TOTAL_ALONE, is_numbering
from govlib.exports.units import ends_a_unit

Rows = npt.NDArray[np.int64]
_LONE_NOTE = 12
_MOST_NOTE_CELLS = 4
_UNITS = frozenset({"unit", "unit_list"})


@dataclass(frozen=True)
class RowKinds:
    """The rows of a region, from 0 as in the sheet, by what they are; a blank row is in none of them."""

    data: Rows
    totals: Rows
    notes: Rows
    repeated: Rows


@dataclass(frozen=True)
class Block:
    """The cells below a header: texts, whether each is filled, and how many of a row are, serial numbers aside.

    Columns that are dropped as personal are left out.
    """

    texts: pd.DataFrame
    filled: pd.DataFrame
    counts: npt.NDArray[np.int64]

    @property
    def columns(self) -> list[int]:
        """Return the positions of the columns in the sheet."""
        return [int(column) for column in self.filled.columns]

    def first_cell(self, offset: int) -> tuple[int, str]:
        """Return the position and the text of a row's first filled cell."""
        column = self.columns[int(np.argmax(self.filled.iloc[offset].to_numpy()))]
        return column, str(self.texts[column].iloc[offset]).strip()

    def cells(self, offset: int) -> list[str]:
        """Return the texts of a row's filled cells."""
        row = self.filled.iloc[offset]
        return [str(self.texts[column].iloc[offset]).strip() for column in self.columns if row[column]]


def cut_block(sheet: Sheet, region: Region) -> Block:
    """Return the cells below a region's header; a row whose only content is a serial number counts as empty."""
    personal = {heading.column for heading in region.match.personal}
    serial = {heading.column for heading in region.match.serial}
    columns = [column for column in range(region.left, region.right + 1) if column not in personal]
    texts = sheet.cells.loc[region.first : region.end - 1, columns]
    filled = pd.DataFrame({column: is_filled(texts[column]) for column in columns}, index=texts.index)
    counted = [column for column in columns if column not in serial]
    return Block(texts, filled, filled[counted].sum(axis=1).to_numpy(dtype=np.int64))


def classify_rows(sheet: Sheet, region: Region, table: TableDeclaration, block: Block, *, has_next: bool) -> RowKinds:
    """Return what every row of a block is; ``has_next`` says that another table follows below."""
    rows = block.texts.index.to_numpy(dtype=np.int64)
    present = block.counts > 0
    repeated = present & np.isin(rows, region.repeated)
    total = present & ~repeated & _are_totals(block, region, table)
    note = np.zeros(len(rows), dtype=bool)
    for offset in np.flatnonzero(present & ~repeated & ~total & (block.counts <= _MOST_NOTE_CELLS)):
        note[offset] = _is_note(sheet, region, table, block, int(offset))
    _mark_lone_notes(block, region, table, note, ~(present & ~repeated & ~total), has_next=has_next)
    if len(rows) and present[0] and is_numbering(block.cells(0)):
        note[0] = True
    data = present & ~repeated & ~total & ~note
    return RowKinds(rows[data], rows[total], rows[note], rows[repeated])


def _are_totals(block: Block, region: Region, table: TableDeclaration) -> npt.NDArray[np.bool_]:
    """Return the rows whose first filled cell says 合计; with a word before it (乡镇合计) only among units."""
    units = {heading.column for key, heading in region.match.columns.items() if table.columns[key].type in _UNITS}
    units |= {heading.column for heading in region.match.serial}
    total = np.zeros(len(block.texts), dtype=bool)
    for position in block.columns:
        total |= find_matches(block.texts[position], TOTAL.pattern)
    for offset in np.flatnonzero(total & (block.counts > 0)):
        column, text = block.first_cell(int(offset))
        word = "".join(text.split())
        total[offset] = bool(TOTAL_ALONE.fullmatch(word)) or (column in units and bool(TOTAL.fullmatch(word)))
    return total


def _is_note(sheet: Sheet, region: Region, table: TableDeclaration, block: Block, offset: int) -> bool:
    """Return whether all that a row holds is notes, or one cell merged across half of the table."""
    texts = block.cells(offset)
    column, _ = block.first_cell(offset)
    if all(NOTE.fullmatch(text) for text in texts):
        return len(texts) > 1 or column == region.left or not _is_required(region, table, column)
    if len(texts) > 1:
        return False
    row, width = block.texts.index[offset], region.right - region.left + 1
    return any(
        merge.top <= row <= merge.bottom and merge.left == column and merge.width > 1 and merge.width * 2 >= width
        for merge in sheet.merges
    )


def _mark_lone_notes(
    block: Block,
    region: Region,
    table: TableDeclaration,
    note: npt.NDArray[np.bool_],
    apart: npt.NDArray[np.bool_],
    *,
    has_next: bool,
) -> None:
    """Mark single cells below the last full row as footnotes or the next table's title, unless they are whole data."""
    if len(region.match.columns) < 2:  # noqa: PLR2004 - in a table of one column every row is a single cell
        return
    open_rows = ~apart & ~note
    full = np.flatnonzero(open_rows & (block.counts > 1))
    last_full = int(full[-1]) if len(full) else -1
    required = {heading.column for key, heading in region.match.columns.items() if table.columns[key].required}
    units = {heading.column for key, heading in region.match.columns.items() if table.columns[key].type in _UNITS}
    for offset in np.flatnonzero(open_rows & (block.counts == 1)):
        column, text = block.first_cell(int(offset))
        is_whole = bool(required) and required <= {column} and (column not in units or ends_a_unit(text))
        if offset > last_full and not is_whole and (has_next or len(text) >= _LONE_NOTE):
            note[offset] = True


def _is_required(region: Region, table: TableDeclaration, column: int) -> bool:
    return any(
        heading.column == column and table.columns[key].required for key, heading in region.match.columns.items()
    )


def fill_merged(sheet: Sheet, region: Region, column: int) -> tuple[pd.Series, list[int]]:
    """Return a column below the header with cells merged downward filled, and the rows where such a merge begins."""
    texts = sheet.cells.loc[region.first : region.end - 1, column]
    starts = [
        merge
        for merge in sheet.merges
        if merge.left == column
        and merge.width == 1
        and merge.bottom > merge.top
        and region.first <= merge.top < region.end
    ]
    filled = texts.copy() if starts else texts
    for merge in starts:
        filled.loc[merge.top : min(merge.bottom, region.end - 1)] = texts.loc[merge.top]
    return filled, [merge.top for merge in starts]
