"""How rates are printed: half-up or truncated, by whole-number arithmetic, never 100 % unless all passed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from govlib.catalog.roundings import Rounding

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

    A rate below 100 that would print as 100 is written as ``rounding.nearly_all`` says; a better rate never prints as a
    smaller number. One above 100 is shown as it is, in the same way never as 100.
    Raises ZeroDivisionError for an empty denominator: no number stands for «nothing checked».
    """
    if denominator == 0:
        raise ZeroDivisionError("分母为 0，没有合格率可言")
    if numerator == denominator:
        return f"{_HUNDRED}%"
    rounded = round_percent(numerator, denominator, rounding.decimals, rounding.method)
    if rounded == _HUNDRED:
        rounded = _beside_hundred(numerator, denominator, rounding)
    return f"{trim_zeros(rounded, rounding)}%"


def _beside_hundred(numerator: Number, denominator: Number, rounding: Rounding) -> Decimal:
    """Return what stands where the rounded rate reads 100 and must not."""
    below = numerator < denominator
    if below and rounding.nearly_all == "truncate":
        return round_percent(numerator, denominator, rounding.decimals, "truncate")
    if below and rounding.nearly_all == "ninety_nine_nine":
        return round_percent(numerator, denominator, max(rounding.decimals, 1), "truncate")
    more = round_percent(numerator, denominator, rounding.decimals + 1, rounding.method)
    if more != _HUNDRED:
        return more
    return round_percent(numerator, denominator, rounding.decimals + 1, "truncate" if below else "away")


def say_average(numerator: Number, denominator: Number, rounding: Rounding) -> str:
    """Return an average as printed, such as 12.5; ZeroDivisionError for an empty denominator."""
    if denominator == 0:
        raise ZeroDivisionError("分母为 0，没有平均数可言")
    per_cent_of = as_fraction(denominator) * _HUNDRED
    return trim_zeros(round_percent(numerator, per_cent_of, rounding.decimals, rounding.method), rounding)


def trim_zeros(number: Decimal, rounding: Rounding) -> str:
    """Return a rounded number in full, without zeros at its end where the place drops them: 93.0 or 93."""
    said = f"{number:f}"
    return said.rstrip("0").rstrip(".") if rounding.trailing_zeros == "drop" and "." in said else said


def explain_printed(printed: Decimal | Fraction, decimals: int, numerator: Number, denominator: Number) -> str:
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
