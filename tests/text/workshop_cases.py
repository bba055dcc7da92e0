"""What the tests of the workshop share: reviews written as rows, a lexicon of a few entries, a folder params/."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from govlib.catalog.lexicon_rows import LexiconEntry
from govlib.catalog.text_rules import TextRule
from govlib.text.workshop.reviews import COLUMNS

RULE = TextRule(name="词库", says="错词", severity="一般", confidence=0.99, threshold=0.8, at_least=5)
BU = LexiconEntry("布署", "部署", "同音", "一般", basis="词典", file="params/lexicons/a.csv", row=2)
AN = LexiconEntry("按装", "安装", "同音", "严重", ("按装货",), "词典", file="params/lexicons/a.csv", row=3)
ENTRIES = (BU, AN)
HEAD = "错,对,类,级,例外,依据,备注\n"
LEXICON = f"{HEAD}布署,部署,同音,一般,,词典,\n按装,安装,同音,严重,按装货,词典,\n"


def reviews(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """Return reviews of (wrong, right, verdict, sentence); 【】 marks which of several places is meant."""
    made = []
    for number, (wrong, right, verdict, written) in enumerate(rows, 2):
        at = written.find("【")
        sentence = written.replace("【", "").replace("】", "")
        cells = (wrong, right, "一般", verdict, sentence, at, "2026-08-01", "sample", "a.csv", number)
        made.append(dict(zip(COLUMNS, cells, strict=True)))
    return pd.DataFrame(made, columns=COLUMNS)


def make_params(folder: Path, lexicon: str = LEXICON) -> Path:
    """Return a folder params/ with one lexicon."""
    params = folder / "params"
    for name in ("lexicons", "places"):
        (params / name).mkdir(parents=True)
    (params / "lexicons" / "a.csv").write_text(lexicon, encoding="utf-8")
    return params
