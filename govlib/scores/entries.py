"""Points that inspectors entered in the audit table (T16), each row given to the subject that it names."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from govlib.ascription import CERTAIN, HOLDER, PROVENANCE, Holders
from govlib.bench import AUDIT_KEYS, name_units
from govlib.scores.points import exact
from govlib.units import UnitRegister

FOUND, CLEAN, WAITING = "存在问题", "未发现问题", "待复核"
ENTERED = ("indicator_code", "conclusion", "points", "finding", "evidence_url")
Row = tuple[str, str, int]
"""Where a row stands: file, sheet, row as the spreadsheet numbers it."""


@dataclass(frozen=True)
class Entry:
    """One row of the audit table, as it speaks of one subject.

    ``written`` is the number as entered, None where the cell is blank; a deduction may carry a minus or not.
    ``is_certain`` is False where the row may be another subject's.
    """

    code: str
    conclusion: str
    written: Fraction | None
    finding: str
    url: str
    row: Row
    is_certain: bool

    @property
    def points(self) -> Fraction | None:
        """Return how many points: 2 and -2 both mean two."""
        return None if self.written is None else abs(self.written)

    @property
    def place(self) -> str:
        """Return where the row stands, as people say it, with the web address entered as its proof."""
        file, sheet, row = self.row
        quoted = f"《{sheet}》" if sheet else ""
        return f"{file}{quoted} 第 {row} 行" + (f"，{self.url}" if self.url else "")


Entries = dict[tuple[int, str], list[Entry]]
"""The entries by the position of the subject and the code of the indicator."""


def read_entries(
    audits: pd.DataFrame | None, kind: str, asked: pd.DataFrame, registered: pd.DataFrame, register: UnitRegister
) -> Entries:
    """Return the entries of each subject (by its position in ``asked``) and code, in the order of the rows."""
    entries: Entries = {}
    if audits is None or asked.empty:
        return entries
    holders = Holders(asked.reset_index(drop=True), registered, AUDIT_KEYS[kind])
    ascribed = holders.ascribe(name_units(audits, kind, register), ENTERED)
    columns = [HOLDER, CERTAIN, *ENTERED, *PROVENANCE]
    for holder, certain, code, conclusion, points, finding, url, *row in ascribed[columns].itertuples(index=False):
        entry = Entry(
            code=_text(code),
            conclusion=_text(conclusion),
            written=None if pd.isna(points) else exact(float(points)),
            finding=_text(finding),
            url=_text(url),
            row=(_text(row[0]), _text(row[1]), int(row[2])),
            is_certain=bool(certain),
        )
        entries.setdefault((int(holder), entry.code), []).append(entry)
    for listed in entries.values():
        listed.sort(key=lambda one: one.row)
    return entries


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
