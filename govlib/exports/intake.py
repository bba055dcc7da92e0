"""Read a period's folder of exports: tables, problems, and an account of every file, region and row."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from govlib.catalog.tables import PersonalDeclaration, SheetHint, TableDeclaration
from govlib.documents.reading import open_document
from govlib.documents.sheets import Document, Sheet
from govlib.errors import FileUnreadableError
from govlib.exports.cleaning import TEXT, is_filled
from govlib.exports.dates import Window
from govlib.exports.frames import ReadRegion, count_filled, read_region
from govlib.exports.headers import SEARCHED_ROWS, read_headings, row_texts
from govlib.exports.keys import drop_repeats
from govlib.exports.matching import Vocabulary
from govlib.exports.problems import Place, ProblemLog, join_shown
from govlib.exports.regions import Region, find_regions, forced_region

TABLE_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv", ".tsv"})
_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db"})
_REGION_TYPES: dict[str, Any] = {
    "file": TEXT, "sheet": TEXT, "table": TEXT, "vendor": TEXT, "header_row": "int64", "first_column": TEXT,
    "rows_in_file": "int64", "rows_read": "int64", "rows_refused": "int64", "rows_total": "int64", "rows_note": "int64",
    "rows_header_repeated": "int64", "encoding": TEXT, "columns_absent": TEXT, "columns_unknown": TEXT,
}  # fmt: skip
_FILE_TYPES: dict[str, Any] = {"file": TEXT, "bytes": "int64", "sha256": TEXT, "status": TEXT, "message": TEXT}


@dataclass(frozen=True)
class Intake:
    """All that a period's folder gave.

    ``tables``: delivered tables only, by key. ``problems``: a row a problem. ``regions``: a row a table found in a sheet;
    its rows_in_file is the sum of its other rows_*. ``files``: a row a file, status 已读, 未读 or 不是表格.
    """

    tables: dict[str, pd.DataFrame]
    problems: pd.DataFrame
    regions: pd.DataFrame
    files: pd.DataFrame


@dataclass
class _Reading:
    vocabulary: Vocabulary
    window: Window
    hints: Sequence[SheetHint]
    log: ProblemLog = field(default_factory=ProblemLog)
    parts: dict[str, list[pd.DataFrame]] = field(default_factory=dict)
    regions: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)


def read_exports(
    folder: Path,
    tables: Mapping[str, TableDeclaration],
    personal: PersonalDeclaration,
    window: tuple[date, date],
    hints: Sequence[SheetHint] = (),
) -> Intake:
    """Return everything that the files below ``folder`` hold, read by declaration.

    ``window`` gives a year to dates written without one. One bad file never stops the others.
    """
    reading = _Reading(Vocabulary(tables, personal), Window(*window), hints)
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.is_file() and not _is_ignored(path.relative_to(folder)):
            _read_file(folder, path, reading)
    delivered: dict[str, pd.DataFrame] = {}
    for name in tables:
        if name in reading.parts:
            delivered[name] = _join_parts(name, tables[name], reading)
    regions = pd.DataFrame(reading.regions, columns=[*_REGION_TYPES, "_part"]).drop(columns="_part")
    return Intake(
        delivered,
        reading.log.to_frame(),
        regions.astype(_REGION_TYPES),
        pd.DataFrame(reading.files, columns=list(_FILE_TYPES)).astype(_FILE_TYPES),
    )


def _is_ignored(relative: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in relative.parts) or relative.name.lower() in _IGNORED_NAMES


def _read_file(folder: Path, path: Path, reading: _Reading) -> None:
    shown = path.relative_to(folder).as_posix()
    place = Place(shown)
    ledger = {"file": shown, "bytes": path.stat().st_size, "sha256": _sha256(path), "status": "已读", "message": ""}
    reading.files.append(ledger)
    if path.suffix.lower() not in TABLE_SUFFIXES:
        reading.log.add("not_a_table", place)
        ledger.update(status="不是表格", message="不是表格文件，没有读取")
        return
    try:
        document = open_document(path, shown)
    except FileUnreadableError as error:
        reading.log.add("unreadable_file", place, value=error.found, expected=error.expected, advice=error.advice)
        ledger.update(status="未读", message=error.sentence())
        return
    _note_document(document, place, reading)
    for sheet in document.sheets:
        _read_sheet(sheet, document, shown, reading)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _note_document(document: Document, place: Place, reading: _Reading) -> None:
    if document.is_html_as_workbook:
        reading.log.add("html_as_workbook", place)
    if document.is_guessed:
        value = f"按 {document.encoding} 读取，有 {document.replaced_characters} 个字无法还原"
        reading.log.add("encoding_guessed", place, value=value)


def _read_sheet(sheet: Sheet, document: Document, shown: str, reading: _Reading) -> None:
    place = Place(shown, sheet.name)
    if not any(is_filled(sheet.cells[column]).any() for column in sheet.cells.columns):
        reading.log.add("empty_sheet", place)
        return
    if sheet.is_hidden or sheet.hidden_rows:
        value = "工作表是隐藏的" if sheet.is_hidden else f"有 {sheet.hidden_rows} 行是隐藏的"
        reading.log.add("hidden_sheet", place, value=value)
    hint = next((hint for hint in reading.hints if _fits(hint, shown, sheet.name)), None)
    if hint is not None and hint.table in reading.vocabulary.tables:
        forced = forced_region(sheet, reading.vocabulary, hint.table)
        regions = [] if forced is None else [forced]
    else:
        regions = find_regions(sheet, reading.vocabulary)
    if not regions:
        _report_unrecognised(sheet, place, reading)
    for region in regions:
        if len(region.block.candidates) > 1:
            names = join_shown(
                f"{reading.vocabulary.tables[match.table].name}（{match.table}）" for match in region.block.candidates
            )
            reading.log.add("ambiguous_sheet", place, row=region.header_bottom + 1, value=names)
            continue
        has_next = any(other.header_top >= region.end for other in regions)
        _take_region(sheet, region, document, place, reading, has_next=has_next)


def _fits(hint: SheetHint, file: str, sheet: str) -> bool:
    name = PurePosixPath(file).name
    return (fnmatchcase(file, hint.file) or fnmatchcase(name, hint.file)) and hint.sheet in ("", sheet)


def _report_unrecognised(sheet: Sheet, place: Place, reading: _Reading) -> None:
    best_row, best = None, None
    for row in range(min(SEARCHED_ROWS, len(sheet.cells))):
        match = reading.vocabulary.nearest(read_headings([row_texts(sheet, row)]))
        if match is not None and (best is None or match.rank > best.rank):
            best_row, best = row, match
    if best is None or best_row is None:
        reading.log.add(
            "unrecognised_sheet",
            place,
            value="没有一个标题是声明过的",
            severity="提示" if not _has_header_like_row(sheet) else "错误",
        )
        return
    table = reading.vocabulary.tables[best.table]
    lacking = min(([key for key in keys if key not in best.columns] for keys in table.recognised_by), key=len)
    names = join_shown(table.columns[key].headings[0] for key in lacking)
    reading.log.add(
        "unrecognised_sheet", place, row=best_row + 1, value=f"最接近“{table.name}”（{best.table}），缺少标题 {names}"
    )


def _has_header_like_row(sheet: Sheet) -> bool:
    for row in range(min(SEARCHED_ROWS, len(sheet.cells) - 1)):
        texts = [text for text in row_texts(sheet, row) if text.strip()]
        below = [text for text in row_texts(sheet, row + 1) if text.strip()]
        if len(texts) > 1 and len(below) > 1 and all(len(text) <= 20 and not text.strip().isdigit() for text in texts):  # noqa: PLR2004
            return True
    return False


def _take_region(
    sheet: Sheet, region: Region, document: Document, place: Place, reading: _Reading, *, has_next: bool
) -> None:
    match = region.match
    table = reading.vocabulary.tables[match.table]
    header_row = region.header_bottom + 1
    for heading in match.personal:
        reading.log.add("personal_column_dropped", place, row=header_row, column=heading.text, position=heading.column)
    for heading in match.unknown:
        reading.log.add("unknown_column", place, row=header_row, column=heading.text, position=heading.column)
    read = read_region(sheet, region, table, place, reading.window, reading.log, has_next=has_next)
    first = min(heading.column for heading in match.headings)
    reading.parts.setdefault(match.table, []).append(read.frame)
    absent = [key for key, column in table.columns.items() if not column.is_derived and key not in match.columns]
    reading.regions.append(
        {
            "file": place.file,
            "sheet": place.sheet,
            "table": match.table,
            "vendor": match.vendor,
            "header_row": header_row,
            "first_column": sheet_column(first),
            "rows_in_file": count_filled(sheet, region),
            "rows_read": len(read.frame),
            "rows_refused": read.refused,
            "rows_total": len(read.kinds.totals),
            "rows_note": len(read.kinds.notes),
            "rows_header_repeated": len(read.kinds.repeated),
            "encoding": document.encoding,
            "columns_absent": join_shown(absent),
            "columns_unknown": join_shown(heading.text for heading in match.unknown),
            "_part": len(reading.parts[match.table]) - 1,
        }
    )


def sheet_column(position: int) -> str:
    """Return the letters of a column counted from 0."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(position + 1)


def _join_parts(name: str, table: TableDeclaration, reading: _Reading) -> pd.DataFrame:
    parts = reading.parts[name]
    frame = pd.concat(parts, ignore_index=True)
    part_of_row = [number for number, part in enumerate(parts) for _ in range(len(part))]
    kept, dropped = drop_repeats(frame, table, reading.log)
    if dropped.any():
        counts = pd.Series(part_of_row)[dropped.to_numpy(dtype=bool)].value_counts()
        for region in reading.regions:
            if region["table"] == name:
                count = int(counts.get(region["_part"], 0))
                region["rows_read"] -= count
                region["rows_refused"] += count
    return kept.reset_index(drop=True)
