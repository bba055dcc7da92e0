#!/usr/bin/env python3
"""Count the strings of clean official texts and of a word list into the model that typos are found by.

Usage: build_model.py --words DICT --out FILE CORPUS.txt[.xz|.gz] …

A corpus has a paragraph a line. The word list has a word and how often it was seen a line, as that of jieba 0.42.1
(``jieba/dict.txt``, MIT) does; it knows the general words that laws don't use. Strings of two and three characters are
all kept, longer ones that were seen twice. The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import lzma
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from govlib.text.ngrams.learning import build_archive
from govlib.text.ngrams.store import write_archive

_OPENERS = {".xz": lzma.open, ".gz": gzip.open}
_SHARE = 0.1
"""How much of its count a word keeps: the list was counted on texts of about ten times the corpus."""
_LEAST = 2.0
_LONGEST = 8


def read_lines(path: Path) -> list[str]:
    """Return the lines of a text file, packed or not."""
    opener = _OPENERS.get(path.suffix, open)
    with opener(path, "rt", encoding="utf-8-sig") as text:  # type: ignore[operator]
        return [line for line in text.read().splitlines() if line]


def read_words(path: Path) -> list[tuple[str, float]]:
    """Return the words of a list with what each counts."""
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return [(row[0], _LEAST + int(row[1]) * _SHARE) for row in rows if 1 < len(row[0]) <= _LONGEST]


def main() -> None:
    """Build the model and say how big it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--words", type=Path, required=True)
    parser.add_argument("--made-of", default="法律法规 900 万字；jieba 0.42.1 词表（MIT）")
    parser.add_argument("--out", type=Path, required=True)
    stated = parser.parse_args()
    lines = [line for path in stated.corpora for line in read_lines(path)]
    archive = build_archive(lines, read_words(stated.words), made_of=stated.made_of)
    write_archive(archive, stated.out)
    sizes = "、".join(f"{order} 字 {len(table.codes)}" for order, table in archive.tables.items())
    sys.stdout.write(f"{stated.out}：{stated.out.stat().st_size / 2**20:.1f} MiB；{sizes}\n")


if __name__ == "__main__":
    main()
