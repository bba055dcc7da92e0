"""The change between two numbers as a bulletin says it: rates in points, counts in their unit, growth on the first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from govlib.catalog.roundings import Rounding
from govlib.figure_value import say_number, say_share
from govlib.rounding import Number, as_fraction, round_percent, say_average, say_rate, trim_zeros

POINTS = "百分点"
UNCHANGED = "持平"
_HUNDRED = 100
_DECIMALS = re.compile(r"\D.*$")
_VERBS = {"%": ("提高", "降低"), "分": ("提高", "降低"), "天": ("延长", "缩短")}
_COUNT_VERBS = ("增加", "减少")
_GROWTH_VERBS = ("增长", "下降")


@dataclass(frozen=True)
class Amount:
    """A number that can be compared: its exact value and the text that a reader sees.

    A rate is a fraction of 1; ``printed`` is the number that its text says, in per cent.
    """

    value: Fraction
    text: str
    printed: Fraction


@dataclass(frozen=True)
class Change:
    """What became of a number: the difference, in points for a rate, and the growth on the earlier number in per cent.

    ``growth_value`` is None and ``growth_text`` blank where there is none; ``note`` says why, or what rounding hides.
    """

    value: float
    text: str
    growth_value: float | None = None
    growth_text: str = ""
    note: str = ""


def amount_of_rate(numerator: Number, denominator: Number, rounding: Rounding) -> Amount:
    """Return a rate by its parts, printed as the place prints rates. Raises ZeroDivisionError for an empty whole."""
    text = say_rate(numerator, denominator, rounding)
    return Amount(as_fraction(numerator) / as_fraction(denominator), text, Fraction(text.removesuffix("%")))


def amount_of_share(value: Number) -> Amount:
    """Return a share that was delivered or typed as such, a fraction of 1, with the decimals it has."""
    share = as_fraction(value)
    return Amount(share, say_share(float(share)), share * _HUNDRED)


def amount_of_count(value: Number, unit: str) -> Amount:
    """Return a count, or any number that is no rate."""
    number = as_fraction(value)
    return Amount(number, f"{say_number(float(number))}{unit}", number)


def amount_of_average(numerator: Number, denominator: Number, unit: str, rounding: Rounding) -> Amount:
    """Return an average by its parts, such as reads a post. Raises ZeroDivisionError for an empty whole."""
    text = say_average(numerator, denominator, rounding)
    return Amount(as_fraction(numerator) / as_fraction(denominator), f"{text}{unit}", Fraction(text))


def compare_amounts(now: Amount, before: Amount, unit: str, rounding: Rounding, basis: str) -> Change:
    """Return the change from ``before`` to ``now``, two amounts of one unit; ``basis`` is what the earlier is called.

    Two rates differ by 百分点, as their printed numbers do, so that a reader who subtracts finds the same; what the
    exact ones say otherwise is noted. ``value`` is always the exact difference.
    """
    return _points(now, before) if unit == "%" else _difference(now, before, unit, rounding, basis)


def _points(now: Amount, before: Amount) -> Change:
    exact = (now.value - before.value) * _HUNDRED
    text, note = _say_printed(now, before, exact, _VERBS["%"], f"个{POINTS}")
    return Change(float(exact), text, note=note)


def _say_printed(now: Amount, before: Amount, exact: Fraction, verbs: tuple[str, str], unit: str) -> tuple[str, str]:
    """Return the difference of two printed numbers as words, and what rounding hides of the exact one."""
    shown = now.printed - before.printed
    if shown == 0:
        return UNCHANGED, f"取整后相同，取整前相差 {_about(abs(exact))} {unit}" if exact else ""
    said = _say_exactly(abs(shown), max(_decimals(now.text), _decimals(before.text)))
    return f"{verbs[shown < 0]}{said}{unit}", ""


def _difference(now: Amount, before: Amount, unit: str, rounding: Rounding, basis: str) -> Change:
    difference = now.value - before.value
    if unit in _VERBS or "/" in unit:
        text, note = _say_printed(now, before, difference, _VERBS.get(unit, _VERBS["%"]), unit.partition("/")[0])
        return Change(float(difference), text, note=note)
    text = UNCHANGED
    if difference:
        text = f"{_COUNT_VERBS[difference < 0]}{say_number(float(abs(difference)))}{unit}"
    if before.value <= 0:
        why = f"{basis}为 {say_number(float(before.value))}，没有增长率"
        return Change(float(difference), text, note="" if difference == 0 else why)
    if difference == 0:
        return Change(0.0, text, 0.0)
    growth = float(difference / before.value * _HUNDRED)
    return Change(float(difference), text, growth, say_growth(now.value, before.value, rounding))


def say_growth(now: Number, before: Number, rounding: Rounding) -> str:
    """Return the growth on the earlier number, as 增长5.0% or 下降5.0%; one too small for the decimals says so.

    Raises ZeroDivisionError where the earlier number is nought: there is no growth on nothing.
    """
    base = as_fraction(before)
    difference = as_fraction(now) - base
    if base == 0:
        raise ZeroDivisionError("上期数为 0，没有增长率可言")
    verb = _GROWTH_VERBS[difference < 0]
    rounded = round_percent(abs(difference), base, rounding.decimals, rounding.method)
    if rounded == 0 and difference != 0:
        return f"{verb}不到{Decimal(1).scaleb(-rounding.decimals):f}%"
    exact = abs(difference) * _HUNDRED == base * Fraction(rounded) and rounded == int(rounded)
    said = str(int(rounded)) if exact and rounded % _HUNDRED == 0 else trim_zeros(rounded, rounding)
    return f"{verb}{said}%"


def _decimals(text: str) -> int:
    """Return how many decimals a printed number has; the difference of two has as many as the one with more."""
    return len(_DECIMALS.sub("", text.partition(".")[2]))


def _say_exactly(number: Fraction, decimals: int) -> str:
    """Return a difference of printed numbers, which has no more decimals than they have."""
    return f"{round_percent(number, _HUNDRED, decimals, 'half_up'):f}"


def _about(number: Fraction) -> str:
    for decimals in range(1, 7):
        rounded = round_percent(number, _HUNDRED, decimals, "half_up")
        if rounded:
            return f"{rounded:f}"
    return "不到 0.000001"
