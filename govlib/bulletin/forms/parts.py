"""What stands on every form of a paper in the same words: days, the lists of annexes, cells as shown, warnings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from govlib.bulletin.annexes import Annex
from govlib.bulletin.paper import Heading, Paper, PaperAnnex, Paragraph, Picture, Piece
from govlib.documents.sheet_cells import clean_text
from govlib.documents.sheet_tables import cell_role, ready_columns

NOTHING = "无"
SAMPLE = "样例"
DRAFT = "草稿"
_MOST_REASONS = 20


@dataclass(frozen=True)
class ShownTable:
    """A table of an annex as printed: headings, rows of texts, and of each cell whether it is words.

    ``total_row`` says that the last row is the total; ``empty`` is said where there are no rows.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wordy: tuple[tuple[bool, ...], ...]
    total_row: bool
    empty: str


def say_day(day: date | None) -> str:
    """Return a day as an official paper writes it, 2023年6月9日, "" for none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def clean(text: str) -> str:
    """Return a text on one line that every form can hold: no control signs, no line breaks."""
    return " ".join(clean_text(text).text.split("\n")).strip()


def annex_label(paper: Paper, annex: PaperAnnex) -> str:
    """Return what stands above an annex: 附件1, and 附件 where it is the only one."""
    return "附件" if len(paper.attachments) == 1 else f"附件{annex.number}"


def list_attachments(paper: Paper) -> list[tuple[str, str]]:
    """Return the rows of the 附件说明 as ordinal and title; the only annex has no ordinal."""
    if len(paper.attachments) == 1:
        return [("", clean(paper.attachments[0].title))]
    return [(f"{annex.number}.", clean(annex.title)) for annex in paper.attachments]


def list_marks(paper: Paper) -> list[str]:
    """Return what is written across every page: 草稿 for a paper with contradictions, 样例 for made-up data."""
    return [mark for mark, is_due in ((DRAFT, is_draft(paper)), (SAMPLE, paper.sample)) if is_due]


def list_warnings(paper: Paper) -> list[str]:
    """Return the lines of the note on page 1 of a paper that may not go out; empty for one that may."""
    if not paper.flaws:
        return []
    reasons = [f"{number}. {clean(flaw)}" for number, flaw in enumerate(paper.flaws[:_MOST_REASONS], 1)]
    more = len(paper.flaws) - _MOST_REASONS
    rest = [f"其余{more}处见核对结果。"] if more > 0 else []
    return [f"草稿，不得印发：有{len(paper.flaws)}条原因，改正并重新核对后才能定稿。", *reasons, *rest]


def list_imprint(paper: Paper) -> list[str]:
    """Return the lines of the 版记: 抄送, then 印发机关 and day; empty for a paper without."""
    copies = clean(paper.copies).rstrip("。")
    printed = f"{say_day(paper.printed_on)}印发" if paper.printed_on else ""
    lines = [f"抄送：{copies}。"] if copies else []
    last = "\t".join(part for part in (clean(paper.printer), printed) if part)
    return [*lines, last] if last else lines


def join_run_ins(pieces: Sequence[Piece]) -> Iterator[tuple[Heading | None, Piece]]:
    """Yield the pieces, a run-in heading together with the paragraph that goes on behind it."""
    waiting: Heading | None = None
    for piece in pieces:
        if waiting is not None and not isinstance(piece, Paragraph):
            yield None, waiting
            waiting = None
        if isinstance(piece, Heading) and piece.run_in:
            waiting = piece
        else:
            yield waiting, piece
            waiting = None
    if waiting is not None:
        yield None, waiting


def shown_pieces(paper: Paper, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces that are printed: without blank ones, and without slots nobody wrote in a final paper."""
    return [piece for piece in pieces if isinstance(piece, Picture) or _is_printed(paper, piece)]


def is_draft(paper: Paper) -> bool:
    """Tell whether a paper may not go out yet: it contradicts itself, or a slot waits for its words."""
    return bool(paper.flaws) or any(isinstance(piece, Paragraph) and piece.waiting for piece in paper.body)


def show_tables(annex: PaperAnnex) -> Iterator[ShownTable]:
    """Yield the tables of an annex as printed, each with a title of its own where there are several."""
    for table in annex.tables:
        yield _show(table, clean(table.title) if len(annex.tables) > 1 else "")


def list_notes(annex: PaperAnnex) -> list[str]:
    """Return what stands below the tables of an annex: 备注, numbered where there are several."""
    notes = [*annex.notes, *(note for table in annex.tables for note in table.notes)]
    said = [clean(note) for note in dict.fromkeys(notes) if note.strip()]
    if len(said) == 1:
        return [f"备注：{said[0]}"]
    return [f"{'备注：' if number == 1 else ''}{number}.{note}" for number, note in enumerate(said, 1)]


def _is_printed(paper: Paper, piece: Heading | Paragraph) -> bool:
    waits = isinstance(piece, Paragraph) and piece.waiting
    return bool(piece.text.strip()) and (not waits or is_draft(paper))


def _show(annex: Annex, title: str) -> ShownTable:
    columns = ready_columns(annex.table, annex.number_formats)
    cells = [[column.cells[row] for column in columns] for row in range(len(annex.table))]
    reason = annex.empty_reason
    return ShownTable(
        title,
        tuple(clean(column.title) for column in columns),
        tuple(tuple(cell.shown for cell in row) for row in cells),
        tuple(
            tuple(cell_role(cell, column) == "text" for cell, column in zip(row, columns, strict=True)) for row in cells
        ),
        annex.total_row and bool(cells),
        f"{NOTHING}（{reason}）" if reason else NOTHING,
    )
