"""How rates are printed: half-up or truncated, never 100 % unless all passed."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from govlib.catalog.places import Rounding

_METHODS = {"half_up": ROUND_HALF_UP, "truncate": ROUND_DOWN}
_HUNDRED = Decimal(100)


def say_rate(numerator: int, denominator: int, rounding: Rounding) -> str:
    """Return a rate as printed, such as 97.8% or 100%; ``100%`` only when numerator equals denominator.

    A rate that would round up to 100 gets one more decimal, and is truncated if that does not help either.
    Raises ZeroDivisionError for an empty denominator: no number stands for «nothing checked».
    """
    if denominator == 0:
        raise ZeroDivisionError("分母为 0，没有合格率可言")
    exact = Decimal(numerator) * _HUNDRED / Decimal(denominator)
    if numerator == denominator:
        return "100%"
    method = _METHODS[rounding.method]
    for decimals, way in ((rounding.decimals, method), (rounding.decimals + 1, method), (rounding.decimals, ROUND_DOWN)):
        rounded = _round(exact, decimals, way)
        if rounded < _HUNDRED or numerator > denominator:
            return f"{rounded}%"
    return f"{_round(exact, rounding.decimals, ROUND_DOWN)}%"


def _round(exact: Decimal, decimals: int, way: str) -> Decimal:
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=way)


def explain_printed(printed: Decimal, decimals: int, numerator: Decimal, denominator: Decimal) -> str:
    """Return by which way a printed percentage follows from its numerator and denominator.

    One of 四舍五入（两法皆同）, 四舍五入, 截断, 不符; ``decimals`` is how many the printed number has.
    """
    exact = numerator * _HUNDRED / denominator
    half_up, cut = _round(exact, decimals, ROUND_HALF_UP), _round(exact, decimals, ROUND_DOWN)
    if printed == half_up == cut:
        return "两法皆同"
    if printed == half_up:
        return "四舍五入"
    if printed == cut:
        return "截断"
    return "不符"
