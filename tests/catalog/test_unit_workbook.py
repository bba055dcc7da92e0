"""The workbook 单位名录.xlsx beside a place's file: what it states, and how its faults are told."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from govlib.catalog.place_files import load_places
from govlib.catalog.places import Place
from govlib.catalog.unit_workbook import read_book
from govlib.documents.only_xlsx import MAX_BYTES
from govlib.errors import Fault
from govlib.scaffold.unit_form import write_form

SLUG = "乙县"
FILE = f"params/places/{SLUG}.单位名录.xlsx"
YAML = f"params/places/{SLUG}.yaml"
UNITS = ("单位名称", "类别", "别名", "归并到", "不统计", "备注")
LIMITS = ("指标编号", "阈值", "起始日期", "原文", "依据", "条款", "见到程度", "备注")
LIMIT = ("W-V4.3", 4, date(2024, 1, 1), "空白栏目超过（含）4个的", "乙政办〔2024〕1号", "第一条", "原文")
DECLARED = {
    "name": "乙县",
    "level": "county",
    "rulesets": [{"since": "2019-04-18", "id": "national-2019"}],
    "periods": {
        "一期": {
            "title": "一期",
            "start": "2024-04-01",
            "end": "2024-06-22",
            "inspection_day": "2024-06-22",
            "websites": {"by": "indicators"},
            "accounts": {"by": "indicators"},
        }
    },
}
REGISTER = {
    "groups": {"乡镇": ["甲镇", "乙镇"], "部门": ["县丙局", "县丁局"]},
    "aliases": {"丙局": "县丙局", "丙办": "县丙局", "戊队": "县戊支队"},
    "counts_as": {"县戊支队": "县丁局"},
    "exclude": ["乙镇", "县己社"],
}
REGISTER_ROWS = [
    UNITS,
    ("甲镇", "乡镇", None, None, None, None),
    ("乙镇", "乡镇", None, None, "是", "停用"),
    ("县丙局", "部门", "丙局、丙办", None, "否", None),
    ("县丁局", "部门"),
    ("县戊支队", None, "戊队", "县丁局"),
    ("县己社", None, None, None, "是"),
]

Rows = Sequence[Sequence[Any]]


def write_book(path: Path, sheets: Mapping[str, Rows]) -> Workbook:
    """Write sheets of plain rows and return the workbook, to be changed and saved again."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return book


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    places = tmp_path / "params" / "places"
    places.mkdir(parents=True)
    return places


@pytest.fixture
def load(folder: Path) -> Callable[..., tuple[Place | None, list[Fault]]]:
    """Return a function from sheets and what the YAML adds to the place that loads, and the faults that are told."""

    def loaded(sheets: Mapping[str, Rows] | None = None, **more: Any) -> tuple[Place | None, list[Fault]]:
        text = yaml.safe_dump({**DECLARED, **more}, allow_unicode=True, sort_keys=False)
        (folder / f"{SLUG}.yaml").write_text(text, encoding="utf-8")
        if sheets is not None:
            write_book(folder / f"{SLUG}.单位名录.xlsx", sheets)
        faults: list[Fault] = []
        return load_places(folder, faults).get(SLUG), faults

    return loaded


def told(faults: Sequence[Fault]) -> list[tuple[str, str]]:
    return [(fault.file, fault.key) for fault in faults]


def limit(**changed: Any) -> tuple[Any, ...]:
    """Return the row of a threshold with some cells changed, by heading."""
    return tuple(changed.get(heading, cell) for heading, cell in zip(LIMITS, (*LIMIT, None), strict=True))


def test_a_workbook_states_what_the_file_would(load):
    written, faults = load(units=REGISTER)
    assert faults == []
    (place, faults) = load({"单位": REGISTER_ROWS})
    assert faults == []
    assert place == written
    assert place.units.groups == {"乡镇": ("甲镇", "乙镇"), "部门": ("县丙局", "县丁局")}


def test_a_threshold_in_the_workbook_is_the_one_the_file_would_state(load):
    source = {"act": "乙政办〔2024〕1号", "part": "第一条", "seen": "full"}
    stated = {"indicator": "W-V4.3", "since": "2024-01-01", "value": 4, "words": LIMIT[3], "source": source}
    written, _ = load(thresholds=[stated])
    place, faults = load({"阈值": [LIMITS, LIMIT]})
    assert faults == []
    assert place == written


def test_stated_alike_in_both_is_stated_once(load):
    source = {"act": "乙政办〔2024〕1号", "part": "第一条", "seen": "full"}
    stated = {"indicator": "W-V4.3", "since": "2024-01-01", "value": 4, "words": LIMIT[3], "source": source}
    written, _ = load(units=REGISTER, thresholds=[stated])
    place, faults = load({"阈值": [LIMITS, LIMIT], "单位": REGISTER_ROWS}, units=REGISTER, thresholds=[stated])
    assert faults == []
    assert place == written
    assert len(place.thresholds) == 1


def test_the_workbook_adds_to_what_the_file_states(load):
    part = {
        "groups": {"部门": ["县丁局"], "乡镇": ["甲镇"]},
        "aliases": {"丙科": "县丙局"},
        "counts_as": {"县庚站": "乙镇"},
    }
    place, faults = load({"单位": REGISTER_ROWS}, units=part)
    assert faults == []
    assert list(place.units.groups.items()) == [("部门", ("县丁局", "县丙局")), ("乡镇", ("甲镇", "乙镇"))]
    assert place.units.aliases == {**REGISTER["aliases"], "丙科": "县丙局"}
    assert place.units.counts_as == {"县戊支队": "县丁局", "县庚站": "乙镇"}


def test_a_name_in_other_widths_or_with_blanks_is_the_same_name_as_the_file_writes_it(load):
    rows = [UNITS, ("县（本级） 丙局", "部 门", None, None, None), ("县己 中心", None, None, "县(本级)丙局")]
    place, faults = load({"单位": rows}, units={"groups": {"部门": ["县(本级)丙局"]}})
    assert faults == []
    assert place.units.groups == {"部门": ("县(本级)丙局",)}
    assert place.units.counts_as == {"县己中心": "县(本级)丙局"}


@pytest.mark.parametrize("mark", list("、，,;；\n"))
def test_several_aliases_stand_in_one_cell(load, mark):
    place, faults = load({"单位": [UNITS, ("县丙局", "部门", f"丙局{mark} 丙办{mark}")]})
    assert faults == []
    assert place.units.aliases == {"丙局": "县丙局", "丙办": "县丙局"}


def test_titles_order_of_columns_widths_blanks_and_unknown_columns_make_no_difference(load, folder):
    rows = [
        ["乙县单位名录（二〇二四年）"],
        [],
        ["序号", "联系电话", " 归 并 到", "单 位\n名 称", "简称（可多个）", "类别：", "备注", "联系人", "不统计"],
        [1, "13800001111", None, "甲镇", None, "乡镇", "驻地", "张某某", None],
        [],
        [2, "13800002222", "甲镇", "甲镇农办", "农办", None, None, "李某某", None],
        [3, None, None, None, None, None, None, "王某某", None],
    ]
    load({"单位 ": rows})
    path = folder / f"{SLUG}.单位名录.xlsx"
    book = write_book(path, {"单位 ": rows})
    book["单位 "].merge_cells("A1:I1")
    book.save(path)
    place, faults = load()
    assert faults == []
    assert place.units.groups == {"乡镇": ("甲镇",)}
    assert (place.units.aliases, place.units.counts_as) == ({"农办": "甲镇农办"}, {"甲镇农办": "甲镇"})
    read = read_book(path, FILE, faults)
    assert not any(name in f"{read}{place!r}" for name in ("张某某", "李某某", "王某某", "13800001111", "13800002222"))


def test_of_two_headings_for_one_thing_the_full_one_counts(load):
    place, faults = load({"阈值": [("编号", *LIMITS), (1, *limit()), (2, *limit(指标编号="W-V2"))]})
    assert faults == []
    assert [one.indicator for one in place.thresholds] == ["W-V4.3", "W-V2"]


@pytest.mark.parametrize("headings", [("别名", "简称"), ("简称", "曾用名"), ("别名（简称）", "别称"), ("别名", "别名")])
def test_aliases_may_stand_in_several_columns(load, headings):
    rows = [("单位名称", "类别", *headings), ("县丙局", "部门", "丙局", "丙办、丙科")]
    place, faults = load({"单位": rows})
    assert faults == []
    assert place.units.aliases == {"丙局": "县丙局", "丙办": "县丙局", "丙科": "县丙局"}


def test_cells_merged_downwards_hold_for_all_their_rows(load, folder):
    rows = [UNITS, ("甲镇", "乡镇"), ("乙镇",), (None,), ("县丙局", "部门")]
    path = folder / f"{SLUG}.单位名录.xlsx"
    book = write_book(path, {"单位": rows})
    book["单位"].merge_cells("B2:B4")
    book.save(path)
    place, faults = load()
    assert faults == []
    assert place.units.groups == {"乡镇": ("甲镇", "乙镇"), "部门": ("县丙局",)}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (4, 4.0),
        ("４", 4.0),
        ("4个", 4.0),
        ("3.5", 3.5),
        ("5%", 0.05),
        ("５％", 0.05),
        (" 5 %", 0.05),
        ("1,000", 1000.0),
        (0.05, 0.05),
        (None, None),
        ("  ", None),
        (0, 0.0),
    ],
)
def test_numbers_are_read_as_people_write_them(load, cell, value):
    place, faults = load({"阈值": [LIMITS, limit(阈值=cell)]})
    assert faults == []
    assert place.thresholds[0].value == value


@pytest.mark.parametrize(("value", "form"), [(0.05, "0%"), (0.07, "0.00%"), (0.125, "0.0%")])
def test_a_cell_formatted_as_percent_is_the_fraction(load, folder, value, form):
    path = folder / f"{SLUG}.单位名录.xlsx"
    book = write_book(path, {"阈值": [LIMITS, limit(阈值=value)]})
    book["阈值"]["B2"].number_format = form
    book.save(path)
    place, faults = load()
    assert (place.thresholds[0].value, faults) == (value, [])


@pytest.mark.parametrize(
    "cell",
    [
        date(2024, 6, 22),
        datetime.fromisoformat("2024-06-22T09:30"),
        "2024-06-22",
        "2024-6-22",
        "2024/6/22",
        "2024.6.22",
        "2024年6月22日",
        "２０２４年６月２２日",
        "2024年 6月 22日",
        "20240622",
        "2024-06-22 08:00",
        "2024-06-22（星期六）",
        "2024—06—22",
        45465,
    ],
)
def test_days_are_read_as_people_write_them(load, cell):
    place, faults = load({"阈值": [LIMITS, limit(起始日期=cell)]})
    assert faults == []
    assert place.thresholds[0].since == date(2024, 6, 22)


@pytest.mark.parametrize(
    ("word", "seen"),
    [
        ("原文", "full"),
        ("全文", "full"),
        ("部分", "part"),
        ("凭记忆", "recalled"),
        (" 凭 记忆 ", "recalled"),
        ("Full", "full"),
    ],
)
def test_how_much_was_seen_is_said_in_words(load, word, seen):
    place, faults = load({"阈值": [LIMITS, limit(见到程度=word)]})
    assert (place.thresholds[0].source.seen, faults) == (seen, [])


def test_a_blank_threshold_returns_to_the_rulesets_own_from_its_day(load):
    place, faults = load({"阈值": [LIMITS, LIMIT, limit(阈值=None, 起始日期="2024-06-01")]})
    assert faults == []
    assert [(one.since, one.value) for one in place.thresholds] == [(date(2024, 1, 1), 4.0), (date(2024, 6, 1), None)]


def test_a_presumed_day_can_be_said(load):
    rows = [(*LIMITS, "生效日推定"), (*limit(), "是"), (*limit(指标编号="W-V2"), None)]
    place, faults = load({"阈值": rows})
    assert faults == []
    assert [one.source.presumed for one in place.thresholds] == [True, False]


def test_indicator_numbers_are_read_in_full_width_and_with_any_dash(load):
    place, faults = load({"阈值": [LIMITS, limit(指标编号="Ｗ－Ｖ4.3"), limit(指标编号="W—V2 ")]})
    assert faults == []
    assert [one.indicator for one in place.thresholds] == ["W-V4.3", "W-V2"]


UNIT_FAULTS = [
    # rows under the headings, expected key, what the fault says, what it expects
    ([("甲镇", "乡镇"), ("甲镇", "部门")], "单位!A3", "“甲镇”写了 2 行：第 2、3 行", "一个单位只写一行"),
    ([("甲镇", "乡镇"), ("=A2", "乡镇")], "单位!A3", "写的是“#未计算”", "算得出的值"),
    ([("甲镇", "乡镇"), ("甲 镇", "乡镇")], "单位!A3", "第 2、3 行", "一个单位只写一行"),
    ([("甲镇", "乡镇"), (None, None, None, None, None, "待补")], "单位!F3", "这一行只有备注", "单位名称"),
    ([("甲镇", "乡镇"), (None, "乡镇")], "单位!A3", "没有填单位名称", "单位名称"),
    ([("甲镇", "乡镇"), ("乙镇",)], "单位!A3", "“乙镇”这一行只有名称", "类别"),
    ([("甲镇", "乡镇"), ("乙镇", None, None, None, None, "新设")], "单位!A3", "只有名称", "类别"),
    ([("甲镇", "乡镇", None, None, "或许")], "单位!E2", "写的是“或许”", "是 或 否"),
    (
        [("甲镇", "乡镇", "甲"), ("乙镇", "乡镇", "乙、甲")],
        "单位!C3",
        "“甲”的本名是“乙镇”，单位!C2 写的是“甲镇”",
        "两处",
    ),
    ([("甲镇", "乡镇", "乙镇"), ("乙镇", "乡镇")], "单位!C2", "名录里的单位又写成别名：乙镇", "或者是别名"),
    ([("甲镇", "乡镇", "甲镇")], "单位!C2", "名录里的单位又写成别名：甲镇", "或者是别名"),
    ([("甲镇", "乡镇"), ("甲站", None, None, "丙镇")], "单位!D3", "指向的单位不在名录 groups 里：甲站→丙镇", "名录里"),
    ([("甲镇", "乡镇"), ("丙站", None, "三站")], "单位!C3", "指向的单位不在名录 groups 里：三站→丙站", "名录里"),
    (
        [("甲镇", "乡镇"), ("甲站", None, None, "甲镇"), ("甲点", None, None, "甲站")],
        "单位!D4",
        "自己又归并到别处：甲点",
        "最后",
    ),
    ([("甲镇", "乡镇", None, "甲镇")], "单位!D2", "自己又归并到别处：甲镇", "最后"),
    ([("甲镇", "乡镇", "甲站"), ("甲站", None, None, "甲镇")], "单位!D3", "归并要写本名，写成了别名：甲站", "本名"),
]


@pytest.mark.parametrize(("rows", "key", "found", "expected"), UNIT_FAULTS)
def test_a_fault_of_the_register_is_told_at_its_cell(load, rows, key, found, expected):
    _, faults = load({"单位": [UNITS, *rows]})
    assert [fault for fault in faults if found in fault.found and expected in fault.expected], faults
    assert (FILE, key) in told(faults)
    assert {fault.file for fault in faults} == {FILE}


def test_a_chained_alias_is_told_at_its_cell(load):
    _, faults = load({"单位": [UNITS, ("丙局", None, "丙")]}, units={"aliases": {"丙局": "县丙局"}})
    assert [(fault.file, fault.key, fault.found) for fault in faults] == [(FILE, "单位!C2", "别名指向的又是别名：丙")]


LIMIT_FAULTS = [
    (limit(阈值="四个"), "阈值!B2", "写的是“四个”", "数字或百分数"),
    (limit(阈值="≥4"), "阈值!B2", "写的是“≥4”", "数字或百分数"),
    (limit(阈值="1E999"), "阈值!B2", "写的是“1E999”", "数字或百分数"),
    (limit(阈值=True), "阈值!B2", "写的是“TRUE”", "数字或百分数"),
    (limit(阈值="#REF!"), "阈值!B2", "写的是“#REF!”", "算得出的值"),
    (limit(依据="=1/0"), "阈值!E2", "写的是“#未计算”", "算得出的值"),
    (limit(备注="#N/A"), "阈值!H2", "写的是“#N/A”", "算得出的值"),
    (limit(起始日期="去年"), "阈值!C2", "写的是“去年”", "年月日俱全的日期"),
    (limit(起始日期="6月22日"), "阈值!C2", "没有年份", "年月日俱全的日期"),
    (limit(起始日期="2024-02-30"), "阈值!C2", "2024-02-30", "年月日俱全的日期"),
    (limit(起始日期=None), "阈值!C2", "没有填起始日期", "必填"),
    (limit(指标编号=None), "阈值!A2", "没有填指标编号", "必填"),
    (limit(原文=None), "阈值!D2", "没有填原文", "必填"),
    (limit(依据=None), "阈值!E2", "没有填依据", "必填"),
    (limit(条款=" "), "阈值!F2", "没有填条款", "必填"),
    (limit(见到程度=None), "阈值!G2", "没有填见到程度", "必填"),
    (limit(见到程度="听说"), "阈值!G2", "写的是“听说”", "原文、部分、凭记忆"),
    ((None,) * 7 + ("待定",), "阈值!H2", "这一行只有备注", "指标编号"),
]


@pytest.mark.parametrize(("row", "key", "found", "expected"), LIMIT_FAULTS)
def test_a_fault_of_a_threshold_is_told_at_its_cell(load, row, key, found, expected):
    _, faults = load({"阈值": [LIMITS, row]})
    assert told(faults) == [(FILE, key)]
    assert found in faults[0].found
    assert expected in faults[0].expected


def test_two_thresholds_of_one_day_are_told_with_both_rows(load):
    _, faults = load({"阈值": [LIMITS, LIMIT, (), limit(阈值=3)]})
    assert told(faults) == [(FILE, "阈值!A4")]
    assert "第 2、4 行" in faults[0].found


def test_all_faults_of_both_sheets_and_of_the_file_are_told_at_once(load):
    units = [UNITS, ("甲镇", "乡镇", None, None, "或许"), ("乙镇",)]
    _, faults = load({"单位": units, "阈值": [LIMITS, limit(阈值="四个"), limit(起始日期="去年")]}, level="village")
    assert sorted(told(faults)) == sorted(
        [(FILE, "单位!E2"), (FILE, "单位!A3"), (FILE, "阈值!B2"), (FILE, "阈值!C3"), (YAML, "level")]
    )


def test_a_row_that_cannot_be_used_makes_no_fault_of_those_that_point_at_it(load):
    rows = [UNITS, ("甲镇", "乡镇"), ("丙局", None, "丙办"), ("丙站", None, None, "丁局"), ("丁局",)]
    _, faults = load({"单位": rows})
    assert told(faults) == [(FILE, "单位!A5")]


CONTRADICTIONS = [
    ({"groups": {"部门": ["甲镇"]}}, ("甲镇", "乡镇"), "B2", "类别是“乡镇”，{} 的 units.groups.部门 写的是“部门”"),
    ({"aliases": {"甲": "乙镇"}}, ("甲镇", "乡镇", "甲"), "C2", "本名是“甲镇”，{} 的 units.aliases.甲 写的是“乙镇”"),
    (
        {"counts_as": {"甲站": "乙镇"}},
        ("甲站", "", "", "甲镇"),
        "D2",
        "归并到是“甲镇”，{} 的 units.counts_as.甲站 写的是“乙镇”",
    ),
    ({"exclude": ["甲镇"]}, ("甲镇", "乡镇", "", "", "否"), "E2", "不统计是“否”，{} 的 units.exclude 写的是“是”"),
]


@pytest.mark.parametrize(("units", "row", "cell", "found"), CONTRADICTIONS)
def test_what_file_and_workbook_state_differently_is_told_with_both_places(load, units, row, cell, found):
    _, faults = load({"单位": [UNITS, row]}, units=units)
    (fault,) = [fault for fault in faults if fault.key == f"单位!{cell}"]
    assert fault.file == FILE
    assert found.format(YAML) in fault.found


@pytest.mark.parametrize(
    ("changed", "label"),
    [
        ({"阈值": 3}, "阈值：3"),
        ({"原文": "别的话"}, "原文：“别的话”"),
        ({"条款": "第二条"}, "条款"),
        ({"见到程度": "部分"}, "见到程度：部分"),
    ],
)
def test_a_threshold_stated_differently_is_told_with_both_places(load, changed, label):
    source = {"act": "乙政办〔2024〕1号", "part": "第一条", "seen": "full"}
    stated = {"indicator": "W-V4.3", "since": "2024-01-01", "value": 4, "words": LIMIT[3], "source": source}
    _, faults = load({"阈值": [LIMITS, limit(**changed)]}, thresholds=[stated])
    assert told(faults) == [(FILE, "阈值!A2")]
    assert label in faults[0].found
    assert f"{YAML} 的 thresholds" in faults[0].found


def test_a_breach_of_the_file_alone_is_still_told_at_the_file(load):
    units = {"groups": {"乡镇": ["甲镇", "甲镇"]}}
    _, faults = load({"单位": [UNITS, ("乙镇", "乡镇")]}, units=units)
    assert [(fault.file, fault.key, fault.found) for fault in faults] == [
        (YAML, "units", "写法不合：单位写了两次：甲镇")
    ]


def test_an_alias_of_the_file_may_point_at_a_unit_of_the_workbook(load):
    units = {"groups": {"部门": ["县丁局"]}, "aliases": {"甲": "甲镇"}}
    assert load(units=units)[1]
    place, faults = load({"单位": [UNITS, ("甲镇", "乡镇")]}, units=units)
    assert faults == []
    assert place.units.aliases == {"甲": "甲镇"}


@pytest.mark.parametrize("units", [None, [], {"groups": ["甲镇"]}, {"groups": {"乡镇": "甲镇"}}, {"gruops": {}}])
def test_units_of_the_file_that_are_no_units_are_told_as_without_a_workbook(load, units):
    alone = load(units=units)[1]
    assert alone
    assert load({"单位": [UNITS, ("甲镇", "乡镇")]}, units=units)[1] == alone


HEADER_FAULTS = [
    ({"单位": [("类别", "备注"), ("乡镇", "一")]}, "单位!A1", "没有“单位名称”"),
    ({"单位": [("甲", "乙"), ("丙", "丁")]}, "单位!A1", "没有标题行"),
    ({"单位": [("单位名称", "类别", "单位名称"), ("甲镇", "乡镇", "甲镇")]}, "单位!A1、C1", "有 2 列“单位名称”"),
    ({"阈值": [("指标编号", "阈值"), ("W-V2", 3)]}, "阈值!A1", "没有“起始日期”"),
    ({"单位": [UNITS], "单位名录": [UNITS]}, "“单位”、“单位名录”", "说的是同一件事"),
    ({"Sheet1": [UNITS, ("甲镇", "乡镇")]}, "", "只有工作表 “Sheet1”"),
]


@pytest.mark.parametrize(("sheets", "key", "found"), HEADER_FAULTS)
def test_a_sheet_that_is_not_what_it_should_be_is_told(load, sheets, key, found):
    _, faults = load(sheets)
    (fault,) = [fault for fault in faults if found in fault.found]
    assert (fault.file, fault.key) == (FILE, key)


def test_sheets_and_columns_that_are_not_read_are_named(folder, load):
    path = folder / f"{SLUG}.单位名录.xlsx"
    sheets = {"说明": [("单位名称",)], "单位": [(*UNITS, "邮编"), ("甲镇", "乡镇")], "草稿": [("甲",)], "阈值": []}
    assert load(sheets)[1] == []
    read = read_book(path, FILE, [])
    assert read.unread == ("工作表“草稿”", "单位!G1 的“邮编”这一列")


def test_an_empty_workbook_states_nothing(load):
    place, faults = load({"单位": [], "阈值": [LIMITS]})
    assert faults == []
    assert place == load()[0]


def test_the_folder_form_is_read_too(load, folder):
    write_book(folder / SLUG / "单位名录.xlsx", {"单位": [UNITS, ("甲镇", "乡镇"), ("乙镇",)]})
    _, faults = load()
    assert told(faults) == [(f"params/places/{SLUG}/单位名录.xlsx", "单位!A3")]


def test_both_forms_at_once_are_a_fault(load, folder):
    write_book(folder / SLUG / "单位名录.xlsx", {"单位": [UNITS, ("甲镇", "乡镇")]})
    _, faults = load({"单位": [UNITS, ("甲镇", "乡镇")]})
    assert told(faults) == [(FILE, "")]
    assert f"{SLUG}/单位名录.xlsx" in faults[0].found


@pytest.mark.parametrize(
    "name",
    [
        "单位名录.xlsx",
        "丁县.单位名录.xlsx",
        "乙县.单位名录.xls",
        "乙县.单位名录(1).xlsx",
        "乙县/单位.xlsx",
        "乙县.单位名录.csv",
    ],
)
def test_a_table_that_nothing_reads_is_told(load, folder, name):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"")
    assert told(load()[1]) == [(f"params/places/{name}", "")]


def test_the_traces_of_an_open_workbook_are_no_fault(load, folder):
    (folder / f"~${SLUG}.单位名录.xlsx").write_bytes(b"x")
    (folder / f"._{SLUG}.单位名录.xlsx").write_bytes(b"x")
    assert load({"单位": [UNITS, ("甲镇", "乡镇")]})[1] == []


def test_the_same_exclusions_in_another_order_are_the_same(load):
    one, other = (load(units={"exclude": names})[0] for names in (["甲镇", "乙镇"], ["乙镇", "甲镇"]))
    assert one == other


def encrypted() -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415 - only here

    plain, locked = io.BytesIO(), io.BytesIO()
    Workbook().save(plain)
    OOXMLFile(plain).encrypt("密码", locked)
    return locked.getvalue()


def old_xls() -> bytes:
    import xlwt  # noqa: PLC0415 - only here

    book, written = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("单位")
    for row, values in enumerate([("单位名称", "类别"), ("甲镇", "乡镇")]):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    book.save(written)
    return written.getvalue()


def bomb() -> bytes:
    """Return a workbook whose one sheet inflates to a gigabyte."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for _ in range(1024):
                member.write(b"0" * 2**20)
    return written.getvalue()


UNOPENED = [
    (encrypted, "设有打开密码", "没有密码的工作簿；请用密码打开后去掉密码"),
    (old_xls, "内容不是 xlsx 工作簿", "xlsx 工作簿；请用 Excel 或 WPS 另存为 xlsx"),
    ("单位名称,类别\n甲镇,乡镇\n".encode, "内容不是 xlsx 工作簿", "另存为 xlsx"),
    ("<table><tr><td>单位名称</td></tr></table>".encode, "内容不是 xlsx 工作簿", "另存为 xlsx"),
    (lambda: b"", "文件是空的", "有内容的表格文件"),
    (lambda: b"%PDF-1.4", "PDF 文档", "另存为 xlsx"),
    (lambda: b"PK\x03\x04" + b"0" * 40, "损坏", "能正常打开的工作簿"),
    (bomb, "异常庞大", "正常导出的工作簿"),
    (lambda: b"0" * (MAX_BYTES + 1), "文件有 20.0 MiB，太大", "不超过 20 MiB 的工作簿"),
]


@pytest.mark.parametrize(("content", "found", "expected"), UNOPENED)
def test_a_workbook_that_cannot_be_opened_is_told_in_a_sentence(load, folder, content, found, expected):
    (folder / f"{SLUG}.单位名录.xlsx").write_bytes(content())
    place, faults = load(units=REGISTER)
    assert told(faults) == [(FILE, "")]
    assert found in faults[0].found
    assert expected in faults[0].expected
    assert place is not None


def test_a_folder_of_that_name_is_told(load, folder):
    (folder / f"{SLUG}.单位名录.xlsx").mkdir()
    assert told(load()[1]) == [(FILE, "")]


def test_what_a_fault_repeats_has_no_numbers_of_persons_and_is_short(load):
    rows = [UNITS, (f"填表人张某某 13800001111{'很' * 90}",), ("甲镇", "乡镇", None, None, "电话：0839-5221111")]
    _, faults = load({"单位": rows})
    words = "".join(fault.found for fault in faults)
    assert "1111" not in words
    assert "已隐去" in words
    assert max(len(fault.found) for fault in faults) < 100


@pytest.mark.parametrize(("column", "kept"), [("乡镇", "县丙局"), ("部门", "县丙局")])
def test_hidden_sheets_and_rows_count_like_others(load, folder, column, kept):
    path = folder / f"{SLUG}.单位名录.xlsx"
    book = write_book(path, {"说明": [("甲",)], "单位": [UNITS, (kept, column)]})
    book["单位"].sheet_state = "hidden"
    book["单位"].row_dimensions[2].hidden = True
    book.save(path)
    place, faults = load()
    assert (place.units.groups, faults) == ({column: (kept,)}, [])


def test_a_file_that_is_broken_and_a_workbook_that_is_faulty_are_told_together(load, folder):
    load({"单位": [UNITS, ("甲镇",)]})
    (folder / f"{SLUG}.yaml").write_text("name: [", encoding="utf-8")
    faults = []
    assert load_places(folder, faults) == {}
    assert sorted(file for file, _ in told(faults)) == sorted([YAML, FILE])


@pytest.mark.parametrize("thresholds", ["甲", [1], {"indicator": "W-V2"}])
def test_thresholds_of_the_file_that_are_none_are_told_beside_the_faults_of_the_workbook(load, thresholds):
    _, faults = load({"阈值": [LIMITS, limit(阈值="四个")]}, thresholds=thresholds)
    assert (FILE, "阈值!B2") in told(faults)
    assert {file for file, _ in told(faults)} == {FILE, YAML}


def test_a_sheet_formatted_to_its_last_row_is_read_like_any_other(load, folder):
    path = folder / f"{SLUG}.单位名录.xlsx"
    book = write_book(path, {"单位": [UNITS, ("甲镇", "乡镇")]})
    book["单位"].cell(1_048_576, 3).number_format = "0.0"
    book.save(path)
    place, faults = load()
    assert (place.units.groups, faults) == ({"乡镇": ("甲镇",)}, [])


NAMES = st.text("甲乙丙丁戊镇局", min_size=1, max_size=4)


@st.composite
def registers(draw: st.DrawFn) -> dict[str, Any]:
    """Return a register that keeps to every rule: units in groups, others apart, aliases and children of them."""
    names = draw(st.lists(NAMES, unique=True, max_size=12))
    kinds = draw(st.lists(st.integers(0, 4), min_size=len(names), max_size=len(names)))
    by_kind = [[name for name, one in zip(names, kinds, strict=True) if one == kind] for kind in range(5)]
    first, second, outside, children, aliases = by_kind
    tops = first + second + outside
    groups = {group: members for group, members in (("乡镇", first), ("部门", second)) if members}
    parents, bases = st.sampled_from(tops or [""]), st.sampled_from(tops + children or [""])
    return {
        "groups": groups,
        "counts_as": {child: draw(parents) for child in children} if tops else {},
        "aliases": {alias: draw(bases) for alias in aliases} if tops else {},
        "exclude": outside + (draw(st.lists(parents, unique=True)) if tops else []),
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(register=registers(), kept=st.randoms(use_true_random=False))
def test_any_register_is_the_same_written_in_the_workbook_or_in_parts_of_both(load, folder, register, kept):
    (folder / f"{SLUG}.单位名录.xlsx").unlink(missing_ok=True)
    whole, faults = load(units=register)
    assert faults == []
    write_form(folder / f"{SLUG}.单位名录.xlsx", whole, [])
    assert load() == (whole, [])
    part = {
        "groups": {group: names[: kept.randint(0, len(names))] for group, names in register["groups"].items()},
        **{key: dict(list(register[key].items())[kept.randint(0, 2) :]) for key in ("counts_as", "aliases")},
        "exclude": register["exclude"][kept.randint(0, 2) :],
    }
    both, faults = load(units={**part, "groups": {group: names for group, names in part["groups"].items() if names}})
    assert faults == []
    assert both == whole
