"""What may be chosen in the cells of a column, and the hint that appears beside a cell that is being filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_LIST, _LONGEST_HINT = 255, 255
_ROWS = 1000
_DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True)
class CellRange:
    """Cells of one column, from row to row."""

    sheet: str
    column: int
    first: int
    last: int

    @property
    def formula(self) -> str:
        """Return the range as a formula names it."""
        letter, name = get_column_letter(self.column), self.sheet.replace("'", "''")
        return f"'{name}'!${letter}${self.first}:${letter}${self.last}"


@dataclass(frozen=True)
class Dropdown:
    """What a column offers: ``choices`` or the cells of ``source``; ``closed`` refuses anything else.

    ``hint`` alone offers nothing. With ``earliest`` the cells take a day, not before it.
    """

    choices: tuple[str, ...] = ()
    source: CellRange | None = None
    closed: bool = False
    hint: str = ""
    earliest: date | None = None


def add_dropdowns(
    worksheet: Worksheet, heading_row: int, headings: Sequence[str], dropdowns: Mapping[str, Dropdown], rows: int = 0
) -> None:
    """Give the cells below each heading what it offers, a thousand rows down, or as many as there are."""
    for position, heading in enumerate(headings, 1):
        if heading not in dropdowns:
            continue
        dropdown = dropdowns[heading]
        rule = _rule(dropdown)
        rule.errorTitle = heading
        rule.showInputMessage = bool(dropdown.hint)
        if dropdown.hint:
            rule.promptTitle, rule.prompt = heading, dropdown.hint[:_LONGEST_HINT]
        letter = get_column_letter(position)
        rule.add(f"{letter}{heading_row + 1}:{letter}{heading_row + max(rows, _ROWS)}")
        worksheet.add_data_validation(rule)


def _rule(dropdown: Dropdown) -> DataValidation:
    if dropdown.earliest is not None:
        serial = str((dropdown.earliest - _DAY_ZERO).days)
        rule = DataValidation(type="date", operator="greaterThanOrEqual", formula1=serial, allow_blank=True)
        rule.error = f"请写日期，形如 {dropdown.earliest.isoformat()}，不早于这一天"
        rule.showErrorMessage = True
        return rule
    formula = _formula(dropdown)
    rule = DataValidation(type="list" if formula else None, formula1=formula or None, allow_blank=True)
    rule.error = "请从下拉框里选"
    rule.showErrorMessage = bool(formula) and dropdown.closed
    return rule


def _formula(dropdown: Dropdown) -> str:
    """Return what the cells offer, "" where a list is too long, or has a comma, for a file to hold."""
    if dropdown.source is not None:
        return dropdown.source.formula
    listed = ",".join(dropdown.choices)
    holdable = not any(sign in choice for choice in dropdown.choices for sign in ',"') and len(listed) <= _LONGEST_LIST
    return f'"{listed}"' if listed and holdable else ""
