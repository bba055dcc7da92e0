"""The shares of enquiries and error reports, counted by hand on a calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from govlib.catalog.load import load_catalog
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = ("测试编号", "网站标识码", "测试渠道", "咨询类别", "能否提交", "提交时间", "答复时间", "答复质量")
PLAIN, OTHER = "简单常见问题", "其他"
# Inspected on Friday 2026-09-25; Sunday 09-20 is worked: five working days from Monday 09-14 end on it, from 09-17 on
# Wednesday 09-23.
ENQUIRIES = (
    ("CS-1", PLAIN, "是", "2026-09-14", "2026-09-15", "合格"),
    ("CS-2", PLAIN, "是", "2026-09-14", "2026-09-16", "合格"),
    ("CS-3", OTHER, "是", "2026-09-14", "2026-09-18", "敷衍"),
    ("CS-4", OTHER, "是", "2026-09-14", "2026-09-21", "合格"),
    ("CS-5", OTHER, "是", "2026-09-17", "", ""),
    ("CS-6", OTHER, "是", "2026-09-24", "", ""),
    ("CS-7", PLAIN, "是", "2026-09-25", "", ""),
    ("CS-8", OTHER, "否", "2026-09-14", "", ""),
    ("CS-9", OTHER, "", "2026-09-14", "2026-09-15", "合格"),
)


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Run:
    root = tmp_path_factory.mktemp("office")
    folder = root / "exports" / "sample" / "2026Q3"
    folder.mkdir(parents=True)
    book = openpyxl.Workbook()
    book.active.append(list(HEADINGS))
    for code, kind, submitted, *rest in ENQUIRIES:
        book.active.append([code, "4199000001", "信箱", kind, submitted, *rest])
    book.save(folder / "模拟咨询.xlsx")
    return open_declared(root, load_catalog(ROOT / "params"), "sample", "2026Q3", str(root / "outputs"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("模拟咨询", "9次"),
        ("成功提交的模拟咨询", "7次"),
        ("不能提交的模拟咨询", "1次"),
        ("模拟咨询提交成功率", "87.5%"),
        ("得到答复的模拟咨询", "4次"),
        ("模拟咨询答复率", "57.1%"),
        ("已满5个工作日的模拟咨询", "5次"),
        ("5个工作日内答复的模拟咨询", "3次"),
        ("模拟咨询5个工作日内答复率", "60.0%"),
        ("超过5个工作日的模拟咨询", "2次"),
        ("已满1个工作日的简单常见问题", "2次"),
        ("简单常见问题1个工作日内答复率", "50.0%"),
        ("答复敷衍的模拟咨询", "1次"),
        ("找错留言按时办结率", "缺数据"),
        ("达到问责触发条件单位", "缺数据"),
    ],
)
def test_what_is_printed_of_enquiries_is_what_was_counted_by_hand(run, name, text):
    assert run.day == date(2026, 9, 25)
    figure = run.figure(name)
    assert figure is not None
    assert figure.text == text
