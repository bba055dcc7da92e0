"""Answers, tables and sentences as HTML inside widgets: everything from outside escaped, legible on any theme."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape

import pandas as pd

from govlib.display import say
from govlib.labels import labelled
from govlib.text.desk import Answer, Kept
from govlib.text.hits import Hit

MOST_SHOWN = 300
_MARKS = {
    "严重": "background:#fde2e0;color:#7a1410;border-bottom:3px double #b3261e",
    "一般": "background:#fdf0d9;color:#5c3b00;border-bottom:2px solid #b26a00",
    "表述不规范": "background:#e3eefb;color:#123a66;border-bottom:2px dashed #1d5fa8",
    "疑似": "background:#eceff1;color:#37474f;border-bottom:2px dotted #546e7a",
}
_PAGE = "background:#fff;color:#1f2933;padding:8px 10px;font-size:14px;line-height:1.6;overflow-wrap:anywhere"
_CELL = "padding:4px 8px;border-bottom:1px solid #d5dbe1;text-align:left;vertical-align:top;white-space:normal"
_HEAD = f"{_CELL};background:#f3f5f7;font-weight:600;white-space:nowrap"
_NOTE = {
    "说明": "margin:6px 0;padding:6px 10px;background:#f3f5f7;color:#1f2933;border-left:4px solid #7b8794",
    "错误": "margin:6px 0;padding:6px 10px;background:#fdf3ec;color:#7a3309;border-left:4px solid #b44d12",
    "完成": "margin:6px 0;padding:6px 10px;background:#eef7f0;color:#14532d;border-left:4px solid #2e7d4f",
}


def show_note(text: str, tone: str = "说明") -> str:
    """Return a paragraph; ``tone`` is 说明, 错误 or 完成. Line breaks stay."""
    role = "alert" if tone == "错误" else "status"
    lines = "<br>".join(escape(line) for line in text.splitlines())
    return f'<div role="{role}" style="{_NOTE[tone]};font-size:14px;line-height:1.6">{lines}</div>'


def show_answer(answer: Answer) -> str:
    """Return what was found: the counts, links that save it, a row a hit, quotations and dismissed ones apart."""
    taken = " ".join(map(_link, answer.keep()))
    parts = [f'<p style="margin:0 0 6px"><b>{escape(answer.says)}</b> {taken}</p>']
    if answer.hits:
        parts.append(_list_hits(answer.hits, "发现的问题"))
    if answer.quoted:
        parts.append(_list_hits(answer.quoted, "引用的错误写法（不计）"))
    if answer.dismissed:
        parts.append(_list_hits(answer.dismissed, "同一句话里判过误报的（不计）"))
    return f'<div style="{_PAGE}">{"".join(parts)}</div>'


def show_table(caption: str, frame: pd.DataFrame, empty: str) -> str:
    """Return a frame as a table with Chinese headings, at most ``MOST_SHOWN`` rows; ``empty`` where it has none."""
    if frame.empty:
        return show_note(f"{caption}：{empty}")
    rows = [[escape(say(value)) for value in row] for row in frame.head(MOST_SHOWN).itertuples(index=False, name=None)]
    more = f"，这里列出前 {MOST_SHOWN} 行" if len(frame) > MOST_SHOWN else ""
    return _table(f"{caption}（{len(frame)} 行{more}）", [str(name) for name in labelled(frame).columns], rows)


def _link(kept: Kept) -> str:
    """Return a link that saves a file; it holds the file whole, nothing is fetched."""
    data = base64.b64encode(kept.data).decode("ascii")
    link = f'href="data:{kept.kind};base64,{data}" style="color:#0b57a4;margin-right:12px"'
    return f'<a download="{escape(kept.name)}" {link}>保存 {escape(kept.name)}</a>'


def _list_hits(hits: Sequence[Hit], caption: str) -> str:
    rows = [
        [escape(hit.severity), _mark(hit), escape(hit.right or hit.note), _tell_kind(hit), escape(hit.place)]
        for hit in hits[:MOST_SHOWN]
    ]
    more = f"，这里列出前 {MOST_SHOWN} 处" if len(hits) > MOST_SHOWN else ""
    return _table(f"{caption}（{len(hits)} 处{more}）", ["级别", "上下文", "应为或说明", "类别", "位置"], rows)


def _mark(hit: Hit) -> str:
    mark = f'<mark style="{_MARKS[hit.severity]};padding:0 2px;font-weight:600">{escape(hit.wrong)}</mark>'
    return f"{escape(hit.before)}{mark}{escape(hit.after)}"


def _tell_kind(hit: Hit) -> str:
    said = hit.kind + (f"（{hit.note}）" if hit.note and hit.right else "")
    sure = f"；把握 {hit.confidence:.0%}" if hit.severity == "疑似" else ""
    return escape(said + sure)


def _table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are HTML already."""
    head = "".join(f'<th scope="col" style="{_HEAD}">{escape(name)}</th>' for name in headings)
    body = "".join("<tr>" + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in row) + "</tr>" for row in rows)
    look = "border-collapse:collapse;width:100%;font-size:14px;color:#1f2933;background:#fff"
    return (
        f'<div style="overflow:auto;max-height:460px"><table style="{look}"><caption style="text-align:left;'
        f'font-weight:600;padding:6px 0;color:#1f2933">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
