"""Numbers in a bulletin's words: 3062, 3,062, ３０６２条, 三千零六十二, 97.7%, 百分之九十七点七."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from govlib.exports.numbers import parse_decimal

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_CHINESE = re.compile(r"(?P<number>[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?)(?P<tail>.*)")
_DECIMALS = re.compile(r"\d\.(\d+)")
_HUNDRED = 100
_TOO_MUCH = 10**15


@dataclass(frozen=True)
class Quantity:
    """A number as written: its value, whether in per cent, how many decimals it shows."""

    value: Decimal
    is_percent: bool
    decimals: int


def read_quantity(text: str, unit: str = "") -> Quantity | None:
    """Return the number that a text says, None when it says none, or only about how much (约、余)."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    percent = plain.startswith("百分之")
    plain = plain.removeprefix("百分之")
    found = _CHINESE.fullmatch(plain)
    if found:
        number = read_chinese(found["number"])
        if number is None:
            return None
        plain = f"{number:f}{found['tail']}"
    parsed = parse_decimal(plain + "%" * percent, unit)
    if parsed is None or abs(parsed[0]) >= _TOO_MUCH:
        return None
    decimals = _DECIMALS.search(plain)
    return Quantity(parsed[0], parsed[1] == "%", len(decimals[1]) if decimals else 0)


def read_chinese(text: str) -> Decimal | None:
    """Return a number in Chinese numerals; None for a colloquial one that leaves its last unit out (三千五)."""
    whole, _, fraction = text.partition("点")
    digits = "".join(str(_DIGITS[sign]) for sign in fraction)
    if all(sign in _DIGITS for sign in whole):
        number = int("".join(str(_DIGITS[sign]) for sign in whole))
    else:
        counted = _count_units(whole)
        if counted is None:
            return None
        number = counted
    return Decimal(f"{number}.{digits}") if digits else Decimal(number)


def _count_units(text: str) -> int | None:
    total = section = digit = 0
    after = ""
    for position, sign in enumerate(text):
        if sign in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[sign]
            is_last = position == len(text) - 1
            if is_last and digit and _TENS.get(after, _MYRIADS.get(after, 0)) >= _HUNDRED:
                return None
        elif sign in _TENS:
            section, digit = section + (digit or 1) * _TENS[sign], 0
        elif sign == "亿":
            total, section, digit = (total + section + digit) * _MYRIADS[sign], 0, 0
        else:
            total, section, digit = total + (section + digit) * _MYRIADS[sign], 0, 0
        after = sign
    return total + section + digit
