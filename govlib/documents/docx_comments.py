"""Comments written into a copy of a Word document, at the words they are about; all else stays as it was."""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from govlib.documents.docx_parts import Piece, Word, list_pieces, list_relations, read_word, relations_of
from govlib.documents.zip_safety import read_member

AUTHOR, INITIALS = "govlib 文字检查", "GL"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_HOLDERS = ("p", "hyperlink", "ins", "moveTo", "smartTag", "sdtContent", "fldSimple", "customXml", "dir", "bdo")
_NEW = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Remark:
    """A comment on the span ``start:end`` of a paragraph, counted as its passages are; one line of text a paragraph."""

    paragraph: int
    start: int
    end: int
    lines: tuple[str, ...]


def add_comments(data: bytes, shown_as: str, remarks: Sequence[Remark], stamp: str = "", author: str = AUTHOR) -> bytes:
    """Return the document with a comment for each remark, in their order, said to be ``author``'s.

    ``stamp`` is their day as 2026-11-22.
    Every member but the main part, its relations, the list of types and the comments keeps its bytes. Word ties
    comments to the body alone: those on a text box or a note stand at the paragraph it belongs to, those on headers
    and footers at the first paragraph.
    """
    word = read_word(data, shown_as)
    name = next((target for kind, target in _relations(word) if kind == "comments"), "")
    old = read_member(word.archive, name) if name else b""
    root = etree.fromstring(old, parser=_parser()) if old else _new_comments(word.space)
    first = max((int(one.get(f"{{{word.space}}}id", "0")) for one in root), default=-1) + 1
    numbered = list(enumerate(remarks, first))
    _anchor(word, numbered)
    for number, remark in numbered:
        root.append(_make_comment(word.space, number, remark.lines, stamp, author))
    changed = {word.main: _serialise(word.root)}
    if not old:
        name = posixpath.join(posixpath.dirname(word.main), "comments.xml")
        changed["[Content_Types].xml"] = _add_type(read_member(word.archive, "[Content_Types].xml"), name)
        rels = relations_of(word.main)
        changed[rels] = _add_relation(read_member(word.archive, rels), word.space)
    changed[name] = _serialise(root)
    return _rewrite(data, changed)


def _relations(word: Word) -> list[tuple[str, str]]:
    return list_relations(word.archive, relations_of(word.main), posixpath.dirname(word.main))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _serialise(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _anchor(word: Word, numbered: Sequence[tuple[int, Remark]]) -> None:
    by_paragraph: dict[int, list[tuple[int, Remark]]] = {}
    for number, remark in numbered:
        by_paragraph.setdefault(remark.paragraph, []).append((number, remark))
    home = word.root.find(f".//{{{word.space}}}p")
    for index, found in by_paragraph.items():
        paragraph = word.paragraphs[index]
        if paragraph.anchor is paragraph.element:
            _anchor_spans(paragraph.element, word.space, found)
            continue
        target = home if paragraph.anchor is None else paragraph.anchor
        for number, _ in found:
            _wrap(target, word.space, number)


def _anchor_spans(paragraph: etree._Element, space: str, found: Sequence[tuple[int, Remark]]) -> None:
    _cut_runs(paragraph, space, {at for _, remark in found for at in (remark.start, remark.end)})
    pieces = list_pieces(paragraph, space)
    starts = {piece.start: piece.element.getparent() for piece in pieces}
    ends = {piece.end: piece.element.getparent() for piece in pieces}
    for number, remark in found:
        first, last = starts.get(remark.start), ends.get(remark.end)
        if first is None or last is None or not (_may_hold(first, space) and _may_hold(last, space)):
            _wrap(paragraph, space, number)
            continue
        first.addprevious(_marker(space, "commentRangeStart", number))
        _end_after(last, space, number)


def _cut_runs(paragraph: etree._Element, space: str, cuts: Collection[int]) -> None:
    """Split runs so that one begins at each cut; the text stays what it is.

    From the last cut to the first: what stands before a cut is still where it was.
    """
    pieces = list_pieces(paragraph, space)
    starts = [piece.start for piece in pieces]
    for cut in sorted(cuts, reverse=True):
        piece = pieces[bisect_right(starts, cut) - 1] if pieces else None
        if piece is not None and piece.start <= cut < piece.end:
            _cut(piece, cut, space)


def _cut(piece: Piece, at: int, space: str) -> None:
    element = piece.element
    run = element.getparent()
    if run is None or run.tag != f"{{{space}}}r":
        return
    if at > piece.start:
        text = str(element.text)
        rest = etree.Element(element.tag, dict(element.attrib))
        element.text, rest.text = text[: at - piece.start], text[at - piece.start :]
        for half in (element, rest):
            half.set(_PRESERVE, "preserve")
        element.addnext(rest)
        element = rest
    elif not _stands_inside(element, space):
        return
    _split_run(run, element, space)


def _stands_inside(element: etree._Element, space: str) -> bool:
    before = element.getprevious()
    return before is not None and before.tag != f"{{{space}}}rPr"


def _split_run(run: etree._Element, first: etree._Element, space: str) -> None:
    """Move a child of a run and what follows it to a new run of the same properties, right behind."""
    new = etree.Element(run.tag, dict(run.attrib), nsmap=run.nsmap)
    properties = run.find(f"{{{space}}}rPr")
    if properties is not None:
        new.append(copy.deepcopy(properties))
    for child in [first, *first.itersiblings()]:
        new.append(child)
    run.addnext(new)


def _may_hold(run: etree._Element, space: str) -> bool:
    parent = run.getparent()
    return run.tag == f"{{{space}}}r" and parent is not None and parent.tag in {f"{{{space}}}{one}" for one in _HOLDERS}


def _wrap(paragraph: etree._Element, space: str, number: int) -> None:
    """Tie a comment to a whole paragraph."""
    properties = paragraph.find(f"{{{space}}}pPr")
    paragraph.insert(0 if properties is None else 1, _marker(space, "commentRangeStart", number))
    paragraph.append(_marker(space, "commentRangeEnd", number))
    paragraph.append(_reference(space, number))


def _end_after(run: etree._Element, space: str, number: int) -> None:
    reference = _reference(space, number)
    run.addnext(reference)
    run.addnext(_marker(space, "commentRangeEnd", number))


def _marker(space: str, name: str, number: int) -> etree._Element:
    return etree.Element(f"{{{space}}}{name}", {f"{{{space}}}id": str(number)})


def _reference(space: str, number: int) -> etree._Element:
    run = etree.Element(f"{{{space}}}r")
    run.append(_marker(space, "commentReference", number))
    return run


def _new_comments(space: str) -> etree._Element:
    return etree.Element(f"{{{space}}}comments", nsmap={"w": space})


def _make_comment(space: str, number: int, lines: Iterable[str], stamp: str, author: str) -> etree._Element:
    named = {"id": str(number), "author": author, "initials": INITIALS}
    if stamp:
        named["date"] = f"{stamp}T00:00:00Z"
    comment = etree.Element(f"{{{space}}}comment", {f"{{{space}}}{key}": value for key, value in named.items()})
    for line in lines:
        paragraph = etree.SubElement(comment, f"{{{space}}}p")
        text = etree.SubElement(etree.SubElement(paragraph, f"{{{space}}}r"), f"{{{space}}}t")
        text.text = "".join(sign if sign.isprintable() else " " for sign in line)
        text.set(_PRESERVE, "preserve")
    return comment


def _add_type(types: bytes, name: str) -> bytes:
    root = (
        etree.fromstring(types, parser=_parser())
        if types
        else etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
    )
    part = f"/{name}"
    if all(one.get("PartName") != part for one in root):
        etree.SubElement(root, f"{{{_TYPES}}}Override", {"PartName": part, "ContentType": _KIND})
    return _serialise(root)


def _add_relation(rels: bytes, space: str) -> bytes:
    root = (
        etree.fromstring(rels, parser=_parser())
        if rels
        else etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
    )
    taken = {one.get("Id") for one in root}
    number = next(number for number in range(1, len(taken) + 2) if f"rIdGovlib{number}" not in taken)
    office = _STRICT if "purl.oclc.org" in space else _OFFICE
    etree.SubElement(
        root,
        f"{{{_RELATIONS}}}Relationship",
        {"Id": f"rIdGovlib{number}", "Type": f"{office}/comments", "Target": "comments.xml"},
    )
    return _serialise(root)


def _rewrite(data: bytes, changed: dict[str, bytes]) -> bytes:
    """Return the archive with some members changed or added, the others in their order as they were."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copied:
        for member in source.infolist():
            content = changed.pop(member.filename, None)
            copied.writestr(member, source.read(member) if content is None else content)
        for name, content in changed.items():
            added = zipfile.ZipInfo(name, date_time=_NEW)
            added.compress_type = zipfile.ZIP_DEFLATED
            copied.writestr(added, content)
    return target.getvalue()
