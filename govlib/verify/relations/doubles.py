"""What stands twice: a name in one list, an account in one list of accounts (identity 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from govlib.verify.check import DOUBTFUL, RIGHT, Check, Quote
from govlib.verify.draft.columns import NOTHING, find_columns, is_total_row, number_columns, plain, serial_column
from govlib.verify.draft.model import Cell, DraftTable
from govlib.verify.mentions.name_lists import NameList
from govlib.verify.mentions.names import are_one, plain_unit
from govlib.verify.reading import Reading

_LEAST = 3
_BARE = re.compile("[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4}){3,}(?![\u4e00-\u9fff])")
_TOLD = re.compile("去重|去掉重复|剔除重复|扣除重复|重复的?(?:账号|单位)?(?:只|按)")
_FREE = ("序号", "备注")
_NAMED = ("账号", "帐号", "新媒体", "网站", "名称", "单位")


def find_doubles(reading: Reading) -> Iterator[Check]:
    """Yield the names that stand twice in one list of the text, then the rows that stand twice in an annex."""
    for at, _ in reading.body:
        for names in reading.name_lists[at]:
            if names.sure and len(names.names) >= _LEAST:
                yield _check_list(reading, names)
    for at, block in reading.body:
        yield from _check_bare(reading, at, block.text)
    for _, tables in groupby(reading.draft.tables, key=lambda table: (table.part, table.header)):
        yield from _check_tables(list(tables), reading)


def _check_list(reading: Reading, names: NameList) -> Check:
    twice = ""
    for place, name in enumerate(names.names):
        before = [one for one in names.names[:place] if (one.note, one.owner) == (name.note, name.owner)]
        if any(are_one(one.text, name.text, reading.register) for one in before):
            twice = name.text
            break
    return Check(
        verdict=DOUBTFUL if twice else RIGHT,
        kind="重复",
        identity=9,
        stated=reading.quote(names.block, names.start, names.end),
        said=f"{len(names.names)} 个名称",
        computed=f"“{twice}”列了两次" if twice else "没有重复",
        why="同一名单里同一单位只算一次，请核对" if twice else "",
    )


def _check_bare(reading: Reading, at: int, text: str) -> Iterator[Check]:
    """Yield a check of each list of short names of places, without 县 or 市, in which one stands twice."""
    for run in _BARE.finditer(text):
        items = run[0].split("、")
        twice = next((item for place, item in enumerate(items) if item in items[1:place]), "")
        if twice:
            yield Check(
                verdict=DOUBTFUL,
                kind="重复",
                identity=9,
                stated=reading.quote(at, run.start(), run.end()),
                said=f"{len(items)} 个名称",
                computed=f"“{twice}”列了两次",
                why="同一名单里同一地区只算一次，请核对",
            )


def _check_tables(tables: Sequence[DraftTable], reading: Reading) -> Iterator[Check]:
    """Yield one check of tables that go on one another: rows that agree in all but their ordinal and remark."""
    first = tables[0]
    serial = serial_column(first)
    is_ordinal = serial is not None and all(
        plain(cell.text).isdigit() for cell in first.column(serial) if cell.text.strip()
    )
    free = {serial} if is_ordinal else set()
    free.update(find_columns(first, *_FREE))
    told = [at for at in range(len(first.header)) if at not in free]
    numbers = {at for table in tables for at in number_columns(table)}
    if not find_columns(first, *_NAMED) or (len(told) <= 1 and not numbers):
        return
    rows = [row for table in tables for row in table.rows if not is_total_row(table, row)]
    keys = [_key(row, told) for row in rows]
    keys = [key for key in keys if sum(part not in NOTHING for part in key) > 1]
    distinct = len(dict.fromkeys(keys))
    if len(keys) < _LEAST:
        return
    doubled = list(dict.fromkeys(key for at, key in enumerate(keys) if key in keys[:at]))
    told_so = any(str(distinct) in block.text and _TOLD.search(block.text) for _, block in reading.body)
    what = "个账号" if find_columns(first, "账号", "帐号", "新媒体") else "行"
    yield Check(
        verdict=DOUBTFUL if doubled and not told_so else RIGHT,
        kind="重复",
        identity=9,
        stated=Quote(first.place, "".join(first.title.split()) or "、".join(name for name in first.header if name)),
        said=f"{len(keys)} 行",
        computed=f"{len(keys)} 行去重后 {distinct} {what}" if doubled else "没有重复的行",
        difference=str(len(keys) - distinct) if doubled else "",
        why=f"同单位同账号同平台只算一次：{'；'.join(' '.join(key) for key in doubled[:5])}" if doubled else "",
    )


def _key(row: Sequence[Cell], told: Sequence[int]) -> tuple[str, ...]:
    return tuple(plain_unit(plain(row[at].text)) if at < len(row) else "" for at in told)
