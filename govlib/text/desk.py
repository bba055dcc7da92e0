"""One text or file checked on request, as a panel asks for it: what was asked, what was found, or why not."""

from __future__ import annotations

import codecs
import re
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath

from govlib.catalog.lexicon_rows import SEVERITIES
from govlib.documents.passages import read_text
from govlib.errors import UserError
from govlib.text.check import Checker, check_document, open_checker
from govlib.text.document import Document
from govlib.text.files import open_file
from govlib.text.hits import Hit
from govlib.text.workshop.known import KnownAlarms, split_known

MOST_CHARACTERS = 2_000_000
MOST_BYTES = 9 * 2**20
PASTED = "粘贴的文字"
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}")
_SCAN = "更大的请用命令 govlib scan"


@dataclass(frozen=True)
class Wishes:
    """What to check by: a place with its own entries, 疑似 too, rules left off, other thresholds by rule."""

    place: str = ""
    suspected: bool = False
    without: frozenset[str] = frozenset()
    thresholds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What was found in a document of so many characters: hits that count, those dismissed before, quotations."""

    name: str
    characters: int
    hits: tuple[Hit, ...]
    dismissed: tuple[Hit, ...] = ()
    quoted: tuple[Hit, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Return how many hits count, by severity, the serious ones first; severities without any are left out."""
        counted = Counter(hit.severity for hit in self.hits)
        return {severity: counted[severity] for severity in SEVERITIES if counted[severity]}

    @property
    def says(self) -> str:
        """Return the counts as one sentence."""
        found = "，".join(f"{severity} {count} 处" for severity, count in self.counts.items()) or "没有发现错误"
        quoted = f"；引用 {len(self.quoted)} 处，不计" if self.quoted else ""
        dismissed = f"；同一句话里判过误报的 {len(self.dismissed)} 处，不再列" if self.dismissed else ""
        return f"{self.name}：查了 {self.characters} 字，{found}{quoted}{dismissed}。"


def open_wishes(params: Path, wishes: Wishes) -> Checker:
    """Return the checker that goes by the wishes; raises DeclarationError with all faults."""
    return open_checker(
        params,
        wishes.place,
        suspected=wishes.suspected,
        without=wishes.without,
        thresholds=wishes.thresholds,
    )


def stamp_wishes(params: Path, wishes: Wishes) -> tuple[object, ...]:
    """Return what changes when a checker of these wishes would: the wishes, and the state of every file it reads."""
    own = (params / "places").glob(f"{wishes.place}.*") if wishes.place else ()
    files = sorted([*params.glob("*.yaml"), *params.glob("*.csv"), *params.glob("lexicons/*"), *own])
    states = [(path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files]
    return (wishes.place, wishes.suspected, wishes.without, tuple(sorted(wishes.thresholds.items())), *states)


def read_pasted(text: str, day: date | None = None) -> Document:
    """Return pasted text as a document that is published on a day; raises UserError where it is blank or too long."""
    if not text.strip():
        raise UserError(PASTED, "是空的", "要查的文字", "请粘贴后再查")
    if len(text) > MOST_CHARACTERS:
        raise UserError(PASTED, f"有 {len(text)} 字", f"不超过 {MOST_CHARACTERS} 字", f"请分几次查，{_SCAN}")
    data = codecs.BOM_UTF8 + text.encode("utf-8", errors="replace")
    return Document(PASTED, read_text(data, PASTED).passages, published=day, seen=day)


def read_uploaded(name: str, data: bytes, day: date | None = None) -> Document:
    """Return an uploaded file as a document; its name is only shown. Raises UserError where it holds no text."""
    shown_as = PurePath(name.replace("\\", "/")).name or "文件"
    if len(data) > MOST_BYTES:
        size = f"{len(data) / 2**20:.1f} MB"
        raise UserError(shown_as, f"有 {size}", f"不超过 {MOST_BYTES // 2**20} MB", _SCAN)
    suffix = PurePath(shown_as).suffix
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"uploaded{suffix if _SUFFIX.fullmatch(suffix) else ''}"
        path.write_bytes(data)
        document = open_file(path, shown_as, day)
    characters = count_characters(document)
    if characters > MOST_CHARACTERS:
        raise UserError(shown_as, f"有 {characters} 字", f"不超过 {MOST_CHARACTERS} 字", _SCAN)
    if not characters:
        raise UserError(shown_as, "里面没有文字", "有文字的文件", "扫描件请先识别成文字")
    return document


def count_characters(document: Document) -> int:
    """Return how many characters the passages of a document have."""
    return sum(len(passage.text) for passage in document.passages)


def answer(document: Document, checker: Checker, known: KnownAlarms | None = None) -> Answer:
    """Return what is found in a document; hits that a person dismissed in the same sentence stand apart."""
    hits = check_document(document, checker)
    new, dismissed = split_known([hit for hit in hits if hit.counts], known or {})
    quoted = tuple(hit for hit in hits if not hit.counts)
    return Answer(document.name, count_characters(document), tuple(new), tuple(dismissed), quoted)
