"""The annexes of every shipped place, converted by LibreOffice as an office would print them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import openpyxl
import pytest
from docx import Document

pytestmark = pytest.mark.office

RUNS = [
    "2021Q2/tongcheng",
    "2023Q1/shiquan",
    "2023Q2/guangyuan",
    "2023Q3/fengxiang",
    "2024Q2/cangxi",
    "2026Q3/sample",
]


def printed_pages(workbook: Path, folder: Path) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    text = subprocess.run(
        ["pdftotext", "-layout", "-enc", "UTF-8", str(folder / f"{workbook.stem}.pdf"), "-"],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return text.stdout.decode("utf-8").rstrip("\f").split("\f")


@pytest.mark.parametrize("run", RUNS)
def test_annexes_print_with_title_scope_source_and_page_numbers(batch, tmp_path, run):
    path = batch.outputs / run / "annexes.xlsx"
    pages = printed_pages(path, tmp_path)
    book = openpyxl.load_workbook(path)
    annexes = book.sheetnames[1:]
    assert len(annexes) >= 2
    assert len(pages) >= len(book.sheetnames)
    whole = "".join(pages)
    assert "###" not in whole
    for number in range(1, len(annexes) + 1):
        assert f"附件{number}" in whole
    assert whole.count("统计范围") == len(annexes)
    assert whole.count("数据来源") == len(annexes)
    assert whole.count("计量单位") >= len(annexes)
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in re.sub(r"\s", "", page)


@pytest.mark.parametrize("run", RUNS)
def test_no_page_of_a_bulletin_is_empty_or_ends_with_a_heading(batch, tmp_path, run):
    path = batch.outputs / run / "bulletin.docx"
    headings = {
        re.sub(r"\s", "", one.text) for one in Document(str(path)).paragraphs if one.style.name.startswith("Heading")
    }
    assert headings
    for number, page in enumerate(printed_pages(path, tmp_path), 1):
        lines = [said for line in page.splitlines() if (said := re.sub(r"\s", "", line))]
        shown = [line for line in lines if not re.fullmatch(r"—\d+—", line)]
        assert f"—{number}—" in lines
        assert shown, f"page {number} is empty"
        assert shown[-1] not in headings, f"page {number}"


def test_published_table_of_cangxi_comes_back_with_its_total(batch):
    book = openpyxl.load_workbook(batch.outputs / "2024Q2/cangxi/annexes.xlsx")
    sheet = next(one for one in book if "监测情况统计表" in str([cell.value for row in one["A1:H3"] for cell in row]))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    total = next(row for row in rows if "合计" in row)
    assert [value for value in total if isinstance(value, int)] == [2877, 2458, 9]
    towns = [row for row in rows if row[1] == "乡镇"]
    departments = [row for row in rows if row[1] == "县级部门"]
    assert (len(towns), len(departments)) == (31, 33)
