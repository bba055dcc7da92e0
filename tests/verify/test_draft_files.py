"""Drafts out of Word, web pages, Markdown, PDF and plain text: the same table is the same table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest

from govlib.verify.check import RIGHT, WRONG
from govlib.verify.draft.columns import find_column, find_columns, name_column, row_of_unit, serial_column
from govlib.verify.draft.model import Draft, DraftTable
from govlib.verify.draft.opening import make_draft, open_draft
from govlib.verify.reading import Reading
from govlib.verify.relations.tables import find_tables

_TEXT = (
    "关于一季度检查情况的通报",
    "各镇人民政府：",
    "一、检查情况",
    "全县共检查账号11个。",
    "某县政府办公室",
    "2024年4月2日",
    "附件1",
    "检查情况统计表",
)
_HEADER = ("单位", "网站·检查", "网站·合格", "账号·检查", "账号·合格")
_ROWS = (("甲镇", "1", "1", "5", "5"), ("乙镇", "2", "1", "6", "5"), ("合计", "3", "2", "11", "10"))


def _save_word(path: Path) -> Path:
    document = docx.Document()
    for text in _TEXT:
        document.add_paragraph(text)
    table = document.add_table(rows=6, cols=5)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "单位"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "网站"
    table.cell(0, 3).merge(table.cell(0, 4)).text = "账号"
    for column, text in enumerate(("检查", "合格", "检查", "合格"), 1):
        table.cell(1, column).text = text
    for row, texts in enumerate(_ROWS, 2):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(5, 0).merge(table.cell(5, 4)).text = "备注：数据截至3月31日。"
    document.save(str(path))
    return path


def _save_page(path: Path) -> Path:
    rows = "".join("<tr>" + "".join(f"<td><p>{text}</p></td>" for text in row) + "</tr>" for row in _ROWS)
    table = (
        "<table><tr><td rowspan=2>单位</td><td colspan=2>网站</td><td colspan=2>账号</td></tr>"
        f"<tr><td>检查</td><td>合格</td><td>检查</td><td>合格</td></tr>{rows}</table>"
    )
    body = "".join(f"<p>{text}</p>" for text in _TEXT)
    page = f"<html><head><title>通报</title></head><body><table><tr><td>{body}{table}<p>备注：数据截至3月31日。</p>"
    path.write_text(f"{page}</td></tr></table></body></html>", encoding="utf-8")
    return path


@pytest.mark.parametrize(("save", "name"), [(_save_word, "稿.docx"), (_save_page, "稿.html")])
def test_merged_headings_and_notes_of_a_table_are_read(tmp_path: Path, save: object, name: str) -> None:
    assert callable(save)
    draft = open_draft(save(tmp_path / name), name)
    _assert_shape(draft)
    (table,) = draft.tables
    assert table.header == _HEADER
    assert [tuple(cell.text for cell in row) for row in table.rows] == list(_ROWS)
    assert table.notes == ("备注：数据截至3月31日。",)
    checks = list(find_tables(Reading(draft)))
    assert [one.said for one in checks if one.verdict == RIGHT and one.identity == 6][:2] == [
        "网站·检查合计 3",
        "网站·合格合计 2",
    ]
    assert [one for one in checks if one.verdict == WRONG] == []


def _assert_shape(draft: Draft) -> None:
    assert (draft.title, draft.office, draft.issued) == (_TEXT[0], _TEXT[4], date(2024, 4, 2))
    assert draft.recipients == "各镇人民政府"
    (stated,) = [block for block in draft.blocks if "11个" in block.text]
    assert (stated.kind, stated.section, stated.part) == ("text", ("检查情况",), "")
    assert (draft.tables[0].part, draft.tables[0].title) == ("附件1", "检查情况统计表")


def test_word_cells_are_named_as_a_person_counts_them(tmp_path: Path) -> None:
    (table,) = open_draft(_save_word(tmp_path / "稿.docx"), "稿.docx").tables
    assert table.rows[1][4].place == "表 1 第 4 行第 5 格"


def test_a_markdown_table_is_read_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "稿.md"
    path.write_text(
        "# 关于检查的通报\n\n各镇：\n\n| 单位 | 检查 |\n|:---|---:|\n| 甲\\|乙镇 | **5** |\n| 丙镇 | 6 |\n\n备注：无\n",
        encoding="utf-8",
    )
    (table,) = open_draft(path, "稿.md").tables
    assert table.header == ("单位", "检查")
    assert [[cell.text for cell in row] for row in table.rows] == [["甲|乙镇", "5"], ["丙镇", "6"]]
    assert table.rows[1][0].place == "第 8 行第 1 格"
    assert table.notes == ("备注：无",)


def test_a_sheet_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("单位,报送数,采用数\n甲镇,5,4\n乙镇,6,1\n合计,11,6\n", encoding="utf-8")
    draft = open_draft(path, "表.csv")
    assert draft.tables[0].header == ("单位", "报送数", "采用数")
    (wrong,) = [one for one in find_tables(Reading(draft)) if one.verdict == WRONG]
    assert (wrong.stated.place, wrong.stated.words, wrong.difference) == ("C4", "6", "1")


def _only(text: str) -> DraftTable:
    (table,) = make_draft(text).tables
    return table


@pytest.mark.parametrize(
    "text",
    [
        "单位 | 件数\n东河区 | 3\n西岭区 | 4",
        "| 单位 | 件数 |\n|---|---|\n| 东河区 | 3 |\n| 西岭区 | 4 |",
        "单位 |\n件数 |\n东河区 |\n3 |\n西岭区 |\n4 |",
        "单位\t件数\n东河区\t3\n西岭区\t4",
        "单位    件数\n东河区    3\n西岭区    4",
        "件数情况表\n\n单位\n\n件数\n\n东河区\n\n3\n\n西岭\n\n区\n\n4",
    ],
    ids=["strokes", "drawn", "cells-with-strokes", "tabs", "blanks", "cells"],
)
def test_a_flattened_table_is_told_however_its_cells_are_parted(text: str) -> None:
    table = _only(text)
    assert table.header == ("单位", "件数")
    assert [[cell.text for cell in row] for row in table.rows] == [["东河区", "3"], ["西岭区", "4"]]


@pytest.mark.parametrize(
    "text",
    [
        "甲镇、乙镇\n丙镇\n3\n4\n丁镇\n5\n戊镇\n6",
        "单位\n件数\n占比\n东河区\n3\n西岭区\n4\n50%\n南山县\n5",
        "全县检查账号11个，\n其中微信6个，\n微博5个。",
        "收藏本站 | 设为首页 | 网站地图\n联系我们 | 帮助 | 关于",
        "一、检查情况\n二、存在问题\n三、工作要求",
        "检查对象    合格    率\n网站12个    账号",
    ],
    ids=["loose-names", "cells-missing", "prose", "menu", "headings", "two-lines"],
)
def test_what_is_not_clearly_a_table_stays_text(text: str) -> None:
    draft = make_draft(text)
    assert draft.tables == ()
    assert "".join(block.text for block in draft.blocks).replace("\n", "") == text.replace("\n", "")


def test_columns_are_found_by_the_words_of_their_headings() -> None:
    table = _only(
        "序号 | 单位名称 | 报送数（条） | 采用数（条） | 采用率\n1 | 甲镇 | 5 | 4 | 80%\n2 | 乙镇 | 6 | 3 | 50%"
    )
    assert (serial_column(table), name_column(table)) == (0, 1)
    assert find_columns(table, "采用") == [3, 4]
    assert find_column(table, "采用", without=("率",)) == 3
    assert find_column(table, "采用数") == 3
    assert find_column(table, "报送", "采用") is None
    row = row_of_unit(table, "乙镇")
    assert row is not None
    assert [cell.text for cell in row] == ["2", "乙镇", "6", "3", "50%"]
    assert row_of_unit(table, "丙镇") is None


def test_a_bare_sentence_is_nothing_but_text() -> None:
    draft = make_draft("全县共检查网站12个，合格11个。\n其余1个正在整改。")
    assert {block.kind for block in draft.blocks} == {"text"}
    assert (draft.title, draft.office, draft.issued) == ("", "", None)
