"""Workbooks (xlsx, xlsm, xlsb, xls, ods) as sheets of text."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from govlib.documents.compound import CompoundError, open_compound
from govlib.documents.ods_scan import scan_ods
from govlib.documents.refusals import refuse
from govlib.documents.sheets import Merge, Sheet, text_frame
from govlib.documents.xls_scan import has_password, scan_workbook
from govlib.documents.xlsx_scan import SheetScan, scan_sheet, sheet_members
from govlib.documents.zip_safety import Archive, inflate, inflate_xml, is_xml, open_archive, read_xml

MAX_CELLS = 50_000_000
_ODS_CONTENT = "content.xml"
_OFFICE_PARTS = {"word/": "Word 文档", "ppt/": "演示文稿", "visio/": "Visio 图"}


@dataclass
class _Seen:
    """What was seen of each sheet before calamine reads it, by the sheet's name."""

    scans: dict[str, SheetScan] = field(default_factory=dict)
    merges: dict[str, tuple[Merge, ...]] = field(default_factory=dict)


def read_zipped(data: bytes, shown_as: str) -> tuple[Sheet, ...]:
    """Return the sheets of an xlsx, xlsm, xlsb or ods after every member has been inflated and counted."""
    archive = open_archive(data, shown_as)
    names = archive.names
    if not names.intersection({"xl/workbook.xml", "xl/workbook.bin", _ODS_CONTENT}):
        kind = next(
            (kind for part, kind in _OFFICE_PARTS.items() if any(name.startswith(part) for name in names)), "压缩包"
        )
        raise refuse(shown_as, "foreign", kind)
    if b"manifest:encryption-data" in read_xml(archive, "META-INF/manifest.xml"):
        raise refuse(shown_as, "password")
    return _read_with_calamine(data, shown_as, _look_through(archive))


def _look_through(archive: Archive) -> _Seen:
    sheets = sheet_members(archive)
    seen = _Seen()
    for member in archive.members:
        pieces = inflate_xml(archive, member) if is_xml(member.filename) else inflate(archive, member)
        if member.filename in sheets:
            seen.scans[sheets[member.filename]] = scan_sheet(pieces)
        elif member.filename == _ODS_CONTENT:
            try:
                tables = scan_ods(b"".join(pieces))
            except (etree.XMLSyntaxError, ValueError):
                raise refuse(archive.shown_as, "broken", f"{_ODS_CONTENT} 不是完整的 XML") from None
            seen.scans.update({table.name: table.scan for table in tables})
            seen.merges.update({table.name: tuple(table.merges) for table in tables})
        else:
            for _ in pieces:
                pass
    for name, scan in seen.scans.items():
        if scan.rows * scan.columns > MAX_CELLS:
            raise refuse(archive.shown_as, "too_many_cells", name)
    return seen


def read_compound(data: bytes, shown_as: str) -> tuple[Sheet, ...]:
    """Return the sheets of an xls; say so where the container holds a document or an encrypted workbook."""
    try:
        container = open_compound(data)
        names = container.streams
        if "EncryptedPackage" in names:
            raise refuse(shown_as, "password")
        stream = next((name for name in ("Workbook", "Book", "WORKBOOK") if name in names), None)
        if stream is None:
            kind = (
                "Word 文档"
                if "WordDocument" in names
                else "演示文稿"
                if "PowerPoint Document" in names
                else "其他程序的文件"
            )
            raise refuse(shown_as, "foreign", kind)
        book = container.read(stream)
    except CompoundError:
        raise refuse(shown_as, "broken", "文件可能没有传完") from None
    if has_password(book):
        raise refuse(shown_as, "password")
    return _read_with_calamine(data, shown_as, _Seen(), scan_workbook(book))


def _read_with_calamine(
    data: bytes, shown_as: str, seen: _Seen, scans: list[SheetScan] | None = None
) -> tuple[Sheet, ...]:
    try:
        with CalamineWorkbook.from_object(io.BytesIO(data)) as workbook:
            sheets = []
            for position, metadata in enumerate(workbook.sheets_metadata):
                if metadata.typ is not SheetTypeEnum.WorkSheet:
                    continue
                source = workbook.get_sheet_by_name(metadata.name)
                rows = source.to_python(skip_empty_area=False)
                scan = (
                    scans[position] if scans and position < len(scans) else seen.scans.get(metadata.name, SheetScan())
                )
                _write_errors(rows, scan)
                merges = tuple(
                    Merge(top, left, bottom, right)
                    for (top, left), (bottom, right) in (source.merged_cell_ranges or ())
                )
                hidden = metadata.visible is not SheetVisibleEnum.Visible
                frame = text_frame(rows)
                sheets.append(
                    Sheet(metadata.name, frame, merges or seen.merges.get(metadata.name, ()), hidden, scan.hidden_rows)
                )
    except PasswordError:
        raise refuse(shown_as, "password") from None
    except (CalamineError, ValueError) as error:
        raise refuse(shown_as, "broken", str(error)[:60]) from None
    if not sheets:
        raise refuse(shown_as, "no_sheet")
    return tuple(sheets)


def _write_errors(rows: list[list[Any]], scan: SheetScan) -> None:
    """Put back the error values that calamine reads as blanks, widening a row that ends before them."""
    for (row, column), text in scan.errors.items():
        while len(rows) <= row:
            rows.append([])
        rows[row].extend([""] * (column + 1 - len(rows[row])))
        rows[row][column] = text
