"""Numbers as texts write them: 3,062, ３０６２, 三千零六十二, 两, 廿三, ③, 1.5万 → exact values."""

from __future__ import annotations

import re
from fractions import Fraction

from govlib.identities.numerals import read_chinese

NUMERALS = "零〇○一二两三四五六七八九十百千廿卅"
"""Signs of whole Chinese numbers below ten thousand."""

_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_WIDE_SIGN = re.compile("[０-９．％]")
_OLD = str.maketrans({"廿": "二十", "卅": "三十", "○": "〇"})
_UNITS = {"万": 10**4, "亿": 10**8, "千": 10**3, "百": 10**2}
_AMOUNT = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)([百千万亿]*)")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LONGEST = 24
_MYRIAD = 10_000


def narrow_digits(text: str) -> str:
    """Return a text with full-width digits, points and per cent signs written half-width, as long as it was."""
    return text.translate(_WIDE) if _WIDE_SIGN.search(text) else text


def read_whole(text: str) -> int | None:
    """Return a whole number in any spelling, None for anything else and for more than 24 signs."""
    value = read_amount(text)
    return int(value) if value is not None and value.denominator == 1 else None


def read_amount(text: str) -> Fraction | None:
    """Return a number in any spelling exactly; None for anything else and for more than 24 signs."""
    if not text or len(text) > _LONGEST:
        return None
    if len(text) == 1 and text in _CIRCLED:
        return Fraction(_CIRCLED.index(text) + 1)
    found = _AMOUNT.fullmatch(narrow_digits(text))
    if found:
        value = Fraction(found[1].replace(",", ""))
        for unit in found[2]:
            value *= _UNITS[unit]
        return value
    plain = text.translate(_OLD)
    whole, _, decimals = plain.partition("点")
    if not whole or any(sign not in _READABLE for sign in whole) or any(sign not in _READABLE for sign in decimals):
        return None
    if not any(sign in _VALUES for sign in whole) and whole[0] != "十":
        return None
    read = read_chinese(plain)
    return None if read is None else Fraction(read)


_VALUES = frozenset("零〇一二两三四五六七八九")
_READABLE = _VALUES | frozenset("十百千万亿")


def write_ordinal(number: int, like: str) -> str:
    """Return a whole number below 10,000 in the spelling of ``like``: circled, Chinese, full-width or plain digits."""
    if like and like[0] in _CIRCLED and 1 <= number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if like and like[0] in _READABLE and 0 <= number < _MYRIAD:
        return _write_chinese(number)
    digits = str(number)
    return (
        digits.translate({ord(half): full for full, half in zip("０１２３４５６７８９", "0123456789", strict=True)})
        if (like and "０" <= like[0] <= "９")
        else digits
    )


def _write_chinese(number: int) -> str:
    signs = "零一二三四五六七八九"
    text = ""
    rest = number
    for size, unit in ((1000, "千"), (100, "百"), (10, "十")):
        digit, rest = divmod(rest, size)
        if digit:
            text += ("" if digit == 1 and unit == "十" and not text else signs[digit]) + unit
        elif text and rest and not text.endswith("零"):
            text += "零"
    return text + (signs[rest] if rest or not text else "")
