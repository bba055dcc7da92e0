"""Annexes that the tests of this room share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from govlib.bulletin.annexes import Annex, write_annexes
from govlib.bulletin.paper import Heading, Paper, PaperAnnex, Paragraph

TOWNS_AND_OFFICES = 64


@pytest.fixture
def make_annex() -> Callable[..., Annex]:
    def make(columns: Sequence[str], rows: Sequence[Sequence[Any]], **given: Any) -> Annex:
        stated: dict[str, Any] = {
            "title": "政务公开监测情况统计表",
            "scope": "全县31个乡镇、33个县级部门",
            "source": "县人民政府门户网站",
            "units": "条",
            "notes": (),
        }
        stated.update(given)
        return Annex(table=pd.DataFrame(rows, columns=list(columns), dtype="object"), **stated)

    return make


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Workbook]:
    def write(*annexes: Annex, **given: Any) -> Workbook:
        path = tmp_path / "annexes.xlsx"
        write_annexes(path, annexes, "苍溪县", "2024年第二季度", **given)
        return openpyxl.load_workbook(path)

    return write


@pytest.fixture(scope="session")
def units_annex() -> Annex:
    """64 units and their total, as counties attach it."""
    rows: list[list[Any]] = [
        [number, f"第{number}镇人民政府", 100 + number, 90 + number, number % 3, f"{90 + number % 10}.5%"]
        for number in range(1, TOWNS_AND_OFFICES + 1)
    ]
    # 64×100 + 2080 = 8480, 64×90 + 2080 = 7840; of 1…64 the remainders by 3 are 22 ones and 21 twos
    rows.append([None, "合计", 8480, 7840, 64, "92.5%"])
    columns = ["序号", "单位", "报送信息总数（条）", "审发信息总数（条）", "错情（处）", "采用率"]
    return Annex(
        title="2024年第二季度全县政务公开监测情况统计表",
        scope="全县31个乡镇、33个县级部门，统计时段为2024年3月6日至6月22日",
        source="县人民政府门户网站后台报送、审发记录",
        units="条、处",
        notes=("政务公开数据来自县人民政府门户网站", "监测情况作为年度目标考核依据"),
        table=pd.DataFrame(rows, columns=columns),
        total_row=True,
    )


@pytest.fixture
def make_paper(make_annex: Callable[..., Annex]) -> Callable[..., Paper]:
    """A paper with every part; what is given stands instead."""

    def make(**given: Any) -> Paper:
        sites = make_annex(
            ["序号", "单位", "检查数（家）", "合格率"],
            [[1, "甲县", 36, "97.2%"], [2, "乙县", 8, "100%"], [None, "合计", 44, "97.7%"]],
            total_row=True,
            notes=("合格率为合格数除以检查数",),
        )
        empty = make_annex(["序号", "单位"], [], title="约谈单位名单")
        stated: dict[str, Any] = {
            "kind": "quarterly",
            "title": "示范市人民政府办公室关于2026年第三季度全市政府网站和政务新媒体检查情况的通报",
            "office": "示范市人民政府办公室",
            "recipients": "各县（区）人民政府，市级各部门",
            "body": (
                Heading(1, "一、总体情况"),
                Heading(2, "（一）政府网站。", run_in=True),
                Paragraph("检查政府网站44家，合格43家，合格率97.7%。"),
                Heading(2, "（二）工作成效"),
                Paragraph("分析人员写的第一段。", slot="工作成效"),
                Paragraph("分析人员写的第二段。", slot="工作成效"),
            ),
            "issued": date(2026, 10, 9),
            "number": "示府办函〔2026〕15号",
            "letterhead": "示范市人民政府办公室文件",
            "attachments": (
                PaperAnnex(1, "政府网站检查情况统计表", (sites,)),
                PaperAnnex(2, "约谈单位名单", (empty,), wide=True),
            ),
            "copies": "市委办公室，市人大常委会办公室",
            "printer": "示范市人民政府办公室",
            "printed_on": date(2026, 10, 9),
            "contact": "联系人：某同志，电话：不公开",
        }
        stated.update(given)
        return Paper(**stated)

    return make
