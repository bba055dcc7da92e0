"""Units named in the text against their rows in an annex: named for errors, praised, or with nothing (identity 11)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check, Quote
from govlib.verify.draft.columns import NOTHING, find_columns, number_columns, plain, read_number, unit_rows
from govlib.verify.draft.model import Cell, DraftTable
from govlib.verify.mentions.names import Name, are_one
from govlib.verify.mentions.statements import PRAISE, Statement, find_topics, find_windows, list_statements
from govlib.verify.reading import Reading

_ERRORS = ("错情", "错误", "错别字", "错敏", "错字", "差错")
_NOT_ERRORS = ("率", "已改", "已整改", "整改数", "占比")
_ERRED = re.compile("错写|错误|错情|错别字|错敏|错字|错乱|差错|误写|写错|写成|写为|表述不(?:规范|准确|当)")
_NOUGHT = re.compile(
    "(?P<verb>发布|报送|更新|投稿|转载|转发|上报|采用)[^，,。；;]{0,8}(?:为|是)\\s?(?:0|０|零)"
    "|零(?P<zero>发布|报送|更新|投稿|转载|转发|上报|采用)"
)
_ACCOUNT = re.compile("新媒体|公众号|微信|微博|抖音|账号|视频号|头条")
_LASTING = re.compile("连续|\\d{1,2}月|[一二三四五六七八九十]{1,2}月|周|每月|当月|累计|全年|截至")
_QUOTED = re.compile("“[^”]*”")
_REQUIRED = re.compile("要求|下一步|建议|措施|打算|保障")


@dataclass(frozen=True)
class _Found:
    """One named unit and its cell in an annex; ``fits`` says that the cell bears the text out."""

    statement: Statement
    name: Name
    table: DraftTable
    heading: str
    cell: Cell
    value: Fraction
    fits: bool


def find_named(reading: Reading) -> Iterator[Check]:
    """Yield one check a unit that is named for errors or for nothing done, or praised, and stands in an annex."""
    said = [
        one
        for one in list_statements(reading.body, reading.name_lists)
        if not one.elsewhen
        and not any(_REQUIRED.search(title) for title in reading.draft.blocks[one.names.block].section)
        and not reading.draft.blocks[one.names.block].part
    ]
    erred = [one for statement in said if _ERRED.search(statement.words) for one in _errors_of(reading, statement)]
    yield from _judge(reading, erred, "正文点名，表里该单位为 0 或空白")
    idle = [one for statement in said for one in _nought_of(reading, statement)]
    yield from _judge(reading, idle, "正文说没有，表里该单位有数")
    for statement in said:
        if statement.tone == PRAISE:
            yield from _praised(reading, statement)


def _judge(reading: Reading, found: Sequence[_Found], why: str) -> Iterator[Check]:
    """Yield the checks of units named alike: denied by its cell one is wrong if the cells of others agree."""
    agree = sum(one.fits for one in found)
    for one in found:
        others = agree >= len(found) - agree
        yield _tell(
            reading, one, RIGHT if one.fits else WRONG if agree and others else DOUBTFUL, "" if one.fits else why
        )


def _tell(reading: Reading, one: _Found, verdict: str, why: str) -> Check:
    return Check(
        verdict=verdict,
        kind="点名",
        identity=11,
        stated=reading.quote(one.name.block, one.name.start, one.name.end),
        other=Quote(one.cell.place, f"{one.heading}：{one.cell.text.strip() or '空白'}"),
        said=f"{one.name.text}{one.statement.words}",
        computed=f"{plain(one.heading)} {one.cell.text.strip() or '空白'}",
        why=why,
    )


def _errors_of(reading: Reading, statement: Statement) -> Iterator[_Found]:
    for name in statement.names.names:
        for table in reading.draft.tables:
            if _ACCOUNT.search(_sentence(reading, statement)) and not _ACCOUNT.search(
                table.title + "".join(table.header)
            ):
                continue
            for heading, cell, value in _cells(
                reading, table, name, find_columns(table, *_ERRORS, without=_NOT_ERRORS)
            ):
                yield _Found(statement, name, table, heading, cell, value, value > 0)


def _nought_of(reading: Reading, statement: Statement) -> Iterator[_Found]:
    match = _NOUGHT.search(statement.words)
    if not match or _LASTING.search(statement.words):
        return
    verb = match["verb"] or match["zero"]
    for name in statement.names.names:
        for table in reading.draft.tables:
            topics = find_topics(table.title)
            if topics and statement.topics and not topics & statement.topics:
                continue
            columns = find_columns(
                table, verb, without=("率", "占比", "天", "日期", "采用" if verb != "采用" else "率")
            )
            for heading, cell, value in _cells(reading, table, name, columns if len(columns) == 1 else []):
                yield _Found(statement, name, table, heading, cell, value, value == 0)


def _praised(reading: Reading, statement: Statement) -> Iterator[Check]:
    for name in statement.names.names:
        for table in reading.draft.tables:
            topics = find_topics(table.title)
            if not topics & statement.topics or _differ(statement.words, table.title):
                continue
            for heading, cell, value in _cells(
                reading, table, name, find_columns(table, *_ERRORS, without=_NOT_ERRORS)
            ):
                found = _Found(statement, name, table, heading, cell, value, value == 0)
                why = "" if found.fits else "受表扬的单位在表里有问题"
                yield _tell(reading, found, RIGHT if found.fits else DOUBTFUL, why)


def _differ(one: str, other: str) -> bool:
    windows = find_windows(one), find_windows(other)
    return bool(windows[0] and windows[1] and windows[0] != windows[1])


def _cells(
    reading: Reading, table: DraftTable, name: Name, columns: Sequence[int]
) -> Iterator[tuple[str, Cell, Fraction]]:
    """Yield the number of a unit in columns of counts; blank is nought, and so is - or 无."""
    counts = set(number_columns(table))
    rows = [row for unit, row in unit_rows(table) if are_one(unit, name.text, reading.register)]
    if len(rows) != 1:
        return
    for column in columns:
        if column in counts and column < len(rows[0]):
            cell = rows[0][column]
            value = Fraction(0) if plain(cell.text) in NOTHING else read_number(cell.text)
            if value is not None:
                yield table.header[column], cell, value


def _sentence(reading: Reading, statement: Statement) -> str:
    return _QUOTED.sub("", reading.draft.blocks[statement.names.block].text[slice(*statement.names.sentence)])
