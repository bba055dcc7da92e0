#!/usr/bin/env python3
"""Look for near misses of the fixed phrases in clean official text and fail with those that it has.

Usage: gate_phrases.py [--phrases FOLDER] [--shown N] CORPUS.txt[.xz|.gz] …

What clean text has is right, and becomes an exception of the phrase, or is really an error: then ``gate_excused.csv``
beside the phrases says so: 错, 处数 (at most so many near misses over all files of one call), 原因.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from govlib.catalog.phrases import load_phrases
from govlib.errors import DeclarationError, Fault
from govlib.text.rules.phrases import build_phrase_misses
from govlib.text.workshop.archive import read_pieces
from govlib.text.workshop.gate import read_excused

AROUND = 15


def gate(folder: Path, corpora: list[Path], shown: int) -> int:
    """Print the near misses of the corpora and return how many wordings of them have no excuse."""
    faults: list[Fault] = []
    phrases = load_phrases(folder, faults)
    if faults:
        raise DeclarationError(faults)
    misses = build_phrase_misses(phrases)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    characters = 0
    for path in corpora:
        for piece in read_pieces(path):
            characters += len(piece)
            for miss in misses.find(piece):
                start, end = miss.start, miss.end
                before, after = piece[max(0, start - AROUND) : start], piece[end : end + AROUND]
                context = " ".join(f"{before}【{piece[start:end]}】{after}".split())
                found[piece[start:end], phrases[miss.wording].phrase].append(context)
    excused = read_excused(folder)
    failed = {words: places for words, places in found.items() if len(places) > excused.get(words[0], 0)}
    for (wrong, right), places in sorted(failed.items(), key=lambda item: (-len(item[1]), item[0])):
        sys.stdout.write(f"{wrong}→{right}：{len(places)} 处\n")
        sys.stdout.writelines(f"    {context}\n" for context in places[:shown])
    sys.stdout.write(
        f"固定表述 {len(phrases)} 条，文本 {characters} 字：近似的写法 {sum(map(len, found.values()))} 处，"
        f"其中有说明的 {len(found) - len(failed)} 种，没有说明的 {len(failed)} 种。\n"
    )
    return len(failed)


def main() -> int:
    """Run the gate over the files named on the command line; 1 if a near miss has no excuse."""
    parser = argparse.ArgumentParser(description="用干净的公文检查固定表述：命中的要写成例外，或者说明是原文的错。")
    parser.add_argument("corpora", nargs="+", type=Path, help="干净的文本，可以是 .xz 或 .gz")
    parser.add_argument("--phrases", type=Path, default=Path("params/phrases"), help="固定表述的文件夹")
    parser.add_argument("--shown", type=int, default=3, help="每种写法最多列几处")
    asked = parser.parse_args()
    try:
        return int(gate(asked.phrases, asked.corpora, asked.shown) > 0)
    except DeclarationError as error:
        sys.stderr.write(f"{error.sentence()}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
