"""70 排名：the declared rankings and their charts, grades of websites, special-work grades."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from govlib.charts import draw_bars
from govlib.display import Chart, Sentence, Several, Table
from govlib.pages import scores
from govlib.rankings.result import COUNTS, LIST, TOTAL, Ranked
from govlib.rankings.shown import list_tables, say_remarks
from govlib.workspace import Run


def show_rankings(run: Run) -> Several | Sentence:
    """Show every declared ranking: its tables, then its method and remarks."""
    if not run.ranked:
        return Sentence("地方文件里没有声明排名（rankings），本页只列等次和专项工作。", "说明")
    return Several(tuple(part for ranked in run.ranked for part in _show(ranked, run)))


def _show(ranked: Ranked, run: Run) -> Iterator[Sentence | Table]:
    tables = list_tables(ranked)
    for caption, frame in tables:
        yield Table(caption, frame)
    if ranked.lacking:
        yield Sentence(f"{ranked.ranking.title}缺数据：{ranked.lacking}。", "缺数据")
    elif not tables:
        yield Sentence(f"{ranked.ranking.title}：本期没有。", "说明")
    yield Sentence("".join(say_remarks(ranked, run.catalog.figures)), "说明")


def show_unit_scores(run: Run) -> Several | Sentence:
    """Show how many points units, or the place itself, have, with each point lost or given."""
    kinds = [kind for kind in ("单位", "地区") if any(model.subject == kind for model in run.ruleset.scores)]
    if not kinds:
        return Sentence(f"{run.ruleset.name}不给单位打分。")
    shown = [part for kind in kinds for part in (scores.show_scores(run, kind), scores.show_worksheet(run, kind))]
    return Several((*shown, scores.show_faults(run)))


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


def chart_rankings(run: Run) -> Several | Chart | Sentence:
    """Draw each declared ranking: who has how much, or how many are in which tier; else websites by grade."""
    drawn = [chart for ranked in run.ranked for chart in _draw(ranked)]
    if drawn:
        return Several(tuple(drawn))
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


def _draw(ranked: Ranked) -> Iterator[Chart]:
    """Yield one chart a group that is ranked on its own; who has no number is in none."""
    if ranked.ranking.method.kind in ("tiers", "bands"):
        yield from _draw_counts(ranked)
        return
    known = ranked.part(LIST)
    known = known.loc[known["rank"].notna() & known["value"].notna()].sort_values("rank", kind="stable")
    title = ranked.ranking.title
    if not ranked.ranking.within_groups:
        yield from _draw_order(known, title)
        return
    for group in ranked.part(LIST)["group"].drop_duplicates():
        yield from _draw_order(known.loc[known["group"].eq(group)], f"{title}：{group}")


def _draw_order(known: pd.DataFrame, title: str) -> Iterator[Chart]:
    if known.empty:
        return
    is_rate = bool(known["denominator"].notna().all())
    numbers = [round(float(value) * (100 if is_rate else 1), 2) for value in known["value"]]
    figure = str(known["figure"].iloc[0])
    names = [f"{subject}（{platform}）" if platform else subject for subject, platform in
             zip(known["subject"], known["platform"], strict=True)]  # fmt: skip
    yield Chart(draw_bars(names, {figure: numbers}, title, "%" if is_rate else ""))


def _draw_counts(ranked: Ranked) -> Iterator[Chart]:
    counts = ranked.part(COUNTS)
    counts = counts.loc[counts["group"].ne(TOTAL) & counts["denominator"].notna()]
    if counts.empty:
        return
    words = list(dict.fromkeys(counts["word"]))
    wide = counts.pivot_table(index="word", columns="group", values="value", aggfunc="first", sort=False)
    series = {str(group or "全部"): list(wide[group].reindex(words).fillna(0)) for group in wide.columns}
    yield Chart(draw_bars(words, series, ranked.ranking.title, "个"))
