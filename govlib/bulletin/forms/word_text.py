"""Paragraphs of an official paper in Word: text, headings, slots that a person may write in, pictures."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from govlib.bulletin.forms.ooxml import attribute, tag, text_of
from govlib.bulletin.forms.parts import clean, join_run_ins
from govlib.bulletin.forms.word_look import TYPE_WIDTH, heading_font, say_fonts, say_size
from govlib.bulletin.paper import Heading, Paragraph, Picture, Piece
from govlib.bulletin.slot_marks import LONGEST_TAG, bookmark_of, tag_of

_EMU = 635
_TALLEST = 7600
_GREY = "808080"
_MOVED = 6 * 28
"""Six lines of 28 characters."""


def run(words: str, looks: str = "") -> str:
    """Return a run of words, a tab sign in them as a tab; ``looks`` is what its properties hold."""
    properties = tag("rPr", looks) if looks else ""
    inside = "<w:tab/>".join(text_of(part) if part else "" for part in words.split("\t"))
    return f"<w:r>{properties}{inside}</w:r>"


def paragraph(style: str, *inside: str, layout: str = "") -> str:
    """Return a paragraph in a style; ``layout`` is what its properties hold beside it, in the order Word wants."""
    return tag("p", tag("pPr", tag("pStyle", val=style), layout), *inside)


def blank(number: int = 1, *, keeps: bool = False) -> str:
    """Return empty lines; those that keep stay with what follows."""
    return paragraph("Normal", layout=tag("keepNext") if keeps else "") * number


class Pictures:
    """The pictures of a document in order; ``first`` is the number of the first one's relation."""

    def __init__(self, first: int) -> None:
        """Begin without pictures."""
        self.first = first
        self.images: list[bytes] = []

    def add(self, png: bytes) -> int:
        """Keep a picture and return its number from 1."""
        self.images.append(png)
        return len(self.images)


def write_pieces(
    pieces: Sequence[Piece], pictures: Pictures, *, keeps_last: bool = False, origin: str = ""
) -> Iterator[str]:
    """Yield the elements of a text; each paragraph of a slot has a control, those that follow each other a bookmark.

    LibreOffice repeats the words of a control that holds whole paragraphs, so that none does. With ``keeps_last`` the
    end of the last paragraph stays with what follows the text. ``origin`` is place/period, which marks tell.
    """
    joined = list(join_run_ins(pieces))
    below = [False, *(isinstance(piece, Heading) for _, piece in joined)]
    keeps = keeps_last and bool(joined) and _is_short(joined[-1][1])
    kept = [*[""] * (len(joined) - 1), tag("keepNext") if keeps else ""]
    layouts = [
        keep + (tag("widowControl") if is_below or keep else "") for keep, is_below in zip(kept, below, strict=False)
    ]
    groups = groupby(zip(joined, layouts, strict=False), key=lambda one: _own_slot(one[0][1]))
    for number, (slot, group) in enumerate(groups, 1):
        members = list(group)
        for at, ((heading, piece), layout) in enumerate(members):
            mark = _Mark(slot, origin, number, begins=at == 0, ends=at == len(members) - 1) if slot else None
            yield _write_piece(heading, piece, pictures, layout, mark)


@dataclass(frozen=True)
class _Mark:
    """The mark of one paragraph of a slot: which, and whether its bookmark begins or ends here."""

    slot: str
    origin: str
    number: int
    begins: bool
    ends: bool

    def around(self, content: str) -> str:
        """Return words inside a control whose tag is the slot's, so that they can be taken back, and its bookmark."""
        name, whole = attribute(self.slot[:LONGEST_TAG]), attribute(tag_of(self.slot, self.origin))
        bookmark = bookmark_of(self.slot, self.origin, self.number)
        begin = f'<w:bookmarkStart w:id="{self.number}" w:name={attribute(bookmark)}/>' if self.begins else ""
        end = f'<w:bookmarkEnd w:id="{self.number}"/>' if self.ends else ""
        return (
            f"{begin}<w:sdt><w:sdtPr><w:alias w:val={name}/><w:tag w:val={whole}/></w:sdtPr>"
            f"<w:sdtContent>{content}</w:sdtContent></w:sdt>{end}"
        )


def _is_short(piece: Piece) -> bool:
    """Tell whether a paragraph may be moved as a whole: LibreOffice moves all of one that is kept with the next."""
    return isinstance(piece, Paragraph) and len(piece.text) <= _MOVED


def write_heading(heading: Heading) -> str:
    """Return a heading on a line of its own, kept with what follows."""
    return paragraph(f"Heading{heading.level}", run(clean(heading.text)))


def _own_slot(piece: Piece) -> str:
    return piece.slot if isinstance(piece, Paragraph) else ""


def _write_piece(
    heading: Heading | None, piece: Piece, pictures: Pictures, keeping: str, mark: _Mark | None = None
) -> str:
    # LibreOffice leaves a heading alone at the foot of a page where the next paragraph may begin with no line there,
    # so that what stands below one is under widow control
    if isinstance(piece, Heading):
        return write_heading(piece)
    if isinstance(piece, Picture):
        return write_picture(piece, pictures)
    grey = tag("color", val=_GREY) if piece.waiting else ""
    words = run(clean(piece.text), grey)
    if mark is not None:
        words = mark.around(words)
    if heading is None:
        return paragraph("BodyText", words, layout=keeping)
    level = tag("outlineLvl", val=heading.level - 1)
    return paragraph("BodyText", run(clean(heading.text), heading_font(heading.level)), words, layout=keeping + level)


def write_picture(picture: Picture, pictures: Pictures) -> str:
    """Return a chart in the middle of its own line with its title below, what it shows told to who can't see it."""
    number = pictures.add(picture.png)
    wide, high = _fit(picture.png)
    title, told = attribute(clean(picture.title)), attribute(clean(picture.told))
    drawing = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name="图{number}" title={title} descr={told}/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="图{number}" descr={told}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rId{pictures.first + number - 1}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    layout = tag("keepNext") + tag("spacing", line=240, lineRule="auto") + tag("jc", val="center")
    caption = run(clean(picture.title), say_fonts("黑体") + say_size(12))
    below = tag("keepNext", val=0) + tag("jc", val="center")
    return paragraph("Normal", drawing, layout=layout) + paragraph("Caption", caption, layout=below)


def _fit(png: bytes) -> tuple[int, int]:
    """Return width and height in EMU that fill the type area's width, or less where it would be too tall."""
    wide, high = struct.unpack(">II", png[16:24])
    scale = min(TYPE_WIDTH / wide, _TALLEST / high)
    return round(wide * scale) * _EMU, round(high * scale) * _EMU
