"""What the text says of a unit by number, and what the table says in that unit's row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from govlib.verify.check import RIGHT, WRONG, Check, Quote
from govlib.verify.draft.columns import count_decimals, is_percent, number_columns, plain, read_number, unit_rows
from govlib.verify.draft.model import Block, Cell, DraftTable
from govlib.verify.draft.sums import can_add
from govlib.verify.mentions.amounts import Amount
from govlib.verify.reading import Reading

_SENTENCE = re.compile(r"[。！？\n]")
_BETWEEN = re.compile(r"^[（(]?(?:[\u4e00-\u9fff“”]{0,12})[（(]?$")
_AFTER_MARK = re.compile(r"^[，,][\u4e00-\u9fff]{2,10}$")
_KEYS = (
    "报送", "上报", "审发", "采用", "采纳", "录用", "退回", "原创", "转载", "转发", "发布", "推送", "更新", "公开",
    "办结", "受理", "收到", "承办", "在办", "超期", "逾期", "回复", "答复", "错情", "错敏", "错别字", "阅读", "点赞",
    "得分", "扣分", "加分", "积分", "合格", "检查", "整改", "开设", "关停",
)  # fmt: skip
"""Words that say which column is meant, when the text and the heading share one."""
_OTHER_DAYS = re.compile(r"\d{1,2}月|上[季月期半年]|去年|同期|累计|今年以来|本周|当月|年初|同比|环比")
_WHERE = ("微信", "微博", "抖音", "头条", "网站", "省级", "市级", "国家", "中央", "上级", "新媒体")
_SHORTEST = 3
_Units = tuple[DraftTable, list[tuple[str, tuple[Cell, ...]]]]


def find_table_units(reading: Reading) -> Iterator[Check]:
    """Yield one check a number that the text gives a unit and a table gives it too, in a column of the same name."""
    tables = [
        (table, [(name, row) for name, row in unit_rows(table) if len(name) >= _SHORTEST])
        for table in reading.draft.tables
        if number_columns(table)
    ]
    for number, block in reading.body:
        if block.kind == "text" and tables:
            for amount in reading.amounts[number]:
                if not (amount.rough or amount.limit or amount.window or amount.role == "增减"):
                    yield from _check(reading, tables, block, amount)


def _check(reading: Reading, tables: Sequence[_Units], block: Block, amount: Amount) -> Iterator[Check]:
    found = []
    for table, rows in tables:
        named = [(name, row) for name, row in rows if _stands_before(block.text, name, amount)]
        if not named:
            continue
        name = max((name for name, _ in named), key=len)
        mine = [row for written, row in named if written == name]
        columns = [] if _is_of_other_days(table, block.text, amount) else _columns_of(table, block.text, amount)
        if len(mine) == 1 and columns:
            found.append((table, name, mine[0], columns))
    if len(found) != 1:
        return
    table, name, row, columns = found[0]
    cells = [row[column] for column in columns if read_number(row[column].text) is not None]
    fits = [cell for cell in cells if _agrees(cell, amount)]
    if not cells or (not fits and (len(columns) > 1 or _elsewhere(row, amount))):
        return
    cell = (fits or cells)[0]
    column = row.index(cell)
    yield Check(
        RIGHT if fits else WRONG,
        "表格",
        6,
        reading.quote(amount.block, _start_of(block.text, name, amount), amount.end),
        Quote(cell.place, cell.text),
        f"正文 {name} {amount.text}",
        f"表中{plain(table.header[column])} {cell.text}",
        "" if fits else _say(amount.value - (read_number(cell.text) or Fraction(0))),
        "" if fits else "正文与表格里同一单位的数不同",
    )


def _stands_before(text: str, name: str, amount: Amount) -> bool:
    """Tell whether a unit's name stands right before a number, nothing but what was done between them."""
    start = text.rfind(name, 0, amount.start)
    if start < 0:
        return False
    before, between = text[:start], text[start + len(name) : amount.start]
    is_whole = not before or not re.search(r"[\u4e00-\u9fff]$", before) or re.search(r"[和及与是为有对如中：]$", before)
    alone = not re.search("[、和及与]$", before) and bool(_AFTER_MARK.match(plain(between)))
    near = bool(_BETWEEN.match(plain(between))) or alone
    return bool(is_whole) and near and not re.search("[和及与等各均共]", between)


def _is_of_other_days(table: DraftTable, text: str, amount: Amount) -> bool:
    """Tell whether the sentence or the table's title names days that the other doesn't name."""
    ends = [match.end() for match in _SENTENCE.finditer(text, 0, amount.start)]
    lead = text[max(ends, default=0) : amount.start]
    said, titled = _OTHER_DAYS.search(lead), _OTHER_DAYS.search(plain(table.title))
    return (said is not None and said[0] not in table.title) or (titled is not None and titled[0] not in lead)


def _start_of(text: str, name: str, amount: Amount) -> int:
    return text.rfind(name, 0, amount.start)


def _columns_of(table: DraftTable, text: str, amount: Amount) -> list[int]:
    """Return the columns whose heading has the word by which the sentence says what was counted."""
    ends = [match.end() for match in _SENTENCE.finditer(text, 0, amount.start)]
    clause_start = max((text.rfind(mark, 0, amount.start) for mark in "，,；;、"), default=-1) + 1
    near = text[clause_start : amount.start] + amount.after[:8]
    lead = text[max(ends, default=0) : amount.start]
    for words in (near, lead):
        keys = [key for key in _KEYS if key in words]
        last = max(keys, key=words.rfind, default="")
        if last:
            found = [at for at in number_columns(table) if _is_of(table, at, last, amount)]
            return [at for at in found if all(word in lead for word in _WHERE if word in table.header[at])]
    return []


def _is_of(table: DraftTable, column: int, key: str, amount: Amount) -> bool:
    heading = plain(table.header[column])
    is_rate = any(is_percent(cell.text) for cell in table.column(column))
    if is_rate != amount.is_rate or (not is_rate and not can_add(table, column) and "分" not in amount.unit):
        return False
    return key in heading and ("率" in heading) == amount.is_rate


def _agrees(cell: Cell, amount: Amount) -> bool:
    value = read_number(cell.text) or Fraction(0)
    if value == amount.value:
        return True
    coarse = max(amount.step, Fraction(1, 10 ** count_decimals(cell.text)))
    return amount.is_rate and abs(value - amount.value) < coarse


def _elsewhere(row: Sequence[Cell], amount: Amount) -> bool:
    """Tell whether the number stands in another column of the row: it may mean that one."""
    return any(read_number(cell.text) == amount.value for cell in row)


def _say(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"
