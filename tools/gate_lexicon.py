#!/usr/bin/env python3
"""Scan clean official text with the lexicons and fail with the entries that hit it.

Usage: gate_lexicon.py [--lexicons FOLDER] [--shown N] CORPUS.txt[.xz|.gz] …

What is no error must not be found in text that went through many hands. An entry that hits is given an exception or
dropped. Where the text really has the error, ``gate_excused.csv`` beside the lexicons says so: 错, 处数 (at most so
many hits over all files of one call), 原因.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import lzma
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from govlib.catalog.lexicons import EXCUSED, load_lexicons
from govlib.errors import DeclarationError, Fault
from govlib.text.hits import Hit
from govlib.text.lexicon import build_lexicon
from govlib.text.scan import scan_pieces

PIECE = 1 << 20
_OPENERS = {".xz": lzma.open, ".gz": gzip.open}


def read_pieces(path: Path) -> Iterator[str]:
    """Yield a text file, packed or not, in pieces of a million characters."""
    opener = _OPENERS.get(path.suffix, open)
    with opener(path, "rt", encoding="utf-8-sig", errors="replace") as text:  # type: ignore[operator]
        while piece := text.read(PIECE):
            yield piece


def read_excused(path: Path) -> dict[str, int]:
    """Return how many hits of each wrong wording are excused; none where there is no file."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as text:
        return {row["错"].strip(): int(row["处数"]) for row in csv.DictReader(text)}


def gate(folder: Path, corpora: list[Path], shown: int) -> int:
    """Print the entries that hit the corpora and return how many did without excuse."""
    faults: list[Fault] = []
    entries = load_lexicons(folder, faults)
    if faults:
        raise DeclarationError(faults)
    lexicon = build_lexicon(entries)
    hits: dict[str, list[Hit]] = defaultdict(list)
    characters = 0
    for path in corpora:
        counts: list[int] = []
        for hit in scan_pieces(_counted(path, counts), lexicon):
            hits[hit.wrong].append(hit)
        characters += sum(counts)
    excused = read_excused(folder / EXCUSED)
    failed = {wrong: found for wrong, found in hits.items() if len(found) > excused.get(wrong, 0)}
    for wrong, found in sorted(failed.items(), key=lambda item: (-len(item[1]), item[0])):
        sys.stdout.write(f"{found[0].source} {wrong}→{found[0].right}：{len(found)} 处\n")
        sys.stdout.writelines(f"    {hit.context}\n" for hit in found[:shown])
    counted = sum(not entry.generated for entry in entries)
    sys.stdout.write(
        f"词条 {len(entries)} 条（计数的 {counted} 条），文本 {characters} 字："
        f"命中 {sum(map(len, hits.values()))} 处，其中有说明的词条 {len(hits) - len(failed)} 条，"
        f"没有说明的词条 {len(failed)} 条。\n"
    )
    return len(failed)


def _counted(path: Path, counts: list[int]) -> Iterator[str]:
    for piece in read_pieces(path):
        counts.append(len(piece))
        yield piece


def main() -> int:
    """Run the gate over the files named on the command line; 1 if an entry hits without excuse."""
    parser = argparse.ArgumentParser(description="用干净的公文检查错敏词库：命中的词条要加例外或删去。")
    parser.add_argument("corpora", nargs="+", type=Path, help="干净的文本，可以是 .xz 或 .gz")
    parser.add_argument("--lexicons", type=Path, default=Path("params/lexicons"), help="词库文件夹")
    parser.add_argument("--shown", type=int, default=3, help="每个词条最多列几处")
    asked = parser.parse_args()
    try:
        return int(gate(asked.lexicons, asked.corpora, asked.shown) > 0)
    except DeclarationError as error:
        sys.stderr.write(f"{error.sentence()}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
