"""What is checked and what a rule says of it: a document of passages, and a doubt about a span of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate

import pandas as pd

from govlib.documents.passages import Passage


@dataclass(frozen=True)
class Document:
    """A text to be checked: a file or an article, its passages in order.

    ``published`` is the day it was published, if known; ``seen`` the day on which it is looked at (the inspection
    day), after which a day lies in the future.
    """

    name: str
    passages: tuple[Passage, ...]
    published: date | None = None
    seen: date | None = None

    @cached_property
    def text(self) -> str:
        """All passages with a line end between them; made once, as most rules look at it."""
        return "\n".join([passage.text for passage in self.passages])

    @cached_property
    def firsts(self) -> tuple[int, ...]:
        """Where each passage begins in ``text``, and where the next one would."""
        return tuple(accumulate([len(passage.text) + 1 for passage in self.passages], initial=0))


@dataclass(frozen=True)
class Doubt:
    """What a rule finds: the span ``start:end`` of passage number ``passage``.

    ``right`` is what should stand there, "" if that can't be said; ``note`` says in a clause what contradicts what;
    ``severity`` and ``confidence`` are those of the rule where they aren't stated.
    """

    passage: int
    start: int
    end: int
    right: str = ""
    kind: str = ""
    note: str = ""
    severity: str = ""
    confidence: float = 0.0
    source: str = ""
    basis: str = ""


def make_document(text: str, name: str = "", published: date | None = None, seen: date | None = None) -> Document:
    """Return running text as a document, a passage a line; positions count from the start of the line."""
    lines = enumerate(text.splitlines(), 1)
    return Document(name, tuple(Passage(f"第 {number} 行", line) for number, line in lines), published, seen)


def make_article(url: str, title: str, body: str, published: date | None = None, seen: date | None = None) -> Document:
    """Return an article as a document named by its address: its title, then the lines of its body."""
    passages = [Passage("标题", title)] if title else []
    lines = enumerate(body.splitlines(), 1)
    passages += [Passage(f"正文第 {number} 行", line) for number, line in lines if line.strip()]
    return Document(url or title, tuple(passages), published, seen)


def list_articles(articles: pd.DataFrame, seen: date | None = None) -> Iterator[Document]:
    """Yield the rows of the table of articles (T7) as documents; those without title and body have no passages."""
    for row in articles[["url", "title", "body_text", "published_at"]].itertuples(index=False, name=None):
        url, title, body, published = (None if pd.isna(value) else value for value in row)
        day = published.date() if published else None
        yield make_article(str(url or ""), str(title or ""), str(body or ""), day, seen)
