"""Keep the list of what was planted and write it as planted.csv."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from govlib.sample.sheets import Row

Position = Literal["below", "at", "above", "other"]
Outcome = Literal["不合格", "待复核"]
FAIL: Outcome = "不合格"
REVIEW: Outcome = "待复核"
HEADER = (
    "kind",
    "code",
    "subject",
    "platform",
    "outcome",
    "value",
    "position",
    "file",
    "sheet",
    "row",
    "column",
    "note",
)
_KINDS = ("intake", "finding", "figure", "points", "wording", "look_alike")


@dataclass(frozen=True)
class Plant:
    """One planted thing and the rows that hold it; ``column`` is a column key of those rows."""

    kind: str
    code: str
    rows: tuple[Row, ...]
    subject: str = ""
    platform: str = ""
    outcome: str = ""
    value: str = ""
    position: Position = "other"
    column: str = ""
    note: str = ""

    def as_line(self) -> tuple[str, ...]:
        """Return the plant as a line of planted.csv; all its rows must stand in one sheet."""
        places = [row.place for row in self.rows if row.place is not None]
        if len(places) != len(self.rows) or len({(place.file, place.sheet) for place in places}) > 1:
            raise AssertionError(f"{self.code} {self.subject}: rows without one common sheet")
        first = places[0] if places else None
        numbers = ";".join(str(number) for number in sorted(place.row for place in places))
        column = first.headings[self.column] if first and self.column else ""
        file, sheet = (first.file, first.sheet) if first else ("", "")
        return (
            *(self.kind, self.code, self.subject, self.platform, self.outcome, self.value, self.position),
            *(file, sheet, numbers, column, self.note),
        )


@dataclass
class Ledger:
    """Collect plants while the tables are built."""

    plants: list[Plant] = field(default_factory=list)

    def finding(
        self,
        code: str,
        subject: str,
        rows: Sequence[Row],
        value: str,
        position: Position,
        *,
        note: str,
        outcome: Outcome = FAIL,
        platform: str = "",
    ) -> None:
        """Note a verdict that a checker must reach, with the rows counted for it."""
        self.plants.append(Plant("finding", code, tuple(rows), subject, platform, outcome, value, position, note=note))

    def figure(self, code: str, row: Row, subject: str, position: Position, note: str) -> None:
        """Note one row that a list must hold."""
        self.plants.append(Plant("figure", code, (row,), subject, position=position, note=note))

    def points(self, code: str, subject: str, row: Row, value: str, *, note: str) -> None:
        """Note one row by which an inspector takes points off a subject, and how many."""
        self.plants.append(Plant("points", code, (row,), subject, value=value, note=note))

    def wording(self, wrong: str, right: str, row: Row, note: str) -> None:
        """Note a wrong wording in an article's body that a scan must find."""
        self.plants.append(Plant("wording", wrong, (row,), value=right, column="body_text", note=note))

    def look_alike(
        self, code: str, subject: str, rows: Sequence[Row], position: Position, note: str, *, platform: str = ""
    ) -> None:
        """Note something near a limit, or looking wrong, that is right."""
        self.plants.append(Plant("look_alike", code, tuple(rows), subject, platform, position=position, note=note))

    def intake(self, code: str, row: Row, column: str, note: str) -> None:
        """Note a defect of a cell, a row or a heading that the reader must report."""
        self.plants.append(Plant("intake", code, (row,), column=column, note=note))

    def write(self, path: Path) -> None:
        """Write planted.csv, one plant a line, in a fixed order."""

        def order(line: tuple[str, ...]) -> tuple[object, ...]:
            first = line[9].split(";")[0]
            return (_KINDS.index(line[0]), line[1], line[7], line[8], int(first) if first else 0, *line)

        lines = sorted((plant.as_line() for plant in self.plants), key=order)
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(HEADER)
            writer.writerows(lines)
