"""Values as a spreadsheet cell may hold them: numbers as numbers, dates as dates, outside text as text only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from numbers import Integral, Real
from typing import Any, Literal, NamedTuple

import pandas as pd

Kind = Literal["blank", "text", "number", "date"]

CELL_LIMIT = 32_767
UNSHOWN = "□"
DATE_FORMAT, DATETIME_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"

_EXACT_INTEGERS = 10**15
_FIRST_DATE = date(1900, 3, 1)
_MOST_DECIMALS = 4
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = tuple("=+-@＝＋－＠")


class CleanText(NamedTuple):
    """Text that a cell can hold, and what was done to it."""

    text: str
    replaced: int
    cut: bool


class Cell(NamedTuple):
    """One cell: the value to write, how it is shown, and what had to be done to outside text."""

    value: str | int | float | datetime | None
    shown: str
    kind: Kind
    quoted: bool = False
    replaced: int = 0
    cut: bool = False


BLANK = Cell(None, "", "blank")


def clean_text(text: str) -> CleanText:
    """Return the text with plain line breaks, unshowable characters made 「□」 and at most 32,767 characters."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    plain, replaced = _UNSHOWABLE.subn(UNSHOWN, plain)
    length = _units(plain)
    if length <= CELL_LIMIT:
        return CleanText(plain, replaced, cut=False)
    mark = f"……（原文{len(plain)}字，超过单元格上限，此处截断）"
    kept = plain.encode("utf-16-le")[: 2 * (CELL_LIMIT - _units(mark))].decode("utf-16-le", errors="ignore")
    return CleanText(kept + mark, replaced, cut=True)


def stored_text(text: str) -> str:
    """Return the text as the file must hold it: ``_x0041_`` would else be read as an escaped letter."""
    return _ESCAPE_LIKE.sub("_x005F_", text)


def make_cell(value: Any) -> Cell:
    """Return the cell for a value of a table; missing values are blank, what is no number or date is text."""
    if _is_missing(value):
        return BLANK
    if isinstance(value, date | datetime):
        return _date_cell(value)
    if pd.api.types.is_bool(value):
        return _text_cell("是" if value else "否")
    if isinstance(value, Integral) and abs(int(value)) < _EXACT_INTEGERS:
        return Cell(int(value), str(int(value)), "number")
    if isinstance(value, Real | Decimal) and not isinstance(value, Integral) and abs(float(value)) < _EXACT_INTEGERS:
        return Cell(float(value), repr(float(value)), "number")
    return _text_cell(str(value))


def number_format(cells: Iterable[Cell]) -> str:
    """Return the format that shows a column's numbers with equally many decimals, at most four."""
    values = [float(cell.value) for cell in cells if cell.kind == "number" and cell.value is not None]  # type: ignore[arg-type] # a number cell holds a number
    for decimals in range(_MOST_DECIMALS):
        if all(abs(value - round(value, decimals)) < 10 ** -(_MOST_DECIMALS + 5) for value in values):
            return "0." + "0" * decimals if decimals else "0"
    return "0." + "0" * _MOST_DECIMALS


def show_number(value: float, form: str) -> str:
    """Return roughly what a spreadsheet shows for a number in this format; used for widths only."""
    section = form.split(";", maxsplit=1)[0]
    fraction = re.search(r"\.([0#]+)", section)
    decimals = len(fraction[1]) if fraction else 0
    if "%" in section:
        return f"{value * 100:.{decimals}f}%"
    return f"{value:,.{decimals}f}" if "," in section else f"{value:.{decimals}f}"


def _is_missing(value: Any) -> bool:
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value))) or value == ""


def _date_cell(value: date) -> Cell:
    moment = datetime.combine(value, time()) if not isinstance(value, datetime) else value
    if isinstance(moment, pd.Timestamp):
        moment = moment.floor("us").to_pydatetime(warn=False)
    day_only = moment.time() == time()
    if moment.tzinfo is not None or moment.date() < _FIRST_DATE:
        return _text_cell(moment.date().isoformat() if day_only else moment.isoformat(" ", "minutes"))
    shown = moment.date().isoformat() if day_only else moment.isoformat(" ", "minutes")
    return Cell(moment, shown, "date")


def _text_cell(text: str) -> Cell:
    clean = clean_text(text)
    return Cell(clean.text, clean.text, "text", clean.text.startswith(_FORMULA_STARTS), clean.replaced, clean.cut)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
