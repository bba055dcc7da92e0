"""The four quarters one after another: deliveries, decisions, sheets out and in, by the project's own commands."""

from __future__ import annotations

import csv
from contextlib import chdir
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from building import SLUG, build_project, deliver, deliver_again
from facts import Q2, Q3, Q4, QUARTERS
from happenings import BY_HAND, DECISIONS, LETTERS, RETURNS, Decided, Returned
from office import Filled, fill_in
from typer.testing import CliRunner

from govlib.catalog import load
from govlib.cli import app
from govlib.deliver import describe_figures, write_json
from govlib.errors import UserError
from govlib.ledger import desk
from govlib.ledger.acts import SENT, Told, read_acts, rows_of
from govlib.workspace import Run, open_declared

PLACE = ("-p", SLUG)


@dataclass
class Story:
    """The project's folder, what each step said, and what was seen at each inspection before anything was sent."""

    root: Path
    said: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    figures_then: dict[str, dict[str, Any]] = field(default_factory=dict)
    sheets: dict[tuple[str, str], Path] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)

    def open(self, period: str) -> Run:
        """Open a quarter afresh."""
        return open_declared(self.root, load.load_catalog(self.root / "params"), SLUG, period, "outputs")

    def look_back(self, period: str) -> Run:
        """Return a quarter as it looks when all is over; opened once for all tests."""
        if period not in self.runs:
            self.runs[period] = self.open(period)
        return self.runs[period]

    def type(self, *words: str, code: int = 0) -> str:
        """Type a command in the project's folder, and return all it said; it has to end as expected."""
        with chdir(self.root):
            done = CliRunner().invoke(app, [*words], env={"COLUMNS": "400"}, terminal_width=400)
        ended, said = done.exit_code, done.output
        if isinstance(done.exception, UserError):
            ended, said = int(done.exception.exit_code), said + done.exception.sentence()
        elif done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert ended == code, f"govlib {' '.join(words)} ended with {ended}:\n{said}"
        return said

    def print_figures(self, run: Run) -> bytes:
        """Write a quarter's figures.json where its results lie, and return it."""
        path = run.output_dir / "figures.json"
        write_json(path, describe_figures(run))
        return path.read_bytes()

    def letters(self, numbers: pd.Series) -> str:
        """Return the letters of numbers, in the order of the alphabet."""
        known = {number: letter for letter, number in self.numbers.items()}
        return "".join(sorted(known[number] for number in numbers))


def live_through(root: Path) -> Story:
    """Live through the four quarters; the declarations, which nobody changes meanwhile, are read once."""
    with pytest.MonkeyPatch.context() as patch:
        read_once = cache(load.load_catalog)
        for module in (load, desk):
            patch.setattr(module, "load_catalog", read_once)
        return _live(Story(build_project(root)), root)


def _live(story: Story, root: Path) -> Story:
    for period in QUARTERS:
        deliver(root, period)
        _decide(story, period)
        if period == Q3:
            deliver_again(root)
        story.figures_then[period] = describe_figures(story.open(period))
        if period != Q4:
            _send(story, period)
            _take_back(story, period)
            for words in BY_HAND[period]:
                told = [word.format(**story.numbers) for word in words]
                where = ("--period", period) if told[0] == "account" else ()
                story.said[" ".join(words)] = story.type("ledger", *told, *PLACE, *where)
    return story


def _decide(story: Story, period: str) -> None:
    listed = story.root / "items.csv"
    story.said[f"review list {period}"] = story.type("review", "list", *PLACE, "--period", period, "--csv", str(listed))
    with listed.open(encoding="utf-8-sig", newline="") as stream:
        items = [list(row.values()) for row in csv.DictReader(stream)]
    for decided in DECISIONS.get(period, ()):
        key = _find_key(items, decided)
        words = ("--as", decided.kind, "--by", "检查组")
        words += ("--to", decided.to) if decided.to else ()
        words += ("--remark", decided.remark) if decided.remark else ()
        said = story.type("review", "decide", key, *PLACE, "--period", period, *words)
        story.said[f"review {period} {decided.item} {decided.row_says}".strip()] = said


def _find_key(items: list[list[str]], decided: Decided) -> str:
    if not decided.row_says:
        return decided.item
    found = {
        value
        for row in items
        for value in row
        if value.startswith(f"{decided.item}:") and decided.row_says in "".join(row)
    }
    assert len(found) == 1, (decided, found)
    return found.pop()


def _send(story: Story, period: str) -> None:
    statement = ("--statement-within", "5", "--statement-for-all") if period == Q2 else ()
    story.said[f"send {period}"] = story.type("ledger", "send", *PLACE, "--period", period, *statement)
    folder = story.root / "outputs" / period / SLUG / "ledger"
    story.sheets |= {(period, path.stem): path for path in sorted(folder.glob("*.xlsx"))}
    for row in _told_rows(story):
        story.numbers[_letter_of(row)] = row.number


def _told_rows(story: Story) -> list[Told]:
    acts, faults = read_acts(story.root / "records" / SLUG)
    assert not faults, faults
    return [row for _, row in rows_of(acts, SENT) if isinstance(row, Told) and not row.again]


def _letter_of(told: Told) -> str:
    period = told.number.partition("-")[0]
    found = [
        letter
        for (first, kind, word, unit), letter in LETTERS.items()
        if (first, kind, unit) == (period, told.kind, told.unit) and word in told.object
    ]
    assert len(found) == 1, f"{told} is told, and on paper it is {found or 'none'}"
    return found[0]


def _take_back(story: Story, period: str) -> None:
    todo: list[tuple[Returned, list[Path]]] = []
    filled: list[Filled] = []
    for returned in RETURNS[period]:
        files = []
        for version, cells in enumerate(returned.versions, 1):
            name = f"{returned.unit}{returned.tag}{version if len(returned.versions) > 1 else ''}.{returned.kind}"
            target = story.root / "post" / period / name
            files.append(target)
            filled.append(
                Filled(
                    source=story.sheets[period, returned.unit],
                    target=target,
                    cells={story.numbers[letter]: row for letter, row in cells.items()},
                    reversed_rows=returned.reversed_rows,
                    unprotected=returned.unprotected,
                )
            )
        todo.append((returned, files))
    fill_in(filled)
    for returned, files in todo:
        words = (*map(str, files), *PLACE, "--day", returned.day, *(("--update",) if returned.update else ()))
        said = story.type("ledger", "import", *words, code=returned.exit_code)
        story.said[f"import {period} {returned.unit}{returned.tag}{' --update' if returned.update else ''}"] = said
        for word in returned.said:
            assert word in said, (returned, said)
