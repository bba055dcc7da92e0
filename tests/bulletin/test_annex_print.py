"""Annexes converted by LibreOffice: what comes out on paper is whole, headed and numbered."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from govlib.bulletin.annexes import Annex, write_annexes

pytestmark = pytest.mark.office

FINDING = (
    "抽查的2020年规范性文件“县人民政府办公室关于印发《2020年投资和项目建设工作考核评分办法（试行）》的通知”未标注有效期，"
    "未公开草案说明或解读，链接为https://www.example.gov.cn/zwgk/zfxxgkml/gfxwj/202006/t20200618_1234567.html，"
    "请于收到通报后7个工作日内整改到位。"
)


def convert(source: Path, kind: str, folder: Path) -> Path:
    """Convert with a profile of this test's own: LibreOffice allows one process a profile."""
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return folder / f"{source.stem}.{kind}"


def pages_of(pdf: Path) -> list[str]:
    text = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"], check=True, capture_output=True, timeout=60
    )
    pages = [re.sub(r"\s+", "", page) for page in text.stdout.decode("utf-8").split("\f")]
    return [page for page in pages if page]


@pytest.fixture(scope="module")
def findings_annex() -> Annex:
    rows = [
        (number, "规范性文件", "县自然资源和规划局", FINDING[: 12 + 4 * number], pd.Timestamp(2024, 6, number % 28 + 1))
        for number in range(1, 41)
    ]
    table = pd.DataFrame(rows, columns=["序号", "类别", "责任单位", "检查发现", "发现日期"])
    return Annex("政务公开问题清单", "政府信息公开平台", "检查登记", "个", (), table)


@pytest.fixture(scope="module")
def sites_annex() -> Annex:
    counts = [
        "监测次数（次）",
        "不可访问（次）",
        "栏目总数（个）",
        "空白栏目（个）",
        "应更新未更新栏目（个）",
        "错误（处）",
    ]
    rows = [
        [number, f"第{number}部门网站", f"51082400{number:02}", f"http://www.cangxi{number}.gov.cn/index.html"]
        + [1_234_567 + number] * 6
        + [0.0123, "待复核"]
        for number in range(1, 21)
    ]
    rows.append([None, "合计", None, None, *[98_765_432] * 6, 1.0, None])
    columns = ["序号", "网站名称", "网站标识码", "首页地址", *counts, "不可访问比例", "结论"]
    return Annex(
        "政府网站监测明细表",
        "全县网站",
        "监测平台",
        "次、个、处",
        (),
        pd.DataFrame(rows, columns=columns),
        wide=True,
        total_row=True,
        number_formats={"不可访问比例": "0.00%"},
    )


@pytest.fixture(scope="module")
def empty_annex() -> Annex:
    table = pd.DataFrame(columns=["单位", "账号"])
    return Annex("关停账号清单", "全县账号", "排查登记", "个", (), table, empty_reason="各账号均已备案")


@pytest.fixture(scope="module")
def workbook_path(
    units_annex: Annex,
    findings_annex: Annex,
    sites_annex: Annex,
    empty_annex: Annex,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    path = tmp_path_factory.mktemp("print") / "annexes.xlsx"
    write_annexes(path, [units_annex, findings_annex, sites_annex, empty_annex], "苍溪县", "2024年第二季度")
    return path


@pytest.fixture(scope="module")
def pdf(workbook_path: Path) -> Path:
    return convert(workbook_path, "pdf", workbook_path.parent / "pdf")


@pytest.fixture(scope="module")
def pages(pdf: Path) -> list[str]:
    return pages_of(pdf)


def pages_titled(pages: list[str], title: str) -> list[str]:
    return [page for page in pages if page.startswith(f"苍溪县2024年第二季度{title}")]


def test_the_headings_of_a_long_table_stand_on_every_page_and_the_notes_on_the_last(
    pages: list[str], units_annex: Annex
) -> None:
    own = pages_titled(pages, "附件12024年第二季度全县政务公开监测情况统计表")
    # 64 rows of 19 points on a page of 720 points; three pages where the fonts leave the sheet unscaled
    assert len(own) in {2, 3}
    headings = ("序号单位", "报送信息总数", "审发信息总数", "错情（处）", "采用率")
    assert [[heading for heading in headings if heading not in page] for page in own] == [[]] * len(own)
    assert ["统计范围：" in page for page in own] == [True] + [False] * (len(own) - 1)
    last = ("合计", "848078406492.5%", "备注：1.政务公开数据来自县人民政府门户网站", "2.监测情况作为年度目标考核依据")
    assert [part for part in last if part not in own[-1]] == []
    assert ["备注：" in page for page in own] == [False] * (len(own) - 1) + [True]
    whole = "".join(own)
    assert [name for name in units_annex.table["单位"] if name not in whole] == []


def test_every_page_has_its_number_and_no_figure_is_too_wide(pages: list[str]) -> None:
    assert [f"第{number}页共{len(pages)}页" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert [page for page in pages if "##" in page] == []
    assert "98765432" in "".join(pages)
    assert "1.23%" in "".join(pages)


def test_the_index_and_an_empty_annex_take_one_page_each(pages: list[str]) -> None:
    assert len(pages_titled(pages, "附件目录")) == 1
    empty = pages_titled(pages, "附件4关停账号清单")
    assert len(empty) == 1
    assert "单位账号本期无此类情况（各账号均已备案）" in empty[0]


def test_long_findings_are_printed_to_their_last_character(pages: list[str], findings_annex: Annex) -> None:
    whole = "".join(pages_titled(pages, "附件2政务公开问题清单"))
    assert [text for text in findings_annex.table["检查发现"] if text not in whole] == []


def test_a_wide_annex_is_printed_across_and_the_others_upright(pdf: Path, pages: list[str]) -> None:
    info = subprocess.run(
        ["pdfinfo", "-f", "1", "-l", str(len(pages)), str(pdf)], check=True, capture_output=True, timeout=60
    )
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", info.stdout.decode())
    across = [float(width) > float(height) for width, height in sizes]
    assert across == ["附件3政府网站监测明细表" in page[:40] for page in pages]
    assert any(across)


def test_no_row_is_lower_than_libreoffice_would_make_it(workbook_path: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(workbook_path)
    stated = {
        (sheet.title, row): sheet.row_dimensions[row].height for sheet in workbook for row in range(6, sheet.max_row)
    }
    for title, row in stated:
        workbook[title].row_dimensions[row].height = None
    free = tmp_path / "free.xlsx"
    workbook.save(free)
    fitted = openpyxl.load_workbook(convert(free, "xlsx", tmp_path / "fitted"))
    lower = {
        place: (height, fitted[place[0]].row_dimensions[place[1]].height)
        for place, height in stated.items()
        if height < (fitted[place[0]].row_dimensions[place[1]].height or 0)
    }
    assert lower == {}
