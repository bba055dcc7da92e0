"""40 信息发布：submitted and accepted items by unit, acceptance rate, errors, zero publication."""

from __future__ import annotations

import pandas as pd

from govlib.charts import draw_bars, draw_columns
from govlib.display import Chart, Headline, Sentence, Table
from govlib.pages.common import headline, lacking, sorted_by
from govlib.rounding import say_rate
from govlib.workspace import Run

_COUNTS = ["submitted_count", "published_count", "error_count"]


def open_with_numbers(run: Run) -> Headline | Sentence:
    """Show units, submitted and accepted items, the acceptance rate and errors."""
    names = [
        "报送单位",
        "报送信息总数",
        "审发信息总数",
        "审发率",
        "错情数",
        "有错情的单位",
        "零发布单位",
        "零发布的单位和栏目",
        "报送流水不闭合",
        "文章与推文",
    ]
    return headline(run, names)


def show_groups(run: Run) -> Table | Sentence:
    """Show the counts by group of units, with the total."""
    missing = lacking(run, ["publication"], "报送审发统计")
    if missing is not None:
        return missing
    table = run.tables["publication"].assign(unit_group=run.tables["publication"]["unit_group"].fillna("未分组"))
    groups = table.groupby("unit_group", sort=False).agg(
        单位数=("unit", "nunique"), **{name: (name, "sum") for name in _COUNTS}
    )
    total = pd.DataFrame([groups.sum()], index=["合计"])
    shown = pd.concat([groups, total]).rename_axis("unit_group").reset_index()
    return Table("分组报送、审发与错情", _with_rate(shown, run))


def show_units(run: Run) -> Table | Sentence:
    """Show the counts by unit, most accepted items first."""
    missing = lacking(run, ["publication"], "各单位报送审发")
    if missing is not None:
        return missing
    table = run.tables["publication"]
    units = table.groupby(["unit", "unit_group"], sort=False, dropna=False)[_COUNTS].sum().reset_index()
    return Table("各单位报送、审发与错情", _with_rate(sorted_by(units, "published_count"), run))


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
        table = run.tables["publication"].groupby("unit", sort=False)[_COUNTS].sum().reset_index()
        ordered = sorted_by(table, "published_count")
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


def _with_rate(frame: pd.DataFrame, run: Run) -> pd.DataFrame:
    rates = [
        say_rate(int(done), int(sent), run.place.rounding) if sent and not pd.isna(sent) else ""
        for done, sent in zip(frame["published_count"].fillna(0), frame["submitted_count"].fillna(0), strict=True)
    ]
    return frame.assign(acceptance_rate=rates)
