"""The articles of a piece, each with the row in which a person finds it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from govlib.documents.reading import open_document
from govlib.documents.sheets import Sheet
from govlib.exports.dates import Window, parse_moment
from govlib.exports.regions import Region
from govlib.exports.rows import classify_rows, cut_block, fill_merged
from govlib.text.sweep.columns import READ, TABLE, Recogniser
from govlib.text.sweep.pieces import Piece, lack_articles
from govlib.text.sweep.records import read_records

_BATCH = 4096
_YEAR = re.compile(r"\s*\d{4}")
_NO_WINDOW = Window(date(2000, 1, 1), date(2000, 1, 1))


@dataclass(frozen=True)
class Article:
    """One row of a table of articles; ``row`` as a spreadsheet shows it, "" for what isn't there."""

    sheet: str
    row: int
    url: str
    title: str
    body: str
    published: date | None
    unit: str
    account: str


def read_articles(piece: Piece, recogniser: Recogniser) -> Iterator[Article]:
    """Yield the articles of a piece in order; rows without title and body are none.

    Raises NoArticlesError, FileUnreadableError, csv.Error, OSError or pyarrow's errors where it can't be read.
    """
    rows = {"csv": _read_csv, "parquet": _read_parquet}[piece.kind](piece) if piece.kind != "workbook" else None
    for sheet, row, cells in _read_workbook(piece, recogniser) if rows is None else rows:
        values = {key: str(text).strip() for key, text in cells.items() if text is not None}
        if values.get("title") or values.get("body_text"):
            yield Article(
                sheet=sheet,
                row=row,
                url=values.get("url", ""),
                title=values.get("title", ""),
                body=values.get("body_text", ""),
                published=_find_day(values.get("published_at", "")),
                unit=values.get("unit", ""),
                account=values.get("account_name", ""),
            )


Cells = dict[str, str]
Rows = Iterator[tuple[str, int, Cells]]


def _read_csv(piece: Piece) -> Rows:
    places = [(key, int(column)) for key, column in piece.columns]
    for row, record in read_records(piece.path, piece.part, piece.encoding, piece.delimiter):
        if row > piece.header:
            yield "", row, {key: record[column] for key, column in places if column < len(record)}


def _read_parquet(piece: Piece) -> Rows:
    names = {str(name): key for key, name in piece.columns}
    row = piece.part.row
    with pq.ParquetFile(piece.path) as file:
        for batch in file.iter_batches(_BATCH, [piece.group], columns=list(names)):
            columns = {key: _as_text(batch.column(name)) for name, key in names.items()}
            for place in range(batch.num_rows):
                yield "", row + place, {key: texts[place] for key, texts in columns.items()}
            row += batch.num_rows


def _as_text(column: pa.Array) -> list[str]:
    return ["" if value is None else str(value) for value in column.to_pylist()]


def _read_workbook(piece: Piece, recogniser: Recogniser) -> Rows:
    found = False
    for sheet in open_document(piece.path, piece.shown).sheets:
        regions = recogniser.find(sheet)
        found = found or bool(regions)
        for number, region in enumerate(regions):
            yield from _read_region(sheet, region, recogniser, has_next=number + 1 < len(regions))
    if not found:
        raise lack_articles(piece.shown)


def _read_region(sheet: Sheet, region: Region, recogniser: Recogniser, *, has_next: bool) -> Rows:
    table = recogniser.every.tables[TABLE]
    kinds = classify_rows(sheet, region, table, cut_block(sheet, region), has_next=has_next)
    headings = region.match.columns
    columns = {key: fill_merged(sheet, region, headings[key].column)[0] for key in READ if key in headings}
    texts = {key: column.loc[kinds.data.tolist()].tolist() for key, column in columns.items()}
    for place, row in enumerate(kinds.data.tolist()):
        yield sheet.name, row + 1, {key: cells[place] for key, cells in texts.items()}


def _find_day(text: str) -> date | None:
    """Return the day that a text names with its year."""
    moment = parse_moment(text, _NO_WINDOW) if _YEAR.match(text) else None
    return moment.date() if moment else None
