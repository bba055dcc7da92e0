"""A draft against all that was computed of its place and period."""

from __future__ import annotations

from collections.abc import Iterator

from govlib.bulletin.paper import Paper
from govlib.verify.check import Check
from govlib.verify.computed.by_figure import compare_figures
from govlib.verify.computed.expected import expect
from govlib.verify.computed.own_tables import compare_tables
from govlib.verify.computed.own_text import compare_text
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
    return [*found, *compare_figures(reading, run.figures, settled)]


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
