"""One text or file checked on request, as a panel asks for it: what was asked, what was found, or why not."""

from __future__ import annotations

import codecs
import hashlib
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from govlib.documents.passages import TextFile, open_text, read_text
from govlib.errors import UserError
from govlib.text.before import Ready, Wanted
from govlib.text.check import check_document
from govlib.text.files import make_read
from govlib.text.hits import Hit
from govlib.text.report.as_json import write_json
from govlib.text.report.page import render_page
from govlib.text.report.result import Read, Result, say_counts
from govlib.text.report.returned import WORD, comment_document
from govlib.text.workshop.known import KnownAlarms, split_known

MOST_CHARACTERS = 2_000_000
MOST_BYTES = 9 * 2**20
MOST_RETURNED = 3 * 2**20
"""Up to which size a Word document is offered back with comments: it travels inside the answer."""
PASTED = "粘贴的文字"
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}")
_SCAN = "更大的请用命令 govlib scan"


@dataclass(frozen=True)
class Draft:
    """A text to be checked: its name, its bytes, and what they hold."""

    name: str
    data: bytes
    opened: TextFile


@dataclass(frozen=True)
class Kept:
    """A file that a person may keep: its name, what it is, its bytes."""

    name: str
    kind: str
    data: bytes


@dataclass(frozen=True)
class Answer:
    """What was found in a draft: hits that count, those dismissed before, quotations; ``result`` is that of a scan."""

    draft: Draft
    result: Result
    hits: tuple[Hit, ...]
    dismissed: tuple[Hit, ...]
    quoted: tuple[Hit, ...]

    @property
    def says(self) -> str:
        """Return the counts as one sentence."""
        (read,) = self.result.files
        notes = "".join(f"；{note}" for note in read.notes)
        dismissed = f"；同一句话里判过误报的 {len(self.dismissed)} 处，不再列" if self.dismissed else ""
        found = say_counts([*self.hits, *self.quoted])
        return f"{self.draft.name}：查了 {read.characters} 字，{found}{dismissed}{notes}。"

    def keep(self) -> Iterator[Kept]:
        """Yield the answer as files: JSON, a page, and a Word document with comments if it was one."""
        (read,) = self.result.files
        stem = PurePath(self.draft.name).stem
        yield Kept(f"{stem}.文字检查.json", "application/json", _encode(write_json(self.result)))
        yield Kept(f"{stem}.文字检查.html", "text/html", _encode(render_page(self.result, self.result.files)))
        if read.kind == WORD and read.counted and len(self.draft.data) <= MOST_RETURNED:
            word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            yield Kept(f"{stem}.批注.docx", word, comment_document(self.draft.data, read, self.result.asked.day))


def stamp_wanted(params: Path, wanted: Wanted) -> tuple[object, ...]:
    """Return what changes when a checker would: what is wanted but for the day, the state of every file it reads."""
    own = (params / "places").glob(f"{wanted.place}.*") if wanted.place else ()
    files = sorted([*params.glob("*.yaml"), *params.glob("*.csv"), *params.glob("*/*.csv"), *own])
    states = [(path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files]
    numbers = tuple(sorted(wanted.thresholds.items()))
    return (wanted.place, wanted.suspected, wanted.only, wanted.without, numbers, *states)


def read_pasted(text: str) -> Draft:
    """Return pasted text as a draft; raises UserError where it is blank or too long."""
    if not text.strip():
        raise UserError(PASTED, "是空的", "要查的文字", "请粘贴后再查")
    if len(text) > MOST_CHARACTERS:
        raise UserError(PASTED, f"有 {len(text)} 字", f"不超过 {MOST_CHARACTERS} 字", f"请分几次查，{_SCAN}")
    data = codecs.BOM_UTF8 + text.encode("utf-8", errors="replace")
    return Draft(PASTED, data, read_text(data, PASTED))


def read_uploaded(name: str, data: bytes) -> Draft:
    """Return an uploaded file as a draft; its name is only shown. Raises UserError where it holds no text."""
    shown_as = PurePath(name.replace("\\", "/")).name or "文件"
    if len(data) > MOST_BYTES:
        size = f"{len(data) / 2**20:.1f} MB"
        raise UserError(shown_as, f"有 {size}", f"不超过 {MOST_BYTES // 2**20} MB", _SCAN)
    suffix = PurePath(shown_as).suffix
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"uploaded{suffix if _SUFFIX.fullmatch(suffix) else ''}"
        path.write_bytes(data)
        opened = open_text(path, shown_as)
    characters = _count(opened)
    if characters > MOST_CHARACTERS:
        raise UserError(shown_as, f"有 {characters} 字", f"不超过 {MOST_CHARACTERS} 字", _SCAN)
    return Draft(shown_as, data, opened)


def answer(draft: Draft, ready: Ready, known: KnownAlarms | None = None) -> Answer:
    """Return what is found in a draft; hits that a person dismissed in the same sentence stand apart."""
    document = make_read(draft.opened, draft.name, ready.asked.day)
    hits = check_document(document, ready.checker)
    new, dismissed = split_known([hit for hit in hits if hit.counts], known or {})
    quoted = tuple(hit for hit in hits if not hit.counts)
    old = set(map(id, dismissed))
    read = Read(
        name=draft.name,
        path=None,
        kind=draft.opened.kind,
        document=document,
        passages=len(draft.opened.passages),
        characters=_count(draft.opened),
        sha256=hashlib.sha256(draft.data).hexdigest(),
        hits=tuple(hit for hit in hits if id(hit) not in old),
        notes=draft.opened.notes,
    )
    return Answer(draft, Result(ready.asked, (read,)), tuple(new), tuple(dismissed), quoted)


def _count(opened: TextFile) -> int:
    return sum(len(passage.text) for passage in opened.passages)


def _encode(text: str) -> bytes:
    return text.encode("utf-8", errors="replace")
