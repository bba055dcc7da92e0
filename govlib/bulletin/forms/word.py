"""A paper as a Word document after GB/T 9704-2012: text first, then each annex on pages of its own, then the 版记."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from govlib.bulletin.forms.keeping import keep_bytes
from govlib.bulletin.forms.ooxml import SPACES, Package, pack, tag
from govlib.bulletin.forms.parts import (
    ShownTable,
    annex_label,
    clean,
    list_marks,
    list_notes,
    show_tables,
    shown_pieces,
)
from govlib.bulletin.forms.word_columns import lies_across
from govlib.bulletin.forms.word_look import (
    BODY,
    heading_font,
    say_fonts,
    say_section,
    say_size,
    write_fonts,
    write_settings,
    write_styles,
)
from govlib.bulletin.forms.word_marks import refer, write_footer, write_header
from govlib.bulletin.forms.word_parts import write_end, write_imprint, write_title, write_top
from govlib.bulletin.forms.word_tables import write_tables
from govlib.bulletin.forms.word_text import Pictures, paragraph, run, write_pieces
from govlib.bulletin.paper import Paper, PaperAnnex

_NOTE_POINTS, _NOTE = 12, "备注："


def write_word(path: Path, paper: Paper) -> None:
    """Write a paper as docx; the same paper gives the same bytes on any day, and names nobody who wrote it.

    A paper with flaws is written as a draft: 草稿 across every page and a framed note of the reasons on the first.
    """
    keep_bytes(path, make_word(paper))


def make_word(paper: Paper) -> bytes:
    """Return the bytes of a paper as docx."""
    marks = list_marks(paper)
    parts = {
        "styles": write_styles(),
        "settings": write_settings(),
        "fontTable": write_fonts(),
        "header1": write_header(marks, 1),
        "header2": write_header(marks, 2),
        "footer1": write_footer(is_even=False),
        "footer2": write_footer(is_even=True),
    }
    pictures = Pictures(len(parts) + 1)
    body = "".join(_write_body(paper, pictures, refer(list(parts))))
    main = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    return pack(Package(clean(paper.title), main, parts, pictures.images))


def _write_body(paper: Paper, pictures: Pictures, references: str) -> Iterator[str]:
    """Yield the body; a section ends with its properties in its last paragraph, the last one with those of the body.

    A new one begins only where the page turns: LibreOffice leaves headings alone at the foot of a page in sections that
    it had to move on while laying out.
    """
    yield from write_top(paper)
    last = not paper.attachments
    yield from write_pieces(shown_pieces(paper, paper.body), pictures, keeps_last=last, origin=paper.origin)
    yield from write_end(paper)
    landscape = False
    for annex in paper.attachments:
        tables = list(show_tables(annex))
        turns = lies_across(annex, tables) != landscape
        if turns:
            yield _end_section(say_section(references, landscape=landscape))
            references, landscape = "", not landscape
        yield from _write_annex(paper, annex, tables, pictures, breaks=not turns, landscape=landscape)
    if landscape and (paper.copies or paper.printer):
        yield _end_section(say_section(landscape=True))
        landscape = False
    yield write_imprint(paper)
    yield paragraph("Normal", layout=_small())
    yield say_section(references, landscape=landscape)


def _write_annex(
    paper: Paper, annex: PaperAnnex, tables: list[ShownTable], pictures: Pictures, *, breaks: bool, landscape: bool
) -> Iterator[str]:
    label = run(annex_label(paper, annex), heading_font(1))
    starts = tag("keepNext") + (tag("pageBreakBefore") if breaks else "")
    yield paragraph("Normal", label, layout=starts + tag("jc", val="left"))
    yield paragraph("Normal", layout=tag("keepNext"))
    yield from write_title(annex.title)
    yield paragraph("Normal", layout=tag("keepNext"))
    yield from write_pieces(shown_pieces(paper, annex.lead), pictures)
    notes = list_notes(annex)
    yield from write_tables(tables, landscape=landscape, has_notes=bool(notes))
    looks = say_fonts(BODY) + say_size(_NOTE_POINTS)
    spacing, left = tag("spacing", line=400, lineRule="exact"), len(_NOTE) * _NOTE_POINTS * 20
    for note in notes:
        # what follows 备注： stands below its first character
        hanging = {"hanging": left} if note.startswith(_NOTE) else {}
        layout = spacing + tag("ind", left=left, **hanging) + tag("jc", val="left")
        yield paragraph("Normal", run(note, looks), layout=layout)


def _end_section(section: str) -> str:
    """Return the tiny paragraph that ends a section: a section break needs one, and it must not make a page."""
    return tag("p", tag("pPr", tag("pStyle", val="Normal"), _small(), section))


def _small() -> str:
    return tag("spacing", line=20, lineRule="exact")
