"""What was written is read back by another program and counted, cell by cell of every row."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from python_calamine import CalamineWorkbook

from govlib.errors import PlaceFailedError


@dataclass(frozen=True)
class SheetCount:
    """A sheet's name and the number of filled cells each of its rows must have, from row 1 on."""

    name: str
    cells_by_row: tuple[int, ...]


def check_written(archive: bytes, expected: Sequence[SheetCount], file: str) -> None:
    """Read the workbook back and compare the filled cells of every row with what was meant to be written.

    Raises:
        PlaceFailedError: sheets, rows or cells are missing or too many; names the first row that differs.
    """
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(archive))
    names = [count.name for count in expected]
    if workbook.sheet_names != names:
        raise _difference(file, f"回读到工作表{workbook.sheet_names}", f"{names}")
    for count in expected:
        rows = workbook.get_sheet_by_name(count.name).to_python(skip_empty_area=False)
        found = _without_tail([sum(cell != "" for cell in row) for row in rows])
        meant = _without_tail(list(count.cells_by_row))
        for number in range(1, max(len(found), len(meant)) + 1):
            here, there = _at(found, number), _at(meant, number)
            if here != there:
                raise _difference(f"{file} 的“{count.name}”第{number}行", f"回读到{here}个单元格", f"{there}个")


def _at(counts: Sequence[int], number: int) -> int:
    return counts[number - 1] if number <= len(counts) else 0


def _without_tail(counts: list[int]) -> list[int]:
    while counts and counts[-1] == 0:
        counts.pop()
    return counts


def _difference(where: str, found: str, expected: str) -> PlaceFailedError:
    return PlaceFailedError(where, found, expected, "写出的工作簿不完整，未予保留，请重新运行")
