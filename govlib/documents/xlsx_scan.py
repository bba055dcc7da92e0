"""What calamine does not tell of an xlsx sheet: error cells, formulas without a result, hidden rows, extent."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree
from openpyxl.utils import column_index_from_string

from govlib.documents.cell_errors import NOT_CALCULATED
from govlib.documents.zip_safety import Archive, read_xml

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_REF = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_IS_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_IS_TEXT = re.compile(rb"""\bt\s*=\s*["'](?:str|s|inlineStr)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\bhidden\s*=\s*["'](?:1|true)["']""")
_ROW_NUMBER = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["'](\d{1,7})["']""")
_WIDE_REF = re.compile(rb"""\br\s*=\s*["']([A-Z]{2,3})\d""")


@dataclass
class SheetScan:
    """What was seen in one sheet's XML; rows and columns from 0."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: int = 0
    rows: int = 0
    columns: int = 26


def scan_sheet(pieces: Iterable[bytes]) -> SheetScan:
    """Return what a sheet's XML says, read in pieces that end at a row's end."""
    scan = SheetScan()
    rest = b""
    for piece in pieces:
        rest += piece
        end = rest.rfind(b"row>")
        if end >= 0:
            _scan_rows(rest[: end + 4], scan)
            rest = rest[end + 4 :]
    _scan_rows(rest, scan)
    return scan


def _scan_rows(xml: bytes, scan: SheetScan) -> None:
    scan.hidden_rows += len(_HIDDEN_ROW.findall(xml)) if b"hidden" in xml else 0
    numbers = _ROW_NUMBER.findall(xml)
    scan.rows = max(scan.rows, max(map(int, numbers), default=0))
    for letters in set(_WIDE_REF.findall(xml)):
        scan.columns = max(scan.columns, column_index_from_string(letters.decode()))
    if b'"e"' not in xml and b"'e'" not in xml and not _FORMULA.search(xml):
        return
    for attributes, body in _CELL.findall(xml):
        is_error = _IS_ERROR.search(attributes)
        if not is_error and not _FORMULA.search(body):
            continue
        value = _VALUE.search(body)
        place = _REF.search(attributes)
        if place is None or (not is_error and (value or _IS_TEXT.search(attributes))):
            continue
        where = (int(place[2]) - 1, column_index_from_string(place[1].decode()) - 1)
        scan.errors[where] = value[1].decode("ascii", errors="replace").strip() if value else NOT_CALCULATED


def sheet_members(archive: Archive) -> dict[str, str]:
    """Return the sheet names of an xlsx by the member that holds each."""
    targets = {
        element.get("Id", ""): element.get("Target", "")
        for element in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    found = {}
    for element in _elements(archive, "xl/workbook.xml", "sheet"):
        relation = next((value for name, value in element.attrib.items() if etree.QName(name).localname == "id"), "")
        target = targets.get(str(relation), "")
        member = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        found[member] = str(element.get("name", ""))
    return found


def _elements(archive: Archive, name: str, tag: str) -> list[etree._Element]:
    data = read_xml(archive, name)
    if not data:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return []
    return list(root.iter("{*}" + tag))
