"""A place's units and local thresholds as the workbook 单位名录.xlsx, to be edited and put back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pandas as pd

from govlib.catalog.places import LocalThreshold, Place, Units
from govlib.catalog.rulesets import Indicator, Ruleset
from govlib.catalog.threshold_rows import SEEN, THRESHOLD_HEADINGS
from govlib.catalog.unit_rows import NO, UNIT_HEADINGS, YES
from govlib.catalog.unit_workbook import BOOK, NOTE_SHEET, THRESHOLD_SHEET, UNIT_SHEET
from govlib.documents.dropdowns import CellRange, Dropdown
from govlib.documents.writing import Line, Sheet, write_workbook
from govlib.handbook.sayings import say_failing

_SPARE_ROWS = 20
_UNIT_COLUMNS = {heading.key: heading.names[0] for heading in UNIT_HEADINGS}
_LIMIT_COLUMNS = {heading.key: heading.names[0] for heading in THRESHOLD_HEADINGS}
_USUAL_GROUPS = ("乡镇", "县级部门")
_NOTES = (
    "这个工作簿与地方文件（YAML）里的 units、thresholds 说的是同一件事，两处都写的要一样。",
    "空着的格子什么也不说：地方文件里写的照样算。要以工作簿为准，请把 units、thresholds 从地方文件里删去。",
    "“单位”表一个单位一行。类别：名录里的单位必填。别名：几个之间用顿号、逗号、分号或换行分开。",
    "归并到：这个单位的数算到哪个单位，写那个单位的名称。不统计：选“是”的不参加统计，空白同“否”。",
    "“阈值”表一个数一行：比规则集更严的，或者规则集没有数、由地方定的。比率写 5% 或 0.05。",
    "阈值留空，表示从起始日期起恢复规则集的数。",
    "起始日期要写年月日。见到程度：见到了原文选“原文”，见到一部分选“部分”，没有见到选“凭记忆”。",
    "备注、本表和另加的列都不读；另加的工作表也不读。联系人、电话等个人信息请不要写在这里。",
    "改好存盘，运行任何一条命令都会检查；写错的地方按工作表和单元格（如 单位!C5）一次全部列出。",
)


def write_form(path: Path, place: Place, rulesets: Sequence[Ruleset]) -> None:
    """Write the workbook of a place; one without units or thresholds gets blank rows.

    Raises:
        OSError: nothing can be written there.
        PlaceFailedError: the workbook read back differs from what was to be written.
    """
    write_workbook(path, make_form(place, rulesets), f"{place.name}{BOOK.removesuffix('.xlsx')}")


def make_form(place: Place, rulesets: Sequence[Ruleset]) -> tuple[Sheet, ...]:
    """Return the sheets 单位, 阈值 and 说明 of a place."""
    known = {name: one for ruleset in rulesets for name, one in ruleset.indicators.items()}
    listed = _list_indicators(rulesets)
    above = (Line("说明", "title"), *(Line(f"{number}.{note}", "scope") for number, note in enumerate(_NOTES, 1)))
    first = len(above) + 2
    names = CellRange(NOTE_SHEET, 1, first, first + max(len(listed), 1) - 1)
    groups = tuple(place.units.groups) or _USUAL_GROUPS
    units = pd.DataFrame(_unit_rows(place.units), columns=[*_UNIT_COLUMNS.values()], dtype="object")
    limits = pd.DataFrame(_limit_rows(place.thresholds, known), columns=[*_LIMIT_COLUMNS.values()], dtype="object")
    return (
        Sheet(
            name=UNIT_SHEET,
            above=(Line(f"{place.name}单位名录", "title"), Line("一个单位一行；怎么填见“说明”表。", "scope")),
            table=_with_spare_rows(units),
            page_heads=(place.name, "单位名录"),
            dropdowns=_unit_dropdowns(groups),
            room={"单位名称": 12, "类别": 5, "别名": 10, "归并到": 9, "备注": 6},
        ),
        Sheet(
            name=THRESHOLD_SHEET,
            above=(Line(f"{place.name}本地阈值", "title"), Line("一个数一行；指标编号见“说明”表。", "scope")),
            table=_with_spare_rows(limits),
            landscape=True,
            page_heads=(place.name, "本地阈值"),
            dropdowns=_limit_dropdowns(names),
            room={"指标编号": 5, "阈值": 4, "起始日期": 6, "原文": 20, "依据": 12, "条款": 6, "备注": 6},
        ),
        Sheet(name=NOTE_SHEET, above=above, table=listed, landscape=True, page_heads=(place.name, "说明")),
    )


def _unit_rows(units: Units) -> Iterator[dict[str, str]]:
    """Yield one row a unit: the groups in order, then children, excluded ones and what only an alias points at."""
    group_of = {name: group for group, members in units.groups.items() for name in members}
    aliases: dict[str, list[str]] = {}
    for alias, unit in units.aliases.items():
        aliases.setdefault(unit, []).append(alias)
    for name in dict.fromkeys((*group_of, *units.counts_as, *units.exclude, *aliases)):
        said = {
            "name": name,
            "groups": group_of.get(name, ""),
            "aliases": "、".join(aliases.get(name, ())),
            "counts_as": units.counts_as.get(name, ""),
            "exclude": YES if name in units.exclude else "",
        }
        yield {_UNIT_COLUMNS[key]: text for key, text in said.items()}


def _limit_rows(thresholds: Sequence[LocalThreshold], known: Mapping[str, Indicator]) -> Iterator[dict[str, object]]:
    for one in thresholds:
        source = one.source
        said = {
            "indicator": one.indicator,
            "value": _say_value(one.value, known.get(one.indicator)),
            "since": one.since,
            "words": one.words,
            "act": source.act,
            "part": source.part,
            "seen": SEEN[source.seen],
            "presumed": YES if source.presumed else "",
        }
        yield {_LIMIT_COLUMNS[key]: value for key, value in said.items()}


def _say_value(value: float | None, indicator: Indicator | None) -> float | str | None:
    """Return a number as a person writes it: a share as a percentage, digit for digit."""
    if value is None or indicator is None or indicator.unit != "%":
        return value
    return f"{(Decimal(repr(value)) * 100).normalize():f}%"


def _list_indicators(rulesets: Sequence[Ruleset]) -> pd.DataFrame:
    """Return one row an indicator of the rulesets: its number, name, subject and newest limit."""
    rows = []
    for indicator in {name: one for ruleset in rulesets for name, one in ruleset.indicators.items()}.values():
        newest = max(indicator.thresholds, key=lambda entry: entry.since, default=None)
        limit = ("", None, "") if newest is None else (
            say_failing(indicator.fails_when, newest.value, indicator.unit), newest.since, newest.words
        )  # fmt: skip
        rows.append((indicator.id, indicator.name, indicator.subject, *limit))
    headings = ["指标编号", "名称", "对象", "规则集的数", "起始日期", "原文"]
    return pd.DataFrame(rows, columns=headings, dtype="object")


def _with_spare_rows(table: pd.DataFrame) -> pd.DataFrame:
    return table.reindex(range(len(table) + _SPARE_ROWS))


def _unit_dropdowns(groups: Sequence[str]) -> dict[str, Dropdown]:
    return {
        "单位名称": Dropdown(hint="规范的全称；一个单位只写一行。"),
        "类别": Dropdown(tuple(groups), hint="从下拉框选，新的类别可以直接写。"),
        "别名": Dropdown(hint="导出表里这个单位的其他写法，几个之间用顿号分开。"),
        "归并到": Dropdown(hint="数算到哪个单位，写那个单位的名称；不归并的留空。"),
        "不统计": Dropdown((YES, NO), closed=True, hint="选“是”的不参加统计。"),
        "备注": Dropdown(hint="不读；不要写联系人、电话。"),
    }


def _limit_dropdowns(names: CellRange) -> dict[str, Dropdown]:
    return {
        "指标编号": Dropdown(source=names, closed=True, hint="从下拉框选；名称见“说明”表。"),
        "阈值": Dropdown(hint="比规则集更严。比率写 5% 或 0.05；留空表示从起始日期起恢复规则集的数。"),
        "起始日期": Dropdown(hint="从哪天起，写年月日。"),
        "原文": Dropdown(hint="本地文件里的原话。"),
        "依据": Dropdown(hint="文件名称或文号。"),
        "条款": Dropdown(hint="第几条、哪一部分。"),
        "见到程度": Dropdown(tuple(SEEN.values()), closed=True, hint="见到原文没有。"),
        "生效日推定": Dropdown((YES, NO), closed=True, hint="文件没有写生效日、以印发日代替的选“是”。"),
        "备注": Dropdown(hint="不读；不要写联系人、电话。"),
    }
