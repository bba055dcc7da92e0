"""A layout as paragraphs and tables: tables told out of plain lines, wrapped and torn paragraphs joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govlib.documents.layout_items import Grid, Layout, Line
from govlib.documents.pdf_text import drop_noise
from govlib.documents.wrapped_lines import is_han, join_lines
from govlib.verify.draft.flat_cells import find_cell_tables
from govlib.verify.draft.flat_lines import FlatTable, find_line_tables
from govlib.verify.draft.frame import heading_level, is_annex_like, is_day, is_head, is_note, is_office, is_title

Piece = Line | Grid
_TORN = 40
_OPEN_END = re.compile(r"[，,、“‘《（(\w]$")
_GOES_ON = re.compile(r"[，。；,;]")
_TORN_KINDS = frozenset({"text", "pdf", "page"})


def list_pieces(layout: Layout) -> list[Piece]:
    """Return a layout's paragraphs and tables in order."""
    pieces = list(_join(layout)) if layout.wrapped else list(layout.items)
    pieces = [one for one in pieces if isinstance(one, Grid) or one.text.strip()]
    return list(_mend(pieces)) if layout.kind in _TORN_KINDS else pieces


def _join(layout: Layout) -> Iterator[Piece]:
    lines = [one if isinstance(one, Line) else Line("", "") for one in layout.items]
    tables = _find_tables(lines)
    inside = {at: table for table in tables for at in range(table.first, table.last)}
    is_pdf = layout.kind == "pdf"
    rest = [
        (str(at), "" if at in inside else drop_noise(line.text) if is_pdf else line.text)
        for at, line in enumerate(lines)
    ]
    waiting = list(tables)
    for passage in join_lines(rest):
        at = int(passage.place)
        while waiting and waiting[0].first < at:
            yield _grid(waiting.pop(0), lines)
        yield from _part_title(Line(lines[at].place, passage.text))
    while waiting:
        yield _grid(waiting.pop(0), lines)


def _part_title(line: Line) -> Iterator[Line]:
    """Yield a paragraph without the title that stands in a line above it."""
    above, broken, below = line.text.partition("\n")
    if broken and is_title(above.strip()) and not is_title(below.strip()):
        yield Line(line.place, above)
        yield Line(line.place, below)
    else:
        yield line


def _find_tables(lines: Sequence[Line]) -> list[FlatTable]:
    """Return the tables of plain lines; inside one whose rows are lines none of cells is looked for."""
    by_line = find_line_tables(lines)
    taken = {at for table in by_line for at in range(table.first, table.last)}
    left = [Line(line.place, "。。" if at in taken else line.text) for at, line in enumerate(lines)]
    return sorted([*by_line, *find_cell_tables(left)], key=lambda table: table.first)


def _grid(table: FlatTable, lines: Sequence[Line]) -> Grid:
    return Grid(f"{lines[table.first].place}起的表", table.rows)


def _mend(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces, a paragraph torn in the middle of a sentence joined with its other part."""
    held: Line | None = None
    for one in pieces:
        if isinstance(one, Line) and held is not None and _is_torn(held.text.rstrip(), one.text):
            held = Line(held.place, held.text.rstrip() + one.text.strip())
            continue
        if held is not None:
            yield held
        held = one if isinstance(one, Line) else None
        if held is None:
            yield one
    if held is not None:
        yield held


def _is_torn(above: str, below: str) -> bool:
    if len(above) < _TORN or not _OPEN_END.search(above) or not _GOES_ON.search(above):
        return False
    first = below.strip()
    if below.startswith("\u3000\u3000") or not first or not (is_han(first[0]) or first[0] in "“《0123456789、，"):
        return False
    starts = heading_level(first) or is_annex_like(first) or is_day(first) or is_head(first) or is_note(first)
    return not starts and not is_office(first) and bool(_GOES_ON.search(first))
