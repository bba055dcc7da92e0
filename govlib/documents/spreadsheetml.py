"""Workbooks of 2003 written as one XML file, as some platforms still export them under the name .xls."""

from __future__ import annotations

from lxml import etree

from govlib.documents.sheets import Merge, Sheet, text_frame

SIGN = b"urn:schemas-microsoft-com:office:spreadsheet"
_NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MAX_COLUMNS, _MAX_ROWS = 16_384, 1_048_576


def read_spreadsheetml(data: bytes) -> tuple[Sheet, ...]:
    """Return the worksheets of a SpreadsheetML 2003 file; lxml.etree.XMLSyntaxError where it is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    return tuple(_read_sheet(sheet) for sheet in root.iter(f"{_NAMESPACE}Worksheet"))


def _read_sheet(sheet: etree._Element) -> Sheet:
    rows: dict[int, dict[int, str]] = {}
    merges: list[Merge] = []
    hidden_rows = 0
    number = -1
    for row in sheet.iter(f"{_NAMESPACE}Row"):
        number = _position(row, number, _MAX_ROWS)
        hidden_rows += row.get(f"{_NAMESPACE}Hidden") == "1"
        column = -1
        for cell in row.iterchildren(f"{_NAMESPACE}Cell"):
            column = _position(cell, column, _MAX_COLUMNS)
            data = cell.find(f"{_NAMESPACE}Data")
            rows.setdefault(number, {})[column] = "" if data is None else _value(data)
            across = int(cell.get(f"{_NAMESPACE}MergeAcross", "0"))
            down = int(cell.get(f"{_NAMESPACE}MergeDown", "0"))
            if across or down:
                merges.append(Merge(number, column, number + down, column + across))
            column += across
    height = max(rows, default=-1) + 1
    frame = text_frame(
        [
            [rows[line].get(column, "") for column in range(max(rows[line]) + 1)] if rows.get(line) else []
            for line in range(height)
        ]
    )
    is_hidden = any(element.text and "Hidden" in element.text for element in sheet.iter("{*}Visible"))
    return Sheet(str(sheet.get(f"{_NAMESPACE}Name", "")), frame, tuple(merges), is_hidden, hidden_rows)


def _position(element: etree._Element, before: int, limit: int) -> int:
    index = element.get(f"{_NAMESPACE}Index")
    return min(int(index) - 1 if index and index.isdecimal() else before + 1, limit - 1)


def _value(data: etree._Element) -> str:
    text = "".join(data.itertext())
    kind = data.get(f"{_NAMESPACE}Type")
    if kind == "DateTime":
        return text.replace("T", " ").removesuffix(".000").removesuffix(" 00:00:00")
    if kind == "Boolean":
        return "TRUE" if text == "1" else "FALSE"
    return text
