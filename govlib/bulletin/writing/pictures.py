"""The charts that a place wants in its bulletin, from the numbers as they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from govlib.bulletin.paper import Paragraph, Picture
from govlib.bulletin.writing.facts import Facts
from govlib.bulletin.writing.lists import Lists

if TYPE_CHECKING:
    from govlib.workspace import Run

_RATES = ("政府网站合格率", "政务新媒体合格率")
_FEWEST = 2


def draw_charts(run: Run, wanted: Sequence[str]) -> list[Picture | Paragraph]:
    """Return the charts that can be drawn: at least two bars each, as printed."""
    charts: list[Picture | Paragraph] = []
    for one in wanted:
        charts.extend(_pass_rates(run) if one == "pass_rates" else _rankings(run))
    return charts


def _pass_rates(run: Run) -> Iterator[Picture | Paragraph]:
    """Yield one chart a kind of subject: the pass rate of each group."""
    facts = Facts(run)
    for label in _RATES:
        groups = facts.groups(label, "group")
        names = [word for word, _ in groups]
        values = [float(item.text.rstrip("%")) for _, item in groups]
        yield from _draw(names, values, f"{run.period.title}{label}", "%")


def _rankings(run: Run) -> Iterator[Picture | Paragraph]:
    """Yield one chart a group of the place's first ranking that has numbers."""
    lists = Lists(run)
    for ranked in run.ranked:
        lines = lists.ranked(ranked.ranking.id).dropna(subset=["value"])
        for group, part in lines.groupby("group", sort=False):
            names = [str(name) for name in part["subject"]]
            is_rate = part["value_text"].str.endswith("%").fillna(value=False).all()
            values = [float(value) * (100 if is_rate else 1) for value in part["value"]]
            unit = "%" if is_rate else str(part["value_text"].iloc[0]).lstrip("0123456789.")
            yield from _draw(names, [round(value, 2) for value in values], f"{ranked.ranking.title}（{group}）", unit)
        if not lines.empty:
            return


def _draw(names: Sequence[str], values: Sequence[float], title: str, unit: str) -> Iterator[Picture | Paragraph]:
    from govlib.bulletin.forms.charts import draw_bars  # noqa: PLC0415 - a bulletin without charts waits for none

    if len(names) >= _FEWEST:
        yield draw_bars(names, values, title, unit)
