"""What calamine does not tell of an xls sheet: error cells and hidden rows; and whether a password is set."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from govlib.documents.cell_errors import UNKNOWN_ERROR
from govlib.documents.xlsx_scan import SheetScan

_BOUNDSHEET, _FILEPASS, _ROW, _FORMULA, _BOOLERR, _EOF, _BOF = 0x85, 0x2F, 0x208, 0x06, 0x205, 0x0A, 0x809
_ERROR_TEXTS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
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


def scan_workbook(stream: bytes) -> list[SheetScan]:
    """Return what each sheet of a BIFF8 Workbook stream says, in the order of its sheets."""
    starts = []
    for kind, body in _records(stream, 0):
        if kind == _BOUNDSHEET and len(body) > 4:  # noqa: PLR2004 - a start, a state, a name
            starts.append(struct.unpack_from("<I", body)[0])
        if kind == _EOF:
            break
    return [_scan_sheet(stream, start) for start in starts]


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
        elif kind == _ROW and len(body) >= 16:  # noqa: PLR2004 - the record's length
            scan.hidden_rows += bool(struct.unpack_from("<H", body, 12)[0] & _HIDDEN_BIT)
        elif kind == _BOOLERR and len(body) >= 8 and body[7]:  # noqa: PLR2004 - the record's length
            scan.errors[struct.unpack_from("<2H", body)] = _ERROR_TEXTS.get(body[6], UNKNOWN_ERROR)
        elif kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == _FORMULA_ERROR:  # noqa: PLR2004
            scan.errors[struct.unpack_from("<2H", body)] = _ERROR_TEXTS.get(body[8], UNKNOWN_ERROR)
    return scan


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    offset = start
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, offset)
        yield kind, stream[offset + 4 : offset + 4 + length]
        offset += 4 + length
