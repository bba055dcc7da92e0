"""80 整改：every problem with its responsible unit and deadline."""

from __future__ import annotations

from govlib.charts import draw_bars
from govlib.display import Chart, Headline, Sentence, Table
from govlib.workspace import Run


def open_with_numbers(run: Run) -> Headline:
    """Show how many problems, units and unassigned problems there are, and the deadline."""
    problems = run.open_problems
    named = problems["unit"].dropna().unique()
    units = {unit for name in named for unit in (run.register.members(name) or (name,))}
    return Headline(
        (
            ("待整改问题", f"{len(problems)} 条"),
            ("涉及单位", f"{len(units)} 家"),
            ("未落实责任单位", f"{int(problems['unit'].isna().sum())} 条"),
            ("整改期限", run.deadline or "通报未写明"),
        )
    )


def show_problems(run: Run) -> Table:
    """Show the problems by unit."""
    columns = ["unit", "topic", "object", "problem", "source", "rectify_by"]
    return Table("待整改问题（每个责任单位一行）", run.open_problems[columns])


def chart_units(run: Run) -> Chart | Sentence:
    """Draw which units have most to fix."""
    counts = run.open_problems["unit"].dropna().value_counts(sort=True)
    if counts.empty:
        return Sentence("本期没有落实到单位的问题。")
    return Chart(
        draw_bars([str(name) for name in counts.index], {"问题": [int(x) for x in counts]}, "各单位待整改问题", "条")
    )
