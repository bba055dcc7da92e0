"""Find the header rows of a sheet: one level or two, under titles, stacked or side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govlib.catalog.headings import heading_forms
from govlib.documents.sheets import Sheet
from govlib.exports.adoption import adopt_beside
from govlib.exports.matching import Heading, Vocabulary
from govlib.exports.partition import Block, split_blocks

SEARCHED_ROWS = 40
Columns = frozenset[int] | None
_LONGEST_HEADING = 40


@dataclass(frozen=True)
class Header:
    """A header: its first and last row from 0, and the tables side by side in it."""

    top: int
    bottom: int
    blocks: tuple[Block, ...]

    @property
    def matched(self) -> int:
        """Return how many headings the header explains."""
        return sum(block.matched for block in self.blocks)

    @property
    def columns(self) -> frozenset[int]:
        """Return the columns in which a heading stands."""
        return frozenset(heading.column for block in self.blocks for heading in block.match.headings)


def one_line(text: str) -> str:
    """Return a heading as one line, as it was written but for line breaks."""
    return "".join(text.split()) if "\n" in text or "\r" in text else text.strip()


def read_headings(rows: Sequence[Sequence[str]]) -> list[Heading]:
    """Return the headings of one header row, or of two stacked ones; the deeper level names the column first."""
    headings = []
    for column in range(max(len(row) for row in rows)):
        texts = [one_line(row[column]) for row in rows if column < len(row) and row[column].strip()]
        if not texts:
            continue
        spellings = [texts[0]] if len(texts) == 1 else ["".join(texts), texts[-1]]
        forms = tuple(dict.fromkeys(form for text in spellings for form in heading_forms(text)))
        if forms:
            headings.append(Heading(column, "".join(texts) if len(texts) > 1 else texts[0], forms))
    return headings


def spread_row(sheet: Sheet, row: int) -> list[str]:
    """Return one row's cells, those merged across filled from their first cell, those merged down kept once."""
    texts = sheet.row(row)
    for merge in sheet.merges:
        if merge.top <= row <= merge.bottom and merge.right > merge.left and merge.top == merge.bottom:
            texts[merge.left : merge.right + 1] = [texts[merge.left]] * (merge.right - merge.left + 1)
    return texts


def read_header(sheet: Sheet, row: int, vocabulary: Vocabulary, columns: Columns = None) -> Header | None:
    """Return the header that starts at ``row`` if one does: a single row, or two levels where that explains more.

    Only ``columns`` are looked at, all of them if None. A row is no header if the row below explains more of its
    columns.
    """
    single = _single(sheet, row, vocabulary, columns)
    if row + 1 >= len(sheet.cells):
        return single
    own = columns if single is None else single.columns
    double, below = _double(sheet, row, vocabulary, columns), _single(sheet, row + 1, vocabulary, own)
    explained = single.matched if single else 0
    explained_below = below.matched if below else 0
    if double and double.matched > max(explained, explained_below):
        return double
    return None if explained_below > explained else single


def _single(sheet: Sheet, row: int, vocabulary: Vocabulary, columns: Columns) -> Header | None:
    texts = _only(sheet.row(row), columns)
    if not _may_be_header(texts):
        return None
    blocks = split_blocks(adopt_beside(read_headings([texts]), vocabulary), vocabulary)
    return Header(row, row, tuple(blocks)) if blocks else None


def _double(sheet: Sheet, row: int, vocabulary: Vocabulary, columns: Columns) -> Header | None:
    upper, lower = _only(spread_row(sheet, row), columns), _only(sheet.row(row + 1), columns)
    if not any(merge.top == row for merge in sheet.merges) or not any(text.strip() for text in lower):
        return None
    if not _may_be_header(upper) or not _may_be_header(lower):
        return None
    blocks = split_blocks(adopt_beside(read_headings([upper, lower]), vocabulary), vocabulary)
    return Header(row, row + 1, tuple(blocks)) if blocks else None


def _only(texts: list[str], columns: Columns) -> list[str]:
    return texts if columns is None else [text if place in columns else "" for place, text in enumerate(texts)]


def _may_be_header(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text.strip()]
    return bool(filled) and all(len(text) <= _LONGEST_HEADING for text in filled)


def may_hold_heading(sheet: Sheet, vocabulary: Vocabulary, last: int) -> list[int]:
    """Return the rows up to ``last`` in which at least one cell is a declared heading."""
    rows = []
    for row in range(min(last, len(sheet.cells))):
        texts = spread_row(sheet, row)
        if any(vocabulary.forms.intersection(heading_forms(text)) for text in texts if len(text) <= _LONGEST_HEADING):
            rows.append(row)
    return rows
