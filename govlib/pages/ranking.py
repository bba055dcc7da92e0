"""70 排名：the declared rankings of units, grades of websites, special-work grades."""

from __future__ import annotations

import pandas as pd

from govlib.charts import draw_bars
from govlib.display import Chart, Sentence, Table
from govlib.workspace import Run


def show_ranking(run: Run) -> Table | Sentence:
    """Show the declared rankings."""
    if not run.place.rankings:
        return Sentence("地方文件里没有声明排名（rankings），本页只列等次。", "说明")
    return Table("单位排名（并列办法见地方文件）", run.rankings)


def show_grades(run: Run) -> Table | Sentence:
    """Show websites by grade, and special work by grade, each with its window."""
    values = [
        item
        for item in run.figures
        if item.value is not None
        and (item.id, tuple(item.group)) in (("sites_ranked", ("site_type", "grade")), ("tasks", ("task", "grade")))
    ]
    if not values:
        return Sentence("等次缺数据：没有交来综合评估等次，专项工作也没有等次。", "缺数据")
    rows = [{"name": item.label, **dict(zip(("group", "grade"), item.group.values(), strict=True)), "text": item.text,
             "window": f"{item.window}（{item.window_start} 至 {item.window_end}）"} for item in values]  # fmt: skip
    return Table("等次", pd.DataFrame(rows))


def show_tasks(run: Run) -> Table | Sentence:
    """Show special work: who did it and who did not."""
    table = run.tables.get("tasks")
    if table is None:
        return Sentence("专项工作缺数据：没有交来任务表（T17）。", "缺数据")
    state = table["status"].fillna(table["grade"]).fillna("未写")
    grouped = table.assign(status=state).groupby(["task", "status"], sort=False)["unit"]
    shown = grouped.agg(count="size", units=lambda names: "、".join(names.dropna())).reset_index()
    return Table("专项工作完成情况", shown)


def chart_ranking(run: Run) -> Chart | Sentence:
    """Draw the first declared ranking, or websites by grade."""
    ranked = run.rankings
    if len(ranked):
        first = ranked.loc[ranked["figure"].eq(ranked["figure"].iloc[0])].sort_values("rank", kind="stable")
        names = [f"{unit}" for unit in first["unit"]]
        return Chart(
            draw_bars(
                names,
                {str(first["figure"].iloc[0]): list(first["value"].fillna(0))},
                f"{first['figure'].iloc[0]}排名",
                "",
            )
        )
    grades = [item for item in run.figures if item.id == "sites_ranked" and tuple(item.group) == ("grade",)]
    if grades:
        return Chart(
            draw_bars(
                [item.group["grade"] for item in grades],
                {"网站": [item.value or 0 for item in grades]},
                "网站等次",
                "个",
            )
        )
    return Sentence("没有可画的排名。", "缺数据")
