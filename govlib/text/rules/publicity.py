"""Lengths of time that are not those of the dates beside them: 公示期7天（2024年6月3日至6月7日）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from govlib.catalog.calendar import load_calendars
from govlib.errors import DeclarationError, Fault
from govlib.text.chinese_dates import DayRange, find_ranges, read_number
from govlib.text.document import Document, Doubt
from govlib.text.hits import SUSPECTED
from govlib.text.rules.kit import Find, Kit, Rule
from govlib.text.signed import Bearing, list_dated, read_bearing
from govlib.workdays import Calendar

_WORKDAYS = "工作日"
_BLANKS = "[ \u3000\xa0]*"
_NUMBER = r"(?P<number>\d{1,3}|[一二两三四五六七八九十]{1,3})"
_UNIT = r"个?(?P<unit>工作日|自然日|日历日|日历天|天|日)(?![内前后以之起龄均期程常出夜报游\d])"
_LENGTH = rf"{_NUMBER}{_BLANKS}{_UNIT}"
_ANY = re.compile(r"[\d一二两三四五六七八九十][ \u3000\xa0]*个?(?:工作日|自然日|日历日|日历天|天|日)")
_OPENED = re.compile(
    rf"(?:{_BLANKS}[（(][^（）()\n]{{1,8}}[）)])?(?:{_BLANKS}(?:上午|下午)?\d{{1,2}}(?:[:：]\d{{2}}|[时点](?:\d{{1,2}}分)?))?{_BLANKS}"
    rf"(?:止|截止|结束)?{_BLANKS}(?:[（(，,；;、。]|共|[一-龥]{{0,8}}[，,（(]){_BLANKS}"
    rf"(?P<lead>(?:共计?|合计|总计|计|为期|历时|期限|时间|公示期限?|公告期限?|公示时间|公示|为|是|[：:]|不少于|至少|不超过){{0,4}}){_BLANKS}"
    rf"{_LENGTH}"
)
_AHEAD = re.compile(
    rf"(?P<lead>(?:不少于|至少|不得少于|不低于|不超过)?){_BLANKS}(?<![月年\d第每前后至到.—\-]){_LENGTH}"
    rf"(?:以上)?{_BLANKS}[）)，,：:；;。（(]{{0,2}}{_BLANKS}(?:即|从|自|时间|公示时间|起止时间|起止日期|公告时间|期限|具体为|具体时间|为|是|[：:]){{0,3}}{_BLANKS}$"
)
_PUBLIC = re.compile(r"公示|公告|公布|征求|征集|异议|挂网|张贴|报名|放假|休假|调休|为期|历时|共|期限|周期")
_HOLIDAY = re.compile("放假|调休|休假")
_LEAST, _MOST = ("不少于", "至少", "不得少于", "不低于"), ("不超过",)
_LOOKED_BACK = 40
_LONGEST_DAYS = 400


class _Stated(NamedTuple):
    """A stated length: where it stands, the number, whether working days, the limit that it is said to be."""

    start: int
    end: int
    number: int
    unit: str
    lead: str


def prepare(kit: Kit) -> Find:
    """Return what finds the lengths of time that don't agree with the dates beside them.

    Both ways of counting are right, with the first day and without it. A year without a published calendar, and days
    that would be right as working days, are 疑似. Raises DeclarationError where the calendars have faults.
    """
    faults: list[Fault] = []
    calendar, local = load_calendars(kit.params / "calendar", faults)
    if faults:
        raise DeclarationError(faults)
    if kit.place is not None:
        calendar = calendar.with_local(local[name] for name in kit.place.calendar if name in local)

    def find(document: Document) -> Iterator[Doubt]:
        bearing: Bearing | None = None
        for number, passage in list_dated(document):
            text = passage.text
            if not _ANY.search(text):
                continue
            for pair in find_ranges(text):
                stated = _find_length(text, pair)
                if stated is None:
                    continue
                bearing = bearing or read_bearing(document)
                is_holiday = bool(_HOLIDAY.search(text[pair.last.end : stated.start]))
                doubt = _judge(number, pair, stated, bearing, calendar, is_holiday=is_holiday)
                if doubt:
                    yield doubt

    return find


def _find_length(text: str, pair: DayRange) -> _Stated | None:
    """Return the length that stands beside a range, behind it or before it."""
    behind = _OPENED.match(text, pair.last.end)
    if behind and _is_length(text, behind, pair):
        return _make(behind, 0)
    from_ = max(0, pair.first.start - _LOOKED_BACK)
    ahead = _AHEAD.search(text[from_ : pair.first.start])
    if ahead and (ahead["unit"] == _WORKDAYS or _PUBLIC.search(text[from_ : pair.first.start])):
        return _make(ahead, from_)
    return None


def _is_length(text: str, behind: re.Match[str], pair: DayRange) -> bool:
    if behind["unit"] == _WORKDAYS or behind["lead"]:
        return True
    opened = text[behind.start("number") - 1 : behind.start("number")] in "（("
    near = text[max(0, pair.first.start - _LOOKED_BACK) : behind.start("number")]
    return opened or (behind["unit"] != "日" and bool(_PUBLIC.search(near)))


def _make(match: re.Match[str], offset: int) -> _Stated:
    start, end = offset + match.start("number"), offset + match.end("unit")
    return _Stated(start, end, read_number(match["number"]), match["unit"], match["lead"])


def _judge(
    number: int, pair: DayRange, stated: _Stated, bearing: Bearing, calendar: Calendar, *, is_holiday: bool
) -> Doubt | None:
    year, is_sure = pair.first.year, True
    if year is None:
        guess = bearing.guess_year(pair.first)
        if guess is None and stated.unit == _WORKDAYS:
            return None
        # a day more in February is all that the year changes for lengths in days
        year, is_sure = guess or (2023, pair.first.month == pair.last.month)
    first, last = pair.first.to_date(year), pair.last.to_date(year)
    if first is None or last is None or not 0 <= (last - first).days <= _LONGEST_DAYS or not stated.number:
        return None
    days = (last - first).days + 1
    workdays = len(calendar.list_workdays(first, last))
    from_next = len(calendar.list_workdays(first + timedelta(days=1), last))
    counts = {workdays, from_next} if stated.unit == _WORKDAYS else {days} if is_holiday else {days, days - 1}
    if _agrees(stated, counts):
        return None
    is_known = not any(calendar.is_provisional(one) for one in (first.year, last.year))
    if stated.unit == _WORKDAYS:
        is_sure = is_sure and (is_known or stated.number > days)
        note = f"{_say(first)}至{_say(last)}是{workdays}个工作日，写的是{stated.number}个"
    else:
        is_sure = is_sure and not _agrees(stated, {workdays, from_next})
        note = f"{_say(first)}至{_say(last)}是{days}天，写的是{stated.number}天"
    return Doubt(number, stated.start, stated.end, note=note, severity="" if is_sure else SUSPECTED)


def _agrees(stated: _Stated, counts: set[int]) -> bool:
    if stated.lead in _LEAST:
        return stated.number <= max(counts)
    if stated.lead in _MOST:
        return stated.number >= min(counts)
    return stated.number in counts


def _say(day: date) -> str:
    return f"{day.month}月{day.day}日"


RULE = Rule("publicity", "dates", prepare)
