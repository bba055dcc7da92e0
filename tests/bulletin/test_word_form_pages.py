"""The pages of a paper as LibreOffice prints them: 22 lines of 28 characters, numbers outside, 版记 at the foot."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from govlib.bulletin.forms.word import write_word
from govlib.bulletin.paper import Heading, Paragraph

pytestmark = pytest.mark.office

_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
_MILLIMETRE = 72 / 25.4


@dataclass(frozen=True)
class Word:
    left: float
    top: float
    right: float
    bottom: float
    text: str


def print_pages(path: Path) -> list[list[Word]]:
    """Return the words of every page with where they stand, in points from the page's upper left corner."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    pdf = path.with_suffix(".pdf")
    boxes = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    pages = boxes.stdout.decode("utf-8").split("<page ")[1:]
    return [[Word(*map(float, found[:4]), found[4]) for found in _WORD.findall(page)] for page in pages]


def lines_of(page: list[Word]) -> list[Word]:
    """Return the lines of a page: words of one height as one, since digits and characters are words of their own."""
    rows: dict[int, list[Word]] = {}
    for word in page:
        rows.setdefault(round((word.top + word.bottom) / 20), []).append(word)
    return [
        Word(
            row[0].left,
            min(one.top for one in row),
            row[-1].right,
            max(one.bottom for one in row),
            "".join(one.text for one in row),
        )
        for row in rows.values()
    ]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    def print_once(paper):
        path = tmp_path_factory.mktemp("paper") / "bulletin.docx"
        write_word(path, paper)
        return print_pages(path)

    return print_once


def test_a_full_page_has_22_lines_of_28_characters_within_the_type_area(make_paper, printed):
    pages = printed(make_paper(body=(Paragraph("国" * 28 * 70),), attachments=(), letterhead="", contact=""))
    full = [word for word in pages[1] if "国" in word.text]
    assert [len(word.text) for word in full] == [28] * 22
    assert min(word.left for word in full) >= 28 * _MILLIMETRE - 0.5
    assert max(word.right for word in full) <= (28 + 156) * _MILLIMETRE + 0.5
    tops = [word.top for word in full]
    assert {round(lower - upper, 1) for upper, lower in pairwise(tops)} <= {28.9, 29.0}


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones(make_paper, printed):
    pages = printed(make_paper())
    for number, page in enumerate(pages, 1):
        places = [word for word in page if word.text == str(number) and word.top > 480]
        assert places, f"page {number}"
        middle = 421 if max(word.right for word in page) > 600 else 298
        assert (places[-1].left > middle) == (number % 2 == 1)


@pytest.mark.parametrize("lines", range(12, 18))
def test_no_heading_stands_alone_at_the_foot_of_a_page(make_paper, printed, lines):
    text = (Paragraph("国" * 28 * lines), Heading(1, "一、标题"), Paragraph("地" * 28 * 4))
    pages = printed(make_paper(body=text, attachments=(), letterhead="", contact=""))
    page = next(words for words in pages if any("标题" in word.text for word in words))
    assert any("地" in word.text for word in page)


def test_the_imprint_stands_at_the_foot_of_the_last_page(make_paper, printed):
    last = printed(make_paper())[-1]
    foot = next(word for word in last if word.text.startswith("抄送："))
    assert foot.top > 650
    issued = next(word for word in last if "印发" in word.text)
    # its lower rule lies on the lower edge of the type area
    assert abs(issued.bottom - (297 - 35) * _MILLIMETRE) < 15


@pytest.mark.parametrize("lines", range(4, 14))
def test_the_imprint_never_covers_the_signature(make_paper, printed, lines):
    pages = printed(make_paper(body=(Paragraph("国" * 28 * lines),), attachments=(), contact=""))
    imprint = next(word for word in pages[-1] if word.text.startswith("抄送："))
    signed = [line for page in pages for line in lines_of(page) if "10月9日" in line.text and "印发" not in line.text]
    assert len(signed) == 1
    assert signed[0] not in lines_of(pages[-1]) or signed[0].bottom <= imprint.top
    assert imprint.bottom <= (297 - 35) * _MILLIMETRE


@pytest.mark.parametrize("lines", range(9, 15))
def test_the_signature_is_never_alone_on_a_page(make_paper, printed, lines):
    text = (Paragraph("国" * 28 * lines), Paragraph("地" * 28 * 3))
    pages = printed(make_paper(body=text, attachments=(), letterhead="", contact="", copies="", printer=""))
    page = next(said for words in pages if "10月9日" in (said := "".join(word.text for word in words)))
    assert "地" in page


def test_an_annex_begins_on_a_page_of_its_own_with_its_number_at_the_upper_left(make_paper, printed):
    pages = printed(make_paper())
    starts = [page for page in pages if page and re.match("附件(?!：)", page[0].text)]
    assert len(starts) == 2
    for page in starts:
        assert page[0].left < 40 * _MILLIMETRE


def test_a_draft_shows_its_mark_on_every_page(make_paper, printed):
    pages = printed(make_paper(flaws=("附件合计37，正文36",)))
    assert "草稿，不得印发" in "".join(word.text for word in pages[0])


def test_no_mark_at_the_end_of_a_line_is_lost(make_paper, printed):
    # the full stop behind 评估 would hang over the end of its line, where LibreOffice doesn't print it
    said = (
        "按照上级关于政府网站和政务新媒体监管的有关要求，市政府办公室对2023年第二季度全市政府网站和政务新媒体运行情况"
        "进行了检查，并对2023年1—5月政府网站情况作了综合评估。现将有关情况通报如下。"
    )
    pages = printed(make_paper(body=(Paragraph(said),), attachments=(), letterhead="", contact=""))
    assert said in "".join(word.text for word in pages[0])


def test_rare_characters_of_place_names_are_printed(make_paper, printed):
    pages = printed(make_paper(body=(Paragraph("塅上村、㙍头村、䶮湾村、𠮷田村"),), attachments=()))
    said = "".join(word.text for page in pages for word in page)
    for character in "塅㙍䶮𠮷":
        assert character in said
