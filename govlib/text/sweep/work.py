"""What one process does with a piece: read its articles, check each, return its hits and counts."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from govlib.errors import FileUnreadableError, NoArticlesError, UserError
from govlib.hashing import hash_code, hash_file
from govlib.text.check import Checker, check_document, open_checker
from govlib.text.document import make_article
from govlib.text.hiding import hide_personal
from govlib.text.hits import Hit
from govlib.text.sweep.articles import Article, read_articles
from govlib.text.sweep.columns import Recogniser, open_recogniser
from govlib.text.sweep.pieces import Piece

Row = tuple[Any, ...]
COLUMNS: dict[str, pa.DataType] = {
    "file": pa.string(),
    "sheet": pa.string(),
    "row": pa.int64(),
    "url": pa.string(),
    "title": pa.string(),
    "unit": pa.string(),
    "account_name": pa.string(),
    "rule": pa.string(),
    "kind": pa.string(),
    "severity": pa.string(),
    "status": pa.string(),
    "wrong": pa.string(),
    "right": pa.string(),
    "note": pa.string(),
    "sentence": pa.string(),
    "place": pa.string(),
    "start": pa.int64(),
    "end": pa.int64(),
    "confidence": pa.float64(),
    "source": pa.string(),
}
"""The table of hits: one row a hit."""


@dataclass(frozen=True)
class Settings:
    """How articles are checked: the folder params/, a place, 疑似 or not, the day on which they are looked at.

    ``digest`` says what code and which declarations that is, so that every machine checks by the same.
    """

    params: Path
    place: str
    suspected: bool
    seen: date | None
    digest: str


@dataclass(frozen=True)
class Result:
    """What became of a piece: its hits in order, what it held, why it couldn't be read to its end.

    ``file`` is the name of the file, "" if nothing of it is a table of articles.
    """

    hits: tuple[Row, ...] = ()
    articles: int = 0
    without_body: int = 0
    characters: int = 0
    text_bytes: int = 0
    file_bytes: int = 0
    problem: str = ""
    file: str = ""


@dataclass(frozen=True)
class Opened:
    """What every piece is read and checked with."""

    recogniser: Recogniser
    checker: Checker


def settle(params: Path, place: str = "", *, suspected: bool = False, seen: date | None = None) -> Settings:
    """Return the settings of a sweep by the declarations in ``params`` as they are now."""
    return Settings(params, place, suspected, seen, _digest(params))


@lru_cache(maxsize=2)
def open_once(settings: Settings) -> Opened:
    """Return the rules ready to check with; a process makes them ready once and keeps them.

    Raises UserError where the declarations or the code here are others than where the sweep was started.
    """
    if _digest(settings.params) != settings.digest:
        raise UserError(
            "params/", "这台机器上的参数或程序与发起检查的不同", "相同的 params/ 和 govlib", "请同步以后再查"
        )
    checker = open_checker(settings.params, settings.place, suspected=settings.suspected)
    return Opened(open_recogniser(settings.params), checker)


def check_piece(piece: Piece, settings: Settings) -> Result:
    """Return the hits of a piece; where it can't be read to its end, those of what could be read, and why."""
    if piece.problem:
        return Result(file_bytes=piece.size, problem=piece.problem)
    opened = open_once(settings)
    hits: list[Row] = []
    articles = without_body = characters = text_bytes = 0
    problem = ""
    try:
        for article in read_articles(piece, opened.recogniser):
            articles += 1
            without_body += not article.body
            characters += len(article.title) + len(article.body)
            text_bytes += sum(len(text.encode("utf-8", "replace")) for text in (article.title, article.body))
            hits += _check(article, piece.shown, opened.checker, settings.seen)
    except NoArticlesError as error:
        return Result(file_bytes=piece.size, problem=error.sentence() if piece.named else "")
    except FileUnreadableError as error:
        return Result(file_bytes=piece.size, problem=error.sentence())
    except (OSError, csv.Error, pa.ArrowException) as error:
        found = f"从第 {piece.part.row} 行起没有读完（{type(error).__name__}）"
        problem = UserError(piece.shown, found, "引号成对、没有损坏的表格", "请重新导出后替换").sentence()
    return Result(tuple(hits), articles, without_body, characters, text_bytes, piece.size, problem, piece.shown)


def _check(article: Article, file: str, checker: Checker, seen: date | None) -> list[Row]:
    document = make_article(article.url, article.title, article.body, article.published, seen)
    found = check_document(document, checker)
    if not found:
        return []
    title, account = hide_personal(article.title), hide_personal(article.account)
    where = (file, article.sheet, article.row, article.url, title, hide_personal(article.unit), account)
    return [(*where, *describe(hit)) for hit in found]


def describe(hit: Hit) -> Row:
    """Return what a table says of a hit, from its rule to its source."""
    said = (hit.rule, hit.kind, hit.severity, hit.status, hit.wrong, hit.right, hit.note, hit.sentence)
    return tuple(_whole(value) for value in (*said, hit.place, hit.start, hit.end, hit.confidence, hit.source))


def _whole(value: Any) -> Any:
    """Return a text without lone surrogates, which no file can hold."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _digest(params: Path) -> str:
    digest = hashlib.sha256(hash_code().encode())
    for path in sorted(path for path in params.rglob("*") if path.suffix in {".yaml", ".csv", ".xlsx"}):
        digest.update(f"{path.relative_to(params).as_posix()}\0{hash_file(path)}\n".encode())
    return digest.hexdigest()
