"""Counts and amounts in a sentence: what is counted, the exact value, the unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from govlib.text.chinese_numbers import narrow_digits

_UNITS = (
    "个百分点|百分点|[%％]|平方公里|平方米|立方米|公里|公顷|千米|公斤|人次|户次|元|个|家|条|件|项|名|人|户|次|处|起|篇|份|台|套|辆"
    "|亩|米|吨|宗|例|栋|座|所|只|头|株|批|期|场|部|页|册|张|封|笔|门|类|种|款|间|位|组|天|班"
)
_QUANTITY = re.compile(
    rf"(?<![\d.,第\-—~～A-Za-z〔])(?<!\d[至到])(\d[\d,]*(?:\.\d+)?)\s?([百千]?[万亿])?\s?({_UNITS})(?![\d])"
)
_SENTENCE = re.compile("[^。；;！？!?\n]+")
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
_BIG = {"": 1, "万": 10**4, "亿": 10**8, "百万": 10**6, "千万": 10**7, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}
_HAN_TAIL = re.compile("[\u4e00-\u9fff“”‘’《》·A-Za-z]+$")
_LONGEST = 24
_GROUP = 3

MOST = 60
"""A sentence with more numbers than this is a table in disguise; rules leave it alone."""
_ABOUT = re.compile(r"(?:约|近|超|超过|逾|不足|不少于|不低于|不超过|至少|最多|以上|以下)\s?$")
_ABOUT_AFTER = re.compile(r"\s?(?:左右|以上|以下|上下|以内|多|余)")


class Quantity(NamedTuple):
    """A number with its unit at ``start:end`` of a text; ``step`` is the value of one in its last digit.

    ``label`` is what stands directly before it, back to a mark or the number before. ``is_rough`` says that the text
    doesn't claim it exactly; ``big`` is the 万 or 亿 before the unit.
    """

    start: int
    end: int
    value: Fraction
    unit: str
    step: Fraction
    label: str
    is_rough: bool
    big: str


def write_value(value: Fraction, like: Quantity) -> str:
    """Return a value as a quantity of the text writes it, as 4.6亿元."""
    shown = value / _BIG[like.big]
    digits = str(shown) if shown.denominator == 1 else f"{float(shown):.6f}".rstrip("0").rstrip(".")
    return f"{digits}{like.big}{like.unit}"


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the sentences of a text, their ending marks left out."""
    for match in _SENTENCE.finditer(text):
        yield match.start(), match.end()


def blank_brackets(text: str) -> str:
    """Return a text of the same length with spaces for what stands in brackets."""
    return _BRACKET.sub(lambda match: " " * len(match[0]), text)


def list_quantities(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """Return the numbers in digits that have a unit, in their order; full-width digits count as digits."""
    plain = narrow_digits(text)
    found = []
    before = start
    for match in _QUANTITY.finditer(plain, start, len(text) if end is None else end):
        digits = match[1].replace(",", "")
        if len(match[1]) > _LONGEST or not _is_grouped(match[1]):
            continue
        big = _BIG[match[2] or ""]
        decimals = len(digits.partition(".")[2])
        tail = _HAN_TAIL.search(plain, max(before, match.start() - _LONGEST), match.start())
        is_rough = bool(_ABOUT.search(plain[max(0, match.start() - 4) : match.start()])) or bool(
            _ABOUT_AFTER.match(plain, match.end())
        )
        found.append(
            Quantity(
                match.start(),
                match.end(),
                Fraction(digits) * big,
                "%" if match[3] in "%％" else match[3].removeprefix("个") if match[3] == "个百分点" else match[3],
                Fraction(big, 10**decimals),
                tail[0] if tail else "",
                is_rough,
                match[2] or "",
            )
        )
        before = match.end()
    return found


def _is_grouped(digits: str) -> bool:
    head, *groups = digits.partition(".")[0].split(",")
    return not groups or (len(head) <= _GROUP and all(len(group) == _GROUP for group in groups))
