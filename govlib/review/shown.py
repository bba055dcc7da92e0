"""Items and saves as people read them: Chinese headings, the columns that a screen has room for."""

from __future__ import annotations

import pandas as pd

KEY_HEADING = "复核编号"
HEADINGS = {
    "key": KEY_HEADING,
    "item": "类别",
    "kind": "指标或表",
    "subject_kind": "对象类别",
    "subject": "对象",
    "platform": "平台",
    "unit": "责任单位",
    "problem": "问题",
    "value_text": "实测",
    "outcome": "规则的结论",
    "severity": "程度",
    "evidence": "证据",
    "evidence_hash": "证据摘要",
    "state_hash": "现状摘要",
    "decision": "复核决定",
    "standing": "决定的现状",
    "to": "决定的对象",
    "remark": "复核备注",
    "when": "决定时间",
    "by": "复核人标识",
    "origin": "沿用自",
    "line": "行",
    "said": "决定",
}
_ON_SCREEN = ["key", "unit", "subject", "problem", "outcome", "decision", "standing"]
_LONGEST = 60


def show_items(items: pd.DataFrame) -> pd.DataFrame:
    """Return items with Chinese headings, all columns."""
    return items.rename(columns=HEADINGS)


def show_saves(saves: pd.DataFrame) -> pd.DataFrame:
    """Return saved decisions with Chinese headings."""
    return saves.rename(columns=HEADINGS)


def shorten(items: pd.DataFrame) -> pd.DataFrame:
    """Return items as a screen has room for them: fewer columns, long problems cut, where a decision came from."""
    shown = items[_ON_SCREEN].copy()
    shown["problem"] = [_cut(text) for text in items["problem"]]
    came = ("（" + items["origin"] + "）").where(items["origin"].ne(""), "")
    target = (" → " + items["to"]).where(items["to"].ne(""), "")
    shown["decision"] = items["decision"] + target
    shown["standing"] = items["standing"] + came
    return shown.rename(columns=HEADINGS)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
