"""What the words and functions of a template stand for in one run: the context in which its sections are rendered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from govlib.bulletin.writing.facts import Facts
from govlib.bulletin.writing.lists import Lists, Names, join_lists, say_names
from govlib.bulletin.writing.missing import lacking
from govlib.bulletin.writing.office import name_office
from govlib.bulletin.writing.praise import praise_units
from govlib.bulletin.writing.problems import ProblemGroup, group_problems
from govlib.bulletin.writing.rollup import open_view, sum_kinds
from govlib.catalog.template_words import FUNCTIONS, WORDS, make_environment
from govlib.units import in_register_order

if TYPE_CHECKING:
    from govlib.overview.view import Overview
    from govlib.workspace import Run

_YEAR = re.compile(r"^\d{4}年")


def say_day(day: date) -> str:
    """Return a day as official papers write it: 2023年6月9日."""
    return f"{day.year}年{day.month}月{day.day}日"


def say_window(run: Run, name: str) -> str:
    """Return a window that a period declares: 2023年1—5月 where it has whole months, else its first and last day."""
    window = run.period.windows.get(name)
    if window is None:
        return lacking(f"时间窗“{name}”")
    start, end = window.start, window.end
    is_whole = start.day == 1 and (end + timedelta(days=1)).day == 1
    if not is_whole:
        return f"{say_day(start)}至{say_day(end) if end.year != start.year else _YEAR.sub('', say_day(end))}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.year}年{start.month}月"
    last = f"{end.month}月" if end.year == start.year else f"{end.year}年{end.month}月"
    first = f"{start.year}年{start.month}" + ("月" if end.year != start.year else "")
    return f"{first}—{last}"


def make_context(run: Run, annexes: Mapping[str, int], view: Overview | None = None) -> dict[str, Any]:
    """Return the whole vocabulary for a run; ``annexes`` numbers the annexes by name.

    ``view`` is the overview of the places within, for a roll-up; it is opened when it is asked for.
    """
    facts, lists = Facts(run), Lists(run)
    context = {**_words(run), **_numbers(facts), **_lists(run, facts, lists)}
    context |= _problems(run, lambda text: make_environment().from_string(text).render(context))
    context["window"] = lambda name: say_window(run, name)
    context["summed_kinds"] = lambda: sum_kinds(view or open_view(run))

    def annex(name: str) -> str:
        number = annexes.get(name)
        if number is None:
            return lacking(f"附件“{name}”")
        return "附件" if len(set(annexes.values())) == 1 else f"附件{number}"

    context["annex"] = annex
    context["see"] = lambda name: f"（见{annex(name)}）" if name in annexes else ""
    unknown = context.keys() ^ (WORDS.keys() | FUNCTIONS.keys())
    if unknown:
        raise ValueError(f"vocabulary and context differ: {sorted(unknown)}")
    return context


def _words(run: Run) -> dict[str, Any]:
    period = run.period
    due, _ = period.deadline(run.calendar)
    year = period.issued.year if period.issued else period.end.year

    def said(day: date | None, name: str) -> str:
        return lacking(name) if day is None else say_day(day)

    def short(day: date | None, name: str) -> str:
        text = said(day, name)
        return _YEAR.sub("", text) if day is not None and day.year == year else text

    return {
        "place": run.place.name,
        "whole": f"全{run.place.name.partition('（')[0][-1:]}",
        "office": name_office(run.place),
        "period": period.title,
        "season": _YEAR.sub("", period.title),
        "topic": run.period.bulletin.topic or lacking("专项检查的事项"),
        "start": say_day(period.start),
        "end": say_day(period.end),
        "inspection_day": say_day(period.inspection_day),
        "issued": said(period.issued, "印发日"),
        "deadline": said(due, "整改期限"),
        "deadline_short": short(due, "整改期限"),
        "end_short": short(period.end, "检查结束日"),
    }


def _numbers(facts: Facts) -> dict[str, Callable[..., Any]]:
    names = ("figure", "number", "parts", "has", "above", "change", "named_each", "units_of")
    return {name: getattr(facts, name) for name in names}


def _lists(run: Run, facts: Facts, lists: Lists) -> dict[str, Callable[..., Any]]:
    most = run.place.bulletin.most_named
    criteria = {one.id: one for one in run.place.bulletin.praise}

    def names(listed: Names, most: int = most, unit: str = "家") -> str:
        return say_names(listed, most, unit)

    def praised(name: str) -> Names:
        return praise_units(run, facts, lists, criteria[name]) if name in criteria else ()

    def delivered(table: str) -> bool:
        return table in run.tables and len(run.tables[table]) > 0

    own = (
        "done",
        "undone",
        "graded",
        "top",
        "bottom",
        "tier",
        "failed",
        "objects",
        "topics",
        "listed",
        "cases",
        "examples",
        "found_units",
        "fixed_units",
        "open_cases",
    )
    return {
        **{name: getattr(lists, name) for name in own},
        "names": names, "count": len, "join": join_lists, "praised": praised, "delivered": delivered,
    }  # fmt: skip


def _problems(run: Run, say: Callable[[str], str]) -> dict[str, Callable[..., Any]]:
    kept: list[list[ProblemGroup]] = []
    types = run.period.bulletin.types

    def groups() -> list[ProblemGroup]:
        if not kept:
            kept.append(group_problems(run, run.place.bulletin.most_named, say))
        return [one for one in kept[0] if not types or one.id in types]

    def problems(*wanted: str) -> list[ProblemGroup]:
        return [one for one in groups() if not wanted or one.id in wanted]

    def problem(name: str) -> ProblemGroup:
        found = next((one for one in groups() if one.id == name), None)
        return found or ProblemGroup(name, "", lacking(f"问题“{name}”"), 0, ())

    def problem_count() -> int:
        return sum(one.count for one in groups())

    def problem_units() -> Names:
        return in_register_order(run.register, join_lists(*(one.units for one in groups())))

    return {"problems": problems, "problem": problem, "problem_count": problem_count, "problem_units": problem_units}
