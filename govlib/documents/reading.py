"""Open any export file by what it is, or say clearly why it can't be read."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from govlib.documents.delimited import decode_text, read_delimited
from govlib.documents.html_tables import read_html_tables
from govlib.documents.refusals import refuse
from govlib.documents.sheets import Document, Sheet
from govlib.documents.sniff import has_doctype, sniff
from govlib.documents.spreadsheetml import read_spreadsheetml
from govlib.documents.workbooks import read_compound, read_zipped

MAX_FILE_BYTES = 512 * 1024 * 1024


def open_document(path: Path, shown_as: str) -> Document:
    """Return a file's sheets; raise FileUnreadableError with a sentence for a person where there are none.

    What the file is, its content says, whatever its name. Nothing a file refers to is ever opened.
    """
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise refuse(shown_as, "too_large", f"{size // 2**20} MiB")
    data = path.read_bytes()
    kind, name = sniff(data)
    if kind == "empty":
        raise refuse(shown_as, "empty")
    if kind == "foreign":
        raise refuse(shown_as, "foreign", name)
    if kind == "zip":
        return Document("workbook", read_zipped(data, shown_as))
    if kind == "compound":
        return Document("workbook", read_compound(data, shown_as))
    if kind == "spreadsheetml":
        return Document("workbook", _read_xml(data, shown_as))
    decoded = decode_text(data)
    if kind == "html":
        sheets = read_html_tables(decoded.text)
        if not sheets:
            raise refuse(shown_as, "no_table")
    else:
        sheets = (Sheet("", read_delimited(decoded.text)),)
    return Document(kind, sheets, decoded.encoding, decoded.replaced, decoded.is_guessed)


def _read_xml(data: bytes, shown_as: str) -> tuple[Sheet, ...]:
    if has_doctype(data):
        raise refuse(shown_as, "doctype", "文件开头")
    try:
        sheets = read_spreadsheetml(data)
    except (etree.XMLSyntaxError, ValueError):
        raise refuse(shown_as, "broken", "不是完整的 XML") from None
    if not sheets:
        raise refuse(shown_as, "no_sheet")
    return sheets
