"""What several pages show of rules beside the vetoes: amber lines, what falls due, rules of units and of the place."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from govlib.display import Sentence, Table
from govlib.judging import FAIL, PASS, REVIEW, UNKNOWN
from govlib.workspace import Run

_AMBER = [
    "subject",
    "platform",
    "unit",
    "indicator",
    "indicator_name",
    "value_text",
    "amber_text",
    "limit_text",
    "words",
]
_DUE = ["last_day", "days_left", "due_kind", "subject", "platform", "unit", "indicator", "value_text", "evidence"]
_REQUIREMENTS = ["ruleset", "indicator", "indicator_name", *(FAIL, REVIEW, UNKNOWN, PASS)]


def show_amber(run: Run, kind: str) -> Table | Sentence:
    """Show the subjects of a kind that pass but are past an amber line, with both lines and the amber line's words."""
    mine = run.amber.loc[run.amber["subject_kind"].eq(kind)]
    if mine.empty:
        return Sentence(f"没有{kind}处在预警线和否决线之间。")
    return Table(f"接近不合格的{kind}（合格，但过了预警线）", mine[_without_platform(_AMBER, kind)])


def show_due(run: Run, kinds: Sequence[str]) -> Table | Sentence:
    """Show what falls due in the days after the inspection day, the earliest first."""
    days = run.place.due_within_days
    mine = run.due.loc[run.due["subject_kind"].isin(list(kinds))]
    if mine.empty:
        return Sentence(
            "地方文件里写明不列到期清单。" if days == 0 else f"监测时间点后 {days} 天内没有到期的。", "说明"
        )
    title = f"监测时间点后 {days} 天内到期的（此后没有动作就超期或不合格）"
    return Table(title, mine[_without_platform(_DUE, kinds[0] if len(kinds) == 1 else "账号")])


def show_requirements(run: Run, kinds: Sequence[str]) -> Table | Sentence:
    """Show each rule that asks units or the place, with how many of them fail, wait, can't be judged and pass."""
    mine = run.findings.loc[run.findings["subject_kind"].isin(list(kinds))]
    if mine.empty:
        return Sentence("本期适用的规则集里没有按单位或地区的管理要求。", "说明")
    by = ["ruleset", "indicator", "indicator_name"]
    counts = mine.pivot_table(index=by, columns="outcome", values="key", aggfunc="count", fill_value=0, sort=False)
    shown = counts.reset_index().reindex(columns=_REQUIREMENTS, fill_value=0)
    return Table("按单位和地区的管理要求（不适用的不列）", shown.rename_axis(columns=None))


def show_requirement_failures(run: Run, kinds: Sequence[str]) -> Table | Sentence:
    """Show the rules that units break or that wait for a person: one row a rule, its units, where each stands."""
    mine = run.findings.loc[run.findings["subject_kind"].isin(list(kinds)) & run.findings["part"].ne("bonus")]
    bad = mine.loc[mine["outcome"].isin([FAIL, REVIEW])]
    if bad.empty:
        return Sentence("没有单位违反管理要求。" if len(mine) else "没有可以判的管理要求。")
    draft = bad["status"].eq("draft")
    told = bad.assign(
        outcome=bad["outcome"].where(~draft, bad["outcome"] + "（草案，待核实）"),
        units=bad["subject"] + ("（" + bad["value_text"] + "）").where(bad["value_text"] != "", ""),
    )
    grouped = told.groupby(["indicator", "problem", "outcome"], sort=False)
    shown = grouped.agg(
        unit_count=("subject", "size"),
        units=("units", "、".join),
        evidence=("evidence", _join_different),
        act=("act", "first"),
    )
    return Table(
        "不符合的管理要求（每行一条要求，一条问题涉及几家单位就列几家）", shown.reset_index(), rest_in="findings.csv"
    )


def _join_different(texts: pd.Series) -> str:
    """Return the different texts of a group, each once, as they come."""
    return "；".join(text for text in dict.fromkeys(texts) if text)


def _without_platform(columns: list[str], kind: str) -> list[str]:
    return [name for name in columns if name != "platform" or kind == "账号"]
