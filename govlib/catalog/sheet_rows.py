"""A sheet that a person fills in, as rows of cells under known headings, each cell with its address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from govlib.catalog.headings import heading_forms
from govlib.documents.cell_errors import ERROR_TEXTS
from govlib.documents.sheets import Sheet, cell_name, column_letters
from govlib.errors import Fault
from govlib.exports.cleaning import clean_text
from govlib.exports.masking import mask_text

SEARCHED_ROWS = 30
_LONGEST = 60


@dataclass(frozen=True)
class Heading:
    """One column: its key, its headings with the one shown first, whether it must be there, may stand repeatedly."""

    key: str
    names: tuple[str, ...]
    required: bool = False
    repeated: bool = False


class Cell(NamedTuple):
    """A cell: its address such as ``单位!C5`` and its text; "" when blank."""

    place: str
    text: str


_BLANK = Cell("", "")


@dataclass(frozen=True)
class Row:
    """One row: its number as Excel shows it, and its cells by the key of their column."""

    number: int
    cells: Mapping[str, tuple[Cell, ...]]

    def cell(self, key: str) -> Cell:
        """Return the cell of a column, a blank one where the sheet has no such column."""
        found = self.cells.get(key)
        return found[0] if found else _BLANK

    def text(self, key: str) -> str:
        """Return the text of a column, "" when blank."""
        return self.cell(key).text

    def filled(self) -> set[str]:
        """Return the keys of the columns that are not blank."""
        return {key for key, cells in self.cells.items() if any(cell.text for cell in cells)}


class Reading(NamedTuple):
    """What was read of a sheet: its rows, and in words the columns that were not."""

    rows: tuple[Row, ...]
    unread: tuple[str, ...]


def read_rows(sheet: Sheet, headings: Sequence[Heading], file: str, faults: list[Fault]) -> Reading:
    """Return the rows under the headings that are not wholly blank; what the headings lack is added to ``faults``.

    The header may stand under titles. Cells merged downwards all hold what the first one does. A row with an error
    value is a fault and left out. Columns with other headings are never kept.
    """
    if not any((sheet.cells[column] != "").any() for column in sheet.cells.columns):
        return Reading((), ())
    header = _find_header(sheet, headings)
    columns = _match(sheet.row(header), headings)
    before = len(faults)
    faults.extend(_check_header(sheet, header, columns, headings, file))
    if len(faults) > before:
        return Reading((), ())
    rows = list(_rows_below(sheet, header, columns))
    broken = {row.number: _list_errors(row, file) for row in rows}
    faults.extend(fault for found in broken.values() for fault in found)
    sound = tuple(row for row in rows if not broken[row.number])
    return Reading(sound, tuple(_list_unread(sheet, header, columns)))


def quote(text: str) -> str:
    """Return what a cell holds as a message may repeat it: short, on one line, without numbers of persons."""
    line = mask_text(clean_text(text))[0]
    return f"“{line if len(line) <= _LONGEST else line[: _LONGEST - 1] + '…'}”"


def _find_header(sheet: Sheet, headings: Sequence[Heading]) -> int:
    """Return the row, from 0, that holds most of the headings; the first of such rows."""
    searched = range(min(len(sheet.cells), SEARCHED_ROWS))
    return max(searched, key=lambda row: len(_match(sheet.row(row), headings)))


def _match(texts: Sequence[str], headings: Sequence[Heading]) -> dict[str, list[int]]:
    """Return the columns of each heading; of several spellings of one heading the first named is taken."""
    forms = [heading_forms(text) for text in texts]
    found: dict[str, list[int]] = {}
    for heading in headings:
        for name in heading.names:
            columns = [place for place, form in enumerate(forms) if heading_forms(name)[0] in form]
            if columns:
                taken = found.setdefault(heading.key, [])
                taken.extend(place for place in columns if place not in taken)
                if not heading.repeated:
                    break
    return found


def _check_header(
    sheet: Sheet, header: int, columns: Mapping[str, list[int]], headings: Sequence[Heading], file: str
) -> Iterator[Fault]:
    named = "、".join(heading.names[0] for heading in headings if heading.required)
    if not columns:
        yield Fault(file, f"{sheet.name}!A1", f"前 {SEARCHED_ROWS} 行里没有标题行", f"一行标题，至少有 {named}")
        return
    for heading in headings:
        places = columns.get(heading.key, [])
        if heading.required and not places:
            where = f"{sheet.name}!{cell_name(header + 1, 0)}"
            yield Fault(file, where, f"这一行标题里没有“{heading.names[0]}”", f"至少有 {named}")
        if len(places) > 1 and not heading.repeated:
            where = "、".join(cell_name(header + 1, place) for place in places)
            yield Fault(file, f"{sheet.name}!{where}", f"有 {len(places)} 列“{heading.names[0]}”", "只有一列")


def _rows_below(sheet: Sheet, header: int, columns: Mapping[str, list[int]]) -> Iterator[Row]:
    used = sorted({place for places in columns.values() for place in places})
    is_filled = (sheet.cells[used] != "").any(axis=1)
    end = int(is_filled[is_filled].index.max()) + 1
    texts = {place: [text.strip() for text in sheet.cells[place].iloc[:end].tolist()] for place in used}
    filled = [row for row in range(header + 1, end) if any(texts[place][row] for place in used)]
    for merge in sheet.merges:
        if merge.top > header and merge.left in texts:
            column = texts[merge.left]
            last = min(merge.bottom, len(column) - 1)
            column[merge.top : last + 1] = [column[merge.top]] * (last + 1 - merge.top)
    named = {place: f"{sheet.name}!{column_letters(place)}" for place in used}
    for row in filled:
        cells = {
            key: tuple(Cell(f"{named[place]}{row + 1}", texts[place][row]) for place in places)
            for key, places in columns.items()
        }
        yield Row(row + 1, cells)


def _list_errors(row: Row, file: str) -> list[Fault]:
    """Return the cells of a row that hold an error, or a formula never calculated; such a row can't be used."""
    expected = "算得出的值：请在 Excel 或 WPS 里打开核对，存盘后再试"
    return [
        Fault(file, cell.place, f"写的是{quote(cell.text)}", expected)
        for cells in row.cells.values()
        for cell in cells
        if cell.text in ERROR_TEXTS
    ]


def _list_unread(sheet: Sheet, header: int, columns: Mapping[str, list[int]]) -> Iterator[str]:
    used = {place for places in columns.values() for place in places}
    for place, text in enumerate(sheet.row(header)):
        if text.strip() and place not in used:
            yield f"{sheet.name}!{cell_name(header + 1, place)} 的{quote(text)}这一列"
