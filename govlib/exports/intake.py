"""Read a period's folder of exports: tables, problems, and an account of every file, region and row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from govlib.catalog.tables import PersonalDeclaration, SheetHint, TableDeclaration
from govlib.documents.reading import open_document
from govlib.documents.sheets import Document
from govlib.errors import FileUnreadableError, UserError
from govlib.exports.cleaning import TEXT
from govlib.exports.dates import Window
from govlib.exports.folder import ExportFile, is_table_name, list_files
from govlib.hashing import hash_file
from govlib.exports.keys import drop_repeats
from govlib.exports.masking import mask_names
from govlib.exports.matching import Vocabulary
from govlib.exports.problems import Place, ProblemLog
from govlib.exports.sheet_reading import REGION_TYPES, RegionRow, SheetReader

_FILE_TYPES: dict[str, Any] = {"file": TEXT, "bytes": "int64", "sha256": TEXT, "status": TEXT, "message": TEXT}


@dataclass(frozen=True)
class Intake:
    """All that a period's folder gave.

    ``tables``: delivered tables only, by key. ``problems``: a row a problem. ``regions``: a row a table found in a
    sheet; its rows_in_file is the sum of its other rows_*. ``files``: a row a file, status 已读, 未读 or 不是表格.
    """

    tables: dict[str, pd.DataFrame]
    problems: pd.DataFrame
    regions: pd.DataFrame
    files: pd.DataFrame


def read_exports(
    folder: Path,
    tables: Mapping[str, TableDeclaration],
    personal: PersonalDeclaration,
    window: tuple[date, date],
    hints: Sequence[SheetHint] = (),
) -> Intake:
    """Return everything that the files below ``folder`` hold, read by declaration.

    ``window`` gives a year to dates written without one. One bad file never stops the others. A table that no file
    holds is not in ``tables``; one whose sheets have a header but no rows is, and is empty.
    """
    for hint in hints:
        if hint.table not in tables:
            raise UserError(
                "sheets",
                f"为文件“{hint.file}”指定的表“{hint.table}”没有声明",
                "params/exports 下一个文件的名字",
                "请改正 table",
            )
    log = ProblemLog()
    reader = SheetReader(Vocabulary(tables, personal), Window(*window), tuple(hints), log)
    files: list[dict[str, Any]] = []
    for file in list_files(folder):
        status, message = _read_file(file, reader, log)
        size, digest = (0, "") if file.is_outside else (file.path.stat().st_size, hash_file(file.path))
        files.append({"file": file.shown, "bytes": size, "sha256": digest, "status": status, "message": message})
    reader.report_unused_hints()
    delivered = {name: _join_parts(name, tables[name], reader, log) for name in tables if name in reader.parts}
    for region in reader.regions:
        region.check()
    rows = [region.as_row() for region in reader.regions]
    return Intake(
        delivered,
        log.to_frame(),
        pd.DataFrame(rows, columns=list(REGION_TYPES)).astype(REGION_TYPES),
        pd.DataFrame(files, columns=list(_FILE_TYPES)).astype(_FILE_TYPES),
    )


def _read_file(file: ExportFile, reader: SheetReader, log: ProblemLog) -> tuple[str, str]:
    """Read one file; return its status and, where it was not read, why."""
    place = Place(file.shown)
    if not is_table_name(file.path):
        log.add("not_a_table", place)
        return "不是表格", "不是表格文件，没有读取"
    if file.is_outside:
        value = "是指向文件夹之外的链接，没有打开"
        log.add("unreadable_file", place, value=value, expected="文件本身", advice="请把文件复制进来")
        return "未读", value
    try:
        document = open_document(file.path, file.shown)
    except FileUnreadableError as error:
        log.add("unreadable_file", place, value=error.found, expected=error.expected, advice=error.advice)
        return "未读", error.sentence()
    _note_document(document, place, log)
    names = mask_names([sheet.name for sheet in document.sheets])
    for sheet, name in zip(document.sheets, names, strict=True):
        reader.read_sheet(replace(sheet, name=name), document, file.shown)
    return "已读", ""


def _note_document(document: Document, place: Place, log: ProblemLog) -> None:
    if document.kind == "html":
        log.add("html_as_workbook", place)
    if document.is_guessed:
        value = f"按 {document.encoding} 读取，有 {document.replaced_characters} 个字无法还原"
        log.add("encoding_guessed", place, value=value)


def _join_parts(name: str, table: TableDeclaration, reader: SheetReader, log: ProblemLog) -> pd.DataFrame:
    """Return all regions of a table as one, repeats dropped and counted as refused where they stood."""
    parts = reader.parts[name]
    owners: list[RegionRow] = [region for region in reader.regions if region.table == name]
    frame = parts[0].reset_index(drop=True) if len(parts) == 1 else pd.concat(parts, ignore_index=True)
    kept, dropped = drop_repeats(frame, table, log)
    start = 0
    for region, part in zip(owners, parts, strict=True):
        region.refuse(int(dropped[start : start + len(part)].sum()))
        start += len(part)
    return kept.reset_index(drop=True)
