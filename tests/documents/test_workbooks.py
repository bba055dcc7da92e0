"""Workbooks of five kinds: cells where Excel shows them, errors and merges kept, names of files not trusted."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlwt

from govlib.documents.reading import open_document
from govlib.documents.sheets import Merge, cell_name, cell_text
from govlib.errors import FileUnreadableError

ROOT = Path(__file__).resolve().parents[2]


def save(workbook: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


@pytest.fixture
def many_kinds() -> openpyxl.Workbook:
    """A sheet that begins at C4, with every kind of value, errors, merges and a hidden row."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "甲"
    values = [
        "文字", 12, 12.5, True, date(2024, 6, 22), datetime(2024, 6, 22, 10, 30, 5),  # noqa: DTZ001 - no zones in cells
        time(10, 30), timedelta(hours=30, minutes=2, seconds=3), 1e17, 0.1 + 0.2, "0051", " 留空 ", -3,
    ]  # fmt: skip
    for offset, value in enumerate(values):
        sheet.cell(4 + offset, 3, value)
    sheet["E4"] = "#REF!"
    sheet["E5"] = "#N/A"
    sheet["E6"] = "=1/0"
    sheet["G4"] = "合并"
    sheet.merge_cells("G4:G6")
    sheet.merge_cells("I4:J4")
    sheet.row_dimensions[7].hidden = True
    workbook.create_sheet("乙").sheet_state = "hidden"
    return workbook


def test_every_value_is_exact_text_where_it_stands(opened, cells, many_kinds):
    document = opened(save(many_kinds))
    sheet = document.sheets[0]
    assert [row[2] for row in cells(document)] == [
        "", "", "", "文字", "12", "12.5", "TRUE", "2024-06-22", "2024-06-22 10:30:05", "10:30:00", "30:02:03",
        "1.0000000000000000E+17", "0.3", "0051", " 留空 ", "-3",
    ]  # fmt: skip
    assert [row[4] for row in cells(document)][3:6] == ["#REF!", "#N/A", "#未计算"]
    assert sheet.merges == (Merge(3, 6, 5, 6), Merge(3, 8, 3, 9))
    assert sheet.hidden_rows == 1
    assert [(each.name, each.is_hidden) for each in document.sheets] == [("甲", False), ("乙", True)]


@pytest.mark.parametrize("name", ["导出.xlsx", "导出.xls", "导出.xlsm", "导出.csv", "导出.ods"])
def test_a_workbook_is_known_by_its_content(opened, many_kinds, name):
    assert opened(save(many_kinds), name).kind == "workbook"


@pytest.mark.parametrize("place", ["cangxi", "tongcheng", "fengxiang", "guangyuan", "shiquan"])
def test_rows_and_columns_are_numbered_as_openpyxl_numbers_them(place):
    for path in sorted((ROOT / "exports" / place).rglob("*.xlsx")):
        document = open_document(path, path.name)
        other = openpyxl.load_workbook(path)
        assert [sheet.name for sheet in document.sheets] == other.sheetnames
        for sheet in document.sheets:
            for row, values in enumerate(sheet.cells.to_numpy().tolist(), 1):
                for column, text in enumerate(values):
                    value = other[sheet.name].cell(row, column + 1).value
                    assert text.strip() == cell_text(value).strip(), cell_name(row, column)
            ranges = {
                (merged.min_row - 1, merged.min_col - 1, merged.max_row - 1, merged.max_col - 1)
                for merged in other[sheet.name].merged_cells.ranges
            }
            assert {(merge.top, merge.left, merge.bottom, merge.right) for merge in sheet.merges} == ranges


def test_addresses_are_written_as_excel_writes_them():
    places = [(1, 0), (5, 2), (36, 25), (7, 26), (1, 701), (2, 702)]
    assert [cell_name(row, column) for row, column in places] == ["A1", "C5", "Z36", "AA7", "ZZ1", "AAA2"]


def test_an_old_workbook_keeps_its_merges_dates_and_hidden_rows(opened, cells):
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("甲")
    sheet.write(1, 1, "文字")
    sheet.write(2, 1, 12)
    sheet.write(3, 1, datetime(2024, 6, 22), xlwt.easyxf(num_format_str="yyyy-mm-dd"))  # noqa: DTZ001 - no zones
    sheet.write_merge(4, 6, 0, 0, "合并")
    sheet.row(2).hidden = True
    workbook.add_sheet("乙").visibility = 1
    target = io.BytesIO()
    workbook.save(target)
    document = opened(target.getvalue(), "导出.xls")
    assert cells(document) == [["", ""], ["", "文字"], ["", "12"], ["", "2024-06-22"], ["合并", ""]]
    assert document.sheets[0].merges == (Merge(4, 0, 6, 0),)
    assert document.sheets[0].hidden_rows == 1
    assert [sheet.is_hidden for sheet in document.sheets] == [False, True]


def test_formulas_with_results_are_read_and_empty_results_are_blank(opened, cells, good_xlsx):
    with zipfile.ZipFile(io.BytesIO(good_xlsx)) as archive:
        names = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    names[sheet] = names[sheet].replace(
        b"</sheetData>",
        b'<row r="3"><c r="A3" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="B3"><f>1+1</f><v>2</v></c></row>'
        b'<row r="4"><c r="A4" t="str"><f>""</f><v></v></c><c r="B4"><f>NOW()</f></c></row>'
        b"<row r='5'><c r='A5' t='e'><f>1/0</f><v>#DIV/0!</v></c><c r='B5'/></row></sheetData>",
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    assert cells(opened(target.getvalue()))[2:] == [["ab", "2"], ["", "#未计算"], ["#DIV/0!", ""]]


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["xls", "ods", "xlsx"])
def test_what_libreoffice_saves_is_read_alike(tmp_path, many_kinds, cells, suffix):
    many_kinds["甲"]["C11"] = None
    source = tmp_path / "导出.xlsx"
    many_kinds.save(source)
    office = shutil.which("soffice")
    assert office
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", suffix]
    subprocess.run([*command, "--outdir", str(tmp_path / "out"), str(source)], check=True, capture_output=True)
    document = open_document(tmp_path / "out" / f"导出.{suffix}", "导出")
    texts = cells(document)
    boolean = "1" if suffix == "ods" else "TRUE"
    assert [row[2] for row in texts][:9] == [
        "",
        "",
        "",
        "文字",
        "12",
        "12.5",
        boolean,
        "2024-06-22",
        "2024-06-22 10:30:05",
    ]
    assert [row[2] for row in texts][13:16] == ["0051", " 留空 ", "-3"]
    assert [row[4] for row in texts][3:6] == ["#REF!", "#N/A", "#DIV/0!"]
    assert Merge(3, 6, 5, 6) in document.sheets[0].merges
    assert document.sheets[0].hidden_rows == 1
    assert document.sheets[1].is_hidden


def record(kind: int, body: bytes = b"") -> bytes:
    """Return one record of an xlsb."""
    head = bytes([kind]) if kind < 0x80 else bytes([(kind & 0x7F) | 0x80, kind >> 7])
    return head + bytes([len(body)]) + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_workbook(cells: bytes, strings: bytes = b"") -> bytes:
    """Return a minimal xlsb with one sheet 甲 that holds the given records."""
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    sheet_type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    book = (
        record(131)
        + record(143)
        + record(156, struct.pack("<2I", 0, 1) + wide("r1") + wide("甲"))
        + record(144)
        + record(132)
    )
    extent = struct.pack("<4I", 0, 3, 0, 2)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.bin", book)
        link = f'<Relationship Id="r1" Type="{sheet_type}" Target="worksheets/sheet1.bin"/>'
        archive.writestr("xl/_rels/workbook.bin.rels", relations.format(link))
        sheet = record(129) + record(148, extent) + record(145) + cells + record(146)
        merges = record(177, struct.pack("<I", 1)) + record(176, struct.pack("<4I", 1, 2, 0, 0)) + record(178)
        archive.writestr("xl/worksheets/sheet1.bin", sheet + merges + record(130))
        if strings:
            archive.writestr("xl/sharedStrings.bin", strings)
    return target.getvalue()


def row_start(number: int, *, hidden: bool = False) -> bytes:
    return record(
        0, struct.pack("<2IH2B3s", number, 0, 300, 0, 0x10 if hidden else 0, b"\x00" * 3) + struct.pack("<I", 0)
    )


def cell(kind: int, column: int, body: bytes) -> bytes:
    return record(kind, struct.pack("<2I", column, 0) + body)


def test_a_binary_workbook_keeps_its_errors_merges_and_hidden_rows(opened, cells):
    records = (
        row_start(0) + cell(6, 0, wide("项目")) + cell(6, 1, wide("数量"))
        + row_start(1, hidden=True) + cell(6, 0, wide("公开")) + cell(5, 1, struct.pack("<d", 1743.0))
        + row_start(2) + cell(3, 1, b"\x17")
    )  # fmt: skip
    document = opened(binary_workbook(records), "导出.xlsb")
    assert cells(document) == [["项目", "数量"], ["公开", "1743"], ["", "#REF!"]]
    assert document.sheets[0].merges == (Merge(1, 0, 2, 0),)
    assert document.sheets[0].hidden_rows == 1


def test_a_binary_workbook_may_not_promise_more_than_it_holds(opened):
    few = record(159, struct.pack("<2I", 1, 1)) + record(19, b"\x00" + wide("甲")) + record(160)
    assert opened(binary_workbook(row_start(0) + cell(6, 0, wide("项目")), few), "导出.xlsb").sheets[0].name == "甲"
    many = record(159, struct.pack("<2I", 1, 2**32 - 1)) + record(160)
    with pytest.raises(FileUnreadableError, match="数目不实"):
        opened(binary_workbook(row_start(0) + cell(6, 0, wide("项目")), many), "导出.xlsb")
    with pytest.raises(FileUnreadableError, match="占用的范围太大"):
        opened(binary_workbook(row_start(1_048_575) + cell(6, 16_383, wide("远"))), "导出.xlsb")
