"""Read one sheet after another: recognise what it holds, read it, account for its rows."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from govlib.catalog.tables import SheetHint
from govlib.documents.sheets import Document, Sheet, column_letters
from govlib.exports.adoption import adopted_heading, unread_repeats
from govlib.exports.cleaning import TEXT, is_filled
from govlib.exports.dates import Window
from govlib.exports.frames import ReadRegion, RegionTask, read_region
from govlib.exports.loose import report_loose_columns
from govlib.exports.masking import mask_text
from govlib.exports.matching import Vocabulary
from govlib.exports.problems import Place, ProblemLog, join_shown
from govlib.exports.regions import Region, find_regions, forced_region
from govlib.exports.unrecognised import report_unrecognised

REGION_TYPES: dict[str, Any] = {
    "file": TEXT, "sheet": TEXT, "table": TEXT, "vendor": TEXT, "header_row": "int64", "first_column": TEXT,
    "rows_in_file": "int64", "rows_read": "int64", "rows_refused": "int64", "rows_total": "int64", "rows_note": "int64",
    "rows_header_repeated": "int64", "encoding": TEXT, "columns_absent": TEXT, "columns_unknown": TEXT,
}  # fmt: skip


LEDGER = "rectification_ledger"
"""The table (T25) that no figure counts: its rows enter the records by a command of their own."""


@dataclass
class RegionRow:
    """The account of one region: what it is and what became of each of its rows."""

    file: str
    sheet: str
    table: str
    vendor: str
    header_row: int
    first_column: str
    rows_in_file: int
    rows_read: int
    rows_refused: int
    rows_total: int
    rows_note: int
    rows_header_repeated: int
    encoding: str
    columns_absent: str
    columns_unknown: str

    def refuse(self, count: int) -> None:
        """Count rows as refused that had been counted as read."""
        self.rows_read -= count
        self.rows_refused += count

    def check(self) -> None:
        """Raise RuntimeError if a row of the file is not accounted for."""
        total = self.rows_read + self.rows_refused + self.rows_total + self.rows_note + self.rows_header_repeated
        if total != self.rows_in_file:
            raise RuntimeError(f"{self.file} {self.sheet}: {self.rows_in_file} rows in the file, {total} accounted for")

    def as_row(self) -> dict[str, Any]:
        """Return the account as a row."""
        return asdict(self)


@dataclass
class SheetReader:
    """Reads sheets one after another, keeping their rows by table and the account of every region."""

    vocabulary: Vocabulary
    window: Window
    hints: tuple[SheetHint, ...]
    log: ProblemLog
    parts: dict[str, list[pd.DataFrame]] = field(default_factory=dict)
    regions: list[RegionRow] = field(default_factory=list)
    used_hints: set[SheetHint] = field(default_factory=set)

    def read_sheet(self, sheet: Sheet, document: Document, file: str) -> None:
        """Read every table of a sheet."""
        place = Place(file, sheet.name)
        if not any(is_filled(sheet.cells[column]).any() for column in sheet.cells.columns):
            self.log.add("empty_sheet", place)
            return
        if sheet.is_hidden or sheet.hidden_rows:
            value = "工作表是隐藏的" if sheet.is_hidden else f"有 {sheet.hidden_rows} 行是隐藏的"
            self.log.add("hidden_sheet", place, value=value)
        regions = self._find(sheet, place)
        if not regions:
            report_unrecognised(sheet, place, self.vocabulary, self.log)
        report_loose_columns(sheet, regions, place, self.log)
        for region in regions:
            candidates = region.block.candidates
            if len(candidates) > 1:
                tables = self.vocabulary.tables
                names = join_shown(f"{tables[match.table].name}（{match.table}）" for match in candidates)
                self.log.add("ambiguous_sheet", place, row=region.header_bottom + 1, value=names)
                continue
            has_next = any(other.header_top >= region.end for other in regions)
            self._read(sheet, region, document, place, has_next=has_next)

    def report_unused_hints(self) -> None:
        """Note every hint of the place's file that no sheet answered to."""
        for hint in self.hints:
            if hint not in self.used_hints:
                self.log.add("hint_unused", Place(hint.file, hint.sheet), value=hint.table)

    def _find(self, sheet: Sheet, place: Place) -> list[Region]:
        hint = next((hint for hint in self.hints if _fits(hint, place)), None)
        if hint is None:
            return find_regions(sheet, self.vocabulary)
        self.used_hints.add(hint)
        only = Vocabulary({hint.table: self.vocabulary.tables[hint.table]}, self.vocabulary.personal)
        forced = None
        return find_regions(sheet, only) or (
            [] if (forced := forced_region(sheet, only, hint.table)) is None else [forced]
        )

    def _read(self, sheet: Sheet, region: Region, document: Document, place: Place, *, has_next: bool) -> None:
        match = region.match
        table = self.vocabulary.tables[match.table]
        row = region.header_bottom + 1
        repeats = unread_repeats(match, self.vocabulary)
        if repeats:
            left = [heading for heading in match.unknown if heading.column < repeats[0].column]
            value, first = join_shown(heading.text for heading in repeats), repeats[0]
            culprit = left[-1].text if left else "第二个单位列"
            self.log.add(
                "half_not_read", place, row=row, position=first.column, value=value, expected=f"认得“{culprit}”"
            )
        if match.table == LEDGER:
            self.log.add("ledger_in_exports", place, row=row)
        adopted = adopted_heading(match, self.vocabulary)
        if adopted is not None:
            self.log.add("heading_adopted", place, row=row, column=adopted.text, position=adopted.column)
        unknown = [heading for heading in match.unknown if heading not in repeats]
        for code, headings in (("personal_column_dropped", match.personal), ("unknown_column", unknown)):
            for heading in headings:
                self.log.add(code, place, row=row, column=heading.text, position=heading.column)
        task = RegionTask(sheet, region, table, place, self.window, self.log)
        read = read_region(task, has_next=has_next)
        if not read.filled:
            self.log.add("empty_sheet", place, row=row, severity="警告")
        self.parts.setdefault(match.table, []).append(read.frame)
        self.regions.append(_account(task, read, document))


def _fits(hint: SheetHint, place: Place) -> bool:
    name = PurePosixPath(place.file).name
    return (fnmatchcase(place.file, hint.file) or fnmatchcase(name, hint.file)) and hint.sheet in ("", place.sheet)


def _account(task: RegionTask, read: ReadRegion, document: Document) -> RegionRow:
    match, table = task.region.match, task.table
    absent = [key for key, column in table.columns.items() if not column.is_derived and key not in match.columns]
    return RegionRow(
        file=task.place.file,
        sheet=task.place.sheet,
        table=match.table,
        vendor=match.vendor,
        header_row=task.region.header_bottom + 1,
        first_column=column_letters(task.region.left),
        rows_in_file=read.filled,
        rows_read=len(read.frame),
        rows_refused=read.refused,
        rows_total=len(read.kinds.totals),
        rows_note=len(read.kinds.notes),
        rows_header_repeated=len(read.kinds.repeated),
        encoding=document.encoding,
        columns_absent=join_shown(absent),
        columns_unknown=mask_text(join_shown(heading.text for heading in match.unknown))[0],
    )
