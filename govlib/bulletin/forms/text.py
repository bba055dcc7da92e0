"""A paper as plain text that anybody's program can read: a line a paragraph, tables drawn with strokes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from govlib.bulletin.forms.keeping import keep_bytes
from govlib.bulletin.forms.parts import (
    ShownTable,
    annex_label,
    clean,
    join_run_ins,
    list_attachments,
    list_imprint,
    list_notes,
    list_warnings,
    say_day,
    show_tables,
    shown_pieces,
)
from govlib.bulletin.paper import Heading, Paper, PaperAnnex, Picture, Piece

_INDENT = "　　"
_RIGHT = "　" * 16


def write_text(path: Path, paper: Paper) -> None:
    """Write a paper as UTF-8 text, without the line whom to ask; what may not go out says so in its first lines."""
    keep_bytes(path, make_text(paper).encode("utf-8"))


def make_text(paper: Paper) -> str:
    """Return a paper as text."""
    blocks = [*_top(paper), *_pieces(shown_pieces(paper, paper.body)), *_end(paper)]
    for annex in paper.attachments:
        blocks += ["", *_annex(paper, annex)]
    imprint = list_imprint(paper)
    blocks += ["", *(line.replace("\t", "　　") for line in imprint)] if imprint else []
    return "\n".join(blocks) + "\n"


def _top(paper: Paper) -> Iterator[str]:
    for line in list_warnings(paper):
        yield f"【{line}】"
    if paper.sample:
        yield "【样例数据，仅供演示，不得作为正式通报】"
    if paper.letterhead:
        yield clean(paper.letterhead)
    if paper.number:
        yield clean(paper.number)
    yield from (clean(paper.title), "")
    if paper.recipients:
        yield clean(paper.recipients).rstrip("：:") + "："


def _pieces(pieces: Sequence[Piece]) -> Iterator[str]:
    for heading, piece in join_run_ins(pieces):
        if isinstance(piece, Picture):
            yield f"{_INDENT}（图：{clean(piece.title)}。{clean(piece.told)}）"
        elif isinstance(piece, Heading):
            yield _INDENT + clean(piece.text)
        else:
            yield _INDENT + (clean(heading.text) if heading else "") + clean(piece.text)


def _end(paper: Paper) -> Iterator[str]:
    rows = list_attachments(paper)
    if rows:
        yield ""
    for number, (ordinal, title) in enumerate(rows):
        yield f"{_INDENT}{'附件：' if number == 0 else '　　　'}{ordinal}{' ' if ordinal else ''}{title}"
    signed = [line for line in (clean(paper.office), say_day(paper.issued)) if line]
    if signed:
        yield from ("", *(_RIGHT + line for line in signed))


def _annex(paper: Paper, annex: PaperAnnex) -> Iterator[str]:
    yield from (annex_label(paper, annex), "", clean(annex.title), "")
    yield from _pieces(shown_pieces(paper, annex.lead))
    for table in show_tables(annex):
        if table.title:
            yield from (table.title, "")
        yield from draw_table(table)
        yield ""
    yield from list_notes(annex)


def draw_table(table: ShownTable) -> Iterator[str]:
    """Yield the lines of a table between strokes; a stroke inside a cell is written full-width."""
    yield _row(table.headings)
    yield _row(["---"] * len(table.headings))
    for row in table.rows:
        yield _row([clean(cell) for cell in row])
    if not table.rows:
        yield _row([table.empty, *[""] * (len(table.headings) - 1)])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "｜") for cell in cells) + " |"
