"""Whatever values are written, in whatever spelling, come back equal; and every row is accounted for."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govlib.exports import read_exports

WINDOW = (date(2024, 3, 6), date(2024, 6, 22))
COLUMNS = {
    "网站标识码": "site_code",
    "栏目名称": "column_name",
    "栏目URL": "column_url",
    "栏目类别": "column_kind",
    "更新数量(条)": "item_count",
    "最近更新时间": "last_update_date",
    "例外标记": "exempt",
    "责任单位": "unit",
}
DATE_FORMS = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y年%m月%d日",
    "%Y%m%d",
    "%Y-%m-%d %H:%M:%S",
    "native",
    "serial",
    "short",
]
NAMES = st.text(alphabet="要闻公告通知政策解读苍溪县ABCabc123《》（）、·", min_size=1, max_size=12).filter(
    lambda text: text.strip() and text not in {"无", "（）", "、"}
)


def write_date(day: date, form: str) -> object:
    """Return a day as one of the forms in which offices write it; without a year only where the window gives it."""
    if form == "native":
        return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - spreadsheets know no time zones
    if form == "serial":
        return (day - date(1899, 12, 30)).days
    if form == "short":
        return f"{day.month}月{day.day}日" if WINDOW[0] <= day <= WINDOW[1] else day.isoformat()
    return day.strftime(form)


@st.composite
def rows(draw: st.DrawFn) -> tuple[list[object], dict[str, object]]:
    number = draw(st.integers(0, 10**9))
    day = draw(st.none() | st.dates(date(2000, 1, 1), date(2060, 12, 31)))
    count = draw(st.none() | st.integers(0, 10**12))
    flag = draw(st.none() | st.booleans())
    kind = draw(st.sampled_from(["动态要闻", "通知公告", "首页", None]))
    name = draw(NAMES)
    unit = draw(st.none() | st.sampled_from(["县公安局", "县国资事务中心", "文昌镇"]))
    values = {
        "site_code": f"{number:010d}",
        "column_name": name.replace("\n", ""),
        "column_url": f"http://a.gov.cn/{draw(st.integers(0, 10**6))}",
        "column_kind": kind,
        "item_count": count,
        "last_update_date": day,
        "exempt": flag,
        "unit": unit,
    }
    spelled_count: object = count
    if count is not None:
        spelled_count = draw(
            st.sampled_from([count, float(count), str(count), f"{count:,}", f"{count}条", f" {count} "])
        )
    spelled = [
        values["site_code"],
        draw(st.sampled_from(["", " ", "\u200b", "\u3000"])) + name + draw(st.sampled_from(["", " ", "\ufeff"])),
        values["column_url"],
        kind if kind is None or draw(st.booleans()) else f" {kind}\n",
        spelled_count if count is not None else draw(st.sampled_from([None, "", "－", "无", "/"])),
        draw(st.sampled_from([None, "", "—"])) if day is None else write_date(day, draw(st.sampled_from(DATE_FORMS))),
        None if flag is None else draw(st.sampled_from(["是", "√", "有", True] if flag else ["否", "×", "无", False])),
        unit if unit is None or draw(st.booleans()) else f"{unit[:2]}\n{unit[2:]}",
    ]
    return spelled, values


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(rows(), min_size=1, max_size=8, unique_by=lambda row: (row[1]["site_code"], row[1]["column_url"])),
    st.data(),
)
def test_values_written_in_any_spelling_come_back_equal(declared, drawn, data):
    with tempfile.TemporaryDirectory() as folder:
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        top = data.draw(st.integers(0, 3))
        left = data.draw(st.integers(0, 2))
        for _ in range(top):
            sheet.append([])
        sheet.append([None] * left + list(COLUMNS))
        for spelled, _ in drawn:
            sheet.append([None] * left + spelled)
        workbook.save(Path(folder) / "栏目.xlsx")
        intake = read_exports(Path(folder), *declared, WINDOW)
    assert intake.problems["message"].tolist() == []
    expected = pd.DataFrame([values for _, values in drawn])
    table = intake.tables["columns"]
    for name in COLUMNS.values():
        wanted = pd.Series(expected[name].tolist(), name=name)
        if name == "last_update_date":
            wanted = pd.to_datetime(wanted).astype("datetime64[us]")
        pd.testing.assert_series_equal(table[name], wanted.astype(table[name].dtype), obj=name)
    assert table["source_row"].tolist() == list(range(top + 2, top + 2 + len(drawn)))


CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "合计",
            "备注：无",
            "单位",
            "报送数",
            "审发数",
            "错情",
            "县公安局",
            "县司法局",
            "乡镇小计",
            "注1：甲",
            " ",
            "#REF!",
            "1",
            "甲",
        ]
    ),
    st.integers(-3, 2000),
    st.text(alphabet="县局镇单位数一二。：", max_size=16),
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=14))
def test_no_row_below_a_header_is_lost_whatever_it_holds(declared, body):
    with tempfile.TemporaryDirectory() as folder:
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        sheet.append(["序号", "单位", "报送数", "审发数", "错情"])
        for row in body:
            sheet.append(row)
        workbook.save(Path(folder) / "统计.xlsx")
        intake = read_exports(Path(folder), *declared, WINDOW)
    regions = intake.regions
    parts = ["rows_read", "rows_refused", "rows_total", "rows_note", "rows_header_repeated"]
    pd.testing.assert_series_equal(regions[parts].sum(axis=1), regions["rows_in_file"], check_names=False)
    if regions["table"].tolist() == ["publication"]:
        shown = [["" if cell is None else str(cell).strip() for cell in row] for row in body]
        filled = [row for row in shown if any(row[1:]) or row[0].strip("-0123456789一二")]
        assert regions.loc[0, "rows_in_file"] == len(filled)
        assert len(intake.tables["publication"]) == regions.loc[0, "rows_read"]
