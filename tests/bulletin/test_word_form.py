"""The Word file of a paper as XML: fonts, grid, slots, marks, tables; bytes that depend on nothing but the paper."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document
from lxml import etree

from govlib.bulletin.forms.word import make_word, write_word
from govlib.bulletin.paper import Heading, PaperAnnex, Paragraph, Picture

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PNG = (
    bytes.fromhex("89504e470d0a1a0a0000000d4948445200000004000000020806000000 7f a8 7d63".replace(" ", "")) + b"\0" * 8
)


def member(word: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(word)).read(name).decode("utf-8")


def body(word: bytes) -> etree._Element:
    return etree.fromstring(member(word, "word/document.xml").encode())


def words(element: etree._Element) -> str:
    return "".join(element.itertext(f"{W}t"))


def test_the_same_paper_gives_the_same_bytes(make_paper, tmp_path):
    first, second = make_word(make_paper()), make_word(make_paper())
    assert first == second
    path = tmp_path / "neu" / "bulletin.docx"
    write_word(path, make_paper())
    assert path.read_bytes() == first
    assert [one.name for one in path.parent.iterdir()] == ["bulletin.docx"]


def test_python_docx_opens_it_and_finds_title_headings_and_tables(make_paper):
    document = Document(io.BytesIO(make_word(make_paper())))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["一、总体情况"] == "Heading 1"
    assert styles["各县（区）人民政府，市级各部门："] == "Normal"
    title = next(one for one in document.paragraphs if one.style.name == "Title")
    assert "".join(title.text.split("\n")) == make_paper().title
    assert [cell.text for cell in document.tables[0].rows[3].cells] == ["", "合计", "44", "97.7%"]
    assert document.core_properties.author == ""
    assert document.core_properties.created.year == 1980


def test_no_member_names_a_person_a_machine_or_a_day(make_paper):
    archive = zipfile.ZipFile(io.BytesIO(make_word(make_paper())))
    assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in archive.namelist() if "custom" in name or "thumbnail" in name]
    assert "lastModifiedBy" not in archive.read("docProps/core.xml").decode()


def test_every_section_has_the_page_and_the_grid_of_the_standard(make_paper):
    sections = list(body(make_word(make_paper())).iter(f"{W}sectPr"))
    assert len(sections) == 3  # text and annex 1, annex 2 across, 版记 upright again
    for section in sections:
        assert section.find(f"{W}docGrid").get(f"{W}linePitch") == "579"
    margins = sections[0].find(f"{W}pgMar")
    # 37, 26, 35, 28 mm in twentieths of a point
    assert [margins.get(f"{W}{side}") for side in ("top", "right", "bottom", "left")] == [
        "2097",
        "1474",
        "1984",
        "1587",
    ]
    across = [section.find(f"{W}pgSz").get(f"{W}orient") for section in sections]
    assert across == [None, "landscape", None]


def test_text_is_fangsong_of_16_points_on_lines_of_exactly_28_95(make_paper):
    styles = member(make_word(make_paper()), "word/styles.xml")
    default = styles.split("</w:docDefaults>")[0]
    assert 'w:eastAsia="仿宋_GB2312"' in default
    assert '<w:sz w:val="32"/>' in default
    assert '<w:spacing w:val="-5"/>' in default
    assert 'w:line="579" w:lineRule="exact"' in default
    assert 'w:eastAsia="zh-CN"' in default


@pytest.mark.parametrize("font", ["仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"])
def test_each_font_has_others_that_stand_in_for_it(make_paper, font):
    table = member(make_word(make_paper()), "word/fontTable.xml")
    entry = re.search(f'<w:font w:name="{font}">(.*?)</w:font>', table)
    assert entry
    assert "Noto" in entry[1]


def test_a_run_in_heading_and_its_text_stand_in_one_paragraph_in_two_fonts(make_paper):
    paragraph = next(one for one in body(make_word(make_paper())).iter(f"{W}p") if "（一）政府网站。" in words(one))
    assert words(paragraph) == "（一）政府网站。检查政府网站44家，合格43家，合格率97.7%。"
    fonts = [fonts.get(f"{W}eastAsia") for fonts in paragraph.iter(f"{W}rFonts")]
    assert fonts == ["楷体_GB2312"]


def test_each_paragraph_of_a_slot_stands_in_a_control_of_its_own_with_its_name(make_paper):
    controls = list(body(make_word(make_paper())).iter(f"{W}sdt"))
    assert [control.find(f"{W}sdtPr/{W}tag").get(f"{W}val") for control in controls] == ["工作成效"] * 2
    assert [words(one) for one in controls] == ["分析人员写的第一段。", "分析人员写的第二段。"]


def test_controls_hold_no_whole_paragraph_since_libreoffice_repeats_the_words_of_those_that_do(make_paper):
    assert [
        one for one in body(make_word(make_paper())).iter(f"{W}sdt") if next(one.iter(f"{W}p"), None) is not None
    ] == []


def test_a_slot_has_a_bookmark_from_its_first_paragraph_to_its_last(make_paper):
    element = body(make_word(make_paper(origin="jia/2026Q3")))
    starts = list(element.iter(f"{W}bookmarkStart"))
    assert len(starts) == 1
    assert starts[0].get(f"{W}name").startswith("空位")
    end = next(element.iter(f"{W}bookmarkEnd"))
    assert words(starts[0].getparent()) == "分析人员写的第一段。"
    assert words(end.getparent()) == "分析人员写的第二段。"
    assert starts[0].get(f"{W}id") == end.get(f"{W}id")


def test_a_slot_behind_a_run_in_heading_leaves_the_heading_outside_of_its_control(make_paper):
    text = (Heading(2, "（一）成效。", run_in=True), Paragraph("写好的话。", slot="成效"))
    control = next(body(make_word(make_paper(body=text))).iter(f"{W}sdt"))
    assert words(control) == "写好的话。"


def test_a_waiting_slot_is_grey_and_its_words_stand_in_a_draft_only(make_paper):
    text = (Paragraph("（待撰写：成效）", slot="成效", waiting=True), Paragraph("其他。"))
    element = body(make_word(make_paper(body=text)))
    run = next(one for one in element.iter(f"{W}r") if "待撰写" in words(one))
    assert run.find(f"{W}rPr/{W}color").get(f"{W}val") == "808080"


def test_a_paper_that_contradicts_itself_is_a_draft_on_every_page_and_says_why_on_the_first(make_paper):
    word = make_word(make_paper(flaws=("合格率写97.9%，按43÷44是97.7%",)))
    for header in ("word/header1.xml", "word/header2.xml"):
        assert 'string="草稿"' in member(word, header)
    first = [words(one) for one in body(word).iter(f"{W}p")][:2]
    assert first == ["草稿，不得印发：有1条原因，改正并重新核对后才能定稿。", "1. 合格率写97.9%，按43÷44是97.7%"]


def test_a_paper_that_may_go_out_has_no_mark(make_paper):
    word = make_word(make_paper())
    assert "textpath" not in member(word, "word/header1.xml")
    assert "草稿" not in member(word, "word/document.xml")


def test_a_sample_says_so_across_its_pages(make_paper):
    assert 'string="样例"' in member(make_word(make_paper(sample=True)), "word/header1.xml")


def test_tables_repeat_their_headings_and_keep_rows_whole(make_paper):
    table = next(one for one in body(make_word(make_paper())).iter(f"{W}tbl") if "检查数" in words(one))
    rows = list(table.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    widths = [int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")]
    assert sum(widths) == 8844


def test_a_table_without_rows_says_that_there_is_nothing(make_paper):
    table = next(one for one in body(make_word(make_paper())).iter(f"{W}tbl") if "检查数" not in words(one))
    assert words(table) == "序号单位无"


def test_a_picture_is_told_to_who_cannot_see_it(make_paper):
    word = make_word(make_paper(body=(Picture("图1 合格率", PNG, "甲县97.2%，乙县100%"),)))
    text = member(word, "word/document.xml")
    assert 'descr="甲县97.2%，乙县100%"' in text
    relation = re.search(r'r:embed="(rId\d+)"', text)[1]
    relations = member(word, "word/_rels/document.xml.rels")
    assert (
        f'Id="{relation}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"' in relations
    )


def test_signs_that_xml_cannot_hold_are_shown_as_squares_and_nothing_is_taken_for_markup(make_paper):
    text = (Paragraph("甲\x01乙<w:p>&“丙”\ufffe"),)
    assert "甲□乙<w:p>&“丙”□" in [words(one) for one in body(make_word(make_paper(body=text))).iter(f"{W}p")]


def test_a_paper_of_nothing_but_a_title_is_a_document_too(make_paper):
    bare = make_paper(
        office="", recipients="", body=(), issued=None, number="", letterhead="", attachments=(), copies="",
        printer="", printed_on=None, contact="",
    )  # fmt: skip
    document = Document(io.BytesIO(make_word(bare)))
    assert [one.text.replace("\n", "") for one in document.paragraphs if one.text] == [bare.title]


def test_the_only_annex_has_no_number(make_paper, make_annex):
    only = PaperAnnex(1, "名单", (make_annex(["单位"], [["甲县"]]),))
    said = [words(one) for one in body(make_word(make_paper(attachments=(only,)))).iter(f"{W}p")]
    assert "附件：名单" in said
    assert "附件" in said
