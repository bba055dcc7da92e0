"""Say in one sentence what a chart shows, for readers who hear a page instead of seeing it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govlib.batch.charts import Chart, TwinTable

MOST_SERIES = 4
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?%?")


def describe_chart(chart: Chart) -> str:
    """Describe a chart: its title, how many items it has, and where each series is highest and lowest.

    Figures stand as its table prints them. A table that was cut tells no extremes, since they may lie in the rest.
    """
    twin = chart.twin
    count = len(twin.rows) + twin.left_out
    said = [] if twin.left_out else [text for name, pairs in _series(twin) if (text := _extremes(name, pairs))]
    more = [f"另有{len(said) - MOST_SERIES}个系列"] if len(said) > MOST_SERIES else []
    return f"图：{chart.title}。" + "；".join([f"共{count}项", *said[:MOST_SERIES], *more]) + "。数据见下表。"


def _series(twin: TwinTable) -> list[tuple[str, list[tuple[str, str]]]]:
    if twin.headings[0] == "系列":
        return [(twin.headings[2], [(f"{row[0]} {row[1]}", row[2]) for row in twin.rows])]
    shown = twin.headings[1:2] if twin.headings[-1] == "占比" else twin.headings[1:]
    return [(name, [(row[0], row[at]) for row in twin.rows]) for at, name in enumerate(shown, 1)]


def _extremes(name: str, pairs: Sequence[tuple[str, str]]) -> str:
    filled = [(item, text) for item, text in pairs if text]
    if not filled or any(not _NUMBER.fullmatch(text) for _, text in filled):
        return ""
    values = [float(text.rstrip("%")) for _, text in filled]
    high, low = max(values), min(values)
    if high == low:
        return f"{name}均为{filled[0][1]}"
    return "，".join(
        f"{name if end == '最高' else ''}{end}{_where(filled, values, at)}"
        for end, at in (("最高", high), ("最低", low))
    )


def _where(filled: Sequence[tuple[str, str]], values: Sequence[float], wanted: float) -> str:
    found = [pair for pair, value in zip(filled, values, strict=True) if value == wanted]
    more = f"等{len(found)}项" if len(found) > 1 else ""
    return f"{found[0][1]}（{found[0][0]}{more}）"
