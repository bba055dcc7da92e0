"""Any document as running text: passages, each with the place where a person finds it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from govlib.documents.compound import CompoundError, open_compound
from govlib.documents.delimited import decode_text
from govlib.documents.docx_parts import find_main, read_word
from govlib.documents.markdown_text import read_markdown
from govlib.documents.page_text import read_page
from govlib.documents.passage import Passage, TextFile
from govlib.documents.reading import open_document
from govlib.documents.sheets import cell_name
from govlib.documents.sniff import sniff
from govlib.documents.text_refusals import MAX_BYTES, refuse_text, reword
from govlib.documents.wrapped_lines import join_lines
from govlib.documents.zip_safety import Archive, open_archive
from govlib.errors import FileUnreadableError

__all__ = ["Passage", "TextFile", "open_text", "read_passages", "read_text"]

_TABLES = frozenset({".csv", ".tsv"})
_MARKDOWN = frozenset({".md", ".markdown"})
_OLD_WORD = frozenset({".doc", ".dot", ".wps", ".wpt"})
_LINES = re.compile(r"\r\n|\r|\n")
_PDF = b"%PDF"
_PDF_WITHIN = 1024
_FOREIGN = {"OFD.xml": "OFD 版式文件", "content.xml": "ODT 文档", "ppt/presentation.xml": "演示文稿"}
_ODT = b"application/vnd.oasis.opendocument.text"


def read_passages(path: Path, shown_as: str) -> Iterator[Passage]:
    """Yield the passages of a file; raises FileUnreadableError where it holds no text."""
    yield from open_text(path, shown_as).passages


def open_text(path: Path, shown_as: str) -> TextFile:
    """Return the text of a .txt, .md, .html, .docx, .pdf, .csv or workbook file.

    What the file is, its content says; only Markdown and comma-separated tables go by their name. Nothing it refers to
    is opened. Raises FileUnreadableError with a sentence where it holds no text, can't be read or is too large.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise refuse_text(shown_as, "too_large", f"{size // 2**20} MiB")
        data = path.read_bytes()
    except FileNotFoundError:
        raise refuse_text(shown_as, "missing") from None
    except OSError as error:
        raise refuse_text(shown_as, "locked", error.strerror or "读取出错") from None
    try:
        return _checked(_open(data, path, shown_as), shown_as)
    except FileUnreadableError as error:
        raise reword(error) if "工作簿" in error.sentence() or "表格" in error.sentence() else error from None


def read_text(data: bytes, shown_as: str) -> TextFile:
    """Return plain text given as bytes, such as what another program sends."""
    if not data:
        raise refuse_text(shown_as, "empty")
    return _checked(TextFile("text", tuple(_read_lines(data))), shown_as)


def _checked(opened: TextFile, shown_as: str) -> TextFile:
    if not opened.passages:
        raise refuse_text(shown_as, "blank")
    return opened


def _open(data: bytes, path: Path, shown_as: str) -> TextFile:
    kind, name = sniff(data)
    if kind == "empty":
        raise refuse_text(shown_as, "empty")
    if _PDF in data[:_PDF_WITHIN]:
        from govlib.documents.pdf_text import read_pdf  # noqa: PLC0415 - only a PDF waits for its reader

        return read_pdf(data, shown_as)
    if kind == "foreign":
        raise refuse_text(shown_as, "not_text", name)
    suffix = path.suffix.lower()
    if kind == "html":
        return TextFile("page", tuple(read_page(decode_text(data).text, shown_as)))
    if kind == "text" and suffix not in _TABLES:
        return TextFile("markdown", _read_markdown(data)) if suffix in _MARKDOWN else _plain(data)
    if kind == "compound" and (suffix in _OLD_WORD or _is_old_word(data)):
        raise refuse_text(shown_as, "legacy_word")
    opened = _open_zip(data, shown_as) if kind == "zip" else None
    return opened or TextFile("table", tuple(_read_cells(path, shown_as)))


def _plain(data: bytes) -> TextFile:
    return TextFile("text", tuple(_read_lines(data)))


def _read_lines(data: bytes) -> Iterator[Passage]:
    lines = _LINES.split(decode_text(data).text.removeprefix("\ufeff"))
    return join_lines([(f"第 {number} 行", line) for number, line in enumerate(lines, 1)])


def _read_markdown(data: bytes) -> tuple[Passage, ...]:
    return tuple(read_markdown(_LINES.split(decode_text(data).text.removeprefix("\ufeff"))))


def _open_zip(data: bytes, shown_as: str) -> TextFile | None:
    """Return a Word document; None for a workbook; a sentence for what else is packed like them."""
    archive = open_archive(data, shown_as)
    if find_main(archive):
        found = read_word(data, shown_as).paragraphs
        return TextFile("word", tuple(Passage(one.place, one.text) for one in found))
    _refuse_packed(archive, shown_as)
    return None


def _refuse_packed(archive: Archive, shown_as: str) -> None:
    is_odt = archive.data[: 4 * len(_ODT)].find(_ODT) >= 0
    for member, called in _FOREIGN.items():
        if member in archive.names and (member != "content.xml" or is_odt):
            raise refuse_text(shown_as, "not_text", called)


def _is_old_word(data: bytes) -> bool:
    """Return whether a file packed like an old workbook is an old Word document."""
    try:
        return "WordDocument" in open_compound(data).streams
    except CompoundError:
        return False


def _read_cells(path: Path, shown_as: str) -> Iterator[Passage]:
    for sheet in open_document(path, shown_as).sheets:
        named = f"{sheet.name}!" if sheet.name else ""
        for row, texts in enumerate(sheet.cells.itertuples(index=False, name=None), 1):
            cells = ((cell_name(row, column), text) for column, text in enumerate(texts))
            yield from (Passage(f"{named}{cell}", text) for cell, text in cells if text.strip())
