"""What a page offers to readers who hear it, walk it by keyboard or see little."""

import re
from html.parser import HTMLParser
from importlib.resources import files

import pytest

from govlib.batch.charts import CHART_MIME
from govlib.batch.document import make_node
from govlib.batch.page import PageContext, PageLink, export_page

CONTEXT = PageContext("网站检查", "苍溪县", "2024Q2")
STYLE = (files("govlib.batch") / "templates" / "page.css").read_text(encoding="utf-8")
LEAST_CONTRAST = 4.5
GROUNDS = ("#fff", "#f3f5f7", "#f8fafb", "#eef2f5")


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def tags_of(html):
    parser = Tags()
    parser.feed(html)
    return parser.tags


def notebook(**data):
    output = {"output_type": "display_data", "metadata": {}, "data": data}
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": "", "execution_count": 1, "outputs": [output]}
    return make_node({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colour_pairs() -> list[tuple[str, str, str]]:
    pairs = []
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", STYLE):
        ink = re.search(r"(?<![\w-])color: (#\w+)", body)
        own = re.search(r"background: (#\w+)", body)
        if ink:
            pairs += [(selector.strip(), ink[1], ground) for ground in ([own[1]] if own else GROUNDS)]
    return [pair for pair in pairs if not (pair[1] == "#7a1a14" and pair[2] in GROUNDS)]


def test_contrast_is_measured_as_the_guideline_does():
    assert round(contrast("#000", "#ffffff"), 2) == 21.0
    assert round(contrast("#777777", "#fff"), 2) == 4.48


@pytest.mark.parametrize(("selector", "ink", "ground"), colour_pairs())
def test_every_text_colour_stands_out_from_its_ground(selector, ink, ground):
    assert contrast(ink, ground) >= LEAST_CONTRAST, selector


def test_the_first_stop_of_the_keyboard_leads_to_the_content():
    tags = tags_of(export_page(notebook(), CONTEXT))
    body = [tag for tag, _ in tags].index("body")
    assert tags[body + 1] == ("a", {"class": "skip", "href": "#content"})
    assert dict(tags)["main"] == {"id": "content", "tabindex": "-1"}


LINKS = [PageLink("接收", "10.html"), PageLink("网站", "20.html"), PageLink("账号", "30.html")]


@pytest.mark.parametrize(
    ("here", "turns"),
    [
        (0, [("next", "20.html")]),
        (1, [("prev", "10.html"), ("next", "30.html")]),
        (2, [("prev", "20.html")]),
    ],
)
def test_a_page_leads_to_the_one_before_and_the_one_after(here, turns):
    links = tuple(PageLink(link.title, "" if at == here else link.href) for at, link in enumerate(LINKS))
    tags = tags_of(export_page(notebook(), PageContext("网站", "苍溪县", "2024Q2", links)))
    assert [(found["rel"], found["href"]) for tag, found in tags if tag == "a" and "rel" in found] == turns


def test_a_page_alone_has_nowhere_to_turn_to():
    context = PageContext("网站", "苍溪县", "2024Q2", (PageLink("网站"),))
    assert 'class="turn"' not in export_page(notebook(), context)


def test_a_chart_is_told_in_words_and_its_table_has_a_caption():
    figure = {"data": [{"type": "bar", "x": ["甲"], "y": [1]}], "layout": {"title": {"text": "结论"}}}
    html = export_page(notebook(**{CHART_MIME: figure}), CONTEXT)
    assert 'role="img" aria-label="图：结论。共1项；数值1均为1。数据见下表。"' in html
    assert "<caption>“结论”的数据</caption>" in html


def test_the_title_of_a_sample_page_says_so():
    sample = PageContext("网站检查", "苍溪县", "2024Q2", sample=True)
    assert "<title>苍溪县 2024Q2 网站检查（虚构样例）</title>" in export_page(notebook(), sample)
