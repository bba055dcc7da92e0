"""What a notebook shows: a sentence, a table, a chart; all outside text escaped, nothing computed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go
from IPython.display import display

from govlib.labels import labelled

if TYPE_CHECKING:
    from govlib.overview.tiles import TileGrid

MOST_ROWS = 500

# written into the elements, so that a notebook and the page made from it look the same
_TONES = {
    "说明": "margin:8px 0",
    "提醒": "margin:8px 0;padding:8px 12px;border-left:4px solid #b44d12;background:#fdf3ec;color:#7a3309",
    "缺数据": "margin:8px 0;padding:8px 12px;border-left:4px solid #7b8794;background:#f3f5f7;color:#3e4c59",
}
_LINE = "margin:0;line-height:1.8;white-space:pre-wrap"
_CARDS = "display:flex;flex-wrap:wrap;gap:10px;margin:10px 0;padding:0"
_CARD = "min-width:112px;padding:8px 14px;border:1px solid #d5dbe1;border-radius:4px;background:#f8fafb"
_SMALL = "margin:0;font-size:13px;font-weight:400;color:#52606d"
_LARGE = "margin:0;font-size:22px;line-height:1.4;font-variant-numeric:tabular-nums;color:#1f2933"


@dataclass(frozen=True)
class Sentence:
    """One paragraph of plain text; ``tone`` is 说明, 提醒 or 缺数据."""

    text: str
    tone: str = "说明"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": f'<p style="{_TONES[self.tone]}">{escape(self.text)}</p>', "text/plain": self.text}


@dataclass(frozen=True)
class Headline:
    """The few numbers a page opens with: pairs of label and number; ``notes`` stand under them, by label."""

    numbers: tuple[tuple[str, str], ...]
    notes: Mapping[str, str] = field(default_factory=dict)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        cells = "".join(
            f'<div style="{_CARD}"><dt style="{_SMALL}">{escape(label)}</dt>'
            f'<dd style="{_LARGE}">{escape(number)}</dd>{self._note(label)}</div>'
            for label, number in self.numbers
        )
        plain = "；".join(
            f"{label} {number}" + (f"（{self.notes[label]}）" if label in self.notes else "")
            for label, number in self.numbers
        )
        return {"text/html": f'<dl style="{_CARDS}">{cells}</dl>', "text/plain": plain}

    def _note(self, label: str) -> str:
        return f'<dd style="{_SMALL}">{escape(self.notes[label])}</dd>' if label in self.notes else ""


@dataclass(frozen=True)
class Link:
    """A cell that leads to another page of the outputs; ``href`` is relative, made by the program."""

    text: str
    href: str


@dataclass(frozen=True)
class Table:
    """A frame as an accessible HTML table: a caption, Chinese headings, at most ``MOST_ROWS`` rows."""

    caption: str
    frame: pd.DataFrame
    rest_in: str = "annexes.xlsx"
    empty: str = "本期无此类情况。"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        plain = f"{self.caption}（{len(self.frame)} 行）"
        if self.frame.empty:
            html = f'<p style="{_TONES["说明"]}">{escape(self.caption)}：{escape(self.empty)}</p>'
            return {"text/html": html, "text/plain": plain}
        shown = labelled(self.frame.head(MOST_ROWS))
        numeric = [
            pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_bool_dtype(dtype) for dtype in shown.dtypes
        ]
        head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in shown.columns)
        body = "".join(
            "<tr>" + "".join(_cell(value, right) for value, right in zip(row, numeric, strict=True)) + "</tr>"
            for row in shown.itertuples(index=False, name=None)
        )
        more = (
            f'<p style="{_TONES["说明"]}">共 {len(self.frame)} 行，这里列出前 {MOST_ROWS} 行，'
            f"其余见 {escape(self.rest_in)}。</p>"
            if len(self.frame) > MOST_ROWS
            else ""
        )
        html = (
            f'<div tabindex="0" role="region" aria-label="{escape(self.caption)}"><table>'
            f"<caption>{escape(self.caption)}（{len(self.frame)} 行）</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{more}"
        )
        return {"text/html": html, "text/plain": plain}


@dataclass(frozen=True)
class Passage:
    """A text of many paragraphs, as its lines; files to open stand above it."""

    title: str
    lines: tuple[str, ...]
    files: tuple[Link, ...] = ()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        links = "　".join(f'<a href="{escape(link.href)}">{escape(link.text)}</a>' for link in self.files)
        opened = f'<p style="{_TONES["说明"]}">{links}</p>' if links else ""
        body = "".join(f'<p style="{_LINE}">{escape(line)}</p>' for line in self.lines if line.strip())
        html = f'<div role="region" aria-label="{escape(self.title)}">{opened}{body}</div>'
        return {"text/html": html, "text/plain": f"{self.title}（{len(self.lines)} 行）"}


@dataclass(frozen=True)
class Several:
    """Displays one below the other, as if each stood in a cell of its own."""

    parts: tuple[Sentence | Headline | Table | Passage | Chart | TileGrid, ...]

    def _ipython_display_(self) -> None:
        for part in self.parts:
            display(part)  # type: ignore[no-untyped-call]  # IPython has no types


@dataclass(frozen=True)
class Chart:
    """A plotly figure, as data only: the page draws it, the notebook carries no script."""

    figure: go.Figure

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        title = self.figure.layout.title.text or "图"
        return {"application/vnd.plotly.v1+json": json.loads(self.figure.to_json()), "text/plain": str(title)}


def _cell(value: Any, right: bool) -> str:
    css = ' class="number"' if right else ""
    if isinstance(value, Link):
        return f'<td{css}><a href="{escape(value.href)}">{escape(value.text)}</a></td>'
    return f"<td{css}>{escape(say(value))}</td>"


def say(value: Any) -> str:
    """Return a cell as people read it: blanks empty, dates as 2024-06-22, whole floats without decimals."""
    if value is None or value is pd.NaT or (not isinstance(value, str) and pd.isna(value)):
        return ""
    if isinstance(value, Link):
        return value.text
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d") if value == value.normalize() else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:g}"
    return str(value)
