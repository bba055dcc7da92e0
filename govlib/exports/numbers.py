"""Numbers as offices write them: full-width digits, thousands separators, units behind them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

_UNITS = (
    "人次",
    "条",
    "件",
    "个",
    "次",
    "家",
    "处",
    "秒",
    "天",
    "人",
    "篇",
    "期",
    "份",
    "项",
    "户",
    "分",
    "名",
    "位",
    "起",
    "宗",
    "日",
)
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "千": Decimal(1000)}
_NUMBER = re.compile(
    r"(?P<sign>[-+]?)(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+)(?:[eE](?P<exp>[-+]?\d{1,3}))?(?P<tail>.*)"
)
_HEADING_SCALE = re.compile(r"[(（\[【]\s*(?P<scale>[万亿千])")
_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-"})
_LONGEST = 300


def heading_scale(heading: str, unit: str) -> Decimal:
    """Return the factor that a heading's bracket puts on its numbers: 万 is 10000, 毫秒 for a column in 秒 is 0.001."""
    found = _HEADING_SCALE.search(heading)
    if found:
        return _SCALES[found["scale"]]
    if unit == "秒" and re.search(r"[(（]\s*(毫秒|ms)\s*[)）]", heading, re.IGNORECASE):
        return Decimal("0.001")
    return Decimal(1)


def parse_decimal(text: str, unit: str) -> tuple[Decimal, str] | None:
    """Return a number and "%" or "", None if the text is none; units behind it are forgotten, 万 and 亿 applied."""
    plain = "".join(unicodedata.normalize("NFKC", text).translate(_MINUS).split())
    found = _NUMBER.fullmatch(plain) if len(plain) <= _LONGEST else None
    if found is None:
        return None
    try:
        value = Decimal(f"{found['sign']}{found['digits'].replace(',', '')}E{found['exp'] or 0}")
    except InvalidOperation:
        return None
    tail = found["tail"]
    if tail[:1] in _SCALES:
        value, tail = value * _SCALES[tail[0]], tail[1:]
    if unit == "秒" and tail.lower() in {"ms", "毫秒"}:
        return value / 1000, ""
    if tail == "%":
        return value, "%"
    if tail in ("", unit, *_UNITS) or (unit == "秒" and tail.lower() == "s"):
        return value, ""
    return None


def parse_count(text: str, unit: str, scale: Decimal) -> tuple[int | None, str]:
    """Return a whole number of at least 0, or None with the code of what is wrong."""
    found = parse_decimal(text, unit)
    if found is None or found[1]:
        return None, "bad_number"
    value = found[0] * scale
    if value != value.to_integral_value() or value >= Decimal(10) ** 18:
        return None, "bad_number"
    return (int(value), "") if value >= 0 else (None, "negative_count")


def parse_number(text: str, unit: str, scale: Decimal) -> tuple[float | None, str]:
    """Return a number, or None with the code of what is wrong."""
    found = parse_decimal(text, unit)
    return (None, "bad_number") if found is None else (float(found[0] * scale), "")


def parse_share(text: str) -> tuple[float | None, str]:
    """Return a share as a fraction of 1, or None with the code of what is wrong; above 1 a per cent sign is needed."""
    found = parse_decimal(text, "")
    if found is None:
        return None, "bad_number"
    value, percent = found
    if percent:
        value /= 100
    elif value > 1:
        return None, "bad_number"
    return (float(value), "") if 0 <= value <= 1 else (None, "share_out_of_range")
