"""Export an executed notebook as one self-contained page of our own design, through nbconvert."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from nbconvert.exporters import TemplateExporter
from nbformat import NotebookNode

from govlib.batch.chart_words import describe_chart
from govlib.batch.charts import CHART_MIME, read_chart
from govlib.batch.failures import CellFailure, describe_error
from govlib.batch.markdown import render_markdown
from govlib.batch.selfcontained import list_active_content
from govlib.errors import UserError

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
    "font-src data:; base-uri 'none'; form-action 'none'"
)
_BUNDLE = "plotly-basic-4.1.1.min.js.gz"
_IMAGES = ("image/png", "image/jpeg", "image/svg+xml")
_WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class PageLink:
    """One entry of a page's navigation; no ``href`` marks the page itself."""

    title: str
    href: str = ""


@dataclass(frozen=True)
class PageContext:
    """What a page says around its notebook: whose it is, where its sisters are, what stands at its foot.

    ``sample`` shows the badge 虚构样例; ``failure`` a red banner for a notebook that did not come to its end.
    """

    title: str
    place_name: str
    period: str
    links: tuple[PageLink, ...] = ()
    sample: bool = False
    notes: tuple[str, ...] = ()
    failure: CellFailure | None = None


def export_page(notebook: NotebookNode, context: PageContext) -> str:
    """Return the page of an executed notebook: its sentences, tables and charts, no code, nothing to load.

    Raises:
        UserError: An output that a page cannot show: a widget, a script, or a chart the bundle cannot draw.
    """
    html, _ = _exporter().from_notebook_node(notebook, resources={"page": context})
    return str(html)


@cache
def _exporter() -> TemplateExporter:
    template = str(_here("templates") / "page.html.j2")
    exporter = TemplateExporter(template_file=template)  # type: ignore[no-untyped-call]
    environment = exporter.environment
    environment.autoescape = True
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(
        body_markdown=_body_markdown,
        output_kind=_output_kind,
        output_body=_output_body,
        chart_words=describe_chart,
        chart=lambda output: read_chart(output.data[CHART_MIME]),
        error_line=lambda output: describe_error(output)[0],
    )
    environment.globals.update(
        page_policy=Markup(POLICY),  # noqa: S704 - a constant
        page_style=Markup(_text("page.css")),  # noqa: S704 - ours
        page_bundle=_bundle,
    )
    return exporter


def _here(name: str) -> Path:
    return Path(str(files("govlib.batch") / name))


def _text(name: str) -> str:
    return (_here("templates") / name).read_text(encoding="utf-8")


@cache
def _bundle() -> Markup:
    packed = (_here("assets") / _BUNDLE).read_bytes()
    return Markup(base64.b64encode(packed).decode("ascii"))  # noqa: S704 - base64


def _body_markdown(source: str, cell_index: int) -> Markup:
    # The page's own heading already says the notebook's title.
    first, _, rest = source.lstrip().partition("\n")
    return render_markdown(rest if cell_index <= 1 and first.startswith("# ") else source)


def _output_kind(output: NotebookNode) -> str:
    if output.output_type == "error":
        return "failure"
    if output.output_type == "stream":
        return "" if output.name == "stderr" else "body"
    data = output.data
    if CHART_MIME in data:
        return "chart"
    if _WIDGET in data:
        raise UserError(
            "页面", "输出里有交互控件", "静态的文字、表格或图", "请让笔记本在 interactive=False 时不显示控件"
        )
    return "body" if data else ""


def _output_body(output: NotebookNode) -> Markup:
    if output.output_type == "stream":
        return Markup("<pre>{}</pre>").format(output.text)
    data: dict[str, Any] = output.data
    if "text/html" in data:
        return _checked_html(str(data["text/html"]))
    if "text/markdown" in data:
        return render_markdown(str(data["text/markdown"]))
    for mime in _IMAGES:
        if mime in data:
            return _image(mime, str(data[mime]))
    return Markup("<pre>{}</pre>").format(data.get("text/plain", ""))


def _checked_html(html: str) -> Markup:
    active = list_active_content(html)
    if active:
        raise UserError(
            "页面", f"输出里有会运行的内容 {'、'.join(active[:5])}", "转义过的静态内容", "请检查生成它的函数"
        )
    return Markup(html)  # noqa: S704 - the rooms that make tables escape; what could run was refused above


def _image(mime: str, content: str) -> Markup:
    packed = base64.b64encode(content.encode()).decode("ascii") if mime.endswith("xml") else "".join(content.split())
    return Markup('<img alt="" src="data:{};base64,{}">').format(mime, escape(packed))
