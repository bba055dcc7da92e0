"""Stated numbers (T23) against the computed figures: each statement one check, both numbers shown."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

import pandas as pd

from govlib.catalog.places import WHOLE_WINDOW, Period
from govlib.figures import FigureValue
from govlib.rounding import explain_printed
from govlib.units import UnitRegister

IDENTITIES: dict[int, str] = {
    1: "合格数＋不合格数＝检查数，检查数不大于总数",
    2: "分项合计＝总数",
    3: "百分比按分子分母复算相符",
    4: "同一份通报内取整方法一致",
    5: "分档家数之和＝占比的分子",
    6: "正文总数＝表合计",
    7: "按单位分列之和＝总件数",
    8: "涉及家数＝名单归并上级后去重",
    9: "清单去重：同单位同账号同平台只算一次",
    10: "增长率以上期为底数",
    11: "点名与表格相符，全部完成与未完成名单互斥",
    12: "数据截止日、整改期限与印发日先后合理",
}
_UNITS_COUNTED = ("家", "个单位")


@dataclass(frozen=True)
class Check:
    """One identity applied to one statement: its verdict, both sides and where they stand."""

    identity: int
    verdict: str
    """矛盾 | 存疑 | 一致 | 不可核."""
    subject: str
    stated: str
    computed: str
    difference: str
    where_stated: str
    where_computed: str
    cause: str


@dataclass(frozen=True)
class _Stated:
    """One row of T23 as text; blanks are empty."""

    text: str
    kind: str
    figures: tuple[str, ...]
    value: str
    unit: str
    numerator: str
    denominator: str
    window: str
    names: tuple[str, ...]
    place: str


def check_statements(
    statements: pd.DataFrame | None, figures: Sequence[FigureValue], period: Period, register: UnitRegister
) -> list[Check]:
    """Return the checks of all stated numbers, and of the one way of rounding that they should share."""
    if statements is None:
        return []
    by_name: dict[str, FigureValue] = {item.name: item for item in figures}
    checks: list[Check] = []
    ways: list[tuple[_Stated, str]] = []
    for stated in map(_read, statements.to_dict("records")):
        if stated.kind == "数字":
            checks.extend(_check_number(stated, by_name))
        elif stated.kind == "百分比":
            found, way = _check_rate(stated, by_name)
            checks.append(found)
            ways.append((stated, way))
        elif stated.kind == "增长率":
            checks.append(_check_growth(stated))
        elif stated.kind == "日期":
            checks.append(_check_date(stated, period))
        elif stated.kind == "断言":
            checks.extend(_check_claim(stated, by_name))
        else:
            checks.extend(_check_names(stated, figures, register))
    return checks + _one_way_of_rounding(ways)


def _read(record: Mapping[object, object]) -> _Stated:
    def said(name: str) -> str:
        value = record[name]
        return value.strip() if isinstance(value, str) else ""

    return _Stated(
        text=said("statement"),
        kind=said("statement_kind"),
        figures=_split_labels(said("figures")),
        value=said("value"),
        unit=said("unit_of_measure"),
        numerator=said("numerator"),
        denominator=said("denominator"),
        window=said("window") or WHOLE_WINDOW,
        names=tuple(name for name in said("names").split("、") if name),
        place=said("place_in_text"),
    )


def _split_labels(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("；") if part.strip())


def _blank(identity: int, stated: _Stated, why: str) -> Check:
    return Check(identity, "不可核", stated.text, stated.value, "缺数据", "", stated.place, "", why)


def _named(stated: _Stated, by_name: Mapping[str, FigureValue]) -> list[FigureValue]:
    return [by_name[name] for name in stated.figures if name in by_name]


def _not_comparable(stated: _Stated, figure: FigureValue) -> str:
    if figure.value is None:
        return f"没有交来能算“{figure.name}”的表"
    if figure.window != stated.window:
        return f"时间窗不同：通报是“{stated.window}”，数据是“{figure.window}”"
    return ""


def _check_number(stated: _Stated, by_name: Mapping[str, FigureValue]) -> list[Check]:
    value = _number(stated.value)
    named = _named(stated, by_name)
    identity = 8 if stated.unit in _UNITS_COUNTED and "单位" in "".join(stated.figures) else 6
    if value is None or not named:
        return [_blank(identity, stated, "没有对应的数字" if value is not None else "数值认不出")]
    checks = []
    for figure in named:
        why = _not_comparable(stated, figure)
        if why:
            checks.append(_blank(identity, stated, why))
            continue
        difference = value - Decimal(str(figure.value))
        checks.append(
            Check(
                identity=identity,
                verdict="一致" if difference == 0 else "矛盾",
                subject=stated.text,
                stated=f"{stated.value}{stated.unit}",
                computed=f"{figure.name} {figure.text}",
                difference=f"{difference.normalize():f}",
                where_stated=stated.place,
                where_computed=_where(figure),
                cause="" if difference == 0 else "正文数字与表格合计不符，须说明差额或改正",
            )
        )
    return checks


def _check_rate(stated: _Stated, by_name: Mapping[str, FigureValue]) -> tuple[Check, str]:
    printed = _number(stated.value.removesuffix("%"))
    numerator, denominator = _number(stated.numerator), _number(stated.denominator)
    where, computed = "正文分子、分母", ""
    for figure in _named(stated, by_name):
        why = _not_comparable(stated, figure)
        if why:
            return _blank(3, stated, why), ""
        where, computed = _where(figure), figure.text
        if figure.numerator is not None and figure.denominator:
            numerator, denominator = Decimal(str(figure.numerator)), Decimal(str(figure.denominator))
        elif figure.value is not None:
            numerator, denominator = Decimal(str(figure.value)), Decimal(1)
    if printed is None or numerator is None or not denominator:
        return _blank(3, stated, "没有分子或分母"), ""
    decimals = len(stated.value.removesuffix("%").partition(".")[2])
    way = explain_printed(printed, decimals, numerator, denominator)
    exact = numerator * 100 / denominator
    share = f"{numerator.normalize():f}/{denominator.normalize():f}＝" if denominator != 1 else ""
    check = Check(
        identity=3,
        verdict="矛盾" if way == "不符" else "一致",
        subject=stated.text,
        stated=stated.value,
        computed=f"{share}{exact:.2f}%" + (f"（本系统写 {computed}）" if computed else ""),
        difference=f"{printed - exact:+.2f} 个百分点",
        where_stated=stated.place,
        where_computed=where,
        cause={"不符": "按两种取整都得不到这个数", "截断": "截断得来", "四舍五入": "四舍五入得来"}.get(way, ""),
    )
    return check, way


def _one_way_of_rounding(ways: list[tuple[_Stated, str]]) -> list[Check]:
    cut = [stated for stated, way in ways if way == "截断"]
    rounded = [stated for stated, way in ways if way == "四舍五入"]
    if not cut or not rounded:
        return []
    return [
        Check(
            identity=4,
            verdict="矛盾",
            subject="同一份通报里有两种取整方法",
            stated="、".join(stated.value for stated in cut) + " 是截断",
            computed="、".join(stated.value for stated in rounded) + " 是四舍五入",
            difference="",
            where_stated="、".join(stated.place for stated in cut),
            where_computed="、".join(stated.place for stated in rounded),
            cause="统一取法后重写",
        )
    ]


def _check_growth(stated: _Stated) -> Check:
    printed = _number(stated.value.removesuffix("%"))
    now, before = _number(stated.numerator), _number(stated.denominator)
    if printed is None or now is None or not before:
        return _blank(10, stated, "增长率要写本期数（分子）和上期数（分母）")
    decimals = len(stated.value.removesuffix("%").partition(".")[2])
    way = explain_printed(printed, decimals, now - before, before)
    wrong_base = now != 0 and explain_printed(printed, decimals, now - before, now) != "不符"
    return Check(
        identity=10,
        verdict="矛盾" if way == "不符" else "一致",
        subject=stated.text,
        stated=stated.value,
        computed=f"({now}－{before})/{before}＝{(now - before) * 100 / before:.2f}%",
        difference=f"{printed - (now - before) * 100 / before:+.2f} 个百分点",
        where_stated=stated.place,
        where_computed="正文本期数、上期数",
        cause="" if way != "不符" else ("误以本期为底数" if wrong_base else "按上期底数复算不符"),
    )


def _check_date(stated: _Stated, period: Period) -> Check:
    try:
        day = date.fromisoformat(stated.value)
    except ValueError:
        return _blank(12, stated, "日期认不出，应写成 2024-06-22")
    if period.issued is None:
        return _blank(12, stated, "地方文件里没有写印发日 issued")
    is_end = "数据截止日" in stated.figures
    if is_end:
        verdict, cause = ("一致", "") if day <= period.issued else ("矛盾", "数据截止日晚于印发日")
    elif day < period.issued:
        verdict, cause = "矛盾", "期限早于印发日"
    elif day == period.issued:
        verdict, cause = "存疑", "期限就是印发日，收到通报的单位来不及"
    else:
        verdict, cause = "一致", ""
    days = (day - period.issued).days
    return Check(12, verdict, stated.text, stated.value, f"印发日 {period.issued.isoformat()}", f"{days} 天", stated.place, "地方文件 issued", cause)  # fmt: skip


def _check_claim(stated: _Stated, by_name: Mapping[str, FigureValue]) -> list[Check]:
    named = _named(stated, by_name)
    if not named:
        return [_blank(11, stated, "没有对应的数字")]
    checks = []
    for figure in named:
        if figure.value is None:
            checks.append(_blank(11, stated, f"没有交来能算“{figure.name}”的表"))
            continue
        contradicted = figure.value > 0
        checks.append(
            Check(
                identity=11,
                verdict="存疑" if contradicted else "一致",
                subject=stated.text,
                stated="所有单位",
                computed=f"{figure.name} {figure.text}",
                difference=figure.text if contradicted else "",
                where_stated=stated.place,
                where_computed=_where(figure),
                cause="全称的说法与名单互斥，请核对是否同一项工作" if contradicted else "",
            )
        )
    return checks


def _check_names(stated: _Stated, figures: Sequence[FigureValue], register: UnitRegister) -> list[Check]:
    label = stated.figures[0] if stated.figures else ""
    by_unit = {item.group["unit"]: item for item in figures if item.label == label and tuple(item.group) == ("unit",)}
    if not by_unit:
        return [_blank(11, stated, f"没有交来能按单位列出“{label}”的表")]
    checks = []
    for name in stated.names:
        match = register.match(name)
        unit = register.counted_as(name)
        figure = by_unit.get(unit)
        has = figure is not None and (figure.value or 0) > 0
        check = Check(
            identity=11,
            verdict="一致",
            subject=f"{stated.text}：{name}",
            stated=f"{stated.kind}{name}",
            computed=figure.text if figure else f"表里没有{unit}",
            difference="",
            where_stated=stated.place,
            where_computed=_where(figure) if figure else "",
            cause="",
        )
        if stated.kind == "点名" and not has:
            unknown = match.how == "未登记" or figure is None
            near = "、".join(difflib.get_close_matches(unit, by_unit, n=2, cutoff=0.4)) if unknown else ""
            cause = (
                f"名单与表里的名称对不上，请确认是否同一单位{'：' + near if near else ''}"
                if unknown
                else "正文点名，表里该单位为 0 或空白"
            )
            check = replace(check, verdict="存疑" if unknown else "矛盾", cause=cause)
        if stated.kind == "表扬" and has:
            check = replace(check, verdict="存疑", cause="受表扬的单位在表里有问题")
        checks.append(check)
    return checks


def _where(figure: FigureValue) -> str:
    return "；".join(
        f"{one['file']}{'《' + one['sheet'] + '》' if one['sheet'] else ''} 第 {one['rows']} 行"
        for one in figure.sources[:3]
    )


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "").replace("，", "")) if text else None
    except InvalidOperation:
        return None
