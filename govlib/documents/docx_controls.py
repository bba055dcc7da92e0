"""The marked places of a Word document: what stands inside its content controls, by their tags, and its bookmarks."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from govlib.documents.docx_parts import Word, read_word

IsMark = Callable[[str], bool]


class Marked(NamedTuple):
    """One paragraph, or what of it stands inside a control or a bookmark, with the control's tag or its name."""

    tag: str
    text: str


def read_controls(data: bytes, shown_as: str, is_mark: IsMark = lambda _: False) -> list[Marked]:
    """Return the paragraphs inside content controls in the document's order; raises as ``read_word``.

    What stands in no control with a tag, but in a bookmark whose name ``is_mark`` knows, is given with that name.
    """
    word = read_word(data, shown_as)
    around = _find_bookmarked(word, is_mark)
    found: list[Marked] = []
    for paragraph in word.paragraphs:
        by_tag: dict[str, str] = {}
        for piece in paragraph.pieces:
            tag = _tag_around(piece.element, word) or around.get(piece.element, "")
            if tag:
                by_tag[tag] = by_tag.get(tag, "") + paragraph.text[piece.start : piece.end]
        found.extend(Marked(tag, text.strip()) for tag, text in by_tag.items() if text.strip())
    return found


def list_tags(data: bytes, shown_as: str, is_mark: IsMark = lambda _: False) -> list[str]:
    """Return the tags of all controls and the names of known bookmarks in order, each once; also of those emptied."""
    word = read_word(data, shown_as)
    wanted = (f"{{{word.space}}}sdt", f"{{{word.space}}}bookmarkStart")
    tags = (_tag_of(one, word) if one.tag == wanted[0] else _name_of(one, word) for one in word.root.iter(*wanted))
    bookmarks = {_name_of(one, word) for one in word.root.iter(wanted[1])}
    return list(dict.fromkeys(tag for tag in tags if tag and (tag not in bookmarks or is_mark(tag))))


def _find_bookmarked(word: Word, is_mark: IsMark) -> dict[etree._Element, str]:
    """Return the elements that stand inside a known bookmark, each with its name."""
    prefix = f"{{{word.space}}}"
    opened: dict[str, str] = {}
    found: dict[etree._Element, str] = {}
    for element in word.root.iter():
        if element.tag == f"{prefix}bookmarkStart":
            name = _name_of(element, word)
            if is_mark(name):
                opened[str(element.get(f"{prefix}id"))] = name
        elif element.tag == f"{prefix}bookmarkEnd":
            opened.pop(str(element.get(f"{prefix}id")), None)
        elif opened:
            found[element] = list(opened.values())[-1]
    return found


def _name_of(bookmark: etree._Element, word: Word) -> str:
    return str(bookmark.get(f"{{{word.space}}}name") or "")


def _tag_around(element: etree._Element, word: Word) -> str:
    for around in element.iterancestors(f"{{{word.space}}}sdt"):
        tag = _tag_of(around, word)
        if tag:
            return tag
    return ""


def _tag_of(control: etree._Element, word: Word) -> str:
    name = f"{{{word.space}}}"
    tag = control.find(f"{name}sdtPr/{name}tag")
    return "" if tag is None else str(tag.get(f"{name}val") or "")
