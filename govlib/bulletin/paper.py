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


@dataclass(frozen=True)
class Picture:
    """A chart between paragraphs: its title, the bytes of a PNG, and the same in words for who can't see it."""

    title: str
    png: bytes
    told: str


Piece = Heading | Paragraph | Picture


@dataclass(frozen=True)
class PaperAnnex:
    """One annex: its number, its title, tables (with a heading each where there are several) and paragraphs.

    ``listed`` are the tables of its workbook where the paper prints the same as paragraphs.
    """

    number: int
    title: str
    tables: tuple[Annex, ...] = ()
    lead: tuple[Piece, ...] = ()
    notes: tuple[str, ...] = ()
    wide: bool = False
    listed: tuple[Annex, ...] = ()


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
