"""Signs by which a row of a spreadsheet shows that it is no data."""

from __future__ import annotations

import re
from collections.abc import Sequence

# MAY_BE_TOTAL and SERIAL_NUMBER are run by RE2 over whole columns: no look-around, and its \s knows no wide blanks.
_B = "[\\s\u00a0\u3000]*"
MAY_BE_TOTAL = f"[合总小共]{_B}[计数]|平{_B}均"
_NUMERALS = "一二三四五六七八九十百"
SERIAL_NUMBER = rf"^{_B}[0-9０-９{_NUMERALS}①-⑳()（）.．、\-]*{_B}$"
CHINESE_SERIAL = re.compile(rf"[(（]?[{_NUMERALS}]+[)）]?[、.．]?")
TOTAL_ALONE = re.compile(r"总?(合计|总计|小计|共计|总数)[:：]?")
_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_OUTSIDE_WORDS = re.compile(r"[\s\u00a0\u3000()（）\[\]【】:：]+")
_TOTAL_OF_UNITS = re.compile(
    r"(?:合计|总计|小计|共计)(?![划算量]).*|.*(?:合计|总计|小计|共计)|\S{0,6}总数|平均[值数]?", re.DOTALL
)
MEASURE = re.compile(r"\s*[(（]\s*(?:条|篇|个|次|人|处|件|天|%|％|分|秒)\s*[)）]\s*")
_NOTE_WORDS = (
    "备注",
    "附注",
    "注",
    "说明",
    "填表说明",
    "填报说明",
    "填表",
    "填表人",
    "填报",
    "填报人",
    "填报单位",
    "填表单位",
    "制表",
    "制表人",
    "制表单位",
    "审核",
    "审核人",
    "复核",
    "复核人",
    "数据来源",
    "资料来源",
    "统计口径",
    "统计时间",
    "统计范围",
    "联系人",
    "联系电话",
    "电话",
    "单位负责人",
    "负责人",
    "填报日期",
    "填表日期",
    "制表日期",
    "日期",
    "打印时间",
    "导出时间",
    "导出人",
    "截至",
    "截止",
)
_SPACED = "|".join(r"\s*".join(word) for word in sorted(_NOTE_WORDS, key=len, reverse=True))
NOTE = re.compile(rf"\s*[(（【]?\s*(?:(?:{_SPACED})\s*\d*\s*[:：.、)）】].*|截[至止]\s*\d{{4}}\s*[年./-].*)", re.DOTALL)
NOTE_ALONE = re.compile(rf"\s*(?:{_SPACED})\s*")
_NUMBERED = re.compile(r"[(（]?\s*(?:(\d{1,2})|[甲乙丙丁])\s*[)）]?")
_FEWEST_NUMBERED = 3


def is_total_of_units(text: str) -> bool:
    """Return whether the text of a unit cell is a total: it begins or ends with 合计, brackets and blanks aside."""
    outside = _OUTSIDE_WORDS.sub("", _BRACKETED.sub("", text)) or _OUTSIDE_WORDS.sub("", text)
    return _TOTAL_OF_UNITS.fullmatch(outside) is not None


def is_numbering(texts: Sequence[str]) -> bool:
    """Return whether a row only numbers the columns: 甲 1 2 3, or (1) (2) (3)."""
    marks = [_NUMBERED.fullmatch(text) for text in texts]
    numbers = [int(mark[1]) for mark in marks if mark and mark[1]]
    return (
        len(texts) >= _FEWEST_NUMBERED and all(marks) and bool(numbers) and numbers == list(range(1, len(numbers) + 1))
    )
