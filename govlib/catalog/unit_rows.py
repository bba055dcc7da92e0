"""The sheet 单位 of a workbook of units: one row a unit, read as single statements with their cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from govlib.catalog.sheet_rows import Heading, Row, quote
from govlib.catalog.unit_rules import ListKey, plain_name
from govlib.errors import Fault
from govlib.exports.cleaning import clean_name

UNIT_HEADINGS = (
    Heading("name", ("单位名称", "单位全称", "机构名称", "单位", "名称"), required=True),
    Heading("groups", ("类别", "单位类别", "单位类型", "分组", "组别", "类型")),
    Heading("aliases", ("别名", "简称", "曾用名", "其他名称", "别称"), repeated=True),
    Heading("counts_as", ("归并到", "归并至", "归并单位", "归并", "并入", "计入")),
    Heading("exclude", ("不统计", "是否不统计", "不参加统计", "不参与统计", "不纳入统计")),
    Heading("note", ("备注", "说明", "注")),
)
YES, NO = "是", "否"
_YES, _NO = {YES, "√", "✓", "TRUE", "不统计"}, {NO, "×", "FALSE"}
_BETWEEN_NAMES = re.compile(r"[、，,;；\r\n]+")


@dataclass(frozen=True)
class Stated:
    """One statement: in which list, of which name, what it says, and the cell where it stands.

    ``value`` is the group of a unit, the unit of an alias, the parent of a child, or 是 or 否 of an exclusion.
    """

    list: ListKey
    name: str
    value: str
    place: str


def read_units(rows: Sequence[Row], file: str, faults: list[Fault]) -> Iterator[Stated]:
    """Yield what the rows state; a row that states nothing, and a unit with two rows, are faults."""
    faults.extend(_list_doubled(rows, file))
    for row in rows:
        name = clean_name(row.text("name"))
        if not name:
            faults.append(_nameless(row, file))
            continue
        stated = list(_read_row(row, name, file, faults))
        if not stated and row.filled() <= {"name", "note"}:
            place = row.cell("name").place
            faults.append(Fault(file, place, f"{quote(name)}这一行只有名称", "至少填类别、别名、归并到、不统计之一"))
        yield from stated


def _read_row(row: Row, name: str, file: str, faults: list[Fault]) -> Iterator[Stated]:
    for key in ("groups", "counts_as"):
        cell = row.cell(key)
        if cell.text:
            yield Stated(key, name, clean_name(cell.text), cell.place)
    for cell in row.cells.get("aliases", ()):
        for alias in dict.fromkeys(clean_name(part) for part in _BETWEEN_NAMES.split(cell.text)):
            if alias:
                yield Stated("aliases", alias, name, cell.place)
    said = row.cell("exclude")
    mark = plain_name(said.text).upper()
    if mark in _YES | _NO:
        yield Stated("exclude", name, YES if mark in _YES else NO, said.place)
    elif mark:
        faults.append(Fault(file, said.place, f"写的是{quote(said.text)}", f"{YES} 或 {NO}，空白同 {NO}"))


def _nameless(row: Row, file: str) -> Fault:
    if row.filled() == {"note"}:
        return Fault(file, row.cell("note").place, "这一行只有备注", "填上单位名称；说明文字放到“说明”表里")
    return Fault(file, row.cell("name").place, "没有填单位名称", "单位名称")


def _list_doubled(rows: Iterable[Row], file: str) -> Iterator[Fault]:
    seen: dict[str, list[Row]] = {}
    for row in rows:
        name = plain_name(clean_name(row.text("name")))
        if name:
            seen.setdefault(name, []).append(row)
    for same in seen.values():
        if len(same) > 1:
            numbers = "、".join(str(row.number) for row in same)
            last = same[-1].cell("name")
            yield Fault(file, last.place, f"{quote(last.text)}写了 {len(same)} 行：第 {numbers} 行", "一个单位只写一行")
