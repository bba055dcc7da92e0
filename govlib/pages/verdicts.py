"""What the pages of websites and accounts have in common: outcomes, rates, findings of one kind of subject."""

from __future__ import annotations

import pandas as pd

from govlib.charts import draw_bars, draw_outcomes
from govlib.display import Chart, Sentence, Table
from govlib.summaries import PASS_RATES, count_coverage
from govlib.workspace import Run

_ORDER = {"veto": 0, "rule": 1, "deduction": 2}
_FINDINGS = ["subject", "platform", "unit", "indicator", "outcome", "value_text", "reason", "evidence", "act"]


def show_coverage(run: Run, kind: str) -> Table | Sentence:
    """Show checked, passed and failed by group, with the rate and its denominator."""
    coverage = run.coverage
    mine = coverage.loc[coverage["subject_kind"].eq(kind)] if coverage is not None else pd.DataFrame()
    if mine.empty:
        return Sentence(f"{kind}合格率缺数据：没有交来名录和检查结论，或本期没有把它列入检查范围。", "缺数据")
    shown = count_coverage(mine, kind, run.rounding_of(PASS_RATES[kind]))
    after = "；整改后＝（合格＋已整改）÷检查" if "pass_rate_after" in shown else ""
    return Table(f"{kind}检查情况（合格率＝合格÷检查，缺数据的不进分母{after}）", shown)


def show_lines(run: Run, kind: str) -> Table | Sentence:
    """Show who is at 100 %, who lies below the lines of the place, and which prescribed minimum is missed."""
    topic = run.catalog.figures[PASS_RATES[kind]].topic
    labels = [figure.label for figure in run.catalog.figures.values() if figure.topic == topic]
    mine = run.lines.loc[run.lines["figure"].isin(labels)]
    if mine.empty:
        return Sentence(f"地方文件里没有给{kind}画线（lines）。", "说明")
    warnings = [str(said) for said in mine.loc[mine["is_warning"].astype(bool), "message"]]
    caption = f"{kind}：百分之百的和低于线的" + (f"（注意：{'；'.join(warnings)}）" if warnings else "")
    return Table(caption, mine.drop(columns="is_warning"), "figures.json")


def show_failures(run: Run, kind: str) -> Table | Sentence:
    """Show what fails, waits for a person or was decided by one, with the rule, the measured value and the rows."""
    verdicts = run.verdicts
    listed = verdicts.loc[
        verdicts["subject_kind"].eq(kind) & verdicts["decided_by"].eq("检查结论") & verdicts["outcome"].eq("不合格")
    ]
    if len(listed):
        return Table(f"检查结论中的不合格{kind}", listed[["subject", "platform", "unit", "reasons", "decided_by"]])
    findings = run.findings
    is_told = findings["outcome"].isin(["不合格", "待复核"]) | findings["reviewed"].ne("")
    mine = findings.loc[findings["subject_kind"].eq(kind) & is_told]
    mine = mine.loc[mine["part"].ne("bonus")].sort_values("part", key=lambda part: part.map(_ORDER), kind="stable")
    drafts = mine["status"].eq("draft")
    said = mine["outcome"].where(mine["reviewed"].eq(""), mine["outcome"] + "（人工复核：" + mine["reviewed"] + "）")
    shown = mine.assign(outcome=said.where(~drafts, said + "（草案，待核实，不计入结论）"))
    if run.subjects[kind].empty:
        return Sentence(f"没有交来{kind}名录，不能逐个判定{kind}。", "缺数据")
    columns = [name for name in _FINDINGS if name != "platform" or kind == "账号"]
    also = "，以及人工复核过的" if mine["reviewed"].ne("").any() else ""
    return Table(f"不合格和待复核的{kind}{also}（每行一条指标）", shown[columns], rest_in="findings.csv")


def show_unknowns(run: Run, kind: str) -> Table | Sentence:
    """Show which rules could not be judged, and for how many subjects."""
    findings = run.findings
    mine = findings.loc[findings["subject_kind"].eq(kind) & findings["outcome"].eq("缺数据")]
    if run.subjects[kind].empty:
        return Sentence("没有名录，逐项判定都缺数据。", "缺数据")
    counts = mine.groupby(["indicator", "indicator_name"], as_index=False, observed=True).size()
    return Table(f"不能判定的{kind}指标和对象数", counts.rename(columns={"size": "count"}), empty="每项指标都能判定。")


def chart_outcomes(run: Run, kind: str) -> Chart | Sentence:
    """Draw the outcomes by indicator, or the verdicts by group where only conclusions were delivered."""
    findings = run.findings.loc[run.findings["subject_kind"].eq(kind)]
    scope = run.period.websites if kind == "网站" else run.period.accounts
    if len(findings) and scope.by == "indicators":
        return Chart(draw_outcomes(findings, f"{kind}各项否决指标的结论"))
    coverage = run.coverage
    mine = coverage.loc[coverage["subject_kind"].eq(kind)] if coverage is not None else pd.DataFrame()
    if mine.empty:
        return Sentence(f"没有可画的{kind}结论。", "缺数据")
    series = {"合格": list(mine["passed_count"]), "不合格": list(mine["failed_count"])}
    return Chart(draw_bars(list(mine["group"]), series, f"{kind}合格与不合格", "个"))
