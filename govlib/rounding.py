"""How rates are printed: half-up or truncated, by whole-number arithmetic, never 100 % unless all passed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from govlib.catalog.places import Rounding

Method = Literal["half_up", "truncate", "away"]
Number = int | float | Decimal | Fraction
_HUNDRED = 100


def round_percent(part: Number, whole: Number, decimals: int, method: Method) -> Decimal:
    """Return part ÷ whole in per cent with ``decimals`` decimals; ties of ``half_up`` go away from zero.

    ``truncate`` goes towards zero, ``away`` goes away from it. No binary or 28-digit arithmetic comes in between, so
    an exact half is one. Raises ZeroDivisionError for an empty whole.
    """
    scaled = as_fraction(part) * _HUNDRED * 10**decimals / as_fraction(whole)
    units, rest = divmod(abs(scaled.numerator), scaled.denominator)
    if (method == "half_up" and 2 * rest >= scaled.denominator) or (method == "away" and rest):
        units += 1
    digits = tuple(int(digit) for digit in str(units))
    return Decimal((1 if scaled < 0 and units else 0, digits, -decimals))


def as_fraction(number: Number) -> Fraction:
    """Return a number as the fraction that its decimal notation means: 0.1 is one tenth."""
    return Fraction(str(number)) if isinstance(number, float) else Fraction(number)


def say_rate(numerator: Number, denominator: Number, rounding: Rounding) -> str:
    """Return a rate as printed, such as 97.8% or 100%; it reads 100 only when numerator equals denominator.

    A rate below 100 that would print as 100 gets one more decimal, and is truncated there if that does not help, so
    that a better rate never prints as a smaller number; one above 100 is shown as it is, in the same way never as 100.
    Raises ZeroDivisionError for an empty denominator: no number stands for «nothing checked».
    """
    if denominator == 0:
        raise ZeroDivisionError("分母为 0，没有合格率可言")
    if numerator == denominator:
        return f"{_HUNDRED}%"
    for decimals in (rounding.decimals, rounding.decimals + 1):
        rounded = round_percent(numerator, denominator, decimals, rounding.method)
        if rounded != _HUNDRED:
            return f"{rounded}%"
    last: Method = "truncate" if numerator < denominator else "away"
    return f"{round_percent(numerator, denominator, rounding.decimals + 1, last)}%"


def explain_printed(printed: Decimal, decimals: int, numerator: Number, denominator: Number) -> str:
    """Return by which way a printed percentage follows from its numerator and denominator.

    One of 两法皆同, 四舍五入, 截断, 不符; ``decimals`` is how many the printed number has.
    """
    half_up = round_percent(numerator, denominator, decimals, "half_up")
    cut = round_percent(numerator, denominator, decimals, "truncate")
    if printed == half_up == cut:
        return "两法皆同"
    if printed == half_up:
        return "四舍五入"
    return "截断" if printed == cut else "不符"
