"""Workbooks (xlsx, xlsm, xlsb, xls, ods) as sheets of text."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from govlib.documents import ods_scan, xls_scan, xlsb_scan, xlsx_scan
from govlib.documents.compound import CompoundError, open_compound
from govlib.documents.refusals import refuse
from govlib.documents.sheet_scan import SheetScan
from govlib.documents.sheets import Merge, Sheet, text_frame
from govlib.documents.zip_safety import Archive, inflate_member, open_archive, read_member

_ODS, _XLSX, _XLSB = "content.xml", "xl/workbook.xml", "xl/workbook.bin"
_STRINGS = {"xl/sharedStrings.xml": xlsx_scan.promised_strings, "xl/sharedStrings.bin": xlsb_scan.promised_strings}
_OFFICE_PARTS = {"word/": "Word 文档", "ppt/": "演示文稿", "visio/": "Visio 图"}
# Calamine aborts on some contradictions with an exception of Rust that is no Exception of Python.
_PANIC = "PanicException"


def read_zipped(data: bytes, shown_as: str) -> tuple[Sheet, ...]:
    """Return the sheets of an xlsx, xlsm, xlsb or ods after every member has been inflated and counted."""
    archive = open_archive(data, shown_as)
    names = archive.names
    if not names.intersection({_XLSX, _XLSB, _ODS}):
        parts = (kind for part, kind in _OFFICE_PARTS.items() if any(name.startswith(part) for name in names))
        raise refuse(shown_as, "foreign", next(parts, "压缩包"))
    if b"manifest:encryption-data" in read_member(archive, "META-INF/manifest.xml"):
        raise refuse(shown_as, "password")
    try:
        scans = _look_through(archive)
    except (etree.XMLSyntaxError, ValueError, struct.error, IndexError):
        raise refuse(shown_as, "broken", "内部记录不完整") from None
    return _read_with_calamine(data, shown_as, lambda _, name: scans.get(name, SheetScan()))


def _look_through(archive: Archive) -> dict[str, SheetScan]:
    """Return what was seen in each sheet, by name; every member is inflated on the way."""
    is_binary = _XLSB in archive.names
    sheets = xlsb_scan.sheet_members(archive) if is_binary else xlsx_scan.sheet_members(archive)
    scans: dict[str, SheetScan] = {}
    for member in archive.members:
        pieces = inflate_member(archive, member)
        if member.filename in sheets:
            scan = xlsb_scan.scan_sheet(b"".join(pieces)) if is_binary else xlsx_scan.scan_sheet(pieces)
            scans[sheets[member.filename]] = scan
        elif member.filename == _ODS:
            scans.update(ods_scan.scan_ods(b"".join(pieces)))
        else:
            _pass_through(archive, member, pieces)
    for name, scan in scans.items():
        if scan.is_too_large:
            raise refuse(archive.shown_as, "too_many_cells", name)
    return scans


def _pass_through(archive: Archive, member: zipfile.ZipInfo, pieces: Iterator[bytes]) -> None:
    """Inflate a member that holds no sheet; shared strings may not promise more than they have bytes."""
    promised = _STRINGS.get(member.filename)
    for number, piece in enumerate(pieces):
        if number == 0 and promised is not None and promised(piece) > member.file_size:
            raise refuse(archive.shown_as, "broken", "共用文字的数目不实")


def read_compound(data: bytes, shown_as: str) -> tuple[Sheet, ...]:
    """Return the sheets of an xls; say so where the container holds a document or an encrypted workbook."""
    try:
        container = open_compound(data)
        names = container.streams
        if "EncryptedPackage" in names:
            raise refuse(shown_as, "password")
        stream = next((name for name in ("Workbook", "Book", "WORKBOOK") if name in names), None)
        if stream is None:
            kinds = {"WordDocument": "Word 文档", "PowerPoint Document": "演示文稿"}
            raise refuse(shown_as, "foreign", next((kinds[name] for name in kinds if name in names), "其他程序的文件"))
        book = container.read(stream)
        if xls_scan.has_password(book):
            raise refuse(shown_as, "password")
        scans = xls_scan.scan_workbook(book)
        promised = xls_scan.promised_strings(book)
    except (CompoundError, struct.error, IndexError):
        raise refuse(shown_as, "broken", "文件可能没有传完") from None
    reach = [(scan.rows, scan.columns) for scan in scans]
    if promised > len(book) or any(
        rows > xls_scan.MOST_ROWS or columns > xls_scan.MOST_COLUMNS for rows, columns in reach
    ):
        raise refuse(shown_as, "broken", "内部记录互相矛盾")
    return _read_with_calamine(data, shown_as, lambda place, _: scans[place] if place < len(scans) else SheetScan())


def _read_with_calamine(data: bytes, shown_as: str, scan_of: Callable[[int, str], SheetScan]) -> tuple[Sheet, ...]:
    try:
        with CalamineWorkbook.from_object(io.BytesIO(data)) as workbook:
            sheets = tuple(
                _read_sheet(workbook, metadata.name, scan_of(place, metadata.name), metadata.visible)
                for place, metadata in enumerate(workbook.sheets_metadata)
                if metadata.typ is SheetTypeEnum.WorkSheet
            )
    except PasswordError:
        raise refuse(shown_as, "password") from None
    except (CalamineError, ValueError) as error:
        raise refuse(shown_as, "broken", str(error)[:60]) from None
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise refuse(shown_as, "broken", "内部记录互相矛盾") from None
    if not sheets:
        raise refuse(shown_as, "no_sheet")
    return sheets


def _read_sheet(workbook: CalamineWorkbook, name: str, scan: SheetScan, visible: SheetVisibleEnum) -> Sheet:
    source = workbook.get_sheet_by_name(name)
    rows = source.to_python(skip_empty_area=False)
    _write_errors(rows, scan)
    ranges = source.merged_cell_ranges or ()
    merges = [Merge(top, left, bottom, right) for (top, left), (bottom, right) in ranges]
    is_hidden = visible is not SheetVisibleEnum.Visible
    return Sheet(name, text_frame(rows), tuple(sorted(merges or scan.merges)), is_hidden, scan.hidden_rows)


def _write_errors(rows: list[list[Any]], scan: SheetScan) -> None:
    """Put back the error values that calamine reads as blanks, widening a row that ends before them."""
    for (row, column), text in scan.errors.items():
        while len(rows) <= row:
            rows.append([])
        rows[row].extend([""] * (column + 1 - len(rows[row])))
        rows[row][column] = text
