"""Identity 11: units named or praised fit the tables; «all done» excludes a list of those who are not."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from govlib.figure_value import FigureValue
from govlib.identities.check import (
    DOUBTFUL,
    RIGHT,
    UNCHECKED,
    WRONG,
    Check,
    cannot_check,
    check_stated,
    where_from,
)
from govlib.identities.lookup import Lookup, resolve
from govlib.identities.stated import Stated
from govlib.units import UNKNOWN, UnitRegister

_NAMES = 11
_NAMED = "点名"


def check_claim(stated: Stated, lookup: Lookup) -> Iterator[Check]:
    """Yield the checks of a claim about all units: the figure of those who did not must be nought."""
    if not stated.labels:
        yield cannot_check(_NAMES, stated, "没有写对应数字")
    for label in stated.labels:
        figure, why = resolve(stated, label, lookup)
        if figure is None or figure.value is None:
            yield cannot_check(_NAMES, stated, why)
            continue
        contradicted = figure.value > 0
        yield check_stated(
            _NAMES,
            DOUBTFUL if contradicted else RIGHT,
            stated,
            said=stated.said or "所有单位（应为 0）",
            computed=f"{figure.name} {figure.text}",
            difference=figure.text if contradicted else "0",
            where=where_from(figure),
            cause="全称的说法与名单互斥，请核对是否同一项工作" if contradicted else "",
        )


def check_names(stated: Stated, lookup: Lookup, register: UnitRegister) -> Iterator[Check]:
    """Yield one check a unit that is named (its number must not be nought) or praised (it should be)."""
    label = stated.labels[0] if stated.labels else ""
    by_unit = lookup.by_unit(label)
    windows = {item.window for item in by_unit.values()}
    why = ""
    if not label:
        why = "没有写对应数字"
    elif not stated.names:
        why = "名单是空的"
    elif not by_unit:
        why = f"“{label}”没有按单位分列" if _is_known(label, lookup) else lookup.suggest(label)
    elif stated.window not in windows:
        why = f"时间窗不同：通报是“{stated.window}”，数据是“{'、'.join(sorted(windows))}”，不同时间窗的数不能相比"
    if why:
        yield cannot_check(_NAMES, stated, why)
        return
    for name in stated.names:
        yield _check_name(stated, name, by_unit, register)


def _is_known(label: str, lookup: Lookup) -> bool:
    return any(item.value is not None for item in lookup.find(label))


def _check_name(stated: Stated, name: str, by_unit: Mapping[str, FigureValue], register: UnitRegister) -> Check:
    match = register.match(name)
    unit = register.counted_as(name)
    figure = by_unit.get(unit)
    is_registered = match.how != UNKNOWN
    # a list counted row by row has every unit with a row: one that is absent has none; a table of sums may lack it
    is_nought = figure is None and is_registered and all(item.origin == "逐条" for item in by_unit.values())
    value = 0.0 if is_nought else (figure.value if figure is not None else None)
    computed = figure.text if figure is not None else ("名单里没有，按 0 计" if is_nought else f"表里没有{unit}")
    verdict, cause = _judge(stated.kind, value)
    if value is None and figure is None:
        verdict, cause = DOUBTFUL, _say_unmatched(unit, by_unit, is_registered=is_registered)
    return check_stated(
        _NAMES,
        verdict,
        stated,
        about=f"{stated.text}：{name}",
        said=f"{stated.kind}{name}",
        computed=computed,
        where=where_from(figure) if figure is not None else "",
        cause=cause,
    )


def _say_unmatched(unit: str, by_unit: Mapping[str, FigureValue], *, is_registered: bool) -> str:
    if is_registered:
        return "名录里有这个单位，表里没有它的数"
    near = "、".join(difflib.get_close_matches(unit, by_unit, n=2, cutoff=0.4))
    return f"名单与表里的名称对不上，请确认是否同一单位{'：' + near if near else ''}"


def _judge(kind: str, value: float | None) -> tuple[str, str]:
    if value is None:
        return UNCHECKED, "表里这个单位没有填"
    if kind == _NAMED:
        return (RIGHT, "") if value > 0 else (WRONG, "正文点名，表里该单位为 0 或空白")
    return (DOUBTFUL, "受表扬的单位在表里有问题") if value > 0 else (RIGHT, "")
