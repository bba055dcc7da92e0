"""Which cells of a workbook are formulas, whatever result stands in them; for sheets that people fill in."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator, Mapping

from lxml import etree

from govlib.documents import xls_scan, xlsx_scan
from govlib.documents.compound import CompoundError, open_compound
from govlib.documents.refusals import refuse
from govlib.documents.sniff import sniff
from govlib.documents.zip_safety import Archive, open_archive, read_member

FormulaCells = Mapping[str, frozenset[tuple[int, int]]]
"""By the name of a sheet its formula cells, row and column from 0."""

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_PLACE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_RANGE = re.compile(r"([A-Za-z]{1,3})(\d{1,7}):([A-Za-z]{1,3})(\d{1,7})")
_MOST_MARKED = 100_000


def find_formulas(data: bytes, shown_as: str) -> FormulaCells:
    """Return the formula cells of an xlsx, ods or xls by sheet; nothing for a text, which has none.

    Raises:
        FileUnreadableError: a file of another kind, or whose inside can't be followed.
    """
    kind, name = sniff(data)
    try:
        if kind == "zip":
            return _of_zip(open_archive(data, shown_as))
        if kind == "compound":
            return _of_xls(data, shown_as)
    except (etree.XMLSyntaxError, ValueError, struct.error, IndexError, CompoundError):
        raise refuse(shown_as, "broken", "内部记录不完整") from None
    if kind == "text":
        return {}
    raise refuse(shown_as, "foreign", name or "网页或 XML 表格")


def _of_zip(archive: Archive) -> FormulaCells:
    if "xl/workbook.bin" in archive.names:
        raise refuse(archive.shown_as, "foreign", "xlsb 工作簿")
    if "content.xml" in archive.names:
        return dict(_of_ods(read_member(archive, "content.xml")))
    return {
        name: frozenset(_of_sheet(read_member(archive, member)))
        for member, name in xlsx_scan.sheet_members(archive).items()
    }


def _of_sheet(xml: bytes) -> Iterator[tuple[int, int]]:
    """Yield the formula cells of a sheet's XML; a cell that doesn't say where it stands follows the one before."""
    row = -1
    for element in _elements(xml, "{*}row"):
        row = int(str(element.get("r", row + 2))) - 1
        column = -1
        for cell in element.iterchildren("{*}c"):
            place = _PLACE.fullmatch(str(cell.get("r", "")))
            column = xlsx_scan.column_number(place[1].encode()) - 1 if place else column + 1
            formula = cell.find("{*}f")
            if formula is None:
                continue
            yield (int(place[2]) - 1 if place else row), column
            # a formula of an array fills cells that hold no sign of it
            yield from _covered(str(formula.get("ref", "")) if formula.get("t") == "array" else "")
        element.clear()


def _covered(named: str) -> Iterator[tuple[int, int]]:
    found = _RANGE.fullmatch(named)
    if not found:
        return
    rows = range(int(found[2]) - 1, int(found[4]))
    columns = range(xlsx_scan.column_number(found[1].encode()) - 1, xlsx_scan.column_number(found[3].encode()))
    if len(rows) * len(columns) > _MOST_MARKED:
        raise ValueError(named)
    yield from ((row, column) for row in rows for column in columns)


def _of_ods(content: bytes) -> Iterator[tuple[str, frozenset[tuple[int, int]]]]:
    for table in _elements(content, f"{_TABLE}table"):
        yield str(table.get(f"{_TABLE}name", "")), frozenset(_of_table(table))
        table.clear()


def _of_table(table: etree._Element) -> Iterator[tuple[int, int]]:
    row_number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        repeated = _times(row, "number-rows-repeated")
        column = 0
        for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            width = _times(cell, "number-columns-repeated")
            if cell.get(f"{_TABLE}formula") is not None:
                across, down = _spans(cell, width, repeated)
                yield from ((row_number + y, column + x) for y in range(down) for x in range(across))
            column += width
        row_number += repeated


def _spans(cell: etree._Element, width: int, repeated: int) -> tuple[int, int]:
    """Return how many cells to the right and down are the formula's: repeated ones, or those of an array."""
    across = max(width, _times(cell, "number-matrix-columns-spanned"))
    down = max(repeated, _times(cell, "number-matrix-rows-spanned"))
    if across * down > _MOST_MARKED:
        raise ValueError(f"{across}×{down}")
    return across, down


def _times(element: etree._Element, attribute: str) -> int:
    return max(int(element.get(f"{_TABLE}{attribute}", "1")), 1)


def _of_xls(data: bytes, shown_as: str) -> FormulaCells:
    container = open_compound(data)
    stream = next((name for name in ("Workbook", "Book", "WORKBOOK") if name in container.streams), None)
    if stream is None:
        raise refuse(shown_as, "foreign", "其他程序的文件")
    book = container.read(stream)
    scans = xls_scan.scan_workbook(book)
    return {name: frozenset(scan.formulas) for name, scan in zip(xls_scan.sheet_names(book), scans, strict=True)}


def _elements(xml: bytes, tag: str) -> Iterator[etree._Element]:
    events = etree.iterparse(
        io.BytesIO(xml), events=("end",), tag=tag, resolve_entities=False, no_network=True, load_dtd=False
    )
    for _, element in events:
        yield element
