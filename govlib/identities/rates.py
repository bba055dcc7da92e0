"""Identities 3, 4 and 5: percentages recomputed, one way of rounding, bands that make up a share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from govlib.figure_value import FigureValue, say_number
from govlib.identities.causes import follows, guess_rate
from govlib.identities.check import DOUBTFUL, RIGHT, WRONG, Check, cannot_check, check_stated, where_from
from govlib.identities.lookup import Lookup, resolve
from govlib.identities.numerals import Quantity
from govlib.identities.stated import Stated, plain_label
from govlib.rounding import explain_printed, round_percent

_RATE, _ONE_WAY, _BANDS = 3, 4, 5
_HUNDRED = Decimal(100)
_SHOWN = 2


@dataclass(frozen=True)
class RoundedAs:
    """By which way one stated percentage follows from its parts."""

    stated: Stated
    printed: str
    way: str
    parts: str


@dataclass(frozen=True)
class _Parts:
    """What a percentage is recomputed from; ``delivered`` is a share that was delivered as such."""

    numerator: Decimal
    denominator: Decimal
    where: str
    ours: str = ""
    delivered: bool = False

    def said(self) -> str:
        exact = round_percent(self.numerator, self.denominator, _SHOWN, "half_up")
        return f"{exact}%" if self.delivered else f"{_plain(self.numerator)}/{_plain(self.denominator)}＝{exact}%"


def check_rate(stated: Stated, lookup: Lookup, said: Mapping[str, Decimal]) -> tuple[list[Check], RoundedAs | None]:
    """Return the checks of one stated percentage, and by which way it was rounded.

    It names one rate, or the counts (bands) that make up its numerator, or states both parts itself. ``said`` are the
    numbers that the bulletin states by figure.
    """
    if stated.quantity is None:
        return [cannot_check(_RATE, stated, f"数值“{stated.value}”认不出，应写成 97.8%")], None
    figures: list[FigureValue] = []
    troubles = []
    for label in stated.labels:
        figure, why = resolve(stated, label, lookup)
        if figure is not None:
            figures.append(figure)
        elif plain_label(label) not in said:
            troubles.append(cannot_check(_RATE, stated, why))
    if troubles:
        return troubles, None
    if stated.labels and not any(item.unit == "%" for item in figures):
        return list(_check_bands(stated, figures, said)), None
    parts = _parts_of(figures[0]) if figures else _parts_stated(stated)
    if parts is None:
        return [cannot_check(_RATE, stated, "没有写分子和分母，也没有对应数字")], None
    return _recompute(stated, stated.quantity, parts)


def _parts_of(figure: FigureValue) -> _Parts | None:
    if figure.value is None:
        return None
    where = where_from(figure)
    if figure.numerator is None or figure.denominator is None:
        return _Parts(Decimal(str(figure.value)), Decimal(1), where, figure.text, delivered=True)
    return _Parts(Decimal(str(figure.numerator)), Decimal(str(figure.denominator)), where, figure.text)


def _parts_stated(stated: Stated) -> _Parts | None:
    if stated.numerator is None or stated.denominator is None or not stated.denominator.value:
        return None
    return _Parts(stated.numerator.value, stated.denominator.value, "正文分子、分母")


def _recompute(stated: Stated, quantity: Quantity, parts: _Parts) -> tuple[list[Check], RoundedAs]:
    printed, decimals = _as_percent(quantity)
    way = explain_printed(printed, decimals, parts.numerator, parts.denominator)
    exact = parts.numerator * _HUNDRED / parts.denominator
    verdict, cause = RIGHT, {"截断": "截断得来", "四舍五入": "四舍五入得来"}.get(way, "")
    if way == "不符":
        verdict = WRONG
        cause = (
            "与交来的合格率不同"
            if parts.delivered
            else guess_rate(printed, decimals, parts.numerator, parts.denominator)
        )
    elif printed == _HUNDRED and parts.numerator < parts.denominator:
        verdict, cause = DOUBTFUL, "没有全部合格，不宜写成 100%"
    check = check_stated(
        _RATE,
        verdict,
        stated,
        said="" if quantity.is_percent else f"{_plain(printed)}%",
        computed=parts.said() + (f"（本系统写 {parts.ours}）" if parts.ours else ""),
        difference=f"{printed - exact:+.2f} 个百分点",
        where=parts.where,
        cause=cause,
    )
    checks = [check, *_stated_parts_differ(stated, parts)]
    return checks, RoundedAs(stated, f"{printed}%", way, parts.said())


def _stated_parts_differ(stated: Stated, parts: _Parts) -> Iterator[Check]:
    """Yield the check of a stated numerator or denominator that is not the one computed."""
    for name, said, computed in (
        ("分子", stated.numerator, parts.numerator),
        ("分母", stated.denominator, parts.denominator),
    ):
        if said is not None and not parts.delivered and said.value != computed:
            yield check_stated(
                _RATE,
                WRONG,
                stated,
                said=f"{name} {_plain(said.value)}",
                computed=f"{name} {_plain(computed)}",
                difference=_plain(said.value - computed),
                where=parts.where,
                cause=f"正文所写{name}与表格不同",
            )


def _as_percent(quantity: Quantity) -> tuple[Decimal, int]:
    """Return a percentage and its decimals; a cell formatted in per cent arrives as a fraction without the sign."""
    if quantity.is_percent or quantity.value > 1:
        return quantity.value, quantity.decimals
    return quantity.value * _HUNDRED, max(quantity.decimals - 2, 0)


def _check_bands(stated: Stated, figures: Sequence[FigureValue], said: Mapping[str, Decimal]) -> Iterator[Check]:
    computed = {plain_label(item.name): Decimal(str(item.value)) for item in figures}
    bands = {label: said.get(plain_label(label), computed.get(plain_label(label))) for label in stated.labels}
    numbers = [number for number in bands.values() if number is not None]
    added = sum(numbers, Decimal(0))
    told = f"{'＋'.join(map(_plain, numbers))}＝{_plain(added)}"
    if stated.denominator is None or stated.quantity is None or stated.denominator.value <= 0:
        yield cannot_check(_BANDS, stated, "没有写占比的分母")
        return
    whole = stated.denominator.value
    printed, decimals = _as_percent(stated.quantity)
    implied = _implied_numerators(printed, decimals, whole)
    numerator = stated.numerator.value if stated.numerator is not None else None
    fits = added == numerator if numerator is not None else added in implied
    wanted = [numerator] if numerator is not None else implied
    said_wanted = "、".join(map(_plain, wanted)) or "不是整数"
    yield check_stated(
        _BANDS,
        RIGHT if fits else WRONG,
        stated,
        said=f"{stated.value}（分子 {said_wanted}，分母 {_plain(whole)}）",
        computed=f"各档 {told}",
        difference="0" if fits else "、".join(_plain(added - number) for number in wanted),
        where=where_from(*figures) or "正文各档",
        cause="" if fits else f"各档合计 {_plain(added)}，占比的分子却是 {said_wanted}",
    )
    if numerator is not None:
        checks, _ = _recompute(stated, stated.quantity, _Parts(numerator, whole, "正文分子、分母"))
        yield from checks


def _implied_numerators(printed: Decimal, decimals: int, whole: Decimal) -> list[Decimal]:
    about = int(printed * whole / _HUNDRED)
    near = (Decimal(number) for number in range(max(about - 1, 0), about + 3))
    return [number for number in near if follows(printed, decimals, number, whole)]


def check_one_way(ways: Sequence[RoundedAs]) -> Iterator[Check]:
    """Yield the contradiction of a bulletin that truncates some percentages and rounds others."""
    cut = [item for item in ways if item.way == "截断"]
    rounded = [item for item in ways if item.way == "四舍五入"]
    if cut and rounded:
        yield Check(
            identity=_ONE_WAY,
            verdict=WRONG,
            subject="同一份通报里有两种取整方法",
            stated="、".join(f"{item.printed}（{item.parts}）" for item in cut) + "是截断",
            computed="、".join(f"{item.printed}（{item.parts}）" for item in rounded) + "是四舍五入",
            difference="",
            where_stated="、".join(dict.fromkeys(item.stated.place for item in cut)),
            where_computed="、".join(dict.fromkeys(item.stated.place for item in rounded)),
            cause="统一取法后重写",
        )


def _plain(number: Decimal) -> str:
    return say_number(float(number))
