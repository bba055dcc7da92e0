"""40 信息发布：submitted and accepted items by unit, acceptance rate, errors, zero publication."""

from __future__ import annotations

import pandas as pd

from govlib.charts import draw_bars, draw_columns
from govlib.display import Chart, Headline, Sentence, Table
from govlib.pages import changes
from govlib.pages.common import headline, lacking, sorted_by
from govlib.summaries import count_unit_groups, count_units
from govlib.workspace import Run


def open_with_numbers(run: Run) -> Headline | Sentence:
    """Show units, submitted and accepted items, the acceptance rate and errors."""
    names = [
        "报送单位",
        "报送信息总数",
        "审发信息总数",
        "审发率",
        "原创率",
        "错情数",
        "有错情的单位",
        "零发布单位",
        "零发布的单位和栏目",
        "待审信息",
        "退回信息",
        "删除信息",
        "报送流水不闭合",
        "文章与推文",
        "文章与推文篇均阅读量",
    ]
    return headline(run, names)


def show_groups(run: Run) -> Table | Sentence:
    """Show the counts by group of units, with the total."""
    missing = lacking(run, ["publication"], "报送审发统计")
    if missing is not None:
        return missing
    return Table("分组报送、审发与错情", count_unit_groups(run.tables, run.figures))


def show_units(run: Run) -> Table | Sentence:
    """Show the counts by unit, most accepted items first."""
    missing = lacking(run, ["publication"], "各单位报送审发")
    if missing is not None:
        return missing
    units = count_units(run.tables, run.figures)
    return Table("各单位报送、审发与错情", sorted_by(units, "published_count"))


def show_totals(run: Run) -> Table | Sentence:
    """Show totals that were delivered as such, and units or columns without publication."""
    missing = lacking(run, ["totals", "object_publication"], "汇总数和零发布名单")
    if missing is not None:
        return missing
    values = [
        item for item in run.figures if item.id in ("totals", "zero_objects") and item.value is not None and item.group
    ]
    frame = pd.DataFrame(
        [{"name": item.name, "text": item.text, "sources": item.sources[0]["file"]} for item in values]
    )
    return Table("汇总数", frame)


def chart_units(run: Run) -> Chart | Sentence:
    """Draw submitted and accepted items by unit, or the totals where only those exist."""
    if "publication" in run.tables:
        ordered = sorted_by(count_units(run.tables, run.figures), "published_count")
        series = {
            "报送": list(ordered["submitted_count"].fillna(0)),
            "审发": list(ordered["published_count"].fillna(0)),
        }
        return Chart(draw_bars(list(ordered["unit"]), series, "各单位报送与审发", "条"))
    values = [item for item in run.figures if item.id == "totals" and item.value is not None]
    if values:
        return Chart(
            draw_columns(
                [item.group["item"] for item in values], [item.value or 0 for item in values], "汇总数", "数量"
            )
        )
    return Sentence("没有可画的发布数。", "缺数据")


def show_changes(run: Run) -> Table | Sentence:
    """Show what has changed since the last period and the same one of last year."""
    return changes.show_changes(run, ["信息发布"])
