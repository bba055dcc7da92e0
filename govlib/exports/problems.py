"""Problems met while reading, collected as rows and worded as whole sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from govlib.documents.sheets import cell_name
from govlib.exports.masking import mask_text
from govlib.exports.problem_types import PROBLEM_TYPES

PROBLEM_COLUMNS = ("code", "severity", "file", "sheet", "row", "column", "cell", "value", "expected", "message")
_MAX_SHOWN = 80


@dataclass(frozen=True)
class Place:
    """Where problems are met: a file and one of its sheets."""

    file: str
    sheet: str = ""


@dataclass
class ProblemLog:
    """Collects problems in the order they are met; ``to_frame`` gives a row a problem."""

    rows: list[tuple[object, ...]] = field(default_factory=list)
    order: list[tuple[str, int, int, int]] = field(default_factory=list)
    sheets: dict[Place, int] = field(default_factory=dict)

    def add(
        self,
        code: str,
        place: Place,
        *,
        row: int | None = None,
        column: str = "",
        position: int | None = None,
        value: str = "",
        expected: str = "",
        severity: str = "",
        advice: str = "",
        effect: str = "",
    ) -> None:
        """Add one problem; ``row`` as Excel shows it, ``position`` the column from 0, ``effect`` what became of it."""
        kind = PROBLEM_TYPES[code]
        shown, column = (shorten(mask_text(text)[0]) for text in (value, column))
        cell = cell_name(row, position) if row is not None and position is not None else ""
        where = place.file
        if place.sheet:
            where += f" 的“{place.sheet}”表"
        if row is not None:
            where += f"第 {row} 行"
        if column:
            where += f"“{column}”列"
        if cell:
            where += f"（{cell}）"
        parts = [f"{where}：{kind.found.format(value=shown)}" + (f"，{effect}" if effect else "")]
        if expected:
            parts.append(f"应为{expected}")
        parts.append(advice or kind.advice)
        sheet_number = self.sheets.setdefault(place, len(self.sheets))
        self.order.append((place.file, sheet_number, row or 0, -1 if position is None else position))
        self.rows.append(
            (
                code,
                severity or kind.severity,
                place.file,
                place.sheet,
                row,
                column,
                cell,
                shown,
                expected,
                "；".join(part.rstrip("。") for part in parts) + "。",
            )
        )

    def to_frame(self) -> pd.DataFrame:
        """Return the problems, a row a problem, by file, sheet (as first met), row and column."""
        places = sorted(range(len(self.rows)), key=self.order.__getitem__)
        frame = pd.DataFrame([self.rows[place] for place in places], columns=list(PROBLEM_COLUMNS))
        frame["row"] = pd.array(frame["row"].tolist(), dtype="Int64")
        for name in PROBLEM_COLUMNS:
            if name != "row":
                frame[name] = frame[name].astype(pd.StringDtype("pyarrow"))
        return frame


def shorten(text: str) -> str:
    """Return a text on one line, cut where it is too long to be shown."""
    line = " ".join(text.split())
    return line if len(line) <= _MAX_SHOWN else line[: _MAX_SHOWN - 1] + "…"


def join_shown(parts: Iterable[str]) -> str:
    """Return names joined as Chinese text lists them."""
    return "、".join(parts)
