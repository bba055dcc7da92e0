import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest
from pages import check_page, open_page, print_page

from govlib.batch.charts import CHART_MIME
from govlib.batch.document import make_node
from govlib.batch.failures import CellFailure
from govlib.batch.page import PageContext, PageLink, export_page

pytestmark = pytest.mark.browser

UNITS = ["县教育体育局", "县公安局", "县民政局", "县卫生健康局", "县市场监督管理局", "县自然资源和规划局"]
FIGURES = [
    go.Figure(
        [go.Bar(name="合格", x=UNITS, y=[3, 5, 2, 4, 1, 6]), go.Bar(name="不合格", x=UNITS, y=[1, 0, 2, 1, 3, 0])],
        layout={"title": "各单位结论", "barmode": "stack", "yaxis": {"title": "网站（个）"}},
    ),
    go.Figure(
        go.Bar(orientation="h", y=UNITS, x=[0.95, 0.9, 0.625, 0.8, 0.5, 1.0]),
        layout={"title": "合格率", "xaxis": {"tickformat": ".0%"}},
    ),
    go.Figure(
        go.Pie(labels=["合格", "不合格", "待复核", "缺数据"], values=[30, 5, 3, 1]), layout={"title": "总体结论"}
    ),
    go.Figure(
        go.Scatter(x=[f"2024-{month:02d}-01" for month in range(1, 7)], y=np.array([0.5, 0.6, 0.7, 0.8, 0.85, 0.9])),
        layout={"title": "各月合格率", "yaxis": {"tickformat": ".1%"}},
    ),
    go.Figure(
        go.Scatter(mode="markers", x=np.arange(400) % 37, y=np.arange(400) % 53), layout={"title": "发布量与栏目数"}
    ),
]
TABLE = (
    "<table><thead><tr><th>单位</th><th>网站</th><th>问题</th></tr></thead><tbody>"
    + "".join(f"<tr><td>{unit}</td><td>{unit}门户网站</td><td class='number'>3</td></tr>" for unit in UNITS)
    + "</tbody></table>"
)
LINKS = (PageLink("数据接收", "10_intake.html"), PageLink("网站检查"), PageLink("账号检查", "30_accounts.html"))


def make_page(path, figures=FIGURES, *, failure=None, extra=""):
    outputs = [{"text/markdown": "共检查网站 **12** 个，“链接可用性”不合格 3 个。"}, {"text/html": TABLE}]
    outputs += [{CHART_MIME: json.loads(figure.to_json())} for figure in figures]
    cell = {
        "cell_type": "code",
        "id": "b",
        "metadata": {},
        "source": "",
        "execution_count": 1,
        "outputs": [{"output_type": "display_data", "metadata": {}, "data": data} for data in outputs],
    }
    heading = {
        "cell_type": "markdown",
        "id": "a",
        "metadata": {},
        "source": "# 网站检查\n\n## 可用性\n\n按国办发〔2019〕检查。",
    }
    notebook = make_node({"cells": [heading, cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    notes = ("规则集：政府网站与政务新媒体检查指标（2019）", "监测时间点：2024年6月22日")
    context = PageContext("网站检查", "苍溪县", "2024Q2", LINKS, sample=True, notes=notes, failure=failure)
    path.write_text(export_page(notebook, context).replace("</main>", extra + "</main>"), encoding="utf-8")
    return path


def test_a_page_asks_for_nothing_draws_every_chart_and_shows_every_character(browser, tmp_path, screenshots):
    report = check_page(make_page(tmp_path / "page.html"), browser, screenshots / "batch_page.png")
    assert report.faults == ()
    assert report.charts == len(FIGURES)
    assert report.characters > 100


def test_a_page_without_charts_is_sound_too(browser, tmp_path):
    report = check_page(make_page(tmp_path / "page.html", []), browser)
    assert (report.faults, report.charts) == ((), 0)


def test_a_failed_page_says_so_in_red(browser, tmp_path, screenshots):
    failure = CellFailure(1, "可用性", "网站.xlsx：没有“单位”一列；请检查表头。", "请按上面的提示改正后重新运行")
    path = make_page(tmp_path / "page.html", FIGURES[:1], failure=failure)
    assert check_page(path, browser, screenshots / "batch_failed_page.png").faults == ()
    with open_page(browser, path, []) as page:
        banner = page.get_by_role("alert")
        assert "本页没有算完，结果不能使用" in banner.inner_text()
        assert banner.evaluate("node => getComputedStyle(node).borderLeftColor") == "rgb(179, 38, 30)"


@pytest.mark.parametrize(("missing", "visible"), [("DecompressionStream", True), ("Promise", True), ("Response", True)])
def test_an_old_browser_keeps_the_tables_and_says_why(browser, tmp_path, missing, visible):
    faults: list[str] = []
    path = make_page(tmp_path / "page.html", FIGURES[:2])
    with open_page(browser, path, faults, before=f"delete window.{missing}; window.{missing} = undefined") as page:
        assert page.locator("#no-drawing").is_visible() is visible
        assert page.locator("figure.chart table").count() == 2
        assert all(table.is_visible() for table in page.locator("figure.chart table").all())
        assert not any(place.is_visible() for place in page.locator(".drawing").all())
    assert faults == []


def test_without_scripts_each_chart_is_a_table_with_its_numbers(browser, tmp_path, screenshots):
    path = make_page(tmp_path / "page.html")
    with open_page(browser, path, [], scripts=False) as page:
        page.screenshot(path=screenshots / "batch_page_without_scripts.png", full_page=True)
        first = page.locator("figure.chart table").first
        assert first.is_visible()
        assert first.locator("tbody tr").first.inner_text().split() == ["县教育体育局", "3", "1"]
        assert not page.locator("#no-drawing").is_visible()


def test_tables_of_drawn_charts_open_on_demand(browser, tmp_path):
    with open_page(browser, make_page(tmp_path / "page.html", FIGURES[:1]), []) as page:
        page.wait_for_selector("figure[data-state=drawn] svg.main-svg")
        table = page.locator("figure.chart table")
        page.wait_for_function("() => !document.querySelector('details.twin').open")
        assert not table.is_visible()
        page.get_by_text("图中数据").click()
        assert table.is_visible()


def test_a_wide_page_does_not_scroll_sideways_on_a_phone(browser, tmp_path):
    with open_page(browser, make_page(tmp_path / "page.html"), []) as page:
        page.set_viewport_size({"width": 380, "height": 800})
        page.wait_for_timeout(600)
        assert page.evaluate("document.documentElement.scrollWidth") <= 380


def test_a_printed_page_is_a4_and_shows_charts_not_their_tables(browser, tmp_path, screenshots):
    pdf = print_page(make_page(tmp_path / "page.html"), browser, screenshots / "batch_page.pdf")
    assert pdf.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594.95" in pdf or b"/MediaBox [0 0 595" in pdf


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ("<img src='https://example.com/x.png'>", "控制台"),
        ("<a href='x.css'>x</a><script>console.error('坏了')</script>", "控制台：坏了"),
        ("<script>throw new Error('坏了')</script>", "脚本出错：坏了"),
        ("<p>缺字 \ue123 \U0010fffc</p>", "没有字形的字符：U+10FFFC、U+E123"),
        ("<figure class='chart' id='figure-9'><details></details></figure>", "figure-9 没有画出图形"),
    ],
)
def test_the_check_finds_a_planted_fault(browser, tmp_path, planted, fault):
    report = check_page(make_page(tmp_path / "page.html", FIGURES[:1], extra=planted), browser)
    assert any(fault in found for found in report.faults), report.faults


def test_a_tall_chart_is_made_to_fit_one_sheet_and_stands_as_before_afterwards(browser, tmp_path):
    names = [f"第{number}单位" for number in range(60)]
    tall = go.Figure(go.Bar(orientation="h", y=names, x=[1] * 60), layout={"title": "高图", "height": 1700})
    with open_page(browser, make_page(tmp_path / "page.html", [tall]), []) as page:
        page.wait_for_function("() => !document.querySelector('details.twin').open")
        size = "(() => { const box = document.querySelector('svg.main-svg').getBoundingClientRect();"
        size += " return [box.width, box.height]; })()"
        wide, high = page.evaluate(size)
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        page.wait_for_timeout(300)
        assert page.evaluate(size) == [640, 760]
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        page.wait_for_timeout(300)
        assert page.evaluate(size) == [wide, high]
        assert high == 1700


def test_the_check_finds_that_no_chinese_font_is_installed(tmp_path):
    name = ["fc-match", "--format=%{file}", "DejaVu Sans"]
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    shutil.copy(subprocess.run(name, capture_output=True, text=True, check=True).stdout, fonts)
    settings = f"<fontconfig><dir>{fonts}</dir><cachedir>{tmp_path}</cachedir></fontconfig>"
    (tmp_path / "fonts.conf").write_text(settings, encoding="utf-8")
    code = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[1])\n"
        "from pages import check_page\n"
        "print(check_page(pathlib.Path(sys.argv[2])).faults)"
    )
    path = make_page(tmp_path / "page.html", [])
    command = [sys.executable, "-c", code, str(Path(__file__).parent), str(path)]
    surroundings = {**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "PYTHONUTF8": "1"}
    shown = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True, encoding="utf-8")
    assert "没有字形的字符" in shown.stdout
    assert f"U+{ord('县'):04X}" in shown.stdout


@pytest.mark.parametrize("address", ["https://example.com/x.png", "x.png"])
def test_the_check_finds_a_request_that_no_policy_stops(browser, tmp_path, address):
    path = make_page(tmp_path / "page.html", [], extra=f"<img src='{address}'>")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("img-src data: blob:", "img-src *"), encoding="utf-8")
    assert any(found.startswith("请求了") and "x.png" in found for found in check_page(path, browser).faults)


def test_the_check_finds_a_chart_that_cannot_be_drawn(browser, tmp_path):
    path = make_page(tmp_path / "page.html", FIGURES[:1])
    path.write_text(path.read_text(encoding="utf-8").replace('"type":"bar"', '"type":"heatmap"'), encoding="utf-8")
    assert "figure-1 没有画出图形 heatmap" in check_page(path, browser).faults


def test_the_check_finds_a_chart_without_table(browser, tmp_path):
    path = make_page(tmp_path / "page.html", FIGURES[:1])
    text = path.read_text(encoding="utf-8")
    start, end = text.index("<tbody>", text.index("<figure")), text.index("</tbody>", text.index("<figure"))
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    assert "figure-1 在不运行脚本时没有数据表" in check_page(path, browser).faults


def test_the_keyboard_walks_to_the_content_the_other_pages_and_a_charts_table(browser, tmp_path):
    with open_page(browser, make_page(tmp_path / "page.html", FIGURES[:1]), []) as page:
        page.wait_for_function("() => !document.querySelector('details.twin').open")
        focused = "document.activeElement.innerText.trim()"
        page.keyboard.press("Tab")
        assert page.evaluate(focused) == "跳到正文"
        assert page.locator(".skip").bounding_box()["x"] >= 0
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        stops = []
        for _ in range(12):
            page.keyboard.press("Tab")
            stops.append(page.evaluate(focused))
            if stops[-1] == "图中数据":
                page.keyboard.press("Enter")
                assert page.locator("figure.chart table").is_visible()
        assert [stop for stop in stops if stop in {"数据接收", "账号检查", "图中数据"}] == [
            "数据接收",
            "账号检查",
            "图中数据",
        ]
        assert {"上一页：数据接收", "下一页：账号检查"} <= set(stops)
        page.locator(".skip").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
