"""A draft: blocks of running text and tables, each with the place where a person finds it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from govlib.verify.draft.cells import NOTHING, plain, read_number

BlockKind = Literal["head", "title", "address", "heading", "text", "attachments", "signature", "colophon", "note"]
"""What a paragraph is: a line of the web page above the title, 主送机关, 附件说明, 落款, 版记, 备注 below a table."""


@dataclass(frozen=True)
class Block:
    """One paragraph. ``level`` is that of a heading (一、 is 1, （一） 2, 1. 3, （1） 4), 0 for others.

    A paragraph that begins with its heading, as （一）检查情况。全县共…, is ``text`` and has the level of that heading.
    ``section`` are the headings it stands under, the highest first, its own among them where it begins with one, all
    without their ordinals; ``part`` is "" in the body, 附件1 and the like after it.
    """

    place: str
    text: str
    kind: BlockKind = "text"
    level: int = 0
    section: tuple[str, ...] = ()
    part: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell as written, "" where it is blank.

    A merged one stands in each of its fields, ``again`` in all but the first.
    """

    text: str
    place: str
    again: bool = False


@dataclass(frozen=True)
class RowGroup:
    """A line across a table, such as 一、未备案的账号（27个）, and the rows below it, the last one not included."""

    text: str
    place: str
    first: int
    last: int


@dataclass(frozen=True)
class DraftTable:
    """One table: ``header`` has one name a column (several header rows joined by ·), ``rows`` the cells below it.

    ``title`` is the line above it, ``part`` the annex it stands in, ``section`` the headings it stands under, ``notes``
    what is said below it, ``groups`` the lines that part its rows, which are no rows here. Tables side by side on one
    page are tables of their own; ``half`` counts them then, 0 where a table stands alone. ``at`` is how many blocks
    stand before it.
    """

    place: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    part: str = ""
    notes: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    groups: tuple[RowGroup, ...] = ()
    half: int = 0
    at: int = 0

    @cached_property
    def numeric(self) -> tuple[bool, ...]:
        """Return for every column whether it holds numbers and blanks only, at least one number."""
        return tuple(self._states(at, words=False) and not self.wordy[at] for at in range(len(self.header)))

    @cached_property
    def wordy(self) -> tuple[bool, ...]:
        """Return for every column whether it holds words."""
        return tuple(self._states(at, words=True) for at in range(len(self.header)))

    def _states(self, position: int, *, words: bool) -> bool:
        texts = (plain(cell.text) for cell in self.column(position))
        return any(text not in NOTHING and (read_number(text) is None) == words for text in texts)

    def column(self, position: int) -> Iterator[Cell]:
        """Yield the cells of a column, from above."""
        for row in self.rows:
            if position < len(row):
                yield row[position]


@dataclass(frozen=True)
class Draft:
    """An opened draft. ``issued`` is the day it is signed, ``printed`` that of 印发, ``posted`` that of the page.

    ``number`` is its 发文字号, ``recipients`` whom it addresses, as written.
    """

    name: str
    kind: str
    blocks: tuple[Block, ...]
    tables: tuple[DraftTable, ...] = ()
    title: str = ""
    office: str = ""
    number: str = ""
    recipients: str = ""
    issued: date | None = None
    printed: date | None = None
    posted: date | None = None
    notes: tuple[str, ...] = field(default=())
    """What could not be read of the file, in sentences."""
