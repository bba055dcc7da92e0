"""The gate: what is no error must not be found in text that went through many hands."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from govlib.catalog.lexicon_rows import LexiconEntry
from govlib.catalog.lexicons import EXCUSED
from govlib.errors import UserError
from govlib.text.hits import Hit
from govlib.text.lexicon import build_lexicon
from govlib.text.scan import scan_pieces
from govlib.text.workshop.archive import read_pieces


@dataclass(frozen=True)
class Gated:
    """What the gate says, and how many entries hit clean text without excuse."""

    lines: tuple[str, ...]
    failed: int


def read_excused(folder: Path) -> dict[str, int]:
    """Return how many hits of each wrong wording a folder's gate_excused.csv excuses; none where there is no file."""
    path = folder / EXCUSED
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    try:
        return {row["错"].strip(): int(row["处数"]) for row in rows}
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(EXCUSED, "有一行读不出来", "每行有 错、处数（整数）、原因") from error


def pass_gate(entries: Iterable[LexiconEntry], folder: Path, corpora: Sequence[Path], shown: int = 3) -> Gated:
    """Return the entries that hit clean texts, with ``shown`` places each, and a line of counts.

    ``gate_excused.csv`` in ``folder`` says of which wordings the texts themselves have how many errors. Raises
    FileUnreadableError for a text that can't be read.
    """
    lexicon = build_lexicon(entries)
    hits: dict[str, list[Hit]] = defaultdict(list)
    counts: list[int] = []
    for path in corpora:
        for hit in scan_pieces(_count(read_pieces(path), counts), lexicon):
            hits[hit.wrong].append(hit)
    excused = read_excused(folder)
    failed = {wrong: found for wrong, found in hits.items() if len(found) > excused.get(wrong, 0)}
    lines = []
    for wrong, found in sorted(failed.items(), key=lambda item: (-len(item[1]), item[0])):
        lines.append(f"{found[0].source} {wrong}→{found[0].right}：{len(found)} 处")
        lines += [f"    {hit.context}" for hit in found[:shown]]
    counted = sum(not entry.generated for entry in lexicon.entries)
    lines.append(
        f"词条 {len(lexicon.entries)} 条（计数的 {counted} 条），文本 {sum(counts)} 字："
        f"命中 {sum(map(len, hits.values()))} 处，其中有说明的词条 {len(hits) - len(failed)} 条，"
        f"没有说明的词条 {len(failed)} 条。"
    )
    return Gated(tuple(lines), len(failed))


def _count(pieces: Iterable[str], counts: list[int]) -> Iterator[str]:
    for piece in pieces:
        counts.append(len(piece))
        yield piece
