"""Workbooks (xlsx, xlsm, xlsb, xls, ods) as sheets of text."""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from govlib.documents.sheets import Merge, Sheet, text_frame


def read_workbook(path: Path) -> tuple[Sheet, ...]:
    """Return the worksheets of a workbook in its own order; charts and macros are no worksheets."""
    with CalamineWorkbook.from_path(path) as workbook:
        sheets = []
        for metadata in workbook.sheets_metadata:
            if metadata.typ is not SheetTypeEnum.WorkSheet:
                continue
            source = workbook.get_sheet_by_name(metadata.name)
            rows = source.to_python(skip_empty_area=False)
            merges = tuple(
                Merge(top, left, bottom, right) for (top, left), (bottom, right) in (source.merged_cell_ranges or ())
            )
            hidden = metadata.visible is not SheetVisibleEnum.Visible
            sheets.append(Sheet(metadata.name, text_frame(rows), merges, is_hidden=hidden))
        return tuple(sheets)
