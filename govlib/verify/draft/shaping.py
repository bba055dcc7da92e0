"""Pieces as a draft: each paragraph's kind, level, headings and annex, each table's title and notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from govlib.documents.layout_items import Grid, Layout, Line
from govlib.verify.draft import frame
from govlib.verify.draft.back import Back, read_back
from govlib.verify.draft.front import read_front
from govlib.verify.draft.grids import shape_grid
from govlib.verify.draft.model import Block, BlockKind, Draft, DraftTable
from govlib.verify.draft.pieces import Piece, list_pieces

_UNIT_LINE = re.compile(
    r"^[（(]?(?:计量)?单\s*位\s*[:：]|^(?:统计|截止|截至|填报|数据).{0,30}[:：日]|^[（(].{1,20}[）)]$"
)
_LONGEST_TITLE = 70


@dataclass
class _Held:
    """What was read so far."""

    blocks: list[Block] = field(default_factory=list)
    tables: list[DraftTable] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    part: str = ""
    below_table: bool = False


def shape(layout: Layout, name: str) -> Draft:
    """Return a layout as a draft."""
    pieces = _open_grids(list_pieces(layout))
    front = read_front([one if isinstance(one, Line) else Grid("", ()) for one in pieces])
    flat: list[Piece] = [one if isinstance(one, Line) else Grid("", ()) for one in pieces]
    back = read_back(flat, front.last)
    held = _Held(blocks=list(front.blocks))
    for at in range(front.last, len(pieces)):
        piece = pieces[at]
        if isinstance(piece, Line):
            _take_line(held, piece, at, back)
        else:
            _take_table(held, piece)
    return Draft(
        name,
        layout.kind,
        tuple(held.blocks),
        tuple(held.tables),
        title=front.title,
        office=back.office or front.office,
        number=front.number,
        recipients=front.recipients,
        issued=back.issued or front.written,
        printed=back.printed,
        posted=front.posted,
        notes=layout.notes,
    )


def _open_grids(pieces: Sequence[Piece]) -> list[Line | DraftTable]:
    """Return pieces, grids as what they hold."""
    opened: list[Line | DraftTable] = []
    for one in pieces:
        if isinstance(one, Line):
            opened.append(one)
            continue
        shaped = shape_grid(one)
        opened += [*shaped.lead, *shaped.tables, *shaped.notes]
    return opened


def _take_line(held: _Held, line: Line, at: int, back: Back) -> None:
    text = line.text.strip()
    if at in back.annexes:
        held.part = back.annexes[at][0]
        held.headings = []
        held.below_table = False
        held.blocks.append(Block(line.place, text, "heading", 0, (), held.part))
        return
    kind = back.kinds.get(at, "text")
    if kind != "text":
        held.blocks.append(Block(line.place, text, kind, part=held.part))
        held.below_table = False
        return
    if held.below_table and held.tables and (frame.is_note(text) or _goes_on_noting(held, text)):
        _take_note(held, Block(line.place, text, "note", part=held.part))
        return
    held.below_table = False
    if held.part and frame.is_note(text):
        held.blocks.append(Block(line.place, text, "note", section=_words(held), part=held.part))
        return
    held.blocks.append(_head(held, line.place, text))


def _goes_on_noting(held: _Held, text: str) -> bool:
    return bool(held.blocks) and held.blocks[-1].kind == "note" and frame.is_list_item(text.rstrip("。"))


def _take_note(held: _Held, block: Block) -> None:
    held.blocks.append(replace(block, section=_words(held)))
    place = held.tables[-1].place
    held.tables = [
        replace(table, notes=(*table.notes, block.text)) if table.place == place else table for table in held.tables
    ]


def _head(held: _Held, place: str, text: str) -> Block:
    """Return a paragraph under its headings; its own is among them."""
    words, level = frame.heading_words(text), frame.heading_level(text)
    if not words:
        return Block(place, text, "text", 0, _words(held), held.part)
    held.headings = [*(one for one in held.headings if one[0] < level), (level, words)]
    is_whole = frame.is_whole_heading(text)
    kind: BlockKind = "heading" if is_whole else "text"
    section = _words(held)
    return Block(place, text, kind, level, section[:-1] if is_whole else section, held.part)


def _words(held: _Held) -> tuple[str, ...]:
    return tuple(words for _, words in held.headings)


def _take_table(held: _Held, table: DraftTable) -> None:
    title = _find_title(held)
    held.tables.append(replace(table, title=title, part=held.part, section=_words(held), at=len(held.blocks)))
    held.below_table = True


def _find_title(held: _Held) -> str:
    """Return the line above a table, a line about its unit aside, "" where a paragraph stands there."""
    if held.below_table and held.tables and held.tables[-1].half:
        return held.tables[-1].title
    for block in reversed(held.blocks[-3:]):
        if block.kind in {"note", "signature", "colophon", "address", "attachments", "head"} or block.part != held.part:
            return ""
        if _UNIT_LINE.match(block.text):
            continue
        annex = frame.read_annex(block.text)
        if annex:
            return annex[1]
        is_short = len(block.text) <= _LONGEST_TITLE and not block.text.endswith(("。", "；", "，"))
        return block.text.rstrip(":：") if is_short else ""
    return ""
