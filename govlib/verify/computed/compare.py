"""A draft against all that was computed of its place and period."""

from __future__ import annotations

from collections.abc import Iterator

from govlib.bulletin.paper import Paper
from govlib.units import ALIAS, SHORT
from govlib.verify.check import Check
from govlib.verify.computed.by_figure import compare_figures
from govlib.verify.computed.expected import expect, say_day
from govlib.verify.computed.own_tables import compare_tables
from govlib.verify.computed.own_text import compare_text
from govlib.verify.computed.spoken import Speech, list_days
from govlib.verify.reading import Reading
from govlib.workspace import Run


def compare(reading: Reading, run: Run, paper: Paper) -> list[Check]:
    """Return one check a number, date or name of a draft that the computed bulletin or a computed figure has too.

    ``paper`` is the bulletin that the program itself writes of the run.
    """
    expected = expect(paper)
    names = list_names(run)
    found = list(compare_text(reading, expected.lines, names))
    found += compare_tables(reading, expected.tables, names)
    settled = {(one.stated.block, one.stated.start) for one in found}
    return [*found, *compare_figures(reading, run.figures, settled, expected.tables, open_speech(run, reading))]


def open_speech(run: Run, reading: Reading) -> Speech:
    """Return the names of a run's units as written or shortened in a draft, and the days of its inspection as said."""
    units, register = run.place.units, run.register
    written = {*register.group_of, *units.aliases, *units.counts_as}
    names = {name: register.counted_as(name) for name in sorted(written) if len(name) > 1}
    for name in {one.text for lists in reading.name_lists for listed in lists for one in listed.names} - names.keys():
        if register.group_of and register.match(name).how in {ALIAS, SHORT}:
            names[name] = register.counted_as(name)
    period = run.period
    told = (period.title, *map(say_day, (period.start, period.end, period.inspection_day)), f"{period.end.year}年度")
    days = {day for text in told for day in list_days(text)}
    days |= {day.partition("年")[2] for day in days} | {f"{period.end.year}年"}
    return Speech(names, frozenset(filter(None, days | {day.removeprefix("第") for day in days})))


def list_names(run: Run) -> frozenset[str]:
    """Return the names of a place's units, websites and accounts, two signs and longer."""
    return frozenset(name for name in _list_names(run) if len(name) > 1)


def _list_names(run: Run) -> Iterator[str]:
    units = run.place.units
    yield from run.register.group_of
    yield from units.aliases
    yield from units.counts_as
    for kind in ("网站", "账号"):
        if kind in run.subjects:
            yield from run.subjects[kind]["subject"].dropna().astype(str)
