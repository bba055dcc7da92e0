"""How many a sentence counts that points to an annex (见附件2), and how many rows the list there has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlib.verify.check import DOUBTFUL, RIGHT, Check, Quote
from govlib.verify.draft.columns import is_total_row, name_column, plain, serial_column
from govlib.verify.draft.model import DraftTable
from govlib.verify.mentions.amounts import Amount
from govlib.verify.reading import Reading

_SEE = re.compile(r"[（(](?:详?见|名单见|具体见|情况见)?附件\s?(\d{1,2})[）)]")
_LISTED = re.compile(r"问题|不合格|不达标|未备案|没有备案|未更新|没有更新|关停|零发布|名单|清单|存在")
_THINGS = {"账号": re.compile("账号|新媒体|名称"), "网站": re.compile("网站|名称")}
_OTHERS = {"账号": re.compile("网站$"), "网站": re.compile("微信|微博|抖音|头条|快手|视频号|公众号")}
"""What shows that a list holds the other thing too."""
_APART = re.compile("[，,]")
_LISTS = 8


def find_annex_rows(reading: Reading) -> Iterator[Check]:
    """Yield one check a count of sites or accounts in a sentence that points to the annex which lists them.

    A count right before the pointer is asked by ``table_counts``; this is of those with more between: 账号3个，涉及
    3家单位（见附件2）. The list is of one table with 序号, or of parts; the count agrees with all rows, or with those
    of one part. What agrees with neither is asked about: the list may hold something else.
    """
    for at, block in reading.body:
        if block.part:
            continue
        for found in _SEE.finditer(block.text):
            begin = max(block.text.rfind(mark, 0, found.start()) for mark in "。；;\n") + 1
            tables = [one for one in reading.draft.tables if plain(one.part) == f"附件{found[1]}"]
            counts = [one for one in reading.amounts[at] if begin <= one.start < found.start() and _is_listed(one)]
            counts = [one for one in counts if _APART.search(block.text, one.end, found.start())]
            if len(counts) == 1 and tables:
                yield from _check(reading, counts[0], tables)


def _is_listed(amount: Amount) -> bool:
    words = amount.before + amount.after
    return amount.is_count and not amount.rough and amount.thing in _THINGS and bool(_LISTED.search(words))


def _check(reading: Reading, amount: Amount, tables: list[DraftTable]) -> Iterator[Check]:
    if not all(_lists(table, amount.thing) for table in tables):
        return
    rows = [_count_rows(table) for table in tables]
    parts = [group.last - group.first for table in tables for group in table.groups]
    possible = {sum(rows), *rows, *parts}
    right = amount.value in possible
    told = f"{tables[0].part} 列了 {sum(rows)} 行" + (
        f"（各部分 {'、'.join(map(str, parts or rows))} 行）" if len(parts or rows) > 1 else ""
    )
    yield Check(
        verdict=RIGHT if right else DOUBTFUL,
        kind="名单",
        identity=_LISTS,
        stated=reading.quote(amount.block, amount.start - len(amount.before), amount.end),
        other=Quote(tables[0].place, tables[0].title),
        said=amount.text,
        computed=told,
        why="" if right else "正文的个数与附件名单的行数对不上，是否漏列、多列或写错",
    )


def _lists(table: DraftTable, thing: str) -> bool:
    """Tell whether a table is a list of such things, one a row, and of no other."""
    column = name_column(table)
    if serial_column(table) is None or column is None:
        return False
    cells = [plain(cell.text) for row in table.rows for cell in row]
    mixed = any(_OTHERS[thing].search(text) for text in cells)
    return not mixed and any(_THINGS[thing].search(plain(name)) for name in table.header)


def _count_rows(table: DraftTable) -> int:
    return sum(not is_total_row(table, row) for row in table.rows)
