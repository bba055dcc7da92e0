"""The marked places of a Word document: what stands inside its content controls, by their tags."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from govlib.documents.docx_parts import Word, read_word


class Marked(NamedTuple):
    """One paragraph, or what of it stands inside a control, with the control's tag."""

    tag: str
    text: str


def read_controls(data: bytes, shown_as: str) -> list[Marked]:
    """Return the paragraphs inside content controls in the document's order; raises as ``read_word``."""
    word = read_word(data, shown_as)
    found: list[Marked] = []
    for paragraph in word.paragraphs:
        by_tag: dict[str, str] = {}
        for piece in paragraph.pieces:
            tag = _tag_around(piece.element, word)
            if tag:
                by_tag[tag] = by_tag.get(tag, "") + paragraph.text[piece.start : piece.end]
        found.extend(Marked(tag, text.strip()) for tag, text in by_tag.items() if text.strip())
    return found


def list_tags(data: bytes, shown_as: str) -> list[str]:
    """Return the tags of all controls in order, each once; also of those that were emptied."""
    word = read_word(data, shown_as)
    tags = (_tag_of(one, word) for one in word.root.iter(f"{{{word.space}}}sdt"))
    return list(dict.fromkeys(tag for tag in tags if tag))


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
