"""The text of a PDF, as far as it has any: pages of lines, joined into paragraphs again."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from govlib.documents.passage import TextFile
from govlib.documents.text_refusals import refuse_text
from govlib.documents.wrapped_lines import join_lines

MOST_PAGES = 3000
_NAMED = 10
_FOLIO = re.compile(r"^[-—–－·•\s]*(?:第\s*)?\d{1,4}(?:\s*[页/]\s*(?:共\s*\d{1,4}\s*页|\d{1,4})?)?[-—–－·•\s]*$")
_CHINESE = "\u3400-\u9fff，。；：、！？（）《》“”"
_NOISE = re.compile(rf"(?<=[{_CHINESE}]) (?=[{_CHINESE}])")


def read_pdf(data: bytes, shown_as: str) -> TextFile:
    """Return the paragraphs of a PDF, each with its page; raises FileUnreadableError where it holds no text.

    Page numbers are left out, single blanks between Chinese characters too: they are noise of the extraction.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise refuse_text(shown_as, "password")
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise refuse_text(shown_as, "too_many_pages", str(count))
        pages = [_list_lines(page.extract_text()) for page in reader.pages]
    except DependencyError:
        raise refuse_text(shown_as, "password") from None
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, RecursionError) as error:
        raise refuse_text(shown_as, "broken", _say(error)) from None
    except (AssertionError, ArithmeticError, MemoryError, LookupError, NotImplementedError) as error:
        raise refuse_text(shown_as, "broken", _say(error)) from None
    bare = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(bare) == count:
        raise refuse_text(shown_as, "scanned", str(count))
    lines = [(f"第 {number} 页", line) for number, page in enumerate(pages, 1) for line in page]
    return TextFile("pdf", tuple(join_lines(lines)), tuple(_tell_bare(bare)))


def list_pdf_lines(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the lines of a PDF that ``read_pdf`` has read, each with its page, blanks between words as they stand."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        reader.decrypt("")
    for number, page in enumerate(reader.pages, 1):
        for line in _trim(page.extract_text().splitlines()):
            yield f"第 {number} 页", line


def drop_noise(line: str) -> str:
    """Return a line without the single blanks that extraction puts between Chinese characters."""
    return _NOISE.sub("", line.strip())


def _list_lines(text: str) -> list[str]:
    return _trim([drop_noise(line) for line in text.splitlines()])


def _trim(found: list[str]) -> list[str]:
    lines = [line.strip() for line in found]
    while lines and (not lines[-1] or _FOLIO.match(lines[-1])):
        lines.pop()
    while lines and (not lines[0] or _FOLIO.match(lines[0])):
        lines.pop(0)
    return lines


def _tell_bare(pages: list[int]) -> Iterator[str]:
    if pages:
        named = "、".join(str(page) for page in pages[:_NAMED])
        rest = f"等 {len(pages)} 页" if len(pages) > _NAMED else " 页"
        yield f"第 {named} {rest.strip()}没有文字（可能是扫描的），没有查"


def _say(error: Exception) -> str:
    return f"PDF 的内部结构读不出来：{type(error).__name__}"
