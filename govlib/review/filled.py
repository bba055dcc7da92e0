"""A list of items that was filled in elsewhere (``govlib review list --csv``) and comes back: what it newly decides."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from govlib.documents.formulas import is_formula
from govlib.documents.reading import open_document
from govlib.documents.sheets import Sheet
from govlib.errors import FileUnreadableError, UserError
from govlib.review.decision import Decision
from govlib.review.desk import ReviewDesk, Wish, read_kind
from govlib.review.shown import HEADINGS

_READ = ("key", "decision", "to", "remark", "when", "state_hash")
_NEEDED = ("key", "decision")
_DEEPEST_HEADING = 20
_LONGEST_LIST = 10


@dataclass(frozen=True)
class FilledRow:
    """One row as it came back: its row as a spreadsheet shows it, and its cells by column, "" where there is none."""

    row: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Filled:
    """What a file newly decides, how many of its rows say what is known already, how many decide nothing."""

    decisions: tuple[Decision, ...]
    same: int = 0
    blank: int = 0


def read_filled(path: Path) -> tuple[FilledRow, ...]:
    """Return the rows of a filled list, by its headings wherever they stand.

    Raises:
        UserError: the file is not there, can't be read, or has no such list.
    """
    try:
        document = open_document(path, path.name)
    except OSError as error:
        raise UserError(path.name, "没有这个文件，或读不了", "填好的复核列表", "请核对文件名") from error
    for sheet in document.sheets:
        rows = _read_sheet(sheet)
        if rows is not None:
            return rows
    needed = "、".join(f"“{HEADINGS[name]}”" for name in _NEEDED)
    advice = "请用 govlib review list --csv 写出列表，填好后再导入"
    raise FileUnreadableError(path.name, "没有找到复核列表", f"有{needed}两列的一张表", advice)


def understand(desk: ReviewDesk, rows: tuple[FilledRow, ...]) -> Filled:
    """Return what filled rows decide newly; a blank decides nothing, it takes nothing back either.

    Raises:
        UserError: what can't be decided, and rows whose item, or whose decision, has changed since the list was
            written; all at once, and nothing is to be saved then.
    """
    items = desk.rows
    decisions: list[Decision] = []
    faults: list[str] = []
    same = blank = 0
    for row in rows:
        cells = row.cells
        known = items.get(cells["key"], {})
        if not cells["decision"]:
            blank += 1
        elif all(cells[name] == known.get(name, "") for name in ("decision", "to", "remark")):
            same += 1
        else:
            try:
                wish = Wish((cells["key"],), read_kind(cells["decision"]), cells["to"], cells["remark"])
            except UserError as error:
                faults.append(f"第 {row.row} 行：复核决定{error.found}，{error.expected}")
                continue
            found = [*_compare(cells, known), *desk.list_faults(wish)]
            faults += [f"第 {row.row} 行：{fault}" for fault in found]
            decisions += [] if found else desk.make(wish)
    if faults:
        shown = "\n".join(f"  {fault}" for fault in faults[:_LONGEST_LIST])
        more = f"\n  另有 {len(faults) - _LONGEST_LIST} 处" if len(faults) > _LONGEST_LIST else ""
        found_said = f"有 {len(faults)} 处不能决定，一条也没有保存\n{shown}{more}\n"
        raise UserError("填好的复核列表", found_said, advice="请改好后再导入")
    return Filled(tuple(decisions), same, blank)


def _compare(cells: dict[str, str], known: dict[str, str]) -> list[str]:
    """Return what has changed about an item since the list was written."""
    if not known:
        return []
    faults = []
    if cells["state_hash"] and cells["state_hash"] != known["state_hash"]:
        faults.append(f"{cells['key']}：列表写出以后这一项变了，请重新列出、看过再决定")
    if "when" in cells and cells["when"] != known["when"]:
        said = (
            f"{known['by'] or '别人'} {known['when']} 定为“{known['decision']}”"
            if known["when"]
            else "原有的决定已撤销"
        )
        faults.append(f"{cells['key']}：列表写出以后{said}，请重新列出、看过再决定")
    return faults


def _read_sheet(sheet: Sheet) -> tuple[FilledRow, ...] | None:
    for number in range(min(_DEEPEST_HEADING, len(sheet.cells))):
        headings = [text.strip() for text in sheet.row(number)]
        if all(HEADINGS[name] in headings for name in _NEEDED):
            places = {name: headings.index(HEADINGS[name]) for name in _READ if HEADINGS[name] in headings}
            return tuple(_read_row(sheet, below, places) for below in range(number + 1, len(sheet.cells)))
    return None


def _read_row(sheet: Sheet, number: int, places: dict[str, int]) -> FilledRow:
    cells = sheet.row(number)
    read = {name: _as_said(cells[place].strip()) for name, place in places.items()}
    return FilledRow(number + 1, {"to": "", "remark": "", "state_hash": "", **read})


def _as_said(text: str) -> str:
    """Return a text without the apostrophe that a csv keeps it from running with."""
    return text[1:] if text.startswith("'") and is_formula(text[1:]) else text
