"""What the tests of dates and citations share: a rule made ready with the project's params, its doubts as tuples."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from govlib.text.document import Document, Doubt, make_document
from govlib.text.rules.kit import Find

PARAMS = Path(__file__).parents[2] / "params"
LINE = "|"
"""Stands for the end of a line in the tables of cases."""


def make_ready(rule: SimpleNamespace) -> Find:
    """Return the find function of a rule module for no place."""
    return rule.prepare(SimpleNamespace(params=PARAMS, place=None))


def read(text: str, published: date | None = None, seen: date | None = None) -> Document:
    """Return a case as a document."""
    return make_document(text.replace(LINE, "\n"), published=published, seen=seen)


def list_doubts(
    find: Find, document: Document, *, suspected: bool = False, show: Callable[[Doubt], str] = lambda one: one.right
) -> list[tuple[str, str]]:
    """Return what is doubted, and what should stand there, of the doubts that are not 疑似, or of those alone."""
    found = [one for one in find(document) if (one.severity == "疑似") == suspected]
    return [(document.passages[one.passage].text[one.start : one.end], show(one)) for one in found]
