"""The text of a web page: its blocks in order, its title, and what its pictures and links say of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from govlib.documents.passage import Passage
from govlib.documents.text_refusals import refuse_text
from govlib.documents.wrapped_lines import join_lines

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "button", "caption", "dd", "div", "dl", "dt", "fieldset"}
    | {"figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li"}
    | {"main", "nav", "ol", "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td", "textarea"}
    | {"tfoot", "th", "thead", "title", "tr", "ul"}
)
_UNSEEN = frozenset({"script", "style", "noscript", "template"})
_ATTRIBUTES = {"alt": "图片说明", "title": "提示文字", "placeholder": "输入提示"}
_META = frozenset({"description", "keywords", "articletitle", "og:title", "og:description"})
_TOO_DEEP = re.compile(r"excessive depth|xml_parse_huge|huge", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_TITLE = "网页标题"
_INDENT = "\u3000\xa0\u2003\u2002"


def read_page(text: str, shown_as: str) -> Iterator[Passage]:
    """Yield the blocks of a page, numbered as they come; scripts, styles and comments are not read.

    A break inside a block begins a new one, unless a word may go on after it.
    """
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    source = _NO_XML.sub("\ufffd", _DECLARATION.sub("", text))
    try:
        page = html.document_fromstring(source or "<html></html>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return
    if any(_TOO_DEEP.search(entry.message) for entry in parser.error_log):
        raise refuse_text(shown_as, "too_deep", "超过 256 层")
    blocks = _Blocks()
    skipped = 0
    for event, element in etree.iterwalk(page, events=("start", "end")):
        is_start = event == "start"
        if element.tag in _UNSEEN:
            skipped += 1 if is_start else -1
        if element.tag == "br":
            if is_start:
                blocks.end_line()
        elif element.tag in _BLOCKS:
            yield from blocks.end("" if is_start or element.tag != "title" else _TITLE)
        if is_start and not skipped:
            yield from blocks.say_attributes(element)
        part = element.text if is_start else element.tail
        if part and not skipped:
            blocks.held.append(part)
    yield from blocks.end()


class _Blocks:
    """The block that is being read: its lines so far, and how many came before."""

    def __init__(self) -> None:
        self.held: list[str] = []
        self.lines: list[tuple[str, str]] = []
        self.number = 0

    def end_line(self) -> None:
        """Take what was read as a line."""
        text = "".join(self.held)
        self.held.clear()
        shown = " ".join(text.split())
        if shown:
            self.number += 1
            is_indented = text.lstrip(" \t\r\n")[:1] in tuple(_INDENT)
            self.lines.append((f"第 {self.number} 段", f"\u3000{shown}" if is_indented else shown))
        elif self.lines:
            self.lines.append(("", ""))

    def end(self, called: str = "") -> Iterator[Passage]:
        """Yield the lines of a block, those that go on in the next one together; one ``called`` so has no number."""
        self.end_line()
        lines, self.lines = self.lines, []
        if len(lines) == 1:
            self.number -= bool(called)
            yield Passage(called or lines[0][0], lines[0][1].lstrip("\u3000"))
        elif lines:
            for passage in join_lines(lines):
                yield _outdent(passage)

    def say_attributes(self, element: html.HtmlElement) -> Iterator[Passage]:
        """Yield what an element says in its attributes."""
        if element.tag == "meta":
            name = str(element.get("name") or element.get("property") or "").lower()
            said = str(element.get("content") or "").strip()
            if name in _META and said:
                yield Passage(f"网页信息（{name}）", said)
            return
        for key, called in _ATTRIBUTES.items():
            said = " ".join(str(element.get(key) or "").split())
            if said:
                yield Passage(f"第 {self.number + 1} 段的{called}", said)


def _outdent(passage: Passage) -> Passage:
    if not passage.text.startswith("\u3000"):
        return passage
    return Passage(passage.place, passage.text[1:], tuple((start - 1, place) for start, place in passage.further))
