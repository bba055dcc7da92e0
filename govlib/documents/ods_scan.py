"""Look through the tables of an ods for what calamine drops (merged ranges, errors, hidden rows) or dies of."""

from __future__ import annotations

import io
from collections.abc import Iterator

from lxml import etree

from govlib.documents.cell_errors import UNKNOWN_ERROR
from govlib.documents.sheet_scan import SheetScan
from govlib.documents.sheets import Merge

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"


def scan_ods(content: bytes) -> dict[str, SheetScan]:
    """Return what each table of a content.xml says, by name; lxml.etree.XMLSyntaxError where it is no XML."""
    scans = {}
    events = etree.iterparse(
        io.BytesIO(content),
        events=("end",),
        tag=f"{_TABLE}table",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    for _, table in events:
        scans[str(table.get(f"{_TABLE}name", ""))] = _scan_table(table)
        table.clear()
    return scans


def _scan_table(table: etree._Element) -> SheetScan:
    scan = SheetScan()
    row_number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        repeated = _times(row, "number-rows-repeated")
        has_content = False
        for column, width, cell in _cells(row):
            if not _has_content(cell):
                continue
            has_content = True
            scan.reach(row_number + repeated - 1, column + width - 1)
            if cell.get(f"{_CALC}value-type") == "error":
                scan.errors[row_number, column] = "".join(cell.itertext()).strip() or UNKNOWN_ERROR
            down, across = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
            if down > 1 or across > 1:
                scan.merges.append(Merge(row_number, column, row_number + down - 1, column + across - 1))
        if has_content and row.get(f"{_TABLE}visibility", "visible") != "visible":
            scan.hidden_rows += repeated
        row_number += repeated
    return scan


def _cells(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Yield the cells of a row with their first column and how often they repeat."""
    column = 0
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        width = _times(cell, "number-columns-repeated")
        yield column, width, cell
        column += width


def _times(element: etree._Element, attribute: str) -> int:
    return max(int(element.get(f"{_TABLE}{attribute}", "1")), 1)


def _has_content(cell: etree._Element) -> bool:
    return cell.get(f"{_OFFICE}value-type") is not None or any(text.strip() for text in cell.itertext())
