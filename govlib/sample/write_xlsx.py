"""Write xlsx workbooks whose bytes depend on their cells alone."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from govlib.sample.sheets import Grid
from govlib.sample.units import LABEL

_ZIP_DAY = (2026, 9, 25, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms)")


def write_xlsx(path: Path, grids: Sequence[Grid]) -> None:
    """Write the grids as the sheets of one workbook, row by row, with fixed times inside and out."""
    book = Workbook(write_only=True)
    book.properties.creator = LABEL
    for grid in grids:
        sheet = book.create_sheet(grid.name)
        for row, first, last in grid.merges:
            sheet.merged_cells.add(f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row}")
        for line in grid.lines:
            sheet.append(line if isinstance(line, list | tuple) else list(line))
    draft = path.with_name(path.name + ".draft")
    book.save(draft)
    _freeze(draft, path)
    draft.unlink()


def _freeze(draft: Path, path: Path) -> None:
    with zipfile.ZipFile(draft) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _ZIP_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            if name == "docProps/core.xml":
                target.writestr(member, _STAMP.sub(rb"\g<1>2026-09-25T00:00:00Z\g<3>", source.read(name)))
                continue
            with source.open(name) as reader, target.open(member, "w", force_zip64=True) as writer:
                shutil.copyfileobj(reader, writer)
