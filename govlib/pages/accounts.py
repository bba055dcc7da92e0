"""30 政务新媒体：verdicts and findings of the accounts, and lists of problem accounts."""

from __future__ import annotations

from govlib.charts import draw_columns
from govlib.display import Chart, Headline, Sentence, Table
from govlib.pages import changes, outlook, scores, verdicts
from govlib.pages.common import headline, lacking
from govlib.workspace import Run

KIND = "账号"


def open_with_numbers(run: Run) -> Headline | Sentence:
    """Show how many accounts are registered, were checked, passed and failed, and how many are listed as problems."""
    names = ["备案政务新媒体账号", "在册政务新媒体账号", "检查政务新媒体", "合格政务新媒体", "不合格政务新媒体"]
    names += ["待复核政务新媒体", "缺数据政务新媒体", "政务新媒体抽查比例", "政务新媒体合格率"]
    names += [
        "已整改政务新媒体",
        "政务新媒体合格率（整改后）",
        "问题账号（去重）",
        "问题账号涉及单位",
        "账号问题整改率",
    ]
    names += ["期初政务新媒体账号", "本期新开政务新媒体账号", "本期关停政务新媒体账号", "期末政务新媒体账号"]
    names += ["账号篇均阅读量", "账号原创率"]
    return headline(run, names)


def show_coverage(run: Run) -> Table | Sentence:
    """Show the counts by platform."""
    return verdicts.show_coverage(run, KIND)


def show_lines(run: Run) -> Table | Sentence:
    """Show who is at 100 %, who lies below the place's lines, and which prescribed minimum is missed."""
    return verdicts.show_lines(run, KIND)


def show_failures(run: Run) -> Table | Sentence:
    """Show the accounts that fail or wait for a person."""
    return verdicts.show_failures(run, KIND)


def show_problem_accounts(run: Run) -> Table | Sentence:
    """Show the list of problem accounts with the unit that each counts as."""
    missing = lacking(run, ["account_problems"], "问题账号名单")
    if missing is not None:
        return missing
    table = run.tables["account_problems"]
    return Table(
        "问题账号名单（单位已归并）", table[["unit", "unit_as_written", "account_name", "platform", "problem"]]
    )


def count_by_unit(run: Run) -> Table | Sentence:
    """Show rows and distinct accounts by problem, with the number of units after merging."""
    missing = lacking(run, ["account_problems"], "问题账号统计")
    if missing is not None:
        return missing
    table = run.tables["account_problems"]
    grouped = table.groupby("problem", sort=False)
    counts = grouped.size().rename("清单行数").to_frame()
    counts["账号数（去重）"] = grouped.apply(
        lambda part: len(part.drop_duplicates(["unit", "account_name", "platform"]))
    )
    counts["涉及单位（归并后，家）"] = grouped["unit"].nunique()
    return Table("各类问题的账号和单位", counts.reset_index())


def chart_platforms(run: Run) -> Chart | Sentence:
    """Draw how many accounts each platform has."""
    values = [
        item
        for item in run.figures
        if item.id in ("accounts_registered", "accounts_listed") and tuple(item.group) == ("platform",)
    ]
    values = values or [
        item for item in run.figures if item.id == "problem_accounts" and tuple(item.group) == ("platform",)
    ]
    if not values:
        return Sentence("没有可画的账号数。", "缺数据")
    ordered = sorted(values, key=lambda item: -(item.value or 0))
    return Chart(
        draw_columns(
            [item.group["platform"] for item in ordered],
            [item.value or 0 for item in ordered],
            f"{ordered[0].label}：按平台",
            "个",
        )
    )


def chart_outcomes(run: Run) -> Chart | Sentence:
    """Draw the outcomes by indicator."""
    return verdicts.chart_outcomes(run, KIND)


def show_unknowns(run: Run) -> Table | Sentence:
    """Show what could not be judged."""
    return verdicts.show_unknowns(run, KIND)


def show_scores(run: Run) -> Table | Sentence:
    """Show how many points the scored accounts have."""
    return scores.show_scores(run, KIND)


def show_worksheet(run: Run) -> Table | Sentence:
    """Show each point that an account lost or was given."""
    return scores.show_worksheet(run, KIND)


def show_amber(run: Run) -> Table | Sentence:
    """Show who passes but is past an amber line."""
    return outlook.show_amber(run, KIND)


def show_due(run: Run) -> Table | Sentence:
    """Show what falls due in the next days."""
    return outlook.show_due(run, [KIND])


def show_changes(run: Run) -> Table | Sentence:
    """Show what has changed since the last period and the same one of last year."""
    return changes.show_changes(run, ["政务新媒体"])
