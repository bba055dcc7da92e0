"""Workbooks an office prints and attaches: laid out, written, read back and counted, the same bytes each time."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from govlib.documents.archives import normalise_bytes
from govlib.documents.dropdowns import Dropdown, add_dropdowns
from govlib.documents.sheet_cells import DATE_FORMAT, DATETIME_FORMAT, Cell, clean_text, stored_text
from govlib.documents.sheet_fitting import (
    TALLEST_ROW,
    add_day,
    add_room,
    column_units,
    count_lines,
    fit_columns,
    row_height,
)
from govlib.documents.sheet_page import page_width, set_up_page
from govlib.documents.sheet_styles import LOOKS, Role, add_styles
from govlib.documents.sheet_tables import ReadyColumn, cell_role, ready_columns
from govlib.documents.written_check import SheetCount, check_written

_TOTALS: Mapping[Role, Role] = {
    "text": "total_text",
    "serial": "total_text",
    "number": "total_number",
    "date": "total_date",
}
_ROWS_NAMED = 5
_CODE = re.compile(r"[\d.+\-/:%,]{1,40}")


@dataclass(frozen=True)
class Line:
    """One line above or below a table, across its whole width."""

    text: str
    role: Role


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet: lines above, one table, lines below.

    ``links`` names, for each row of the table, the sheet that its cell in column ``link_column`` leads to;
    ``total_row`` says that the table's last row is the total; ``page_heads`` stand left and right above every page;
    ``back_to`` names the sheet that a link beside the print area leads back to; ``dropdowns`` says by heading what the
    cells below it offer to who fills them in, ``room`` how many characters they need besides those that stand there.
    With ``unlocked`` the sheet is protected without a password, but for the cells below these headings;
    ``is_secret`` leaves it out of sight of all who don't open the file with a program.
    """

    name: str
    above: tuple[Line, ...]
    table: pd.DataFrame
    below: tuple[Line, ...] = ()
    landscape: bool = False
    total_row: bool = False
    filtered: bool = True
    empty_text: str = "本期无此类情况"
    number_formats: Mapping[str, str] = field(default_factory=dict)
    page_heads: tuple[str, str] = ("", "")
    link_column: str = ""
    links: tuple[str, ...] = ()
    back_to: str = ""
    dropdowns: Mapping[str, Dropdown] = field(default_factory=dict)
    room: Mapping[str, int] = field(default_factory=dict)
    unlocked: tuple[str, ...] | None = None
    is_secret: bool = False


def write_workbook(path: Path, sheets: Sequence[Sheet], title: str) -> None:
    """Write the sheets to ``path`` and read them back; the file appears only when every cell is there.

    Raises:
        PlaceFailedError: a sheet read back has other rows or cells than were written.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    add_styles(workbook)
    counts = [_write_sheet(workbook.create_sheet(sheet.name), sheet) for sheet in sheets]
    workbook.properties.title = clean_text(title).text
    workbook.properties.creator = "govlib"
    buffer = io.BytesIO()
    workbook.save(buffer)
    archive = normalise_bytes(buffer.getvalue())
    check_written(archive, counts, path.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(archive)
    partial.replace(path)


def _write_sheet(worksheet: Worksheet, sheet: Sheet) -> SheetCount:
    columns = ready_columns(sheet.table, sheet.number_formats)
    needs = [column.need for column in columns]
    if sheet.room:
        rooms = [sheet.room.get(column.title, 0) for column in columns]
        # a sheet to be filled in gets text in every row, a form only here and there
        rows = max(len(sheet.table), 1) if sheet.unlocked else 1
        needs = [add_room(need, room, LOOKS["text"].points, rows) for need, room in zip(needs, rooms, strict=True)]
    of_days = {title for title, offered in sheet.dropdowns.items() if offered.earliest is not None}
    points = LOOKS["text"].points
    needs = [
        add_day(need, points) if column.title in of_days else need for need, column in zip(needs, columns, strict=True)
    ]
    widths = fit_columns(needs, page_width(landscape=sheet.landscape))
    for position, width in enumerate(widths, 1):
        worksheet.column_dimensions[get_column_letter(position)].width = column_units(width)
    heading_row = len(sheet.above) + 1
    for row, line in enumerate(sheet.above, 1):
        _write_line(worksheet, row, line, widths)
    _write_headings(worksheet, heading_row, columns, widths)
    tall = _write_body(worksheet, heading_row, sheet, columns, widths)
    below_row = heading_row + max(len(sheet.table), 1) + 1
    below = sheet.below + tuple(Line(text, "note") for text in _remarks(heading_row, columns, tall))
    for row, line in enumerate(below, below_row):
        _write_line(worksheet, row, line, widths)
    if sheet.back_to:
        _fill(_cell(worksheet, 1, len(columns) + 1), "返回目录", "back")
        _link(worksheet, 1, len(columns) + 1, sheet.back_to)
    headings = [str(heading) for heading in sheet.table.columns]
    add_dropdowns(worksheet, heading_row, headings, sheet.dropdowns, len(sheet.table))
    last_record = heading_row + len(sheet.table) - sheet.total_row
    if sheet.filtered and last_record > heading_row:
        worksheet.auto_filter.ref = f"A{heading_row}:{get_column_letter(len(columns))}{last_record}"
    set_up_page(
        worksheet,
        landscape=sheet.landscape,
        heading_row=heading_row,
        last_row=below_row + len(below) - 1,
        last_column=len(columns),
        page_heads=sheet.page_heads,
    )
    if sheet.unlocked is not None:
        _protect(worksheet)
    if sheet.is_secret:
        worksheet.sheet_state = Worksheet.SHEETSTATE_VERYHIDDEN
    return _expected_count(sheet, below)


def _protect(worksheet: Worksheet) -> None:
    """Lock what is not to be filled in; columns and rows may still be made wider and filtered."""
    worksheet.protection.sheet = True
    worksheet.protection.formatColumns = worksheet.protection.formatRows = worksheet.protection.autoFilter = False


def _write_line(worksheet: Worksheet, row: int, line: Line, widths: Sequence[float]) -> None:
    text = clean_text(line.text).text
    points = LOOKS[line.role].points
    _fill(_cell(worksheet, row, 1), text, line.role)
    if len(widths) > 1:
        worksheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))
    _set_height(worksheet, row, row_height(count_lines(text, sum(widths), points), points))


def _write_headings(worksheet: Worksheet, row: int, columns: Sequence[ReadyColumn], widths: Sequence[float]) -> None:
    points = LOOKS["heading"].points
    for position, column in enumerate(columns, 1):
        _fill(_cell(worksheet, row, position), column.heading, "heading")
    lines = max(count_lines(column.heading, width, points) for column, width in zip(columns, widths, strict=True))
    _set_height(worksheet, row, row_height(lines, points) + 4)


def _write_body(
    worksheet: Worksheet, heading_row: int, sheet: Sheet, columns: Sequence[ReadyColumn], widths: Sequence[float]
) -> list[int]:
    """Write the table's rows and return those whose text needs more height than a row can have."""
    tall = []
    if sheet.table.empty:
        _write_line(worksheet, heading_row + 1, Line(sheet.empty_text, "empty"), widths)
    for index in range(len(sheet.table)):
        row = heading_row + 1 + index
        is_total = sheet.total_row and index == len(sheet.table) - 1
        heights = [
            _write_value(_cell(worksheet, row, position), column.cells[index], column, width, is_total=is_total)
            for position, (column, width) in enumerate(zip(columns, widths, strict=True), 1)
        ]
        for position, column in enumerate(columns, 1):
            if column.title in (sheet.unlocked or ()):
                _open_cell(_cell(worksheet, row, position), takes_day=_takes_day(sheet, column.title))
        if _set_height(worksheet, row, max(heights)):
            tall.append(row)
    if sheet.links:
        position = list(sheet.table.columns).index(sheet.link_column) + 1
        for row, target in enumerate(sheet.links, heading_row + 1):
            worksheet.cell(row, position).style = LOOKS["link"].name
            _link(worksheet, row, position, target)
    return tall


def _write_value(target: SheetCell, cell: Cell, column: ReadyColumn, width: float, *, is_total: bool) -> float:
    """Write one cell of the table and return the height it needs, in points."""
    role: Role = cell_role(cell, column)
    points = LOOKS[role].points
    height = row_height(count_lines(cell.shown, width, points) if LOOKS[role].wraps else 1, points)
    if is_total:
        role = _TOTALS[role]
    elif height > TALLEST_ROW:
        role = "long_text"
    _fill(target, cell.value, role)
    target.number_format = _format(cell, column)
    if cell.quoted:
        target.quotePrefix = True
    return height


def _takes_day(sheet: Sheet, title: str) -> bool:
    return title in sheet.dropdowns and sheet.dropdowns[title].earliest is not None


def _open_cell(target: SheetCell, *, takes_day: bool) -> None:
    """Make a cell one to be filled in; what is typed there is a day, or stays the text that it is."""
    target.style = LOOKS["input"].name
    target.number_format = DATE_FORMAT if takes_day else "General"


def _cell(worksheet: Worksheet, row: int, column: int) -> SheetCell:
    cell = worksheet.cell(row, column)
    if not isinstance(cell, SheetCell):
        raise TypeError(f"cell {row}, {column} of {worksheet.title} lies inside a merged line")
    return cell


def _fill(target: SheetCell, value: str | float | datetime | None, role: Role) -> None:
    target.value = stored_text(value) if isinstance(value, str) else value
    if isinstance(value, str):
        # openpyxl takes "=…" for a formula and "#N/A" for an error; what comes from outside is text
        target.data_type = "s"
    target.style = LOOKS[role].name


def _link(worksheet: Worksheet, row: int, column: int, target: str) -> None:
    name = target.replace("'", "''")
    worksheet.cell(row, column).hyperlink = Hyperlink(ref="", location=f"'{name}'!A1", display=target)


def _format(cell: Cell, column: ReadyColumn) -> str:
    if cell.kind == "number":
        return column.number_format
    if cell.kind == "date":
        return DATE_FORMAT if len(cell.shown) == len(DATE_FORMAT) else DATETIME_FORMAT
    # a code typed over stays a code; longer texts in this format show as #### in old versions of Excel
    return "@" if _CODE.fullmatch(cell.shown) else "General"


def _set_height(worksheet: Worksheet, row: int, height: float) -> bool:
    worksheet.row_dimensions[row].height = min(height, TALLEST_ROW)
    return height > TALLEST_ROW


def _remarks(heading_row: int, columns: Sequence[ReadyColumn], tall: Sequence[int]) -> list[str]:
    """Return what a reader must know about outside text that doesn't stand in the sheet as it was."""
    remarks = []
    replaced = sum(cell.replaced > 0 for column in columns for cell in column.cells)
    if replaced:
        remarks.append(f"说明：有{replaced}个单元格的原文含不能显示的控制字符，已用“□”标出。")
    for column in columns:
        cut = [heading_row + 1 + index for index, cell in enumerate(column.cells) if cell.cut]
        if cut:
            remarks.append(f"说明：{_name_rows(cut)}“{column.title}”原文超过单元格上限，已截断并在文末注明。")
    if tall:
        remarks.append(f"说明：{_name_rows(tall)}文字较多，行高已到上限，打印不能全部显示，全文请在表格中查看。")
    return remarks


def _name_rows(rows: Sequence[int]) -> str:
    named = "、".join(str(row) for row in rows[:_ROWS_NAMED])
    return f"第{named}行" if len(rows) <= _ROWS_NAMED else f"第{named}等{len(rows)}行"


def _expected_count(sheet: Sheet, below: Sequence[Line]) -> SheetCount:
    """Count what the frame itself holds, apart from the cells made of it."""
    filled = sheet.table.notna() & (sheet.table.astype("string").fillna("") != "")
    body = [int(count) for count in filled.sum(axis=1)] if len(sheet.table) else [1]
    headings = sum(str(heading) != "" for heading in sheet.table.columns)
    counts = [
        *[int(line.text != "") for line in sheet.above],
        headings,
        *body,
        *[int(line.text != "") for line in below],
    ]
    counts[0] += bool(sheet.back_to)
    return SheetCount(sheet.name, tuple(counts))
