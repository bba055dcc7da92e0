"""Charts of a page: checked against the drawing bundle, cleaned, and told again as a table."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import numpy as np
from markupsafe import Markup

from govlib.errors import UserError

CHART_MIME = "application/vnd.plotly.v1+json"
DRAWABLE = ("bar", "pie", "scatter")
FONT_STACK = (
    '"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC","WenQuanYi Micro Hei",SimHei,SimSun,'
    "sans-serif"
)
MOST_ROWS = 500
DEFAULT_HEIGHT = 400
# what a title takes of the top margin, and what a legend or a number above a bar still needs
TITLE_HEIGHT = 32
LEAST_TOP = 28
_DTYPES = frozenset({"i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"})
_FOREIGN_TAG = re.compile(r"<(?!/?(?:b|i|br|em|strong|sub|sup|extra)\s*/?>)", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class TwinTable:
    """The same numbers as a chart: headings, and rows of texts; ``left_out`` rows are not shown."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int


@dataclass(frozen=True)
class Chart:
    """One chart of a page: its title, the figure as JSON fit for a script element, and its table."""

    title: str
    figure_json: Markup
    twin: TwinTable


def read_chart(figure: Mapping[str, Any]) -> Chart:
    """Read a plotly figure of a notebook output.

    The title moves from the drawing into the page's text, foreign markup in labels becomes visible text, and the
    drawing gets fonts that hold Chinese.

    Raises:
        UserError: A trace type that the bundle cannot draw, or a picture loaded into the chart.
    """
    figure = _clean(figure)
    layout = dict(figure.get("layout") or {})
    traces = [dict(trace) for trace in figure.get("data") or []]
    heading = _plain(_title_text(layout.pop("title", None)))
    title = heading or "未命名的图"
    _refuse_undrawable(title, traces, layout)
    font = dict(layout.get("font") or {})
    layout["font"] = {**font, "family": font.get("family") or FONT_STACK}
    layout.pop("width", None)
    layout.setdefault("height", DEFAULT_HEIGHT)
    layout["margin"] = _margin_without_title(layout.get("margin") or {}, had_title=bool(heading))
    _prune_template(layout, {str(trace.get("type") or "scatter") for trace in traces})
    drawn = json.dumps({"data": traces, "layout": layout}, ensure_ascii=False, separators=(",", ":"))
    return Chart(title, _for_script(drawn), build_twin(traces, layout))


def _margin_without_title(margin: Mapping[str, Any], *, had_title: bool) -> dict[str, Any]:
    full = {"t": LEAST_TOP, "r": 16, "b": 48, "l": 56, **margin}
    return {**full, "t": max(LEAST_TOP, full["t"] - TITLE_HEIGHT)} if had_title else full


def _prune_template(layout: dict[str, Any], kinds: set[str]) -> None:
    template = layout.get("template")
    if isinstance(template, Mapping) and isinstance(template.get("data"), Mapping):
        data = {kind: style for kind, style in template["data"].items() if kind in kinds}
        layout["template"] = {**template, "data": data}


def _for_script(text: str) -> Markup:
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - nothing is left that could end a script element


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _FOREIGN_TAG.sub("&lt;", value)
    if isinstance(value, Mapping):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value


def _title_text(title: Any) -> str:
    return str(title.get("text") or "") if isinstance(title, Mapping) else str(title or "")


def _plain(text: str) -> str:
    return _ANY_TAG.sub(" ", text.replace("&lt;", "\0")).replace("\0", "<").strip()


def _refuse_undrawable(title: str, traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> None:
    kinds = sorted({str(trace.get("type") or "scatter") for trace in traces} - set(DRAWABLE))
    if kinds:
        advice = "请用 render_mode='svg' 生成散点图" if "scattergl" in kinds else "请改用柱形图、饼图或折线图"
        raise UserError(f"图“{title}”", f"用了页面画不出的类型 {'、'.join(kinds)}", "、".join(DRAWABLE), advice)
    if layout.get("images"):
        raise UserError(f"图“{title}”", "图中引用了图片", "不含外部图片的图", "请去掉 layout.images")


def build_twin(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> TwinTable:
    """Build the table of a chart's numbers from its traces.

    One row is one category with a column a trace where categories are unique in each trace; else one row is one
    point. A trace's own text stands where it has one, since that is the figure as printed.
    """
    if any(trace.get("type") == "pie" for trace in traces):
        return _table(("项目", "数值", "占比"), [row for trace in traces for row in _pie_rows(trace)])
    series = [_Series.read(trace, layout, number) for number, trace in enumerate(traces, 1)]
    category = next((one.category_title for one in series if one.category_title), "") or "项目"
    if all(len(set(one.categories)) == len(one.categories) for one in series):
        order = dict.fromkeys(name for one in series for name in one.categories)
        found = [dict(zip(one.categories, one.values, strict=True)) for one in series]
        rows = [(name, *(values.get(name, "") for values in found)) for name in order]
        return _table((category, *(one.name for one in series)), rows)
    points = [(one.name, *pair) for one in series for pair in zip(one.categories, one.values, strict=True)]
    value = next((one.value_title for one in series if one.value_title), "") or "数值"
    return _table(("系列", category, value), points)


def _table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> TwinTable:
    return TwinTable(headings, tuple(rows[:MOST_ROWS]), max(0, len(rows) - MOST_ROWS))


@dataclass(frozen=True)
class _Series:
    name: str
    category_title: str
    value_title: str
    categories: list[str]
    values: list[str]

    @staticmethod
    def read(trace: Mapping[str, Any], layout: Mapping[str, Any], number: int) -> _Series:
        flat = trace.get("orientation") == "h"
        category_axis, value_axis = (
            _axis(trace, layout, "y" if flat else "x"),
            _axis(trace, layout, "x" if flat else "y"),
        )
        categories, values = _items(trace.get("y" if flat else "x")), _items(trace.get("x" if flat else "y"))
        # With a template, text is only what the template may use.
        texts = _items(trace.get("text")) if not trace.get("texttemplate") else []
        tick = str(value_axis.get("tickformat") or "")
        pairs = list(zip_longest(categories, values, texts, fillvalue=None))[: max(len(categories), len(values))]
        return _Series(
            name=_plain(str(trace.get("name") or ""))
            or _plain(_title_text(value_axis.get("title")))
            or f"数值{number}",
            category_title=_plain(_title_text(category_axis.get("title"))),
            value_title=_plain(_title_text(value_axis.get("title"))),
            categories=[_show(name if name is not None else index, "") for index, (name, _, _) in enumerate(pairs, 1)],
            values=[_show(value if text in (None, "") else text, tick) for _, value, text in pairs],
        )


def _axis(trace: Mapping[str, Any], layout: Mapping[str, Any], letter: str) -> Mapping[str, Any]:
    reference = str(trace.get(f"{letter}axis") or letter)
    axis = layout.get(f"{letter}axis{reference[1:]}")
    return axis if isinstance(axis, Mapping) else {}


def _pie_rows(trace: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    labels, values = _items(trace.get("labels")), _items(trace.get("values"))
    total = sum(float(value) for value in values if value is not None)
    for label, value in zip_longest(labels, values):
        share = float(value) / total if total and value is not None else None
        yield _show(label, ""), _show(value, ""), _show(share, ".1%")


def _items(values: Any) -> list[Any]:
    if isinstance(values, Mapping) and values.get("dtype") in _DTYPES:
        decoded = np.frombuffer(base64.b64decode(str(values.get("bdata", ""))), dtype=f"<{values['dtype']}")
        return list(decoded.tolist())
    return list(values) if isinstance(values, (list, tuple)) else []


def _show(value: Any, tick_format: str) -> str:
    if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 - only NaN differs from itself
        return ""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return _plain(str(value))
    if tick_format.endswith("%"):
        digits = re.sub(r"\D", "", tick_format) or "0"
        return f"{value:.{int(digits)}%}"
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
