"""Files on the way to publication: their hits, with the place in the file and nothing personal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from govlib.documents.passages import read_passages
from govlib.exports.masking import mask_text
from govlib.text.lexicon import Lexicon
from govlib.text.scan import Hit, scan_text

SERIOUS, SUSPECTED = "严重", "疑似"


@dataclass(frozen=True)
class FileHit:
    """A hit of a file: ``place`` is the line, paragraph or cell; positions count from its start."""

    file: str
    place: str
    hit: Hit

    @property
    def is_serious(self) -> bool:
        """Return whether the hit is serious and no quotation."""
        return self.hit.severity == SERIOUS and self.hit.status == "命中"

    def sentence(self) -> str:
        """Return the hit as one line for a person, personal numbers hidden."""
        hit = self.hit
        quoted = "（引用，不计）" if hit.status == "引用" else ""
        return (
            f"{self.file} {self.place} 〔{hit.severity}〕{hit.wrong}→{hit.right}{quoted}：{mask_text(hit.context)[0]}"
        )


def scan_file(path: Path, shown_as: str, lexicon: Lexicon, *, suspected: bool = False) -> Iterator[FileHit]:
    """Yield the hits of one file in its order; those that are 疑似 only if asked for.

    Raises FileUnreadableError with a sentence where the file holds no text.
    """
    for place, text in read_passages(path, shown_as):
        for hit in scan_text(text, lexicon):
            if suspected or hit.severity != SUSPECTED:
                yield FileHit(shown_as, place, hit)
