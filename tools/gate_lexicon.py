#!/usr/bin/env python3
"""Scan clean official text with the lexicons and fail with the entries that hit it.

Usage: gate_lexicon.py [--lexicons FOLDER] [--shown N] CORPUS.txt[.xz|.gz] …

What is no error must not be found in text that went through many hands. An entry that hits is given an exception or
dropped. Where the text really has the error, ``gate_excused.csv`` beside the lexicons says so: 错, 处数 (at most so
many hits over all files of one call), 原因.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from govlib.catalog.lexicons import load_lexicons
from govlib.errors import DeclarationError, Fault, UserError
from govlib.text.workshop.gate import pass_gate


def main() -> int:
    """Run the gate over the files named on the command line; 1 if an entry hits without excuse."""
    parser = argparse.ArgumentParser(description="用干净的公文检查错敏词库：命中的词条要加例外或删去。")
    parser.add_argument("corpora", nargs="+", type=Path, help="干净的文本，可以是 .xz 或 .gz")
    parser.add_argument("--lexicons", type=Path, default=Path("params/lexicons"), help="词库文件夹")
    parser.add_argument("--shown", type=int, default=3, help="每个词条最多列几处")
    asked = parser.parse_args()
    faults: list[Fault] = []
    entries = load_lexicons(asked.lexicons, faults)
    try:
        if faults:
            raise DeclarationError(faults)
        gated = pass_gate(entries, asked.lexicons, asked.corpora, asked.shown)
    except UserError as error:
        sys.stderr.write(f"{error.sentence()}\n")
        return 2
    sys.stdout.writelines(f"{line}\n" for line in gated.lines)
    return int(gated.failed > 0)


if __name__ == "__main__":
    sys.exit(main())
