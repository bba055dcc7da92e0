"""Charts that answer one question each: bars from frames, colour-blind safe, Chinese fonts by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle

import pandas as pd
import plotly.graph_objects as go

FONTS = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC','SimSun',sans-serif"
OUTCOME_COLOURS = {
    "合格": "#009E73",
    "不合格": "#D55E00",
    "待复核": "#E69F00",
    "缺数据": "#999999",
    "不适用": "#DDDDDD",
}
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
_NUMBERS = {"textposition": "outside", "textangle": 0, "cliponaxis": False}
_DASHES = ("solid", "dash", "dot", "dashdot")
_MARKS = ("circle", "square", "diamond", "triangle-up", "x", "cross")
_MOST_BARS = 40
_ROW_PIXELS = 26


def draw_outcomes(findings: pd.DataFrame, title: str) -> go.Figure:
    """Draw one stacked bar an indicator: how many subjects have which outcome."""
    counts = pd.crosstab(findings["indicator"] + " " + findings["indicator_name"], findings["outcome"])
    figure = _empty(title, "对象数（个）", len(counts))
    for outcome, colour in OUTCOME_COLOURS.items():
        if outcome in counts:
            figure.add_bar(
                y=list(counts.index), x=[int(number) for number in counts[outcome]], name=outcome, orientation="h",
                marker_color=colour,
            )  # fmt: skip
    figure.update_layout(barmode="stack", yaxis={"autorange": "reversed"})
    return figure


def draw_bars(names: Sequence[str], series: Mapping[str, Sequence[float]], title: str, unit: str) -> go.Figure:
    """Draw grouped horizontal bars, the first name on top; the title says when names past the fortieth are left out."""
    shown = list(names[:_MOST_BARS])
    said = title if len(names) <= _MOST_BARS else f"{title}（前 {_MOST_BARS} 个，共 {len(names)} 个）"
    figure = _empty(said, unit, len(shown) * max(1.0, len(series) * 0.8))
    for colour, (label, values) in zip(COLOURS, series.items(), strict=False):
        numbers = [float(value) for value in list(values)[:_MOST_BARS]]
        figure.add_bar(
            y=shown,
            x=numbers,
            name=label,
            orientation="h",
            marker_color=OUTCOME_COLOURS.get(label, colour),
            text=numbers,
            texttemplate="%{x:~f}",
            **_NUMBERS,
        )
    figure.update_layout(barmode="group", yaxis={"autorange": "reversed"}, showlegend=len(series) > 1)
    return figure


def draw_columns(names: Sequence[str], values: Sequence[float], title: str, unit: str) -> go.Figure:
    """Draw one upright bar a name with its number above."""
    numbers = [float(value) for value in values]
    figure = _empty(f"{title}（{unit}）", "", 0)
    figure.add_bar(
        x=list(names), y=numbers, marker_color=COLOURS[0], text=numbers, texttemplate="%{y:~f}", name=unit, **_NUMBERS
    )
    figure.update_layout(showlegend=False, height=380)
    return figure


def draw_lines(
    names: Sequence[str], series: Mapping[str, Sequence[float | None]], texts: Mapping[str, Sequence[str]], title: str
) -> go.Figure:
    """Draw one line a series over the names in their order, told apart by colour, dash and mark; ``texts`` as printed.

    Values are per cent; None leaves a gap.
    """
    figure = _empty(title, "", 0)
    marks = zip(cycle(COLOURS), cycle(_DASHES), cycle(_MARKS), series.items(), strict=False)
    for colour, dash, symbol, (label, values) in marks:
        figure.add_scatter(
            x=list(names), y=list(values), name=label, mode="lines+markers", text=list(texts[label]),
            line={"color": colour, "dash": dash}, marker={"symbol": symbol, "size": 9}, hoverinfo="text+name+x",
        )  # fmt: skip
    figure.update_layout(height=420, xaxis={"type": "category", "title": {"text": "期"}}, showlegend=len(series) > 1)
    figure.update_yaxes(ticksuffix="%", rangemode="normal")
    return figure


def _empty(title: str, unit: str, rows: float) -> go.Figure:
    return go.Figure(
        layout={
            "title": {"text": title},
            "font": {"family": FONTS, "size": 13},
            "height": int(150 + _ROW_PIXELS * max(rows, 3)),
            "margin": {"l": 20, "r": 30, "t": 60, "b": 50},
            "xaxis": {"title": {"text": unit}, "rangemode": "tozero"},
            "yaxis": {"automargin": True},
            "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom"},
            "template": "plotly_white",
        }
    )
