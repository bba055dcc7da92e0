"""A place with records of its own, the sheets that it sent, and hands that fill them in: shared by the import tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from govlib.documents.writing import write_workbook
from govlib.ledger.acts import SENT, Act, Told, read_acts
from govlib.ledger.books import Setting, place_book, unit_books
from govlib.ledger.cases import list_cases
from govlib.ledger.known import Known, know
from govlib.ledger.returned.importing import Desk, Import, journal_lines, understand, write_down
from govlib.records.journal import append

PERIOD, SENT_ON, RECEIVED = "2026Q1", date(2026, 4, 10), date(2026, 4, 25)
SETTING = Setting("jia", "甲县", PERIOD, "2026年第一季度", is_sample=False)
OWN, OTHER = "县甲局", "乙镇"


def told(number: int, unit: str, **said: Any) -> Told:
    """Return a problem as it was told to a unit."""
    return Told(
        number=f"{PERIOD}-{number:04d}",
        key=f"W-V3:第{number}网:",
        unit=unit,
        topic="政府网站",
        object=f"第{number}网",
        problem=f"首页 {number} 条链接打不开",
        basis="国办秘函〔2019〕19号",
        evidence=f"链接.xlsx《死链》 第 {number} 行",
        severity="一般",
        deadline="2026-04-30",
        **said,
    )


TOLD = (told(1, OWN), told(2, OWN), told(3, OWN), told(4, OTHER), told(5, OTHER))
SENDING = Act(SENT, SENT_ON, PERIOD, TOLD)


@dataclass(frozen=True)
class Office:
    """A project folder with the records of one place."""

    root: Path

    @property
    def acts(self) -> tuple[Act, ...]:
        """Return what the records hold."""
        return read_acts(self.root / "records" / "jia")[0]

    def record(self, *acts: Act) -> None:
        """Write acts as the commands do."""
        for act in acts:
            append(self.root / "records" / "jia" / act.period / "ledger.jsonl", act.as_data())

    def sheet(self, unit: str = OWN, name: str = "") -> Path:
        """Write the sheet that a unit receives and return where it lies."""
        path = self.root / (name or f"{unit}.xlsx")
        write_workbook(path, unit_books(SETTING, self.acts)[f"{unit}.xlsx"], "整改")
        return path

    def ledger(self, name: str = "台账.xlsx") -> Path:
        """Write the place's own ledger and return where it lies."""
        path = self.root / name
        cases = list_cases(self.acts, RECEIVED, before=[PERIOD, "2026Q2"], group_of=lambda _: "")
        sheets = place_book(SETTING, self.acts, cases, cases.iloc[:0][["unit", "problem"]], RECEIVED)
        write_workbook(path, sheets, "整改")
        return path

    def desk(self, **asked: Any) -> Desk:
        """Return what files are read against."""
        return Desk("jia", "甲县", self.acts, **{"day": RECEIVED, **asked})

    def take(self, *paths: Path, **asked: Any) -> Import:
        """Import files as the command does."""
        seen = journal_lines(self.root, "jia")
        found = understand(paths, self.desk(**asked))
        write_down(found, self.root, "jia", "2026-04-25T09:00:00+0800", seen)
        return found

    @property
    def book(self) -> dict[str, Known]:
        """Return what is recorded of every number."""
        return know(self.acts)

    def answers(self) -> dict[str, str]:
        """Return the recorded answer of every number that has one."""
        return {number: known.answer.answer for number, known in self.book.items() if known.answer.answer}


def make_office(root: Path) -> Office:
    """Return an office that has told five problems to two units."""
    office = Office(root)
    office.record(SENDING)
    return office


@dataclass(frozen=True)
class Table:
    """The table of an opened sheet: cells by number of the row within it (from 0) and heading."""

    sheet: Worksheet

    @property
    def heading_row(self) -> int:
        """Return the row of the headings."""
        return next(cell.row for row in self.sheet.iter_rows() for cell in row if cell.value == "编号")

    def column(self, heading: str) -> int:
        """Return the column of a heading."""
        return next(cell.column for cell in self.sheet[self.heading_row] if cell.value == heading)

    def put(self, row: int, heading: str, value: object) -> None:
        """Write a cell."""
        self.sheet.cell(self.heading_row + 1 + row, self.column(heading)).value = value

    def get(self, row: int, heading: str) -> object:
        """Return what stands in a cell."""
        return self.sheet.cell(self.heading_row + 1 + row, self.column(heading)).value


def fill(path: Path, *edits: Callable[[Table], None] | tuple[int, Mapping[str, object]], name: str = "整改表") -> Path:
    """Change a workbook: by functions of its table, or by a row (from 0) and its cells by heading; return the path."""
    book = load_workbook(path)
    table = Table(book[name])
    for edit in edits:
        if isinstance(edit, tuple):
            for heading, value in edit[1].items():
                table.put(edit[0], heading, value)
        else:
            edit(table)
    book.save(path)
    return path


def said(found: Import, kind: str = "") -> str:
    """Return the notes of an import, of one kind or all, one a line."""
    return "\n".join(f"{note.file} {note.row} {note.message}" for note in found.notes if kind in ("", note.kind))
