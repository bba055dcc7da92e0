"""What each row below a header is: data, a total, a note, the header again, or nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from govlib.catalog.headings import heading_forms
from govlib.catalog.tables import TableDeclaration
from govlib.documents.sheets import Sheet
from govlib.exports.arrow_text import find_matches
from govlib.exports.cleaning import is_filled
from govlib.exports.regions import Region
from govlib.exports.row_signs import (
    CHINESE_SERIAL,
    MAY_BE_TOTAL,
    MEASURE,
    NOTE,
    NOTE_ALONE,
    SERIAL_NUMBER,
    TOTAL_ALONE,
    is_numbering,
    is_total_of_units,
)
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
    serial: frozenset[int]

    @property
    def columns(self) -> list[int]:
        """Return the positions of the columns in the sheet."""
        return [int(column) for column in self.filled.columns]

    def first_cell(self, offset: int) -> tuple[int, str]:
        """Return the position and the text of a row's first filled cell, serial numbers aside if there is another."""
        row = self.filled.iloc[offset]
        filled = [column for column in self.columns if row[column]]
        column = next((column for column in filled if column not in self.serial), filled[0])
        return column, self.text(offset, column)

    def serial_text(self, offset: int) -> str:
        """Return what a row's column of serial numbers says."""
        return "".join(self.text(offset, column) for column in sorted(self.serial))

    def text(self, offset: int, column: int) -> str:
        """Return the text of one cell."""
        return str(self.texts[column].iloc[offset]).strip()

    def cells(self, offset: int) -> list[str]:
        """Return the texts of a row's filled cells."""
        row = self.filled.iloc[offset]
        return [str(self.texts[column].iloc[offset]).strip() for column in self.columns if row[column]]


def cut_block(sheet: Sheet, region: Region) -> Block:
    """Return the cells below a region's header; a row whose only content is a serial number counts as empty."""
    personal = {heading.column for heading in region.match.personal}
    serial = frozenset(heading.column for heading in region.match.serial)
    columns = [column for column in range(region.left, region.right + 1) if column not in personal]
    texts = sheet.cells.loc[region.first : region.end - 1, columns]
    filled = pd.DataFrame({column: is_filled(texts[column]) for column in columns}, index=texts.index)
    counts = np.zeros(len(texts), dtype=np.int64)
    for column in columns:
        seen = filled[column].to_numpy(dtype=bool)
        counts += seen & ~find_matches(texts[column], SERIAL_NUMBER) if column in serial else seen
    return Block(texts, filled, counts, serial)


def classify_rows(sheet: Sheet, region: Region, table: TableDeclaration, block: Block, *, has_next: bool) -> RowKinds:
    """Return what every row of a block is; ``has_next`` says that another table follows below."""
    rows = block.texts.index.to_numpy(dtype=np.int64)
    present = block.counts > 0
    repeated = present & np.isin(rows, region.repeated)
    repeated[:1] |= present[:1] & _continues_header(region, table, block)
    total = present & ~repeated & _are_totals(block, region, table)
    note = np.zeros(len(rows), dtype=bool)
    for offset in np.flatnonzero(present & ~repeated & ~total & (block.counts <= _MOST_NOTE_CELLS)):
        note[offset] = _is_note(sheet, region, table, block, int(offset))
    _mark_lone_notes(block, region, table, note, ~(present & ~repeated & ~total), has_next=has_next)
    if len(rows) and present[0] and is_numbering(block.cells(0)):
        note[0] = True
    data = present & ~repeated & ~total & ~note
    return RowKinds(rows[data], rows[total], rows[note], rows[repeated])


def _continues_header(region: Region, table: TableDeclaration, block: Block) -> bool:
    """Return whether the row below a header only says the columns again, or what they are counted in: （条）."""
    if not len(block.texts):
        return False
    keys = {heading.column: key for key, heading in region.match.columns.items()}
    named = 0
    for column in block.columns:
        text = block.text(0, column)
        forms = heading_forms(text)
        if text and any(table.column_by_form.get(form) == keys.get(column, "") for form in forms):
            named += 1
        elif text and not MEASURE.fullmatch(text):
            return False
    return named > 0


def _are_totals(block: Block, region: Region, table: TableDeclaration) -> npt.NDArray[np.bool_]:
    """Return the rows whose first filled cell says 合计, or whose unit or serial number does (乡镇合计, 平均)."""
    units = _unit_columns(region, table) | block.serial
    total = np.zeros(len(block.texts), dtype=bool)
    for position in block.columns:
        total |= find_matches(block.texts[position], MAY_BE_TOTAL)
    for offset in np.flatnonzero(total & (block.counts > 0)):
        _, text = block.first_cell(int(offset))
        total[offset] = bool(TOTAL_ALONE.fullmatch("".join(text.split()))) or any(
            is_total_of_units(block.text(int(offset), column)) for column in units.intersection(block.columns)
        )
    return total


def _unit_columns(region: Region, table: TableDeclaration) -> set[int]:
    return {heading.column for key, heading in region.match.columns.items() if table.columns[key].type in _UNITS}


def _is_note(sheet: Sheet, region: Region, table: TableDeclaration, block: Block, offset: int) -> bool:
    """Return whether a row is notes only, a group's title beside 一, or one cell merged across half of it."""
    texts = block.cells(offset)
    column, _ = block.first_cell(offset)
    serial = block.serial_text(offset)
    if column in block.serial or NOTE_ALONE.fullmatch(serial) or NOTE.fullmatch(serial):
        return True
    if CHINESE_SERIAL.fullmatch(serial) and block.counts[offset] == 1 and len(region.match.columns) > 1:
        return True
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
    units = _unit_columns(region, table)
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
