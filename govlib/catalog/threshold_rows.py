"""The sheet 阈值 of a workbook of units: one row a local threshold with its day and source."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from govlib.catalog.origins import Origin
from govlib.catalog.places import LocalThreshold
from govlib.catalog.sheet_rows import Cell, Heading, Row, quote
from govlib.catalog.unit_rows import NO, YES
from govlib.dated import Confidence, Source
from govlib.errors import Fault
from govlib.exports.dates import Window, parse_moment
from govlib.exports.numbers import parse_decimal

THRESHOLD_HEADINGS = (
    Heading("indicator", ("指标编号", "指标代码", "指标号", "编号", "指标"), required=True),
    Heading("value", ("阈值", "本地阈值", "限值", "标准值", "数值"), required=True),
    Heading("since", ("起始日期", "起始日", "生效日期", "生效日", "施行日期", "执行日期", "开始日期"), required=True),
    Heading("words", ("原文", "条文原文", "规定原文", "条文"), required=True),
    Heading("act", ("依据", "依据文件", "文号", "文件"), required=True),
    Heading("part", ("条款", "条款号", "出处", "章节"), required=True),
    Heading("seen", ("见到程度", "原文见到程度", "见到原文"), required=True),
    Heading("presumed", ("生效日推定", "推定", "是否推定")),
    Heading("note", ("备注", "说明", "注")),
)
SEEN: dict[Confidence, str] = {"full": "原文", "part": "部分", "recalled": "凭记忆"}
_SEEN_SPELLINGS: dict[Confidence, tuple[str, ...]] = {
    "full": ("full", "全文", "见到原文", "见到全文"),
    "part": ("part", "部分原文", "见到部分"),
    "recalled": ("recalled", "记忆", "未见原文"),
}
_SEEN = {word: seen for seen, words in _SEEN_SPELLINGS.items() for word in (SEEN[seen], *words)}
_DAY = "年月日俱全的日期，如 2024-06-22 或 2024年6月22日"
_NUMBER = "数字或百分数，如 5、0.05、5%；留空表示从起始日起恢复规则集的数"
_DASHES = re.compile("[—–−‐―]")
# a date that names no year moves with the window
_EARLY, _LATE = (Window(date(year, 1, 1), date(year, 12, 31)) for year in (1960, 2080))


def read_thresholds(rows: Sequence[Row], file: str, faults: list[Fault]) -> Iterator[LocalThreshold]:
    """Yield the thresholds of the rows that can be read; the others, and two rows of one day, are faults."""
    first: dict[tuple[str, date], int] = {}
    for row in rows:
        found = _read_row(row, file, faults)
        if found is None:
            continue
        earlier = first.setdefault((found.indicator, found.since), row.number)
        if earlier == row.number:
            yield found
        else:
            place = row.cell("indicator").place
            told = f"{quote(found.indicator)}自 {found.since} 起的阈值写了两行：第 {earlier}、{row.number} 行"
            faults.append(Fault(file, place, told, "同一指标同一天只有一个阈值"))


def _read_row(row: Row, file: str, faults: list[Fault]) -> LocalThreshold | None:
    if row.filled() == {"note"}:
        faults.append(Fault(file, row.cell("note").place, "这一行只有备注", "填上指标编号；说明文字放到“说明”表里"))
        return None
    before = len(faults)
    faults.extend(
        Fault(file, row.cell(heading.key).place, f"没有填{heading.names[0]}", "必填")
        for heading in THRESHOLD_HEADINGS
        if heading.required and heading.key != "value" and not row.text(heading.key)
    )
    value = _read_value(row.cell("value"), file, faults)
    since = _read_day(row.cell("since"), file, faults)
    seen = _read_word(row.cell("seen"), _SEEN, tuple(SEEN.values()), file, faults)
    presumed = _read_word(row.cell("presumed"), {YES: True, NO: False}, (YES, NO), file, faults)
    if len(faults) > before or since is None or seen is None:
        return None
    source = Source(act=row.text("act"), part=row.text("part"), seen=seen, presumed=bool(presumed))
    origin = Origin(file, {key: cells[0].place for key, cells in row.cells.items()})
    indicator = _plain_code(row.text("indicator"))
    words = row.text("words")
    return LocalThreshold(indicator=indicator, since=since, value=value, words=words, source=source, origin=origin)


def _read_value(cell: Cell, file: str, faults: list[Fault]) -> float | None:
    if not cell.text:
        return None
    found = parse_decimal(cell.text, "")
    number = float(found[0] / 100 if found[1] else found[0]) if found else math.nan
    if math.isfinite(number):
        return number
    faults.append(Fault(file, cell.place, f"写的是{quote(cell.text)}", _NUMBER))
    return None


def _read_day(cell: Cell, file: str, faults: list[Fault]) -> date | None:
    if not cell.text:
        return None
    early, late = (parse_moment(cell.text, window) for window in (_EARLY, _LATE))
    if early is not None and early == late:
        return early.date()
    found = f"写的是{quote(cell.text)}" + ("，没有年份" if early else "")
    faults.append(Fault(file, cell.place, found, _DAY))
    return None


def _read_word(cell: Cell, words: dict[str, Any], shown: tuple[str, ...], file: str, faults: list[Fault]) -> Any:
    """Return what a word stands for, None when the cell is blank or after adding a fault."""
    text = "".join(unicodedata.normalize("NFKC", cell.text).split()).lower()
    if text and text not in words:
        faults.append(Fault(file, cell.place, f"写的是{quote(cell.text)}", f"其中之一：{'、'.join(shown)}"))
    return words.get(text)


def _plain_code(text: str) -> str:
    return _DASHES.sub("-", "".join(unicodedata.normalize("NFKC", text).split()))
