"""How many a table is said to list, in its title, in a line across it, in the text that refers to it: and its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from govlib.verify.check import RIGHT, UNCHECKED, WRONG, Check, Quote
from govlib.verify.draft.columns import name_column, plain, serial_column
from govlib.verify.draft.model import Cell, DraftTable
from govlib.verify.draft.sums import add_rows, is_among, plain_rows, sum_columns
from govlib.verify.mentions.amounts import Amount
from govlib.verify.mentions.numbers import list_numbers
from govlib.verify.reading import Reading

_UNITS = frozenset("个家条项件篇份处封名起位次")
_REFERS = re.compile(r"(?:详见|具体见|名单见|清单见|情况见|见|参见)\s*[“《]?\s*附\s*件\s*(\d{0,2})(?![\d\-—至、,，和])")
_NEAR = 20
_COMMA = re.compile("[，,]")
_FAULTS = re.compile("问题|不合格|关停|未备案|未更新")
_BESIDE = re.compile(r"附后")
_COUNTED = re.compile(r"(?:[（(]\s*共?计?\s*|共计?|合计)\d[^（）()]{0,6}[）)]?\s*$")
_KINDS = ("网站", "账号", "帐号", "新媒体", "单位", "问题", "栏目", "文件", "信件", "工单", "信息")


def find_table_counts(reading: Reading) -> Iterator[Check]:
    """Yield one check a number that says how many a table, or some of its rows, lists."""
    for table in reading.draft.tables:
        yield from _check_groups(table)
        yield from _check_title(reading, table)
    for number, block in reading.body:
        if block.kind == "text":
            yield from _check_referring(reading, number)


def _check_groups(table: DraftTable) -> Iterator[Check]:
    """Yield a check a line across the table that says how many rows stand below it."""
    counted = set(plain_rows(table)) if table.groups else set()
    for group in table.groups:
        numbers = [one for one in list_numbers(group.text) if one.unit in _UNITS and not one.rough and not one.limit]
        if len(numbers) != 1:
            continue
        rows = [row for row in table.rows[group.first : group.last] if row in counted]
        possible = _possible(table, rows)
        if possible:
            stated = Quote(group.place, group.text)
            yield _tell(numbers[0].value, group.text[numbers[0].start : numbers[0].end], stated, rows, possible)


def _check_title(reading: Reading, table: DraftTable) -> Iterator[Check]:
    """Yield a check of a title that ends with how many the table lists."""
    if not _COUNTED.search(table.title) or table.half > 1:
        return
    numbers = [one for one in list_numbers(table.title) if one.unit in _UNITS and not one.rough]
    halves = [one for one in reading.draft.tables if one.place == table.place]
    rows = [row for one in halves for row in plain_rows(one)]
    possible = [value for one in halves for value in _possible(one, plain_rows(one))] + _possible(table, rows)
    if len(numbers) == 1 and possible:
        words = table.title[numbers[0].start : numbers[0].end]
        yield _tell(numbers[0].value, words, Quote(table.place, table.title), rows, possible)


def _check_referring(reading: Reading, number: int) -> Iterator[Check]:
    """Yield a check of a number that stands right before the words that refer to an annex."""
    block = reading.draft.blocks[number]
    for match in [*_REFERS.finditer(block.text), *_BESIDE.finditer(block.text)]:
        before = [
            one
            for one in reading.amounts[number]
            if one.end <= match.start() and _is_near(block.text[one.end : match.start()]) and one.unit in _UNITS
        ]
        if not before or before[-1].rough or before[-1].limit:
            continue
        amount = before[-1]
        tables = _annex(reading, match[1] if match.re is _REFERS else "")
        possible = _possible_of(tables, amount)
        if not possible:
            continue
        rows = [row for table in tables for row in plain_rows(table)]
        if amount.value not in possible and _COMMA.search(block.text, amount.end, match.start()):
            continue
        sure = len(tables) == 1 and _is_list_of(tables[0], amount) and not tables[0].groups
        sure = sure and not (amount.role in {"总数", "检查"} and _FAULTS.search(tables[0].title))
        if amount.value not in possible and not sure:
            said = "附件里有几张表或几类，或者表里一行不是一个，说不清这个数对应哪些行"
            yield Check(
                UNCHECKED, "名单", 8, reading.quote(number, amount.start, amount.end), said=amount.text, why=said
            )
            continue
        yield _tell(
            amount.value, amount.text, reading.quote(number, amount.start, match.end()), rows, possible, kind="名单"
        )


def _is_near(between: str) -> bool:
    """Tell whether nothing but a mark or a word or two stand between a number and what refers to the annex."""
    return len(between) <= _NEAR and not re.search(r"[。；;]", between)


def _annex(reading: Reading, number: str) -> list[DraftTable]:
    """Return the tables of an annex, of all annexes where no number is given and only one of them has tables."""
    tables = [table for table in reading.draft.tables if table.part]
    parts = {table.part for table in tables}
    if number:
        return [table for table in tables if table.part == f"附件{number}"]
    unnumbered = [table for table in tables if table.part == "附件"]
    return unnumbered or (tables if len(parts) == 1 else [])


def _possible_of(tables: Sequence[DraftTable], amount: Amount) -> list[Fraction]:
    """Return how many the tables of an annex may be said to list."""
    found: list[Fraction] = []
    for table in tables:
        rows = plain_rows(table)
        found += _possible(table, rows)
        for group in table.groups:
            found += _possible(table, [row for row in table.rows[group.first : group.last] if row in rows])
        for column in range(len(table.header)):
            texts = [plain(row[column].text) for row in rows if column < len(row)]
            found += [Fraction(texts.count(text)) for text in set(texts) if text]
    if found:
        found.append(sum((Fraction(len(plain_rows(table))) for table in tables), Fraction(0)))
    return found if amount.value.denominator == 1 else []


def _possible(table: DraftTable, rows: Sequence[tuple[Cell, ...]]) -> list[Fraction]:
    """Return how many some rows may be said to list: rows, different names, what a column of counts adds up to."""
    if not rows:
        return []
    found = [Fraction(len(rows)), Fraction(len([row for row in rows if not is_among(table, row)]))]
    for column in range(len(table.header)):
        if column != serial_column(table):
            texts = [plain(row[column].text) for row in rows if column < len(row) and not row[column].again]
            found.append(Fraction(len({text for text in texts if text})))
            found.append(Fraction(len([text for text in texts if text])))
    found += [add_rows(table, rows, column).value for column in sum_columns(table)]
    found += [Fraction(_count_named(rows, column)) for column in range(len(table.header))]
    return found


def _count_named(rows: Sequence[Sequence[Cell]], column: int) -> int:
    """Return how many names the cells of a column list."""
    cells = [row[column] for row in rows if column < len(row) and not row[column].again]
    return sum(len([name for name in re.split("[、，,\n]", cell.text) if name.strip()]) for cell in cells)


def _is_list_of(table: DraftTable, amount: Amount) -> bool:
    """Tell whether a table lists one thing a row, and that thing is what the number counts."""
    named = name_column(table)
    if named is None or serial_column(table) is None:
        return False
    words = plain(table.title + "".join(table.header))
    thing = next((kind for kind in _KINDS if kind in amount.before + amount.after), "")
    return bool(thing) and thing in words and not sum_columns(table)


def _tell(
    value: Fraction,
    text: str,
    stated: Quote,
    rows: Sequence[Sequence[Cell]],
    possible: Sequence[Fraction],
    *,
    kind: str = "名单",
) -> Check:
    count = Fraction(len(rows))
    fits = value in possible
    return Check(
        RIGHT if fits else WRONG,
        kind,
        8,
        stated,
        Quote(rows[0][0].place, "｜".join(cell.text for cell in rows[0])),
        text,
        f"表里有 {count} 行" if not fits else f"表里是 {value}",
        "" if fits else str(value - count),
        "" if fits else "写的数与表里的行数、去重后的数都不符",
    )
