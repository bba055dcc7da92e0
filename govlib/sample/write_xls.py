"""Write real BIFF workbooks (xls)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlwt

from govlib.sample.sheets import Grid


def write_xls(path: Path, grids: Sequence[Grid]) -> None:
    """Write the grids as the sheets of one xls workbook; real dates carry a date format."""
    book = xlwt.Workbook(encoding="utf-8")
    plain = xlwt.XFStyle()
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    moment = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")
    for grid in grids:
        sheet = book.add_sheet(grid.name)
        spans = {row: (first, last) for row, first, last in grid.merges}
        for number, line in enumerate(grid.lines, 1):
            if number in spans:
                first, last = spans[number]
                sheet.write_merge(number - 1, number - 1, first - 1, last - 1, line[0], plain)
                continue
            for column, raw in enumerate(line):
                if raw is not None:
                    sheet.write(number - 1, column, raw, _style(raw, plain, day, moment))
    book.save(str(path))


def _style(raw: Any, plain: Any, day: Any, moment: Any) -> Any:
    if isinstance(raw, datetime):
        return moment
    return day if isinstance(raw, date) else plain
