"""A Word document as paragraphs, each with the pieces of XML that its text is made of."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from govlib.documents.text_refusals import refuse_text
from govlib.documents.zip_safety import Archive, open_archive, read_member

MAX_PART = 256 * 1024 * 1024
_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = "word/document.xml"
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SKIPPED = frozenset({"del", "moveFrom", "rt", "instrText", "delText", "pPr", "rPr"})
_PARTS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}


class Piece(NamedTuple):
    """What stands from ``start`` to ``end`` of a paragraph's text: a w:t, or one sign such as a tab."""

    element: etree._Element
    start: int
    end: int
    is_text: bool


@dataclass(frozen=True, eq=False)
class Paragraph:
    """One paragraph: where it stands, its text, its pieces in order.

    ``anchor`` is the paragraph of the main part to which a comment on it may be tied: itself, the one that holds its
    text box or refers to its note, or None for headers and footers.
    """

    place: str
    text: str
    pieces: tuple[Piece, ...]
    element: etree._Element
    anchor: etree._Element | None


@dataclass(frozen=True, eq=False)
class Word:
    """An opened document: its archive, the name of its main part with its tree, its paragraphs that hold text."""

    archive: Archive
    main: str
    root: etree._Element
    space: str
    paragraphs: tuple[Paragraph, ...]


def find_main(archive: Archive) -> str:
    """Return the name of the member that holds the text of a Word document, "" if it is none."""
    if _MAIN in archive.names:
        return _MAIN
    for kind, target in list_relations(archive, "_rels/.rels", ""):
        if kind == "officeDocument" and target.startswith("word/") and target in archive.names:
            return target
    return ""


def list_relations(archive: Archive, rels: str, folder: str) -> list[tuple[str, str]]:
    """Return the relations that a member states, as the last word of their type and the member they lead to."""
    data = read_member(archive, rels)
    if not data:
        return []
    try:
        root = etree.fromstring(data, parser=_parser())
    except etree.XMLSyntaxError:
        return []
    found = []
    for one in root.iter(_RELATION):
        target = str(one.get("Target") or "")
        if one.get("TargetMode") != "External" and target:
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append((str(one.get("Type") or "").rsplit("/", 1)[-1], full))
    return found


def relations_of(main: str) -> str:
    """Return the name of the member that states the relations of another."""
    folder, name = posixpath.split(main)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read_word(data: bytes, shown_as: str) -> Word:
    """Return a document: body, text boxes, tables, headers, footers, notes; what tracked changes delete is not read."""
    archive = open_archive(data, shown_as)
    main = find_main(archive)
    root = _parse(archive, main)
    space = next((one for one in _SPACES if root.tag.startswith(f"{{{one}}}")), _SPACES[0])
    paragraphs = list(_list_body(root, space))
    referred = _find_references(root, space)
    seen = set()
    for kind, target in list_relations(archive, relations_of(main), posixpath.dirname(main)):
        if kind in _PARTS and target in archive.names and target not in seen:
            seen.add(target)
            paragraphs += _list_part(_parse(archive, target), space, kind, referred)
    return Word(archive, main, root, space, tuple(one for one in paragraphs if one.text.strip()))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _parse(archive: Archive, name: str) -> etree._Element:
    size = next((member.file_size for member in archive.members if member.filename == name), 0)
    if size > MAX_PART:
        raise refuse_text(archive.shown_as, "too_large", f"{size // 2**20} MiB 的正文")
    try:
        return etree.fromstring(read_member(archive, name), parser=_parser())
    except etree.XMLSyntaxError:
        raise refuse_text(archive.shown_as, "broken", f"{name} 不是完整的 XML") from None


def _list_body(root: etree._Element, space: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of the body, numbered as they come; one in a text box is named by the one around it."""
    places: dict[etree._Element, str] = {}
    tables = _Tables(space)
    tag = f"{{{space}}}p"
    number = 0
    for element in root.iter(tag, f"{{{space}}}tbl", f"{{{space}}}tr", f"{{{space}}}tc"):
        if element.tag != tag:
            tables.enter(element)
            continue
        if any(one.tag == _FALLBACK for one in element.iterancestors()):
            continue
        outer = next((one for one in element.iterancestors(tag)), None)
        if outer is None:
            number += 1
            places[element] = tables.name(element) or f"第 {number} 段"
            yield _make(element, places[element], space, element)
        else:
            while (further := next((one for one in outer.iterancestors(tag)), None)) is not None:
                outer = further
            yield _make(element, f"{places.get(outer, '')}的文本框", space, outer)


class _Tables:
    """Counts the tables of a document, their rows and cells, as they come."""

    def __init__(self, space: str) -> None:
        self.tags = tuple(f"{{{space}}}{name}" for name in ("tbl", "tr", "tc"))
        self.count = 0
        self.numbers: dict[etree._Element, int] = {}
        self.inner: dict[etree._Element, int] = {}

    def enter(self, element: etree._Element) -> None:
        """Number a table, a row or a cell."""
        if element.tag == self.tags[0]:
            self.count += 1
            self.numbers[element] = self.count
            return
        parent = next(element.iterancestors(self.tags[self.tags.index(element.tag) - 1]), None)
        if parent is not None:
            self.inner[parent] = self.inner.get(parent, 0) + 1
            self.numbers[element] = self.inner[parent]

    def name(self, element: etree._Element) -> str:
        """Return the cell that a paragraph stands in, "" for none."""
        found = [next(element.iterancestors(tag), None) for tag in self.tags]
        table, row, cell = (self.numbers.get(one) if one is not None else None for one in found)
        return f"表 {table} 第 {row} 行第 {cell} 格" if table and row and cell else ""


def _list_part(
    root: etree._Element, space: str, kind: str, referred: dict[tuple[str, str], etree._Element]
) -> Iterator[Paragraph]:
    note_tag = {"footnotes": f"{{{space}}}footnote", "endnotes": f"{{{space}}}endnote"}.get(kind)
    for element in root.iter(f"{{{space}}}p"):
        if any(one.tag == _FALLBACK for one in element.iterancestors()):
            continue
        place, anchor = _PARTS[kind], None
        if note_tag is not None:
            note = next(element.iterancestors(note_tag), None)
            identity = "" if note is None else str(note.get(f"{{{space}}}id"))
            place, anchor = f"{place} {identity}", referred.get((kind, identity))
        yield _make(element, place, space, anchor)


def _find_references(root: etree._Element, space: str) -> dict[tuple[str, str], etree._Element]:
    """Return the paragraph of the body that refers to each note, by the kind of note and its number."""
    found = {}
    for name, kind in (("footnoteReference", "footnotes"), ("endnoteReference", "endnotes")):
        for element in root.iter(f"{{{space}}}{name}"):
            outer = list(element.iterancestors(f"{{{space}}}p"))
            if outer:
                found[kind, str(element.get(f"{{{space}}}id"))] = outer[-1]
    return found


def _make(element: etree._Element, place: str, space: str, anchor: etree._Element | None) -> Paragraph:
    pieces = list_pieces(element, space)
    text = "".join(piece.element.text or "" if piece.is_text else _sign(piece.element, space) for piece in pieces)
    return Paragraph(place, text, pieces, element, anchor)


def list_pieces(paragraph: etree._Element, space: str) -> tuple[Piece, ...]:
    """Return the pieces of a paragraph's text in order, without those of paragraphs inside it."""
    pieces = []
    at = 0
    prefix = f"{{{space}}}"
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        tag = element.tag
        if not isinstance(tag, str) or tag == _FALLBACK:
            continue
        name = tag.removeprefix(prefix) if tag.startswith(prefix) else ""
        if name in _SKIPPED or name == "p":
            continue
        length = len(element.text or "") if name == "t" else int(name in _SIGNS)
        if length:
            pieces.append(Piece(element, at, at + length, name == "t"))
            at += length
        elif name != "t":
            stack.extend(reversed(element))
    return tuple(pieces)


def _sign(element: etree._Element, space: str) -> str:
    return _SIGNS[element.tag.removeprefix(f"{{{space}}}")]
