"""Identity 6 between text and annex: a total that the text states, and what the columns of the annex add up to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from govlib.verify.check import RIGHT, WRONG, Check, Quote
from govlib.verify.draft.columns import is_total_row, name_column, plain, read_number
from govlib.verify.draft.model import Block, DraftTable
from govlib.verify.draft.sums import add_rows, beside, plain_rows, sum_columns
from govlib.verify.mentions.amounts import Amount
from govlib.verify.reading import Reading

_THINGS = {
    "信息": ("信息", "稿件", "文章", "推文", "内容", "稿"),
    "信件": ("来信", "信件", "留言", "诉求", "工单", "咨询", "件数"),
    "账号": ("账号", "帐号", "新媒体"),
    "问题": ("问题", "错情", "错误", "错敏词", "错别字"),
    "文件": ("文件", "解读"),
}
_VERBS = {
    "报送": ("报送", "上报", "投稿"),
    "采用": ("采用", "采纳", "录用", "刊发"),
    "审发": ("审发", "审核发布"),
    "发布": ("发布", "公开", "更新", "推送", "编发"),
    "转载": ("转载", "转发"),
    "原创": ("原创",),
    "办结": ("办结", "办理完"),
    "回复": ("回复", "答复"),
    "受理": ("受理", "收到", "承办", "收件"),
}
_GIVEN = {
    "发布": ("发布", "审发", "报送"),
    "审发": ("审发", "发布"),
}
"""Which columns may be what the text says by another verb: what was made public came in and was let through."""
_EVERYONE = re.compile(
    r"(?:各|全体|所有|全部)[^，。；、]{0,8}(?:单位|部门|乡镇|镇街|镇|街道|县区|区县|县市区)|全[省市县区镇州旗](?!直)[^，。；]{0,12}?(?:共|累计|总|发布|报送|公开|收到|受理)"
)
_SUBSET = re.compile(r"其中|另|此外|重点领域|不含|除|剔除|仅|部分|个别|有的")
_TOWNS = re.compile(r"乡镇|镇街|街道|各镇|县区|区县|县市区")
_BODIES = re.compile(r"部门|单位|[市县区]直")
_LONGER = re.compile(r"今年以来|年初以来|本年|全年|上半年|\d月")
_MEDIA = re.compile(r"新媒体|公众号|微信|微博|抖音|账号|帐号|头条|视频号")
_SPAN = re.compile(r"\d+\s*[—\-－–~～至]+\s*\d+\s*月|上半年|下半年|全年|累计|\d+月份?")
_UNIT_IN = re.compile(r"[（(]\s*([个家条件篇项份处封次])(?:\s*[/、]\s*[个家条件篇项份处封])?\s*[）)]")
_OTHER_WINDOW = frozenset({"上期", "去年同期", "累计"})
_LOOK_BACK = 60
_LEAST_ROWS = 3


def find_table_texts(reading: Reading) -> Iterator[Check]:
    """Yield one check a total of the text that an annex should give, with all columns that may be meant."""
    tables = [
        one for one in reading.draft.tables if len(plain_rows(one)) >= _LEAST_ROWS and name_column(one) is not None
    ]
    for number, block in reading.body:
        if not block.part and block.kind in {"text", "heading"}:
            for amount in reading.amounts[number]:
                yield from _check(reading, tables, block, amount)


def _check(reading: Reading, tables: Sequence[DraftTable], block: Block, amount: Amount) -> Iterator[Check]:
    lead = _lead(block.text, amount)
    if amount.rough or amount.limit or amount.is_rate or amount.bracket >= 0:
        return
    if amount.window and (amount.window != "累计" or _LONGER.search(lead)):
        return
    thing, verb = _find(_THINGS, lead[-30:] + amount.after[:6]), _find(_VERBS, lead[-30:])
    if not thing or _SUBSET.search(lead) or amount.role in {"增减", "不合格", "合格"}:
        return
    if not _is_everyone(lead, verb):
        return
    columns = [
        (table, column)
        for table in tables
        for column in sum_columns(table)
        if _may_mean(table, column, thing, verb, amount.unit)
        and _is_of_same(table, column, reading.draft.title + block.text, lead)
    ]
    if not columns:
        return
    columns = _of_whom(columns, lead)
    totals = _totals(tables, columns)
    fits = amount.value in {value for _, value in totals} or amount.value in _halves(columns)
    if not fits and not _covers(tables, columns, lead):
        return
    first = columns[0][0].rows[0][columns[0][1]]
    shown = [one for one in totals if not fits or one[1] == amount.value] or totals
    yield Check(
        verdict=RIGHT if fits else WRONG,
        kind="合计",
        identity=6,
        stated=reading.quote(amount.block, max(amount.start - 12, 0), amount.end),
        other=Quote(columns[0][0].place, columns[0][0].title or first.text),
        said=amount.text,
        computed="；".join(f"{name}合计 {_say(value)}" for name, value in shown),
        difference="" if fits else "；".join(f"差 {_say(abs(amount.value - value))}" for _, value in shown),
        why="" if fits else "正文总数与附件各列合计都不符，须说明差额或改正",
    )


def _lead(text: str, amount: Amount) -> str:
    """Return the words of the sentence before a number, back to the number before it."""
    start = max(text.rfind(mark, 0, amount.start) for mark in "。；;！？\n") + 1
    lead = text[max(start, amount.start - _LOOK_BACK) : amount.start]
    return re.sub(r"^.*\d[\d,.]*\s?(?:[个家条件篇项份处封]|%|％)", "", lead)


def _find(words: dict[str, tuple[str, ...]], text: str) -> str:
    """Return the name whose word stands last in a text."""
    best = max(((text.rfind(word), name) for name, all_words in words.items() for word in all_words), default=(-1, ""))
    return best[1] if best[0] >= 0 else ""


def _is_everyone(lead: str, verb: str) -> bool:
    return bool(verb) and bool(
        _EVERYONE.search(lead) or re.search(r"(?:共|累计|总计|合计|共计|总共)[^，。]{0,14}$", lead)
    )


def _may_mean(table: DraftTable, column: int, thing: str, verb: str, unit: str) -> bool:
    """Tell whether a column counts what the text counts: the same thing, done in the same way, in the same unit."""
    heading = plain(table.header[column])
    written = _UNIT_IN.search(heading)
    if written and written[1] != unit and {written[1], unit} not in ({"个", "家"}, {"条", "篇"}, {"件", "封"}):
        return False
    told, context = _find(_THINGS, heading), plain(table.title) + heading
    if (told and told != thing) or not (
        told or _find(_THINGS, context) == thing or any(w in context for w in _THINGS[thing])
    ):
        return False
    by = _find(_VERBS, heading)
    return (
        by == verb
        or by in _GIVEN.get(verb, ())
        or (not by and bool(re.search("总数|总量|合计|数量|条数|件数", heading)))
    )


def _is_of_same(table: DraftTable, column: int, text: str, lead: str) -> bool:
    """Tell whether text and column are of the same media and the same days, as far as they say so."""
    told = plain(table.title + table.header[column] + table.header[0] + "".join(table.notes))
    media = bool(_MEDIA.search(lead)) == bool(_MEDIA.search(told))
    span = _SPAN.search(plain(table.title))
    return media and (span is None or span[0] in plain(text))


def _of_whom(columns: list[tuple[DraftTable, int]], lead: str) -> list[tuple[DraftTable, int]]:
    """Return the columns of the half that lists those whom the text names, where it names only towns or only bodies."""
    towns, bodies = bool(_TOWNS.search(lead)), bool(_BODIES.search(lead))
    if towns == bodies:
        return columns
    pattern = _TOWNS if towns else _BODIES
    mine = [(table, column) for table, column in columns if table.half and pattern.search(plain(table.header[0]))]
    return [(replace(table, half=0), column) for table, column in mine] if mine else columns


def _halves(columns: Sequence[tuple[DraftTable, int]]) -> set[Fraction]:
    return {add_rows(table, plain_rows(table), column).value for table, column in columns if table.half}


def _totals(tables: Sequence[DraftTable], columns: Sequence[tuple[DraftTable, int]]) -> list[tuple[str, Fraction]]:
    """Return what the columns add up to, tables side by side together, and what their own 合计 say."""
    found: dict[tuple[str, int, int], tuple[str, Fraction]] = {}
    for table, column in columns:
        halves = [one for one in beside(tables, table) if column < len(one.header)]
        value = sum((add_rows(one, plain_rows(one), column).value for one in halves), Fraction(0))
        found.setdefault((table.place, column, 0), (plain(table.header[column]), value))
        for number, row in enumerate(table.rows, 1):
            stated = read_number(row[column].text)
            if is_total_row(table, row) and stated is not None and stated != value:
                found.setdefault((table.place, column, number), (f"{plain(table.header[column])}所写", stated))
    return list(found.values())


def _covers(tables: Sequence[DraftTable], columns: Sequence[tuple[DraftTable, int]], lead: str) -> bool:
    """Tell whether the tables have everyone whom the text means, so that another total is a contradiction."""
    table = columns[0][0]
    if len({one.place for one, _ in columns}) > 1:
        return False
    whole = re.search(r"全[省市县区州旗]|各|统计", plain(table.title))
    kinds = {word for word in ("乡镇", "部门", "镇", "街道", "县区", "区县", "单位") if word in lead}
    heads = plain("".join(one.header[0] for one in beside(tables, table)))
    return bool(_EVERYONE.search(lead)) and (bool(whole) or any(word in heads for word in kinds))


def _say(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"
