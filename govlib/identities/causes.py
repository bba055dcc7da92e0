"""The likely cause of a number that is wrong: the slips that published bulletins show, tried one after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from govlib.figure_value import FigureValue, say_number
from govlib.rounding import explain_printed, round_percent

_NO_MATCH = "不符"


def follows(printed: Decimal, decimals: int, part: Decimal, whole: Decimal) -> bool:
    """Tell whether a printed percentage is part ÷ whole, rounded or truncated."""
    return whole != 0 and explain_printed(printed, decimals, part, whole) != _NO_MATCH


def guess_rate(printed: Decimal, decimals: int, numerator: Decimal, denominator: Decimal) -> str:
    """Return the likely slip behind a percentage that its numerator and denominator don't give."""
    for fewer in range(decimals):
        if printed == round_percent(numerator, denominator, fewer, "half_up"):
            return f"只算到 {fewer} 位小数再补零"
    rest = denominator - numerator
    slips = (
        (numerator, denominator - 1, f"分母少 1：按 {numerator}/{denominator - 1} 算的"),
        (numerator, denominator + 1, f"分母多 1：按 {numerator}/{denominator + 1} 算的"),
        (rest, denominator, f"写成了剩下的那一部分：{rest}/{denominator}"),
        (numerator - 1, denominator, f"分子少 1：按 {numerator - 1}/{denominator} 算的"),
        (numerator + 1, denominator, f"分子多 1：按 {numerator + 1}/{denominator} 算的"),
        (denominator, numerator, f"分子、分母颠倒：按 {denominator}/{numerator} 算的"),
        (rest, numerator, f"底数用错：按 {rest}/{numerator} 算的"),
        (numerator, numerator + denominator, f"分母又加了一遍分子：按 {numerator}/{numerator + denominator} 算的"),
    )
    for part, whole, said in slips:
        if whole > 0 and part >= 0 and follows(printed, decimals, part, whole):
            return said
    if printed == round_percent(numerator, denominator, decimals, "away"):
        return "进一法得来，四舍五入和截断都得不到"
    return "按四舍五入和截断都得不到这个数"


def guess_growth(printed: Decimal, decimals: int, now: Decimal, before: Decimal) -> str:
    """Return the likely slip behind a growth rate that the two periods' numbers don't give."""
    change = now - before
    slips = (
        (change, now, f"误以本期为底数：({now}－{before})/{now}"),
        (now, before, f"写成了本期是上期的百分之几：{now}/{before}"),
        (before, now, f"写成了上期是本期的百分之几：{before}/{now}"),
        (-change, before, "增减写反"),
        (-change, now, f"误以本期为底数，增减又写反：({before}－{now})/{now}"),
    )
    for part, whole, said in slips:
        if follows(printed, decimals, part, whole):
            return said
    return "按上期底数复算不符"


def guess_sum(total: Decimal, parts: Mapping[str, Decimal], closed: Mapping[str, Decimal]) -> str:
    """Return the likely slip behind a total that its parts don't add up to; ``closed`` are accounts shut down."""
    added = sum(parts.values(), Decimal(0))
    for name, number in closed.items():
        if total - added == number:
            return f"把“{name}”{number} 计进了总数"
    for name, number in parts.items():
        if added - total == number:
            return f"“{name}”{number} 多计一遍，或总数漏了它"
        if total - added == number:
            return f"总数把“{name}”{number} 多计了一遍"
    if _same_digits(total, added):
        return "疑似数字写颠倒"
    return "分项合计与总数不等"


def guess_count(value: Decimal, figure: FigureValue, others: list[FigureValue]) -> str:
    """Return the likely slip behind a number that the tables don't give; ``others`` are figures of the same label."""
    computed = Decimal(str(figure.value))
    if figure.unmerged is not None and value == Decimal(str(figure.unmerged)):
        return "没有把下级归并到上级：按原写名称正好是这个数"
    if figure.unmerged is not None and value == figure.rows_counted:
        return "没有去重：清单正好这么多行"
    for said, number in _missed_parts(figure, others):
        if computed - value == number:
            return f"正好少了“{said}”{number}"
        if value - computed == number:
            return f"正好多了“{said}”{number}"
    if _same_digits(value, computed):
        return "疑似数字写颠倒"
    return "正文数字与表格合计不符，须说明差额或改正"


def _missed_parts(figure: FigureValue, others: list[FigureValue]) -> Iterator[tuple[str, Decimal]]:
    for item in others:
        if item.value and len(item.group) == len(figure.group) + 1 and figure.group.items() <= item.group.items():
            yield item.name, Decimal(str(item.value)).normalize()


def _same_digits(one: Decimal, other: Decimal) -> bool:
    return one != other and sorted(say_number(float(one))) == sorted(say_number(float(other)))
