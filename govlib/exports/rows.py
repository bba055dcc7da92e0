"""What each row below a header is: data, a total, a note, the header again, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from govlib.catalog.tables import TableDeclaration
from govlib.documents.sheets import Sheet
from govlib.exports.cleaning import is_filled
from govlib.exports.regions import Region

Rows = npt.NDArray[np.int64]
_TOTAL = r"^\s*[^\s]{0,6}\s*(合\s*计|总\s*计|小\s*计|共\s*计|总\s*数)\s*[:：]?\s*$"
_BARE_TOTAL = re.compile(r"(总)?(合计|总计|小计|共计|总数)[:：]?")
_NOTE = re.compile(
    r"\s*[(（【]?\s*(备\s*注|附\s*注|注|说\s*明|填表说明|填报说明|填表人?|填报人?|填报单位|填表单位|制表人?|制表单位|审核人?|复核人?|数据来源|资料来源|统计口径"
    r"|统计时间|统计范围|联系人|联系电话|电话|单位负责人|负责人|填报日期|填表日期|制表日期|日期|打印时间|导出时间|导出人|截至|截止)\s*\d*\s*(([:：.、)）】]).*|(?<=[至止])\s*\d{4}.*)",
    re.DOTALL,
)
_LONE_NOTE = 12
_NOTE_CELLS = 4
_NUMBERED = re.compile(r"[(（]?\s*([0-9]{1,2}|[甲乙丙丁])\s*[)）]?")


@dataclass(frozen=True)
class RowKinds:
    """The rows of a region, from 0 as in the sheet, by what they are; blank rows are in none."""

    data: Rows
    totals: Rows
    notes: Rows
    repeated: Rows


def classify_rows(sheet: Sheet, region: Region, table: TableDeclaration, *, has_next: bool) -> RowKinds:
    """Return what every row below a region's header is; ``has_next`` says that another table follows below."""
    serial = {heading.column for heading in region.match.serial}
    personal = {heading.column for heading in region.match.personal}
    positions = [column for column in range(region.left, region.right + 1) if column not in personal]
    block = sheet.cells.iloc[region.first : region.end]
    filled = pd.DataFrame({column: is_filled(block[column]) for column in positions}, index=block.index)
    counted = filled[[column for column in positions if column not in serial]]
    cells_by_row = counted.sum(axis=1).to_numpy()
    rows = np.arange(region.first, region.first + len(block), dtype=np.int64)
    total = _totals(block, filled, region, table)
    present = (cells_by_row > 0) | total
    repeated = np.isin(rows, region.repeated)
    note = np.zeros(len(rows), dtype=bool)
    for offset in np.flatnonzero(present & ~total & ~repeated & (cells_by_row <= _NOTE_CELLS)):
        texts = {
            column: str(block.at[rows[offset], column])
            for column in positions
            if filled.iat[offset, positions.index(column)]
        }
        note[offset] = _is_note(sheet, region, table, int(rows[offset]), texts)
    full = np.flatnonzero(present & ~total & ~repeated & ~note & (cells_by_row > 1))
    last_full = int(full[-1]) if len(full) else -1
    if len(positions) - len(serial) > 1:
        for offset in np.flatnonzero(present & ~total & ~repeated & ~note & (cells_by_row == 1)):
            if offset > last_full:
                note[offset] = _is_lone_note(region, table, block, filled, int(offset), has_next=has_next)
    if len(rows) and present[0] and _is_numbering(block, filled):
        note[0] = True
    data = present & ~total & ~note & ~repeated
    return RowKinds(rows[data], rows[total & ~repeated], rows[note], rows[repeated])


def _totals(
    block: pd.DataFrame, filled: pd.DataFrame, region: Region, table: TableDeclaration
) -> npt.NDArray[np.bool_]:
    """Return the rows whose first filled cell says 合计; with a word before it (乡镇合计) only in a column of units."""
    total = np.zeros(len(block), dtype=bool)
    unit_columns = {
        heading.column
        for key, heading in region.match.columns.items()
        if table.columns[key].type in {"unit", "unit_list"}
    } | {heading.column for heading in region.match.serial}
    suspects = np.zeros(len(block), dtype=bool)
    for column in filled.columns:
        suspects |= block[column].str.match(_TOTAL).fillna(value=False).to_numpy(dtype=bool)
    for offset in np.flatnonzero(suspects):
        first = filled.columns[int(np.argmax(filled.iloc[offset].to_numpy()))]
        word = "".join(str(block.iloc[offset][first]).split())
        if re.match(_TOTAL, word) and (_BARE_TOTAL.fullmatch(word) or first in unit_columns):
            total[offset] = True
    return total


def _is_note(sheet: Sheet, region: Region, table: TableDeclaration, row: int, texts: dict[int, str]) -> bool:
    """Return whether all that a row holds is notes, or one cell merged across half of the table."""
    if all(_NOTE.fullmatch(text) for text in texts.values()):
        return len(texts) > 1 or not _is_whole_row(region, table, next(iter(texts)))
    if len(texts) > 1:
        return False
    column = next(iter(texts))
    width = region.right - region.left + 1
    return any(
        merge.top <= row <= merge.bottom
        and merge.left == column
        and merge.right > merge.left
        and (merge.right - merge.left + 1) * 2 >= width
        for merge in sheet.merges
    )


def _is_whole_row(region: Region, table: TableDeclaration, column: int) -> bool:
    """Return whether one cell in ``column`` is all that a row of this narrow table needs, and no first column."""
    key = next((key for key, heading in region.match.columns.items() if heading.column == column), "")
    return bool(key) and column != region.left and table.columns[key].required


def _is_lone_note(
    region: Region, table: TableDeclaration, block: pd.DataFrame, filled: pd.DataFrame, offset: int, *, has_next: bool
) -> bool:
    """Return whether a single cell below the last full row is a footnote or the next table's title, not data."""
    column = filled.columns[int(np.argmax(filled.iloc[offset].to_numpy()))]
    required = {heading.column for key, heading in region.match.columns.items() if table.columns[key].required}
    if required <= {column} and required:
        return False
    return has_next or len(str(block.iloc[offset][column]).strip()) >= _LONE_NOTE


def _is_numbering(block: pd.DataFrame, filled: pd.DataFrame) -> bool:
    """Return whether the first row only numbers the columns (甲 1 2 3)."""
    texts = [str(block.iloc[0][column]) for column in filled.columns if filled.iloc[0][column]]
    marks = [found[1] for text in texts if (found := _NUMBERED.fullmatch(text.strip()))]
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    if len(texts) < 3 or len(marks) != len(texts) or not numbers:  # noqa: PLR2004 - two numbers may be data
        return False
    return numbers == list(range(1, len(numbers) + 1)) and (len(numbers) < len(marks) or not filled.columns.empty)


def fill_merged(sheet: Sheet, region: Region, column: int) -> tuple[pd.Series, list[int]]:
    """Return a column below the header with cells merged downward filled, and the rows where such a merge begins."""
    texts = sheet.cells[column].iloc[region.first : region.end]
    starts = [
        merge
        for merge in sheet.merges
        if merge.left == merge.right == column and merge.bottom > merge.top >= region.first and merge.top < region.end
    ]
    if not starts:
        return texts, []
    filled = texts.copy()
    for merge in starts:
        filled.loc[merge.top : min(merge.bottom, region.end - 1)] = texts.loc[merge.top]
    return filled, [merge.top for merge in starts]
