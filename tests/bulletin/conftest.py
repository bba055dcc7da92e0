"""Annexes that the tests of this room share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from govlib.bulletin.annexes import Annex, write_annexes

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
