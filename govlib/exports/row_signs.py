"""Signs by which a row of a spreadsheet shows that it is no data."""

from __future__ import annotations

import re
from collections.abc import Sequence

# TOTAL is also run by RE2 over whole columns: no look-around, and its \s knows no wide blanks.
_B = "[\\s\u00a0\u3000]*"
TOTAL = re.compile(rf"^{_B}\S{{0,6}}{_B}(?:合{_B}计|总{_B}计|小{_B}计|共{_B}计|总{_B}数){_B}[:：]?{_B}$")
TOTAL_ALONE = re.compile(r"总?(合计|总计|小计|共计|总数)[:：]?")
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
_NUMBERED = re.compile(r"[(（]?\s*(?:(\d{1,2})|[甲乙丙丁])\s*[)）]?")
_FEWEST_NUMBERED = 3


def is_numbering(texts: Sequence[str]) -> bool:
    """Return whether a row only numbers the columns: 甲 1 2 3, or (1) (2) (3)."""
    marks = [_NUMBERED.fullmatch(text) for text in texts]
    numbers = [int(mark[1]) for mark in marks if mark and mark[1]]
    return (
        len(texts) >= _FEWEST_NUMBERED and all(marks) and bool(numbers) and numbers == list(range(1, len(numbers) + 1))
    )
