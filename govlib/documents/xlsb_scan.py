"""Look through the sheets of an xlsb, a workbook in binary records, for what calamine drops or dies of."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from lxml import etree

from govlib.documents.cell_errors import UNKNOWN_ERROR
from govlib.documents.sheet_scan import SheetScan
from govlib.documents.sheets import Merge
from govlib.documents.xls_scan import ERROR_BY_CODE
from govlib.documents.xlsx_scan import member_path
from govlib.documents.zip_safety import Archive, read_member

_ROW, _FIRST_CELL, _ERROR, _ERROR_FORMULA, _LAST_CELL = 0, 1, 3, 11, 11
_SHEET, _MERGE, _STRINGS = 156, 176, 159
_HIDDEN_BIT = 0x10


def sheet_members(archive: Archive) -> dict[str, str]:
    """Return the sheet names of an xlsb by the member that holds each."""
    targets = {}
    relations = read_member(archive, "xl/_rels/workbook.bin.rels")
    if relations:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        for element in etree.fromstring(relations, parser).iter("{*}Relationship"):
            targets[str(element.get("Id", ""))] = str(element.get("Target", ""))
    found = {}
    for kind, body in _records(read_member(archive, "xl/workbook.bin")):
        if kind == _SHEET:
            relation, offset = _wide_text(body, 8)
            name, _ = _wide_text(body, offset)
            found[member_path(targets.get(relation, ""))] = name
    return found


def scan_sheet(content: bytes) -> SheetScan:
    """Return what a sheet's records say; struct.error where they are cut short."""
    scan = SheetScan()
    row = 0
    for kind, body in _records(content):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", body)
            scan.hidden_rows += bool(body[11] & _HIDDEN_BIT)
        elif _FIRST_CELL <= kind <= _LAST_CELL:
            (column,) = struct.unpack_from("<I", body)
            scan.reach(row, column)
            if kind in (_ERROR, _ERROR_FORMULA):
                scan.errors[row, column] = ERROR_BY_CODE.get(body[8], UNKNOWN_ERROR)
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            scan.merges.append(Merge(top, left, bottom, right))
    return scan


def promised_strings(content: bytes) -> int:
    """Return how many shared strings the first record of their part promises."""
    for kind, body in _records(content):
        if kind == _STRINGS:
            return int(struct.unpack_from("<2I", body)[1])
    return 0


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records: a kind in one or two bytes, a length in up to four, seven bits a byte, then the body."""
    offset = 0
    while offset < len(content):
        kind, offset = _varying(content, offset, 2)
        length, offset = _varying(content, offset, 4)
        yield kind, content[offset : offset + length]
        offset += length


def _varying(content: bytes, offset: int, most: int) -> tuple[int, int]:
    value = 0
    for position in range(most):
        if offset >= len(content):
            raise struct.error("record cut short")
        byte = content[offset]
        offset += 1
        value |= (byte & 0x7F) << (7 * position)
        if not byte & 0x80:
            break
    return value, offset


def _wide_text(body: bytes, offset: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", body, offset)
    start, end = offset + 4, offset + 4 + 2 * length
    return body[start:end].decode("utf-16-le", errors="replace"), end
