"""Stretches of time that contradict themselves: an end before the beginning, months counted wrong, another quarter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from govlib.text.chinese_dates import DayRange, find_ranges, read_number
from govlib.text.document import Document, Doubt
from govlib.text.hits import SUSPECTED
from govlib.text.looking import list_matching
from govlib.text.rules.kit import Find, Kit, Rule
from govlib.text.signed import list_dated

_MONTHS = 12
_NUMBER = r"\d{1,2}|[一二两三四五六七八九十]{1,3}"
_JOIN = r"[ \u3000]?(?:[至到]|[-－–—―─~～]{1,2})[ \u3000]?"
_COUNTED = re.compile(rf"(?P<lead>共计?|合计|总计|历时|为期|计|[（(])[ \u3000]?(?P<number>{_NUMBER})[ \u3000]?个月")
_STRETCH = re.compile(
    rf"(?:(?P<year>\d{{4}})年)?(?<![\d一二三四五六七八九十])(?P<first>{_NUMBER})月?份?{_JOIN}"
    rf"(?:(?P<to>\d{{4}})年|(?P<next>次年|翌年))?(?P<last>{_NUMBER})月份?[底末]?[止]?[，,、]?[（(]?$"
)
_NAMED = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "全年": (1, 12),
    "前三季度": (1, 9),
    "前两季度": (1, 6),
    "前二季度": (1, 6),
}
_QUARTERS = {sign: (3 * at + 1, 3 * at + 3) for at, signs in enumerate(("一1", "二2", "三3", "四4")) for sign in signs}
_QUARTER = re.compile(
    r"(?P<name>上半年|下半年|前[三两二]季度|全年|(?<![第前至到、和及与一二三四\-—～~])第?[一二三四1234]季度)"
    rf"[ \u3000]?[（(][ \u3000]?(?P<months>(?:(?P<year>\d{{4}})年)?(?P<first>{_NUMBER})月?份?{_JOIN}"
    rf"(?:(?P<to>\d{{4}})年)?(?P<last>{_NUMBER})月份?)[ \u3000]?[）)]"
)
_LOOKED_FOR = (re.compile("个月"), re.compile("季度[ \u3000]?[（(]"), re.compile("年[ \u3000]?[（(]"))
_EVERY = re.compile(r"每|年度|历年|常年|往年|学年|年至|季节")
_DEADLINE = re.compile(r"报名|公示|受理|投标|提交|截止|征集|征求|申报|时间|期限|日期|公告")
_LOOKED_BACK = 30
_YEAR_DAYS = (364, 365, 366, 367)
_LATE, _EARLY = 25, 10


def prepare(kit: Kit) -> Find:
    """Return what finds stretches of time that contradict themselves."""
    del kit

    return find_contradictory


def find_contradictory(document: Document) -> Iterator[Doubt]:
    """Yield the stretches of time of a document that contradict themselves."""
    for number, passage in list_dated(document):
        for pair in find_ranges(passage.text):
            doubt = _judge_order(passage.text, number, pair)
            if doubt:
                yield doubt
    for number, passage in list_matching(document, *_LOOKED_FOR):
        yield from _find_counts(passage.text, number)
        yield from _find_quarters(passage.text, number)


def _judge_order(text: str, number: int, pair: DayRange) -> Doubt | None:
    """Return a doubt about a range that ends before it begins; one that may end in the next year is none."""
    first, last = pair
    if first.year and last.year:
        before, after = first.to_date(), last.to_date()
    else:
        before, after = first.to_date(2023), last.to_date(2023)
    if before is None or after is None or after >= before:
        return None
    near = text[max(0, first.start - _LOOKED_BACK) : first.start]
    note = f"{first.month}月{first.day}日在{last.month}月{last.day}日之后"
    if last.year_from == "written":
        severity = "" if first.year_from == "written" else SUSPECTED
        note = f"{before}在{after}之后"
    else:
        around = last._replace(year=before.year + 1).to_date()
        length = (around - before + timedelta(days=1)).days if around else 0
        if length <= _YEAR_DAYS[0] // 2 or length in _YEAR_DAYS or _EVERY.search(near):
            return None
        same = first.month == last.month
        turns = first.day >= _LATE and last.day <= _EARLY and not _says_month(text, pair)
        asked = _DEADLINE.search(near) and first.month - last.month <= 1
        severity = "" if (same or asked) and not turns else SUSPECTED
    return Doubt(number, last.start, last.end, note=note, severity=severity)


def _says_month(text: str, pair: DayRange) -> bool:
    return "月" in text[pair.last.start : pair.last.end] or pair.last.numeric


def _find_counts(text: str, number: int) -> Iterator[Doubt]:
    for match in _COUNTED.finditer(text):
        from_ = max(0, match.start() - _LOOKED_BACK)
        # what stands in brackets may follow a comma as well
        stretch = _STRETCH.search(text[from_ : match.start()])
        if stretch is None:
            continue
        first, last = read_number(stretch["first"]), read_number(stretch["last"])
        if not (1 <= first <= _MONTHS and 1 <= last <= _MONTHS):
            continue
        years = int(stretch["to"]) - int(stretch["year"]) if stretch["to"] and stretch["year"] else 0
        years += 1 if stretch["next"] or (not stretch["to"] and last < first) else 0
        months = last - first + 1 + _MONTHS * years
        stated = read_number(match["number"])
        if stated == months or stated < 1 or months < 1:
            continue
        near = stated == months - 1
        if near and match["lead"] in ("历时", "为期"):
            continue
        note = f"{first}月至{last}月是{months}个月，写的是{stated}个月"
        yield Doubt(number, match.start("number"), match.end(), note=note, severity=SUSPECTED if near else "")


def _find_quarters(text: str, number: int) -> Iterator[Doubt]:
    for match in _QUARTER.finditer(text):
        if match["to"] and match["year"] and match["to"] != match["year"]:
            continue
        name = match["name"]
        months = _NAMED.get(name) or _QUARTERS.get(name.removesuffix("季度")[-1:])
        first, last = read_number(match["first"]), read_number(match["last"])
        if months is None or (first, last) == months or not (1 <= first <= _MONTHS and 1 <= last <= _MONTHS):
            continue
        is_part = months[0] <= first <= last <= months[1]
        yield Doubt(
            number,
            match.start("months"),
            match.end("months"),
            note=f"{name}是{months[0]}月至{months[1]}月",
            severity=SUSPECTED if is_part else "",
        )


RULE = Rule("date_ranges", "dates", prepare)
