"""Ends of months that stand for a day: 5月底, 2023年6月末, 截至2020年11月."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from govlib.text.chinese_dates import Day, read_number

_END = re.compile(
    r"(?:(?<!\d)(?P<year>20\d{2})年|(?<=今年)|(?<![\d一二三四五六七八九十\-—～年]))"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份?[底末]|(?<=截[至止]\d{4}年\d{2}月)(?=[，,、]))"
)
_MONTHS = 12


def find_month_ends(text: str) -> Iterator[Day]:
    """Yield the ends of months as days; one of 去年 or 明年 is left out."""
    for match in _END.finditer(text):
        month = read_number(match["month"])
        if not 1 <= month <= _MONTHS:
            continue
        year = int(match["year"]) if match["year"] else None
        last = calendar.monthrange(year or 2001, month)[1]
        yield Day(match.start(), match.end(), year, month, last, "written" if year else "")
