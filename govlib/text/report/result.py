"""What a scan found: a result a file, and how it was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from govlib.catalog.lexicon_rows import SEVERITIES
from govlib.errors import ExitCode
from govlib.text.document import Document
from govlib.text.hits import SERIOUS, Hit


@dataclass(frozen=True)
class Read:
    """One file that was named: how it is shown, where it lies, what is in it and what was found.

    ``refused`` says in a sentence why it could not be read; then all the rest is empty. ``notes`` say what of it was
    not read. ``path`` is None for standard input.
    """

    name: str
    path: Path | None
    kind: str = ""
    document: Document | None = None
    passages: int = 0
    characters: int = 0
    sha256: str = ""
    hits: tuple[Hit, ...] = ()
    notes: tuple[str, ...] = ()
    refused: str = ""

    @property
    def counted(self) -> tuple[Hit, ...]:
        """Return the hits that are no quotations."""
        return tuple(hit for hit in self.hits if hit.counts)


@dataclass(frozen=True)
class Asked:
    """How a scan was asked: place, day, 疑似 too or not, the rules that were on, one hash of all they go by."""

    place: str
    day: date | None
    suspected: bool
    rules: tuple[str, ...]
    declarations: str


@dataclass(frozen=True)
class Result:
    """All files of a scan in order, and what of folders was passed over."""

    asked: Asked
    files: tuple[Read, ...]
    passed_over: int = 0
    repeated: int = 0

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Return the hits of all files in order, quotations too."""
        return tuple(hit for one in self.files for hit in one.hits)

    @property
    def exit_code(self) -> ExitCode:
        """Return SERIOUS_WORDING if a hit is serious, else FILE_UNREADABLE if a file could not be read, else OK."""
        if any(hit.severity == SERIOUS and hit.counts for hit in self.hits):
            return ExitCode.SERIOUS_WORDING
        return ExitCode.FILE_UNREADABLE if any(one.refused for one in self.files) else ExitCode.OK


def count_hits(hits: Iterable[Hit]) -> dict[str, int]:
    """Return how many hits count, by severity, noughts too, in the order of severities."""
    counted = Counter(hit.severity for hit in hits if hit.counts)
    return {severity: counted[severity] for severity in SEVERITIES}


def say_counts(hits: Iterable[Hit]) -> str:
    """Return the hits that count by severity and the quotations as one clause."""
    found = list(hits)
    counts = "，".join(f"{severity} {count} 处" for severity, count in count_hits(found).items() if count)
    quoted = sum(not hit.counts for hit in found)
    return f"{counts or '没有发现错误'}{f'；引用 {quoted} 处，不计' if quoted else ''}"
