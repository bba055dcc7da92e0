"""Look through the sheets of an xls for what calamine drops or dies of; and whether a password is set."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from govlib.documents.cell_errors import UNKNOWN_ERROR
from govlib.documents.sheet_scan import SheetScan

ERROR_BY_CODE = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
MOST_ROWS, MOST_COLUMNS = 65_536, 256
_BOUNDSHEET, _FILEPASS, _EOF, _BOF, _SST = 0x85, 0x2F, 0x0A, 0x809, 0xFC
_ROW, _FORMULA, _BOOLERR, _DIMENSIONS = 0x208, 0x06, 0x205, 0x200
_CELLS = frozenset({_FORMULA, _BOOLERR, 0x203, 0x204, 0xFD, 0x27E, 0xD6, 0x201, 0xBD, 0xBE})
_HIDDEN_BIT = 0x20
_FORMULA_ERROR = 2


def has_password(stream: bytes) -> bool:
    """Return whether a Workbook stream is encrypted."""
    for kind, _ in _records(stream, 0):
        if kind == _FILEPASS:
            return True
        if kind == _EOF:
            break
    return False


def promised_strings(stream: bytes) -> int:
    """Return how many shared strings a Workbook stream promises."""
    return next((struct.unpack_from("<2I", body)[1] for kind, body in _records(stream, 0) if kind == _SST), 0)


def scan_workbook(stream: bytes) -> list[SheetScan]:
    """Return what each sheet of a BIFF8 Workbook stream says, in the order of its sheets; struct.error if cut short."""
    starts = []
    for kind, body in _records(stream, 0):
        if kind == _BOUNDSHEET:
            starts.append(struct.unpack_from("<I", body)[0])
        if kind == _EOF:
            break
    return [_scan_sheet(stream, start) for start in starts]


def sheet_names(stream: bytes) -> list[str]:
    """Return the names of the sheets of a BIFF8 Workbook stream, in their order."""
    names = []
    for kind, body in _records(stream, 0):
        if kind == _BOUNDSHEET:
            length, is_wide = body[6], body[7] & 1
            names.append(body[8 : 8 + length * (1 + is_wide)].decode("utf-16-le" if is_wide else "latin-1"))
        if kind == _EOF:
            break
    return names


def _scan_sheet(stream: bytes, start: int) -> SheetScan:
    scan = SheetScan()
    depth = 0
    for kind, body in _records(stream, start):
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
        elif kind == _ROW:
            scan.hidden_rows += bool(struct.unpack_from("<H", body, 12)[0] & _HIDDEN_BIT)
        elif kind == _DIMENSIONS:
            first_row, rows, first_column, columns = struct.unpack_from("<2I2H", body)
            if first_row > rows or first_column > columns:
                raise struct.error("extent turned round")
            scan.rows, scan.columns = max(scan.rows, rows), max(scan.columns, columns)
        elif kind in _CELLS:
            _scan_cell(kind, body, scan)
    return scan


def _scan_cell(kind: int, body: bytes, scan: SheetScan) -> None:
    row, column = struct.unpack_from("<2H", body)
    scan.reach(row, column)
    if kind == _FORMULA:
        scan.formulas.add((row, column))
    if kind == _BOOLERR and body[7]:
        scan.errors[row, column] = ERROR_BY_CODE.get(body[6], UNKNOWN_ERROR)
    elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == _FORMULA_ERROR:
        scan.errors[row, column] = ERROR_BY_CODE.get(body[8], UNKNOWN_ERROR)


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    offset = start
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, offset)
        yield kind, stream[offset + 4 : offset + 4 + length]
        offset += 4 + length
