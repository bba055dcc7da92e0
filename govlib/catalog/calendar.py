"""Working days that an analyst states beside the official notices: params/calendar/, for all or for some places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from pydantic import Field

from govlib.catalog.places import Place
from govlib.catalog.yamlfile import Declaration, list_yaml, read_declaration
from govlib.dated import Source
from govlib.errors import Fault
from govlib.workdays import OFFICIAL, Calendar, LocalDays

FOLDER = "params/calendar"
_YEAR = re.compile(r"[0-9]{4}")
_WEEKDAYS = "一二三四五"
_SATURDAY = 5


class DayRange(Declaration):
    """Days in a row, both ends included, and what they are called."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    name: str = ""


class YearDays(Declaration):
    """The days of one year that are rested or worked otherwise than its weekdays and the official notice say.

    ``complete`` says that no other day of the year will be: it is no longer provisional.
    """

    year: int = Field(ge=2000, le=2999)
    source: Source
    complete: bool = False
    holidays: tuple[date | DayRange, ...] = ()
    workdays: tuple[date, ...] = ()

    def list_days(self) -> Iterator[tuple[str, date, bool]]:
        """Yield every day stated: its key in the file, the day, whether it is worked.

        Of a range that leaves the year, which is a fault, only the ends.
        """
        for number, item in enumerate(self.holidays):
            key = f"holidays.{number}"
            if isinstance(item, date):
                yield key, item, False
            elif item.first.year != item.last.year:
                yield key, item.first, False
                yield key, item.last, False
            else:
                for step in range((item.last - item.first).days + 1):
                    yield key, item.first + timedelta(days=step), False
        for number, day in enumerate(self.workdays):
            yield f"workdays.{number}", day, True


class LocalCalendar(Declaration):
    """The days of its own that some places have (a festival of a region), one entry a year."""

    years: tuple[YearDays, ...] = Field(min_length=1)


def load_calendars(folder: Path, faults: list[Fault]) -> tuple[Calendar, dict[str, LocalDays]]:
    """Return the calendar of all places, and the days of some by the name of their file; faults go to ``faults``.

    A file named by a year (2027.yaml) is for all places, any other for the places that name it.
    """
    files = list(list_yaml(folder, FOLDER, faults))
    calendar = _load_years([path for path in files if _YEAR.fullmatch(path.stem)], faults)
    local: dict[str, LocalDays] = {}
    for path in files:
        if _YEAR.fullmatch(path.stem):
            continue
        shown = f"{FOLDER}/{path.name}"
        if path.stem[0].isdigit():
            faults.append(Fault(shown, "", "文件名以数字开头，却不是四位年份", "2027.yaml，或不以数字开头的名称"))
            continue
        one = read_declaration(path, LocalCalendar, shown, faults)
        if one is not None:
            faults.extend(_check_local(one, calendar, shown))
            days = {day: worked for entry in one.years for _, day, worked in entry.list_days()}
            local[path.stem] = LocalDays(path.stem, days, frozenset(entry.year for entry in one.years))
    return calendar, local


def _load_years(files: list[Path], faults: list[Fault]) -> Calendar:
    stated: dict[date, bool] = {}
    complete: set[int] = set()
    for path in files:
        shown = f"{FOLDER}/{path.name}"
        declared = read_declaration(path, YearDays, shown, faults)
        if declared is not None:
            faults.extend(_check_file_of_year(declared, path.stem, shown))
            stated |= {day: worked for _, day, worked in declared.list_days()}
            complete |= {declared.year} if declared.complete else set()
    return Calendar(stated, frozenset(complete))


def check_place_calendars(
    places: Mapping[str, Place], local: Mapping[str, LocalDays], faulty: frozenset[str]
) -> Iterator[Fault]:
    """Yield the calendars that places name twice, that do not exist, or that contradict each other."""
    for slug, place in places.items():
        shown = f"params/places/{slug}.yaml"
        stated: dict[date, tuple[bool, str]] = {}
        for number, name in enumerate(place.calendar):
            key = f"calendar.{number}"
            if name in place.calendar[:number]:
                yield Fault(shown, key, f"“{name}”写了两次", "每个日历只写一次")
            if name not in local:
                if f"{FOLDER}/{name}.yaml" not in faulty:
                    known = "、".join(local)
                    allowed = f"其中之一：{known}" if known else f"{FOLDER}/ 里的文件名（现在一个也没有）"
                    yield Fault(shown, key, f"没有日历“{name}”", allowed)
                continue
            for day, worked in local[name].stated.items():
                before = stated.setdefault(day, (worked, name))
                if before[0] != worked:
                    found = f"{day} 在“{before[1]}”里{_say(before[0])}，在“{name}”里{_say(worked)}"
                    yield Fault(shown, key, found, "几个日历对同一天说法相同")


def _check_file_of_year(declared: YearDays, stem: str, shown: str) -> Iterator[Fault]:
    if str(declared.year) != stem:
        yield Fault(shown, "year", f"写的是 {declared.year}", f"与文件同名的 {stem}")
    if not (declared.holidays or declared.workdays or declared.complete):
        yield Fault(shown, "", "没有写任何一天", "holidays 或 workdays 里至少一天")
    yield from _check_days(declared, OFFICIAL.is_workday, (shown, ""))


def _check_local(declared: LocalCalendar, calendar: Calendar, shown: str) -> Iterator[Fault]:
    years = [entry.year for entry in declared.years]
    for number, entry in enumerate(declared.years):
        key = f"years.{number}"
        if entry.year in years[:number]:
            yield Fault(shown, f"{key}.year", f"{entry.year} 年写了两次", "一年一项")
        if entry.complete:
            expected = f"去掉这个键；全国的放假安排写在 {FOLDER}/{entry.year}.yaml"
            yield Fault(shown, f"{key}.complete", "一个地方的放假日不是全年的放假安排", expected)
        yield from _check_days(entry, calendar.is_workday, (shown, f"{key}."))


def _check_days(declared: YearDays, is_workday: Callable[[date], bool], where: tuple[str, str]) -> Iterator[Fault]:
    """Yield what one year says twice, of another year, the wrong way round or without need."""
    shown, prefix = where
    if declared.source.seen == "recalled":
        yield Fault(shown, f"{prefix}source.seen", "凭记忆（recalled）的放假安排不能用", "full 或 part：见到原文再写")
    for number, item in enumerate(declared.holidays):
        if not isinstance(item, date) and item.last < item.first:
            yield Fault(shown, f"{prefix}holidays.{number}", f"to {item.last} 早于 from {item.first}", "先后两天")
    seen: dict[date, bool] = {}
    told: set[tuple[str, str]] = set()
    for key, day, worked in declared.list_days():
        found, expected = _fault_of_day(day, worked, declared.year, seen.get(day))
        if not found and worked and day.weekday() < _SATURDAY and is_workday(day):
            found = f"{day} 是星期{_WEEKDAYS[day.weekday()]}，本来就上班，不用写"
            expected = "调休上班的周末，或官方放假而实际上班的日子"
        if found and (key, expected) not in told:
            told.add((key, expected))
            yield Fault(shown, f"{prefix}{key}", found, expected)
        seen.setdefault(day, worked)


def _fault_of_day(day: date, worked: bool, year: int, before: bool | None) -> tuple[str, str]:
    if day.year != year:
        return f"{day} 不在 {year} 年", f"{year} 年的日子；{day.year} 年的写在那一年里"
    if before is None:
        return "", ""
    if before == worked:
        return f"{day} 写了两次", "每天只写一次"
    return f"{day} 又放假（holidays）又上班（workdays）", "只写在一处"


def _say(worked: bool) -> str:
    return "上班" if worked else "放假"
