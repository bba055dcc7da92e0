"""A number of units in the text against the units of the annex rows that it speaks of (identity 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check, Quote
from govlib.verify.draft.columns import is_total_row, name_column, number_columns, plain, read_number
from govlib.verify.draft.model import Cell, DraftTable
from govlib.verify.mentions.list_counts import ACCOUNT, BODY, SITE, UNIT, ListCount, list_counts
from govlib.verify.mentions.names import is_body, merge_names
from govlib.verify.reading import Reading

_INVOLVED = re.compile(
    "(?:涉及|分属|分布在|涵盖|属于)(?:到|的|责任|主办)*(?:单位|部门)?(?:共|有|共有)?$|(?:涉及|分属"
    "|分布在|涵盖|属于)[^，,。；;0-9]{0,4}$"
)
_WORDS = re.compile("单位|部门|新媒体|账号|帐号|网站|政务|名单|清单|情况|[及的与和个家（）()0-9、一二三四五六七八九十]")
_GRAM = 3
_NEAR = 40
_FEW = 20


@dataclass(frozen=True)
class _Rows:
    """Rows of an annex under one heading: their units as written."""

    heading: str
    place: str
    units: tuple[str, ...]
    rows: int
    sums: frozenset[Fraction] = frozenset()


def find_annex_lists(reading: Reading) -> Iterator[Check]:
    """Yield the counts of units that rows of an annex belong to, merged into what they count as."""
    groups = [group for table in reading.draft.tables for group in _list_groups(table)]
    if not groups:
        return
    for at, block in reading.body:
        counts = list_counts(block.text)
        for place, count in enumerate(counts):
            before = block.text[max(0, count.start - 14) : count.start]
            if count.kind not in {UNIT, BODY} or not _INVOLVED.search(before):
                continue
            found = _find_rows(groups, block.text, counts[:place], count) or _find_sum(reading, at, groups, count)
            if found is not None:
                yield _judge(reading, at, count, found)
            elif (other := _find_same_units(reading, groups, block.text, counts[:place], count)) is not None:
                yield _ask_rows(reading, at, *other)


def _list_groups(table: DraftTable) -> Iterator[_Rows]:
    column = name_column(table)
    if column is None:
        return
    spans = [(group.text, group.place, group.first, group.last) for group in table.groups]
    for heading, place, first, last in spans or [(table.title, table.place, 0, len(table.rows))]:
        rows = [row for row in table.rows[first:last] if not is_total_row(table, row)]
        units = tuple(plain(row[column].text) for row in rows if column < len(row) and row[column].text.strip())
        if units and len(units) == len(rows):
            sums = frozenset() if spans else frozenset(_add_up(table, rows))
            yield _Rows("".join(heading.split()), place, units, len(rows), sums)


def _add_up(table: DraftTable, rows: list[tuple[Cell, ...]]) -> Iterator[Fraction]:
    for column in number_columns(table):
        values = [read_number(row[column].text) for row in rows if column < len(row)]
        yield sum((value for value in values if value is not None), Fraction(0))


def _find_sum(reading: Reading, at: int, groups: list[_Rows], count: ListCount) -> _Rows | None:
    """Return the rows whose numbers add up to one that stands before a count of units: 139件，涉及22个单位."""
    before = [
        one for one in reading.amounts[at] if one.is_count and 0 < count.start - one.end < _NEAR and one.value > _FEW
    ]
    found = [one for one in groups if any(amount.value in one.sums for amount in before)]
    return found[0] if len(found) == 1 else None


def _find_rows(groups: list[_Rows], text: str, before: list[ListCount], count: ListCount) -> _Rows | None:
    """Return the rows that a count of units speaks of: as many as the accounts before it."""
    things = [one for one in before if one.kind in {ACCOUNT, SITE} and count.start - one.end < _NEAR]
    if not things:
        return None
    start = max((text.rfind(mark, 0, things[-1].start) for mark in "。；;\n"), default=-1) + 1
    words = _WORDS.sub("", text[max(0, text.rfind("。", 0, max(0, start - 1))) : count.end])
    found = [one for one in groups if one.rows == things[-1].number and _share(one.heading, words)]
    return found[0] if len(found) == 1 else None


def _find_same_units(
    reading: Reading, groups: list[_Rows], text: str, before: list[ListCount], count: ListCount
) -> tuple[ListCount, _Rows] | None:
    """Return the accounts before a count of units and the rows of that heading and so many units, but not so many."""
    things = [one for one in before if one.kind in {ACCOUNT, SITE} and count.start - one.end < _NEAR]
    stop = re.search("[。；;\n]|$", text[count.end :])
    refers = stop is not None and "附件" in text[count.end : count.end + stop.start()]
    if not things or not refers or "其中" in text[things[-1].end : count.start]:
        return None
    start = max((text.rfind(mark, 0, things[-1].start) for mark in "。；;\n"), default=-1) + 1
    words = _WORDS.sub("", text[max(0, text.rfind("。", 0, max(0, start - 1))) : count.end])
    shared = [one for one in groups if _share(one.heading, words)]
    if len(shared) != 1 or shared[0].rows == things[-1].number:
        return None
    least, most = merge_names(list(shared[0].units), reading.register)
    return (things[-1], shared[0]) if least <= count.number <= most else None


def _ask_rows(reading: Reading, at: int, thing: ListCount, rows: _Rows) -> Check:
    return Check(
        verdict=DOUBTFUL,
        kind="名单",
        identity=8,
        stated=reading.quote(at, thing.start, thing.end),
        other=Quote(rows.place, rows.heading),
        said=str(thing.number),
        computed=f"附件里有 {rows.rows} 行",
        difference=str(thing.number - rows.rows),
        why="涉及的单位和附件里的一样多，账号、网站的个数却不一样：是哪一处没有改？",
    )


def _share(heading: str, words: str) -> bool:
    own = _WORDS.sub("", heading)
    return any(own[at : at + _GRAM] in words for at in range(len(own) - _GRAM + 1))


def _judge(reading: Reading, at: int, count: ListCount, rows: _Rows) -> Check:
    least, most = merge_names(list(rows.units), reading.register)
    fits = least <= count.number <= most
    shown = f"{most}" if least == most else f"{least} 至 {most}"
    is_sure = all(is_body(unit) for unit in rows.units) or least == most
    return Check(
        verdict=RIGHT if fits else WRONG if is_sure else DOUBTFUL,
        kind="名单",
        identity=8,
        stated=reading.quote(at, count.start, count.end),
        other=Quote(rows.place, rows.heading),
        said=str(count.number),
        computed=f"{rows.rows} 行归并后 {shown} 个单位",
        difference="" if fits else str(count.number - (least if count.number < least else most)),
        why="" if fits or is_sure else "下属单位归并到上级后去重仍不相等",
    )
