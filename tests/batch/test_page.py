import json
from html.parser import HTMLParser

import plotly.graph_objects as go
import pytest

from govlib.batch.document import make_node
from govlib.batch.failures import CellFailure
from govlib.batch.page import POLICY, PageContext, PageLink, export_page
from govlib.batch.selfcontained import check_self_contained
from govlib.errors import UserError

CONTEXT = PageContext("网站检查", "苍溪县", "2024Q2")


def display(**data):
    return {"output_type": "display_data", "metadata": {}, "data": data}


def html_output(html: str):
    return display(**{"text/html": html, "text/plain": "不显示"})


def notebook(*outputs, markdown: str = "# 网站检查\n\n说明。", source: str = "secret_code()"):
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": markdown},
        {
            "cell_type": "code",
            "id": "b",
            "metadata": {},
            "source": source,
            "execution_count": 1,
            "outputs": list(outputs),
        },
    ]
    return make_node({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def chart(title: str = "图"):
    return display(
        **{
            "application/vnd.plotly.v1+json": json.loads(
                go.Figure(go.Bar(x=["甲"], y=[1]), layout={"title": title}).to_json()
            )
        }
    )


class Landmarks(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.texts = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


def parse(html: str) -> Landmarks:
    parser = Landmarks()
    parser.feed(html)
    return parser


def test_a_page_says_its_language_its_landmarks_and_whose_it_is():
    html = export_page(notebook(), CONTEXT)
    page = parse(html)
    names = [tag for tag, _ in page.tags]
    assert dict(page.tags)["html"]["lang"] == "zh-CN"
    assert [names.count(tag) for tag in ("header", "main", "footer", "h1")] == [1, 1, 1, 1]
    assert "<title>苍溪县 2024Q2 网站检查</title>" in html
    assert "苍溪县" in page.texts


def test_a_page_forbids_every_load_and_asks_for_no_icon():
    html = export_page(notebook(chart()), CONTEXT)
    assert f'content="{POLICY}"' in html
    assert POLICY.startswith("default-src 'none'; ")
    assert '<link rel="icon" href="data:,">' in html
    assert check_self_contained(html) == []


def test_code_is_never_shown_and_the_title_only_once():
    html = export_page(notebook(display(**{"text/plain": "结果"})), CONTEXT)
    assert "secret_code" not in html
    assert html.count("<h1>") == 1
    assert "<pre>结果</pre>" in html


def test_links_lead_to_the_other_pages_and_mark_this_one():
    links = (PageLink("数据接收", "10_intake.html"), PageLink("网站检查"))
    html = export_page(notebook(), PageContext("网站检查", "苍溪县", "2024Q2", links))
    assert '<a href="10_intake.html">数据接收</a>' in html
    assert '<span aria-current="page">网站检查</span>' in html


def test_only_samples_carry_the_badge():
    assert "虚构样例" not in export_page(notebook(), CONTEXT)
    sample = PageContext("网站检查", "苍溪县", "2024Q2", sample=True)
    assert '<span class="badge">虚构样例</span>' in export_page(notebook(), sample)


def test_a_page_without_charts_carries_no_bundle_and_no_script():
    html = export_page(notebook(html_output("<table><tr><td>1</td></tr></table>")), CONTEXT)
    assert "plotly" not in html.lower()
    assert "<script" not in html
    assert len(html.encode()) < 20_000


def test_several_charts_share_one_bundle_and_have_each_a_table():
    html = export_page(notebook(chart("一"), chart("二"), chart("三")), CONTEXT)
    assert html.count('id="plotly-bundle"') == 1
    assert [f'id="chart-{number}"' in html for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert html.count('<details class="twin" open>') == 3
    assert len(html.encode()) < 600_000


@pytest.mark.parametrize("field", ["title", "place_name", "period", "notes", "links"])
def test_names_are_escaped_wherever_they_stand(field):
    evil = "<script>alert('名')</script>&\""
    values = {"title": "网站检查", "place_name": "苍溪县", "period": "2024Q2"}
    values[field] = {"notes": (evil,), "links": (PageLink(evil, 'x"onclick="y'),)}.get(field, evil)
    html = export_page(notebook(), PageContext(**values))
    assert "<script" not in html
    assert 'onclick="y' not in html.replace("&#34;onclick=&#34;y", "")
    assert "&lt;script&gt;alert(&#39;名&#39;)&lt;/script&gt;&amp;" in html


def test_foreign_text_in_markdown_cannot_become_markup():
    text = "共 **3** 个 <script>alert(1)</script> ![图](https://example/x.png) [点](javascript:alert(1))"
    html = export_page(notebook(display(**{"text/markdown": text})), CONTEXT)
    assert "<strong>3</strong>" in html
    assert "<script" not in html
    assert "javascript:" not in html
    assert "<img" not in html
    assert check_self_contained(html) == []


def test_foreign_text_in_errors_streams_and_plain_text_is_escaped():
    evil = "<script>alert(1)</script>"
    outputs = (
        {"output_type": "stream", "name": "stdout", "text": evil},
        {"output_type": "error", "ename": "ValueError", "evalue": evil, "traceback": [evil]},
        display(**{"text/plain": evil}),
    )
    html = export_page(notebook(*outputs), CONTEXT)
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)") == 3


def test_an_output_that_could_run_is_refused():
    with pytest.raises(UserError, match="会运行的内容 <script>"):
        export_page(notebook(html_output("<script>alert(1)</script>")), CONTEXT)


def test_a_widget_is_refused():
    widget = display(**{"application/vnd.jupyter.widget-view+json": {"model_id": "x"}, "text/plain": "HBox()"})
    with pytest.raises(UserError, match="交互控件"):
        export_page(notebook(widget), CONTEXT)


def test_warnings_stay_in_the_log():
    html = export_page(notebook({"output_type": "stream", "name": "stderr", "text": "DeprecationWarning"}), CONTEXT)
    assert "DeprecationWarning" not in html


def test_a_failed_cell_is_shown_in_red_with_its_reason_and_no_traceback():
    error = {"output_type": "error", "ename": "KeyError", "evalue": "'单位'", "traceback": ["File x.py, line 3"]}
    failure = CellFailure(1, "可用性", "KeyError：'单位'", "请打开保存的笔记本")
    html = export_page(notebook(error), PageContext("网站检查", "苍溪县", "2024Q2", failure=failure))
    assert html.count('class="failure"') == 2
    assert "停在“可用性”：KeyError：&#39;单位&#39;" in html
    assert "x.py" not in html


def test_pictures_are_inlined_and_vector_pictures_cannot_run():
    svg = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    html = export_page(notebook(display(**{"image/png": "iVBORw0KGgo=\n"}), display(**{"image/svg+xml": svg})), CONTEXT)
    assert '<img alt="" src="data:image/png;base64,iVBORw0KGgo=">' in html
    assert "onload" not in html
    assert check_self_contained(html) == []


def test_the_same_notebook_gives_the_same_page():
    assert export_page(notebook(chart()), CONTEXT) == export_page(notebook(chart()), CONTEXT)
