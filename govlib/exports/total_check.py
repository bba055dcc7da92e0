"""A table's own last line, 合计, compared with the rows above it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from govlib.catalog.tables import TableDeclaration
from govlib.documents.sheets import Sheet
from govlib.exports.matching import Heading
from govlib.exports.numbers import heading_scale, parse_count
from govlib.exports.problems import Place, ProblemLog
from govlib.exports.regions import Region
from govlib.exports.row_signs import TOTAL_ALONE
from govlib.exports.rows import RowKinds


def compare_total(
    sheet: Sheet, region: Region, table: TableDeclaration, kinds: RowKinds, values: Mapping[str, pd.Series]
) -> list[tuple[Heading, int, str, str]]:
    """Return the heading, row from 0, total as written and sum of each count that its table's total contradicts.

    Only a single 合计 below all rows is compared, and only columns in which every row is a number.
    """
    ends = [int(row) for row in kinds.totals if _is_grand_total(sheet.row(int(row))[region.left : region.right + 1])]
    if len(ends) != 1 or not len(kinds.data) or int(kinds.data[-1]) > ends[0]:
        return []
    found = []
    for key, heading in region.match.columns.items():
        column = table.columns[key]
        if column.type != "count" or values[key].isna().any():
            continue
        written = sheet.row(ends[0])[heading.column].strip()
        total, _ = parse_count(written, column.unit, heading_scale(heading.text, column.unit))
        expected = int(values[key].sum())
        if total is not None and total != expected:
            found.append((heading, ends[0], written, str(expected)))
    return found


def report_totals(log: ProblemLog, place: Place, found: list[tuple[Heading, int, str, str]]) -> None:
    """Add a problem for every total that is not the sum of its rows."""
    for heading, row, written, expected in found:
        position, right = heading.column, f"各行之和 {expected}"
        log.add(
            "total_differs", place, row=row + 1, column=heading.text, position=position, value=written, expected=right
        )


def _is_grand_total(texts: list[str]) -> bool:
    words = ["".join(text.split()) for text in texts]
    return any(TOTAL_ALONE.fullmatch(word) and "小计" not in word for word in words)
