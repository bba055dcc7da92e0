"""Days and times that don't exist: 2月30日, 13月, 25时."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from govlib.text.chinese_dates import FIRST_YEAR, LAST_YEAR, Day, find_days, make_date
from govlib.text.document import Document, Doubt
from govlib.text.hits import SUSPECTED
from govlib.text.looking import list_matching
from govlib.text.rules.kit import Find, Kit, Rule
from govlib.text.signed import Bearing, list_dated, read_bearing

_MONTHS, _DAYS, _HOURS, _MINUTES = 12, 31, 24, 60
_MONTH = re.compile(r"年[ \u3000]?(1[3-9]|[2-9]\d|0{1,2})[ \u3000]?月(?!龄|[ \u3000]?\d{1,2}[ \u3000]?[日号])")
_CLOCK = re.compile(
    r"(?P<part>[日号]|上午|下午|凌晨|晚上?|时间(?:为|[:：])?|\d[时点](?:\d{1,2}分)?[至到—–-]|(?<!\d)(?=\d{1,2}时[6-9]\d分))"
    r"[ \u3000]?(?P<hour>\d{1,2})"
    r"(?:[:：](?P<colon>\d{2})(?![\d:：])|[时点](?!间)(?:(?P<minute>\d{1,2})分)?)"
)
_CLOCK_LIKE = re.compile(r"[:：时点](?<=\d.)")
_DENIED = ("不存在", "没有", "并无")
_LABEL = re.compile(r"(?:日期|时间|年月|[于至到从自])[:：为是]?[ \u3000]*$")
_AROUND = 12
_FEBRUARY = 2
_FORENOON = range(13, 24)


def prepare(kit: Kit) -> Find:
    """Return what finds the days and times of a document that don't exist."""
    del kit

    return find_impossible


def find_impossible(document: Document) -> Iterator[Doubt]:
    """Yield the days and times of a document that don't exist."""
    bearing: Bearing | None = None
    for number, passage in list_dated(document):
        text = passage.text
        for day in find_days(text):
            if day.exists and (day.month, day.day) == (2, 29) and day.year is None:
                bearing = bearing or read_bearing(document)
                yield from _judge_leap_day(text, number, day, bearing)
            elif not day.exists and not _is_denied(text, day.start, day.end):
                yield from _judge_day(text, number, day)
    for number, passage in list_matching(document, _MONTH, _CLOCK_LIKE):
        yield from _find_months(passage.text, number)
        yield from _find_times(passage.text, number)


def _judge_day(text: str, number: int, day: Day) -> Iterator[Doubt]:
    if day.year is not None and not FIRST_YEAR <= day.year <= LAST_YEAR and day.numeric:
        return
    leap_only = (day.month, day.day) == (2, 29)
    if leap_only and text[max(0, day.start - 2) : day.start] in ("每年", "平年"):
        return
    severity = SUSPECTED if leap_only and day.year_from == "sentence" else ""
    if day.numeric and (day.month > _MONTHS or day.day > _DAYS or not day.month or not day.day):
        before, after = text[max(0, day.start - _AROUND) : day.start].strip(), text[day.end : day.end + _AROUND].strip()
        if not (_LABEL.search(text[max(0, day.start - _AROUND) : day.start]) or not (before or after)):
            severity = SUSPECTED
    yield Doubt(number, day.start, day.end, note=_say(day), severity=severity)


def _judge_leap_day(text: str, number: int, day: Day, bearing: Bearing) -> Iterator[Doubt]:
    guess = bearing.guess_year(day)
    if guess is None or make_date(guess[0], day.month, day.day) or "每年" in text[max(0, day.start - 4) : day.start]:
        return
    severity = "" if guess[1] else SUSPECTED
    yield Doubt(number, day.start, day.end, note=_say(day._replace(year=guess[0])), severity=severity)


def _say(day: Day) -> str:
    if not 1 <= day.month <= _MONTHS:
        return f"没有{day.month}月"
    if day.day and day.month == _FEBRUARY and day.year is not None:
        return f"{day.year}年2月只有{calendar.monthrange(day.year, 2)[1]}天"
    if day.day:
        return f"{day.month}月只有{calendar.monthrange(2000, day.month)[1]}天"
    return "没有0日"


def _find_months(text: str, number: int) -> Iterator[Doubt]:
    for match in _MONTH.finditer(text):
        year = text[max(0, match.start() - 4) : match.start()]
        if year.isascii() and year.isdigit() and FIRST_YEAR <= int(year) <= LAST_YEAR:
            start, end = match.start() - 4, match.end()
            if not _is_denied(text, start, end):
                yield Doubt(number, start, end, note=f"没有{int(match[1])}月")


def _find_times(text: str, number: int) -> Iterator[Doubt]:
    for match in _CLOCK.finditer(text):
        hour, minute = int(match["hour"]), int(match["colon"] or match["minute"] or 0)
        span = (match.start("hour"), match.end())
        note = ""
        if hour > _HOURS or (hour == _HOURS and minute and match["minute"]):
            note = "一天只有24个小时"
        elif minute >= _MINUTES:
            note = "一小时只有60分"
        elif match["part"] == "上午" and hour in _FORENOON:
            note = f"{hour}时不在上午"
        if note and not _is_denied(text, *span):
            yield Doubt(number, *span, note=note)


def _is_denied(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - _AROUND) : start] + text[end : end + _AROUND]
    return any(word in around for word in _DENIED)


RULE = Rule("dates", "dates", prepare)
