"""Identities 6, 8 and 9: a stated number against the tables; a stated number of units against its own list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from govlib.figure_value import FigureValue, say_number
from govlib.identities.causes import guess_count
from govlib.identities.check import RIGHT, WRONG, Check, cannot_check, check_stated, where_from
from govlib.identities.lookup import Lookup, resolve
from govlib.identities.stated import Stated, plain_label
from govlib.units import UnitRegister

_TOTALS, _UNITS, _ONCE = 6, 8, 9
_COUNTED_IN_UNITS = ("家", "个单位")


def check_count(stated: Stated, lookup: Lookup) -> Iterator[Check]:
    """Yield the checks of one stated number.

    Several figures named by one number are the ways it may have been meant: it must agree with one of them.
    """
    value = stated.number
    if value is None or not stated.labels:
        said = f"数值“{stated.value}”认不出，应写成 3062 或 3,062" if value is None else "没有写对应数字"
        yield cannot_check(_TOTALS, stated, said)
        return
    meant: list[FigureValue] = []
    for label in stated.labels:
        figure, why = resolve(stated, label, lookup)
        if figure is None:
            yield cannot_check(_TOTALS, stated, why)
        else:
            meant.append(figure)
    if meant:
        yield _compare(stated, value, meant, lookup)


def _compare(stated: Stated, value: Decimal, meant: Sequence[FigureValue], lookup: Lookup) -> Check:
    differences = [value - Decimal(str(item.value)) for item in meant]
    fitting = [item for item, difference in zip(meant, differences, strict=True) if difference == 0]
    others = lookup.by_label.get(plain_label(meant[0].label), [])
    return check_stated(
        _identity(meant[0]),
        RIGHT if fitting else WRONG,
        stated,
        computed="；".join(_say(item) for item in fitting or meant),
        difference="0" if fitting else "、".join(say_number(float(difference)) for difference in differences),
        where=where_from(*(fitting or meant)),
        cause="" if fitting else guess_count(value, meant[0], others),
    )


def _identity(figure: FigureValue) -> int:
    if figure.unit in _COUNTED_IN_UNITS:
        return _UNITS
    return _ONCE if figure.unmerged is not None else _TOTALS


def _say(figure: FigureValue) -> str:
    blanks = f"（另有 {figure.unknown_rows} 行没有填）" if figure.unknown_rows else ""
    return f"{figure.name} {figure.text}{blanks}"


def check_list_length(stated: Stated, register: UnitRegister) -> Iterator[Check]:
    """Yield whether a stated number of units is the number of its own list, children merged and repeats dropped."""
    value = stated.number
    if value is None or not stated.names or stated.unit not in ("", *_COUNTED_IN_UNITS):
        return
    merged = dict.fromkeys(register.counted_as(name) for name in stated.names)
    fits = value == len(merged)
    cause = "" if fits else "名单与家数不等"
    if not fits and value == len(stated.names):
        doubled = "、".join(name for name in stated.names if register.counted_as(name) != name)
        cause = f"没有归并上级或没有去重{'：' + doubled if doubled else ''}"
    yield check_stated(
        _UNITS,
        RIGHT if fits else WRONG,
        stated,
        computed=f"名单归并去重后 {len(merged)} 家",
        difference=say_number(float(value - len(merged))),
        where=stated.place,
        cause=cause,
    )


def check_said_twice(statements: Sequence[Stated]) -> Iterator[Check]:
    """Yield every number that the bulletin states in two places with two values."""
    first: dict[tuple[str, ...], Stated] = {}
    for stated in statements:
        if stated.number is None or not stated.labels or stated.kind not in ("数字", "百分比"):
            continue
        key = (stated.window, stated.kind, *map(plain_label, stated.labels))
        other = first.setdefault(key, stated)
        if other.number is not None and other.number != stated.number:
            yield check_stated(
                _TOTALS,
                WRONG,
                stated,
                computed=f"另一处写 {other.said}",
                difference=say_number(float(stated.number - other.number)),
                where=other.place,
                cause="同一个数在通报里有两种写法",
            )
