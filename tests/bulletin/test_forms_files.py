"""The other forms of a paper: page, text, workbooks."""

from __future__ import annotations

import re

import openpyxl
import pytest

from govlib.batch.selfcontained import MOST_BYTES, list_loads
from govlib.bulletin.forms.files import write_all
from govlib.bulletin.forms.html import make_html
from govlib.bulletin.forms.text import make_text
from govlib.bulletin.paper import PaperAnnex, Paragraph
from govlib.verify.draft.opening import make_draft, open_draft


def test_all_files_are_written_and_the_same_a_second_time(make_paper, tmp_path):
    names = write_all(tmp_path, make_paper())
    assert names == [
        "bulletin.docx", "bulletin.html", "bulletin.txt", "annexes/附件1 政府网站检查情况统计表.xlsx",
        "annexes/附件2 约谈单位名单.xlsx",
    ]  # fmt: skip
    first = {name: (tmp_path / name).read_bytes() for name in names}
    assert write_all(tmp_path, make_paper()) == names
    assert {name: (tmp_path / name).read_bytes() for name in names} == first
    lying = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert lying == set(names)


def test_a_workbook_of_an_annex_that_is_gone_does_not_stay(make_paper, tmp_path):
    write_all(tmp_path, make_paper())
    write_all(tmp_path, make_paper(attachments=()))
    assert not (tmp_path / "annexes").exists()


def test_an_annex_printed_as_paragraphs_has_its_list_as_a_workbook(make_paper, make_annex, tmp_path):
    listed = make_annex(["序号", "类别", "存在问题"], [[1, "用权公开", "没有职能目录"]])
    annex = PaperAnnex(1, "问题清单", lead=(Paragraph("1.没有职能目录。"),), listed=(listed,))
    names = write_all(tmp_path, make_paper(attachments=(annex,)))
    assert names[3:] == ["annexes/附件 问题清单.xlsx"]
    book = openpyxl.load_workbook(tmp_path / names[3])
    assert "没有职能目录" in {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "没有职能目录。" in make_text(make_paper(attachments=(annex,)))
    assert "序号" not in make_text(make_paper(attachments=(annex,)))


@pytest.mark.parametrize("title", ["../../etc/名单", 'a:b*c?"<>|名单', "长" * 300, "名单."])
def test_titles_make_names_that_stay_in_the_folder(make_paper, make_annex, tmp_path, title):
    annex = PaperAnnex(1, title, (make_annex(["单位"], [["甲县"]]),))
    names = write_all(tmp_path / "out", make_paper(attachments=(annex,)))
    lying = list(tmp_path.rglob("*.xlsx"))
    assert [path.parent for path in lying] == [tmp_path / "out" / "annexes"]
    assert names[-1] == f"annexes/{lying[0].name}"
    assert len(lying[0].name.encode("utf-8")) < 255


def test_a_workbook_holds_the_table_of_its_annex(make_paper, tmp_path):
    names = write_all(tmp_path, make_paper())
    book = openpyxl.load_workbook(tmp_path / names[3])
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"甲县", "乙县", 36, 8, 44, "97.2%"} <= cells


def test_the_page_loads_nothing_and_outside_text_is_escaped(make_paper):
    page = make_html(make_paper(body=(Paragraph('<script>alert(1)</script>&"甲"'),)))
    assert list_loads(page) == []
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_columns_of_the_page_are_as_wide_as_in_the_word_file_and_wide_tables_lie_across(make_paper, make_annex):
    wide = make_annex([f"第{number}列" for number in range(12)], [list(range(12))], wide=True)
    narrow = make_annex(["序号", "说明"], [[1, "说明" * 30]])
    annexes = (PaperAnnex(1, "宽表", (wide,)), PaperAnnex(2, "窄表", (narrow,)))
    page = make_html(make_paper(attachments=annexes))
    assert page.count('<section class="annex wide"') == 1
    assert page.index('<section class="annex wide"') < page.index("宽表</h2>") < page.index('<section class="annex"')
    columns = [float(one) for one in re.findall(r'<col style="width:([\d.]+)%">', page)]
    assert len(columns) == 14
    assert sum(columns[12:]) == pytest.approx(100, abs=0.1)
    assert columns[13] > 4 * columns[12]


def test_the_total_of_a_table_stands_out_on_the_page(make_paper):
    page = make_html(make_paper())
    assert re.findall('<tr class="total">(.*?)</tr>', page) == [
        '<td></td><td class="words">合计</td><td>44</td><td>97.7%</td>'
    ]


def test_the_line_whom_to_ask_stands_in_the_docx_alone(make_paper):
    paper = make_paper()
    assert "某同志" not in make_html(paper)
    assert "某同志" not in make_text(paper)


def test_a_page_of_a_very_long_annex_stays_small_and_says_what_is_left_out(make_paper, make_annex):
    rows = [[number, f"第{number}单位", "说明文字" * 30] for number in range(1, 12_001)]
    annex = PaperAnnex(1, "清单", (make_annex(["序号", "单位", "说明"], rows),))
    page = make_html(make_paper(attachments=(annex,)))
    assert len(page.encode("utf-8")) < MOST_BYTES
    assert "网页只列前500行，其余11500行见附件表格文件。" in page


def test_a_draft_says_so_in_every_form(make_paper):
    paper = make_paper(flaws=("附件合计37，正文36",))
    for form in (make_html(paper), make_text(paper)):
        assert "草稿，不得印发" in form
        assert "附件合计37，正文36" in form


def test_text_reads_back_with_its_tables_and_its_day(make_paper):
    draft = make_draft(make_text(make_paper()), "bulletin.txt")
    assert draft.office == "示范市人民政府办公室"
    assert draft.issued is not None
    assert draft.issued.isoformat() == "2026-10-09"
    table = next(one for one in draft.tables if "检查数（家）" in one.header)
    assert [[cell.text for cell in row] for row in table.rows][1] == ["2", "乙县", "8", "100%"]


@pytest.mark.parametrize("name", ["bulletin.docx", "bulletin.html", "bulletin.txt"])
def test_each_file_reads_back_with_the_same_table_and_text(make_paper, tmp_path, name):
    write_all(tmp_path, make_paper())
    draft = open_draft(tmp_path / name, name)
    said = "".join(block.text for block in draft.blocks)
    assert "（一）政府网站。检查政府网站44家，合格43家，合格率97.7%。" in said
    rows = [[cell.text for cell in row] for table in draft.tables for row in table.rows]
    assert ["1", "甲县", "36", "97.2%"] in rows
