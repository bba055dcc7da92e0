"""Frames of the memory as people read them: Chinese headings, rates in per cent, days, words for yes and no."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from govlib.history.compaction import Report
from govlib.history.opened import History
from govlib.history.unit_record import UnitRecord
from govlib.labels import LABELS

HEADINGS = {
    **LABELS,
    "place": "地方",
    "name": "名称",
    "period": "期",
    "title": "期的名称",
    "place_count": "地方（个）",
    "counted_count": "计入（个）",
    "sample_count": "其中样例（个）",
    "first_start": "起",
    "last_end": "止",
    "group_name": "分组",
    "computed_closing_count": "期初＋新开－关停",
    "closing_difference": "期末相差",
    "previous": "紧接的上一期",
    "last_closing_count": "上一期期末（个）",
    "opening_difference": "期初相差",
    "first_period": "从哪一期",
    "last_period": "到哪一期",
    "run_length": "连续期数",
    "is_current": "现在仍是",
    "unit": "单位",
    "object": "对象",
    "severity": "程度",
    "label": "数字",
    "numerator": "分子",
    "denominator": "分母",
    "origin": "来源方式",
    "since_last": "比上期",
    "since_last_year": "比去年同期",
    "subject_count": "网站和账号（个）",
    "passed_count": "合格（个）",
    "failed_count": "不合格（个）",
    "review_count": "待复核（个）",
    "unknown_count": "缺数据（个）",
    "case_count": "已下发（条）",
    "settled_count": "其中已整改、已销号（条）",
    "published_count": "审发（条）",
    "what": "事项",
    "detail": "内容",
    "outcome": "结论或状态",
    "key": "编号",
    "kind": "类型",
}


def head(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with Chinese headings, its days as text, counts without a sign of doubt as words."""
    shown = frame.copy()
    for name in shown.columns:
        if pd.api.types.is_datetime64_any_dtype(shown[name]):
            shown[name] = shown[name].dt.strftime("%Y-%m-%d").astype("string")
        elif shown[name].dtype == "boolean":
            shown[name] = shown[name].map({True: "是", False: "否"}).astype("string")
    return shown.rename(columns=HEADINGS)


def say_runs(runs: pd.DataFrame) -> pd.DataFrame:
    """Return runs with their length in words: 连续3期, or 至少3期 where nobody knows what was before."""
    words = runs["is_whole"].map({True: "连续", False: "至少"}).astype("string")
    said = (words + runs["run_length"].astype("string") + "期").astype("string")
    return runs.assign(run_length=said).drop(columns=["is_whole", "first_start"])


def list_events(record: UnitRecord) -> pd.DataFrame:
    """Return one row a thing that a unit's record holds, the newest period first: what, its key, detail, outcome."""
    parts = [
        _events(record.findings, "检查结论", "reason"),
        _events(record.problems, "待整改问题", "problem"),
        _events(record.cases.assign(outcome=record.cases["state"]), "已下发", "problem", key="number"),
        _events(record.figures.assign(outcome=record.figures["text"]), "数字", "label", key="figure"),
    ]
    columns = ["period", "end", "what", "key", "detail", "outcome"]
    found = pd.concat([part[columns] for part in parts], ignore_index=True)
    return found.sort_values(["end", "period"], ascending=False, kind="stable", ignore_index=True)


def _events(frame: pd.DataFrame, what: str, detail: str, key: str = "key") -> pd.DataFrame:
    named = frame[detail]
    if "object" in frame:
        named = frame["object"].fillna("") + frame["object"].notna().map({True: "：", False: ""}) + named.fillna("")
    return frame.assign(what=what, key=frame[key], detail=named)


def tell_report(report: Report) -> Iterator[str]:
    """Yield what a compaction did, then each place that was left out with why."""
    parts = [("重新整理", report.built), ("没有变化", report.kept), ("删去", report.removed)]
    said = [f"{word} {len(names)} 期（{'、'.join(names)}）" for word, names in parts if names]
    yield f"历史：{'；'.join(said) or '没有一期'}。"
    for one in report.left_out:
        yield one.sentence()


def tell_samples(history: History) -> str:
    """Return which places are invented samples, "" where none is."""
    names = history.query("SELECT DISTINCT name FROM places WHERE sample ORDER BY name")["name"].tolist()
    return f"其中 {'、'.join(names)} 是样例，数据是虚构的。" if names else ""
