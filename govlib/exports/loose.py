"""Cells that belong to no table that was read: said, so that nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from govlib.documents.sheets import Sheet
from govlib.exports.cleaning import is_filled
from govlib.exports.headers import one_line
from govlib.exports.problems import Place, ProblemLog
from govlib.exports.regions import Region

_NO_HEADING = "（没有标题）"


def report_loose_columns(sheet: Sheet, regions: Sequence[Region], place: Place, log: ProblemLog) -> None:
    """Add a problem for every column that holds cells below the first header without a heading above them."""
    if not regions:
        return
    top = min(region.header_top for region in regions)
    for column in range(len(sheet.cells.columns)):
        filled = is_filled(sheet.cells[column])
        filled[:top] = False
        for region in regions:
            if any(heading.column == column for heading in region.match.headings):
                filled[region.header_top : region.end] = False
            else:
                filled[region.header_top : region.header_bottom + 1] = False
        rows = np.flatnonzero(filled)
        if len(rows):
            headings = [one_line(str(sheet.cells[column].iloc[region.header_bottom])) for region in regions]
            heading = next((text for text in headings if text), _NO_HEADING)
            log.add("unknown_column", place, row=int(rows[0]) + 1, column=heading, position=column)
