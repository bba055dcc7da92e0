"""Any document as running text: passages, each with the place where a person finds it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree, html

from govlib.documents.delimited import decode_text
from govlib.documents.reading import MAX_FILE_BYTES, open_document
from govlib.documents.refusals import refuse
from govlib.documents.sheets import cell_name
from govlib.documents.sniff import sniff
from govlib.documents.zip_safety import open_archive, read_member

_BODY = "word/document.xml"
_NAME = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TABLES = frozenset({".csv", ".tsv"})
_BLOCKS = frozenset(
    {"address", "article", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3"}
    | {"h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td"}
    | {"tfoot", "th", "thead", "title", "tr", "ul"}
)
_UNSEEN = frozenset({"script", "style", "noscript", "template"})
_LINES = re.compile(r"\r\n|\r|\n")


class Passage(NamedTuple):
    """A paragraph, line or cell: where it stands, such as ``第 3 段`` or ``名录!C5``, and its text."""

    place: str
    text: str


def read_passages(path: Path, shown_as: str) -> Iterator[Passage]:
    """Yield the text of a .txt, .md, .html, .docx, .csv or workbook file; raises FileUnreadableError otherwise.

    What the file is, its content says; only a comma-separated table goes by its name. Nothing it refers to is opened.
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        raise refuse(shown_as, "too_large", f"{path.stat().st_size // 2**20} MiB")
    data = path.read_bytes()
    kind, _ = sniff(data)
    if kind == "zip" and _BODY in (archive := open_archive(data, shown_as)).names:
        yield from _read_paragraphs(read_member(archive, _BODY), shown_as)
    elif kind == "html":
        yield from _read_page(decode_text(data).text)
    elif kind == "text" and path.suffix.lower() not in _TABLES:
        lines = _LINES.split(decode_text(data).text.removeprefix("\ufeff"))
        yield from (Passage(f"第 {number} 行", line) for number, line in enumerate(lines, 1) if line.strip())
    else:
        for sheet in open_document(path, shown_as).sheets:
            named = f"{sheet.name}!" if sheet.name else ""
            for row, texts in enumerate(sheet.cells.itertuples(index=False, name=None), 1):
                cells = ((cell_name(row, column), text) for column, text in enumerate(texts))
                yield from (Passage(f"{named}{cell}", text) for cell, text in cells if text.strip())


def _read_paragraphs(xml: bytes, shown_as: str) -> Iterator[Passage]:
    try:
        body = etree.fromstring(xml, parser=etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise refuse(shown_as, "broken", "正文不是完整的 XML") from None
    for number, paragraph in enumerate(body.iter(f"{_NAME}p"), 1):
        pieces = (
            part.text or "" if part.tag == f"{_NAME}t" else "\n"
            for part in paragraph.iter(f"{_NAME}t", f"{_NAME}br", f"{_NAME}tab")
        )
        text = "".join(pieces)
        if text.strip():
            yield Passage(f"第 {number} 段", text)


def _read_page(text: str) -> Iterator[Passage]:
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    page = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text) or "<html></html>", parser=parser)
    held: list[str] = []
    number = 0
    for piece in [*_list_pieces(page), None]:
        if piece is not None:
            held.append(piece)
            continue
        block = " ".join("".join(held).split())
        held.clear()
        if block:
            number += 1
            yield Passage(f"第 {number} 段", block)


def _list_pieces(page: html.HtmlElement) -> Iterator[str | None]:
    """Yield the texts of a page in order, None where a block begins or ends."""
    skipped = 0
    for event, element in etree.iterwalk(page, events=("start", "end")):
        is_start = event == "start"
        if element.tag in _UNSEEN:
            skipped += 1 if is_start else -1
        if element.tag in _BLOCKS:
            yield None
        part = element.text if is_start else element.tail
        if part and not skipped:
            yield part
