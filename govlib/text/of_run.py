"""The articles of a place and period (T7) checked by the default rules, kept between notebooks."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from govlib.documents.parquet import read_arrow, to_frame
from govlib.errors import FileUnreadableError, NoArticlesError
from govlib.text.check import Checker, check_document, open_checker
from govlib.text.document import make_article
from govlib.text.hits import FOUND
from govlib.text.sweep.articles import read_articles
from govlib.text.sweep.columns import Recogniser, open_recogniser
from govlib.text.sweep.pieces import Source, cut_source
from govlib.text.sweep.run import PIECE_BYTES
from govlib.text.sweep.work import COLUMNS, Row, describe

_KEY, _COUNTS = b"key", b"counts"
_FROM_TABLE = ("url", "title", "unit", "account_name")


@dataclass(frozen=True)
class Counts:
    """How many articles were checked, how many of them have no body, how many characters that was."""

    articles: int = 0
    without_body: int = 0
    characters: int = 0


@dataclass(frozen=True)
class Checked:
    """The hits of a period's articles, one row a hit with the columns of a sweep, and what was checked."""

    hits: pd.DataFrame
    counts: Counts

    @property
    def found(self) -> pd.DataFrame:
        """Return the hits that are no quotations."""
        return self.hits.loc[self.hits["status"].eq(FOUND)].reset_index(drop=True)


@dataclass(frozen=True)
class Asked:
    """What is checked: the table of articles, the folder of its exports, the declarations, the inspection day."""

    articles: pd.DataFrame
    exports: Path
    params: Path
    place: str
    day: date


def check_articles(asked: Asked) -> Checked:
    """Check the rows of the table of articles, each in the words of its file.

    The table has personal numbers hidden when it is read; so the files are read again, and only a row that can't be
    found there is checked as the table has it. What a hit shows of it is hidden all the same.
    """
    recogniser = open_recogniser(asked.params)
    checker = open_checker(asked.params, asked.place)
    columns = ["source_file", "source_sheet", "source_row", *_FROM_TABLE, "body_text", "published_at"]
    rows = asked.articles[columns].astype(object)
    waiting = {
        (str(row[0]), "" if pd.isna(row[1]) else str(row[1]), int(row[2])): number
        for number, row in enumerate(rows.itertuples(index=False, name=None))
    }
    texts = dict(_read_again(asked.exports, rows["source_file"].dropna().unique().tolist(), waiting, recogniser))
    hits: list[Row] = []
    without_body = characters = 0
    for number, row in enumerate(rows.itertuples(index=False, name=None)):
        cells = dict(zip(columns, (None if pd.isna(value) else value for value in row), strict=True))
        title, body = texts.pop(number, (cells["title"] or "", cells["body_text"] or ""))
        without_body += not body
        characters += len(title) + len(body)
        hits += _check(cells, (title, body), checker, asked.day)
    return Checked(_as_frame(hits), Counts(len(rows), without_body, characters))


def keep_checked(path: Path, checked: Checked, key: str) -> None:
    """Write hits and counts as parquet, whole or not at all; ``key`` says what they were made from."""
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = pa.schema(
        list(COLUMNS.items()), {_KEY: key.encode(), _COUNTS: json.dumps(asdict(checked.counts)).encode()}
    )
    aside = path.with_name(f"{path.name}.part")
    pq.write_table(
        pa.Table.from_pandas(checked.hits, schema=schema, preserve_index=False).replace_schema_metadata(
            schema.metadata
        ),
        aside,
    )
    aside.replace(path)


def load_checked(path: Path, key: str) -> Checked | None:
    """Return what was kept, if it was made from the same."""
    try:
        table = read_arrow(path)
        said = table.schema.metadata or {}
        if said.get(_KEY) != key.encode():
            return None
        return Checked(to_frame(table), Counts(**json.loads(said[_COUNTS])))
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        # whatever half-written or damaged file lies there, the exports are the truth and are read again
        return None


def _read_again(
    folder: Path, files: list[str], waiting: Mapping[tuple[str, str, int], int], recogniser: Recogniser
) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield title and body, as its file has them, of every row waited for."""
    for file in sorted(files):
        path = folder / file
        if not path.is_file():
            continue
        for piece in cut_source(Source(path, file, path.stat().st_size, named=False), recogniser, PIECE_BYTES):
            if piece.problem:
                continue
            try:
                for article in read_articles(piece, recogniser):
                    number = waiting.get((file, article.sheet, article.row))
                    if number is not None:
                        yield number, (article.title, article.body)
            except (FileUnreadableError, NoArticlesError, OSError, csv.Error, pa.ArrowException):
                # what the intake could read of it is checked as the table has it
                continue


def _check(cells: Mapping[str, Any], texts: tuple[str, str], checker: Checker, day: date) -> list[Row]:
    published = cells["published_at"]
    document = make_article(cells["url"] or "", *texts, published.date() if published else None, day)
    where = (cells["source_file"], cells["source_sheet"] or "", int(cells["source_row"]))
    known = tuple(cells[key] or "" for key in _FROM_TABLE)
    return [(*where, *known, *describe(hit)) for hit in check_document(document, checker)]


def _as_frame(hits: list[Row]) -> pd.DataFrame:
    columns = zip(*hits, strict=True) if hits else ([] for _ in COLUMNS)
    arrays = [pa.array(list(values), kind) for values, kind in zip(columns, COLUMNS.values(), strict=True)]
    frame: pd.DataFrame = to_frame(pa.table(arrays, names=list(COLUMNS)))
    return frame
