"""Look through the sheets of an xlsx for what calamine drops (errors, missing results, hidden rows) or dies of."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from lxml import etree

from govlib.documents.cell_errors import NOT_CALCULATED
from govlib.documents.sheet_scan import MAX_COLUMNS, SheetScan
from govlib.documents.zip_safety import Archive, read_member

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_REF = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_IS_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_IS_TEXT = re.compile(rb"""\bt\s*=\s*["'](?:str|s|inlineStr)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\bhidden\s*=\s*["'](?:1|true)["']""")
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_ROW_NUMBER = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["'](\d+)["']""")
_WIDE_REF = re.compile(rb"""r\s*=\s*["']([A-Za-z]{2,})\d""")
_LONG_REF = re.compile(rb"""r\s*=\s*["'][A-Za-z]+(\d{7,})["']""")
_CELL_WITHOUT_REF = re.compile(rb"""<(?:\w+:)?c\b(?![^>]*\br\s*=)""")
_ONE_LETTER = 26
_TOTAL_STRINGS = re.compile(rb"""<(?:\w+:)?sst\b[^>]*?\buniqueCount\s*=\s*["'](\d+)["']""")


def scan_sheet(pieces: Iterable[bytes]) -> SheetScan:
    """Return what a sheet's XML says."""
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
    """Note what some whole rows say."""
    scan.hidden_rows += len(_HIDDEN_ROW.findall(xml)) if b"hidden" in xml else 0
    unnumbered = scan.rows + len(_ROW.findall(xml))
    scan.rows = max(unnumbered, *map(int, _ROW_NUMBER.findall(xml)), *map(int, _LONG_REF.findall(xml)), 0)
    widest = max((column_number(letters) for letters in set(_WIDE_REF.findall(xml))), default=_ONE_LETTER)
    scan.columns = max(scan.columns, widest, _count_unplaced(xml))
    if b'"e"' not in xml and b"'e'" not in xml and not _FORMULA.search(xml):
        return
    for attributes, body in _CELL.findall(xml):
        is_error = _IS_ERROR.search(attributes)
        if not is_error and not _FORMULA.search(body):
            continue
        value, place = _VALUE.search(body), _REF.search(attributes)
        if place is None or (not is_error and (value or _IS_TEXT.search(attributes))):
            continue
        where = (int(place[2]) - 1, column_number(place[1]) - 1)
        scan.errors[where] = value[1].decode("ascii", errors="replace").strip() if value else NOT_CALCULATED


def _count_unplaced(xml: bytes) -> int:
    """Return how many cells don't say where they stand; the plain way to write cells is checked without a pattern."""
    cells = xml.count(b"<c ") + xml.count(b"<c>") + xml.count(b"<c/>")
    if cells and cells == xml.count(b'<c r="') and b":c" not in xml:
        return 0
    return len(_CELL_WITHOUT_REF.findall(xml))


def column_number(letters: bytes) -> int:
    """Return a column's number from 1; one beyond the last that exists for letters that name none."""
    number = 0
    for letter in letters.upper():
        number = min(number * 26 + letter - 64, MAX_COLUMNS + 1)
    return number


def promised_strings(xml: bytes) -> int:
    """Return how many shared strings the first bytes of their part promise."""
    found = _TOTAL_STRINGS.search(xml)
    return int(found[1]) if found else 0


def sheet_members(archive: Archive) -> dict[str, str]:
    """Return the sheet names of an xlsx by the member that holds each."""
    relations = _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    targets = {element.get("Id", ""): element.get("Target", "") for element in relations}
    found = {}
    for element in _elements(archive, "xl/workbook.xml", "sheet"):
        relation = next((value for name, value in element.attrib.items() if etree.QName(name).localname == "id"), "")
        found[member_path(targets.get(str(relation), ""))] = str(element.get("name", ""))
    return found


def member_path(target: str) -> str:
    """Return the member that a relation of the workbook points to."""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _elements(archive: Archive, name: str, tag: str) -> list[etree._Element]:
    data = read_member(archive, name)
    if not data:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return []
    return list(root.iter("{*}" + tag))
