"""What calamine does not tell of an ods sheet: merged ranges, error cells, hidden rows, extent."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from govlib.documents.cell_errors import UNKNOWN_ERROR
from govlib.documents.sheets import Merge
from govlib.documents.xlsx_scan import SheetScan

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"


@dataclass
class OdsSheet:
    """One table of an ods file: its name, what was seen in it, its merged ranges."""

    name: str
    scan: SheetScan = field(default_factory=SheetScan)
    merges: list[Merge] = field(default_factory=list)


def scan_ods(content: bytes) -> list[OdsSheet]:
    """Return what each table of a content.xml says; lxml.etree.XMLSyntaxError where it is no XML."""
    sheets: list[OdsSheet] = []
    events = etree.iterparse(
        io.BytesIO(content),
        events=("end",),
        tag=f"{_TABLE}table",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    for _, table in events:
        sheets.append(_scan_table(table))
        table.clear()
    return sheets


def _scan_table(table: etree._Element) -> OdsSheet:
    sheet = OdsSheet(str(table.get(f"{_TABLE}name", "")))
    row_number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        repeated = _repeat(row, "rows")
        has_content = False
        for column, width, cell in _cells(row):
            if not _has_content(cell):
                continue
            has_content = True
            sheet.scan.columns = max(sheet.scan.columns, column + width)
            if cell.get(f"{_CALC}value-type") == "error":
                sheet.scan.errors[(row_number, column)] = "".join(cell.itertext()).strip() or UNKNOWN_ERROR
            down, across = (
                int(cell.get(f"{_TABLE}number-rows-spanned", "1")),
                int(cell.get(f"{_TABLE}number-columns-spanned", "1")),
            )
            if down > 1 or across > 1:
                sheet.merges.append(Merge(row_number, column, row_number + down - 1, column + across - 1))
        if has_content:
            sheet.scan.rows = row_number + repeated
            if row.get(f"{_TABLE}visibility", "visible") != "visible":
                sheet.scan.hidden_rows += repeated
        row_number += repeated
    return sheet


def _cells(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Yield the cells of a row with their first column and how often they repeat."""
    column = 0
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        width = _repeat(cell, "columns")
        yield column, width, cell
        column += width


def _repeat(element: etree._Element, what: str) -> int:
    return max(int(element.get(f"{_TABLE}number-{what}-repeated", "1")), 1)


def _has_content(cell: etree._Element) -> bool:
    return cell.get(f"{_OFFICE}value-type") is not None or any(text.strip() for text in cell.itertext())
