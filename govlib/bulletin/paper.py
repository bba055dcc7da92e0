"""A bulletin as an official paper: what stands on it from top to bottom, before it becomes Word, HTML or text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from govlib.bulletin.annexes import Annex


@dataclass(frozen=True)
class Heading:
    """A heading with its ordinal written out (一、总体情况); ``level`` 1 is 一、, 2 （一）, 3 1., 4 （1）.

    One of level 2 to 4 may be ``run_in``: it ends with 。 and the paragraph goes on behind it in its own font.
    """

    level: Literal[1, 2, 3, 4]
    text: str
    run_in: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``slot`` names the place of an analyst's own words, "" for what is computed.

    ``waiting`` says that nobody has written the slot yet: it is left out of a final paper and shown in a draft.
    """

    text: str
    slot: str = ""
    waiting: bool = False


LONGEST_MARK = 64
"""Characters that the tag of a content control may have in Word."""


def mark_of(slot: str, origin: str) -> str:
    """Return the mark of a slot in a Word file: place/period/name, the name alone where that is too long."""
    whole = f"{origin}/{slot}"
    return whole if origin and len(whole) <= LONGEST_MARK else slot_of(slot)


def slot_of(name: str) -> str:
    """Return the name of a slot as far as a mark can hold it."""
    return name[:LONGEST_MARK]


def split_mark(mark: str) -> tuple[str, str, str]:
    """Return place, period and slot of a mark; place and period are "" where it has only the name."""
    parts = mark.split("/", 2)
    return (parts[0], parts[1], parts[2]) if len(parts) == len(("place", "period", "slot")) else ("", "", mark)


@dataclass(frozen=True)
class Picture:
    """A chart between paragraphs: its title, the bytes of a PNG, and the same in words for who can't see it."""

    title: str
    png: bytes
    told: str


Piece = Heading | Paragraph | Picture


@dataclass(frozen=True)
class PaperAnnex:
    """One annex: its number, its title, tables (with a heading each where there are several) and paragraphs."""

    number: int
    title: str
    tables: tuple[Annex, ...] = ()
    lead: tuple[Piece, ...] = ()
    notes: tuple[str, ...] = ()
    wide: bool = False


@dataclass(frozen=True)
class Paper:
    """A bulletin. Blank text means that the part is not there.

    ``office`` signs, ``number`` is the 发文字号, ``recipients`` the 主送机关, ``copies`` the 抄送, ``printer`` and
    ``printed_on`` stand in the 版记. ``contact`` is the office's own line from params/local.yaml, for the docx alone.
    ``flaws`` are the contradictions for which it may not go out: with one it is a draft and says so on page 1.
    ``origin`` is place/period, by which an edited Word file is known again.
    """

    kind: str
    title: str
    office: str
    recipients: str
    body: tuple[Piece, ...]
    issued: date | None = None
    number: str = ""
    letterhead: str = ""
    attachments: tuple[PaperAnnex, ...] = ()
    copies: str = ""
    printer: str = ""
    printed_on: date | None = None
    contact: str = ""
    sample: bool = False
    flaws: tuple[str, ...] = ()
    origin: str = ""
