"""Say what a sheet that is no declared table comes nearest to, and which headings it lacks."""

from __future__ import annotations

from govlib.documents.sheets import Sheet
from govlib.exports.headers import SEARCHED_ROWS, read_headings
from govlib.exports.matching import BlockMatch, Vocabulary
from govlib.exports.problems import Place, ProblemLog, join_shown

_LONGEST_HEADING = 20
_FEWEST_CELLS = 2


def report_unrecognised(sheet: Sheet, place: Place, vocabulary: Vocabulary, log: ProblemLog) -> None:
    """Add the problem of a sheet in which no table was recognised; only a hint where it has nothing like a header."""
    best_row, best = _nearest(sheet, vocabulary)
    if best is None:
        severity = "错误" if _has_header_like_row(sheet) else "提示"
        log.add("unrecognised_sheet", place, value="没有一个标题是声明过的", severity=severity)
        return
    table = vocabulary.tables[best.table]
    lacking = min(([key for key in keys if key not in best.columns] for keys in table.recognised_by), key=len)
    names = join_shown(table.columns[key].headings[0] for key in lacking)
    what = f"缺少标题 {names}" if lacking else "但认不出的列太多"
    value = f"最接近“{table.name}”（{best.table}），{what}"
    severity = "错误" if _has_header_like_row(sheet) else "提示"
    log.add("unrecognised_sheet", place, row=best_row + 1, value=value, severity=severity)


def _nearest(sheet: Sheet, vocabulary: Vocabulary) -> tuple[int, BlockMatch | None]:
    best_row, best = 0, None
    for row in range(min(SEARCHED_ROWS, len(sheet.cells))):
        match = vocabulary.nearest(read_headings([sheet.row(row)]))
        if match is not None and (best is None or match.rank > best.rank):
            best_row, best = row, match
    return best_row, best


def _has_header_like_row(sheet: Sheet) -> bool:
    """Return whether two short words at least stand beside each other above a row that is as full."""
    for row in range(min(SEARCHED_ROWS, len(sheet.cells) - 1)):
        texts = [text.strip() for text in sheet.row(row) if text.strip()]
        below = [text for text in sheet.row(row + 1) if text.strip()]
        if min(len(texts), len(below)) >= _FEWEST_CELLS and all(
            len(text) <= _LONGEST_HEADING and not text[0].isdigit() for text in texts
        ):
            return True
    return False
