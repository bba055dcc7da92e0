"""What the program's own bulletin says: its lines and the cells of its annexes, as a draft would have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from govlib.bulletin.annexes import Annex
from govlib.bulletin.paper import Heading, Paper, Paragraph, Picture


@dataclass(frozen=True)
class ExpectedTable:
    """An annex table: its title, its headings, its rows as printed."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Expected:
    """The lines of a computed bulletin from top to bottom, and its tables."""

    lines: tuple[str, ...]
    tables: tuple[ExpectedTable, ...]


def expect(paper: Paper) -> Expected:
    """Return what a paper says; an analyst's own slots are left out, they are nothing computed."""
    lines = [line for line in _list_lines(paper) if line.strip()]
    tables = tuple(_expect_table(table) for annex in paper.attachments for table in annex.tables)
    return Expected(tuple(lines), tables)


def say_day(day: date) -> str:
    """Return a day as official papers write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def _list_lines(paper: Paper) -> Iterator[str]:
    yield from (paper.number, paper.title, paper.recipients)
    for piece in paper.body:
        if isinstance(piece, Heading) or (isinstance(piece, Paragraph) and not piece.slot):
            yield piece.text
        elif isinstance(piece, Picture):
            yield from (piece.title, piece.told)
    for annex in paper.attachments:
        yield f"附件{annex.number}"
        yield annex.title
        yield from (piece.text for piece in annex.lead if isinstance(piece, Heading | Paragraph))
        yield from annex.notes
        for table in annex.tables:
            yield from (table.title, f"范围：{table.scope}", *table.notes)
    if paper.issued:
        yield say_day(paper.issued)
    yield from (paper.office, paper.copies)
    if paper.printed_on:
        yield f"{paper.printer} {say_day(paper.printed_on)}印发"


def _expect_table(annex: Annex) -> ExpectedTable:
    table = annex.table
    rows = tuple(
        tuple("" if pd.isna(cell) else str(cell) for cell in row) for row in table.itertuples(index=False, name=None)
    )
    return ExpectedTable(annex.title, tuple(str(name) for name in table.columns), rows)
