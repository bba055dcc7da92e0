"""One column of text becomes one column of declared type, and the cells that could not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from govlib.catalog.tables import ColumnDeclaration
from govlib.exports.cleaning import TEXT, clean_column
from govlib.exports.dates import Window, parse_moment
from govlib.exports.numbers import heading_scale, parse_count, parse_number, parse_share
from govlib.exports.units import split_units
from govlib.exports.words import BLANK_SIGNS, choice_words, parse_choice, parse_code, parse_flag, parse_presence

DTYPES: dict[str, Any] = {
    "text": TEXT, "code": TEXT, "url": TEXT, "platform": TEXT, "unit": TEXT, "unit_list": TEXT, "choice": TEXT,
    "count": "Int64", "number": "Float64", "share": "Float64", "flag": "boolean", "presence": "boolean",
    "date": "datetime64[us]", "datetime": "datetime64[us]",
}  # fmt: skip
ERROR_VALUES = (
    "#REF!",
    "#N/A",
    "#DIV/0!",
    "#VALUE!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
)
_MANNERS = {"unit": "name", "unit_list": "lines", "platform": "name", "choice": "name", "code": "name", "url": "url"}
_ISO_DAY = r"\d{4}-\d{2}-\d{2}"
_ISO_MOMENT = r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}"
Parsed = tuple[Any, str]


@dataclass(frozen=True)
class TypedColumn:
    """A column of declared type; ``faults`` has the problem code of each cell that is none, by row label."""

    values: pd.Series
    faults: pd.Series


def empty_column(value_type: str, index: pd.Index) -> pd.Series:
    """Return a column of a type with nothing in it."""
    if DTYPES[value_type] == "datetime64[us]":
        return pd.Series(np.datetime64("NaT", "us"), index=index, dtype="datetime64[us]")
    return pd.Series(pd.NA, index=index, dtype=DTYPES[value_type])


def type_column(texts: pd.Series, column: ColumnDeclaration, heading: str, window: Window) -> TypedColumn:
    """Return ``texts`` (a cell a row, "" is blank) as the declared type."""
    value_type = column.value_type
    manner = "lines" if column.multiline else "name" if column.is_name else _MANNERS.get(value_type, "text")
    cleaned = clean_column(texts, manner)
    broken = cleaned.isin(ERROR_VALUES)
    faults = pd.Series("formula_error", index=cleaned.index[broken.to_numpy(dtype=bool)], dtype=TEXT)
    cleaned = cleaned.mask(broken | cleaned.isin(_blank_signs(column)), pd.NA)
    if value_type in {"text", "url", "unit", "platform"}:
        return TypedColumn(cleaned.astype(TEXT), faults)
    typed = _by_unique(cleaned, value_type, _parser(column, heading, window))
    values = typed.values
    if value_type == "presence":
        values = values.fillna(value=False)
    if column.when_blank == "zero":
        blank = cleaned.isna() & ~cleaned.index.isin(faults.index)
        values = values.mask(blank, 0)
    return TypedColumn(values, pd.concat([faults, typed.faults]))


def _blank_signs(column: ColumnDeclaration) -> frozenset[str]:
    """Return the signs that stand for an empty cell: also 无, where it can't be the cell's own word."""
    own = {"flag", "presence", "choice", "code"}
    if column.value_type in own or (column.value_type == "text" and column.required):
        return BLANK_SIGNS
    return BLANK_SIGNS | {"无"}


def _parser(column: ColumnDeclaration, heading: str, window: Window) -> Callable[[str], Parsed]:
    scale = heading_scale(heading, column.unit)
    words = choice_words(column.choices)
    parsers: dict[str, Callable[[str], Parsed]] = {
        "count": lambda text: parse_count(text, column.unit, scale),
        "number": lambda text: parse_number(text, column.unit, scale),
        "share": parse_share,
        "flag": parse_flag,
        "presence": parse_presence,
        "choice": lambda text: parse_choice(text, words),
        "code": lambda text: parse_code(text, column.digits),
        "unit_list": lambda text: (split_units(text), ""),
        "date": lambda text: _moment(text, window, keep_time=False),
        "datetime": lambda text: _moment(text, window, keep_time=True),
    }
    return parsers[column.value_type]


def _moment(text: str, window: Window, *, keep_time: bool) -> Parsed:
    moment = parse_moment(text, window)
    if moment is None:
        return None, "bad_date"
    return np.datetime64(moment if keep_time else moment.date(), "us"), ""


def _by_unique(texts: pd.Series, value_type: str, parse: Callable[[str], Parsed]) -> TypedColumn:
    """Parse every different text once and give its value to every row that has it."""
    codes, uniques = pd.factorize(texts, use_na_sentinel=True)
    different = pd.Series(uniques, dtype=TEXT)
    values = empty_column(value_type, different.index)
    quick = _read_quickly(different, value_type)
    rest = different
    if quick is not None:
        known = quick.notna()
        values[known] = quick[known].astype(values.dtype)
        rest = different[~known.to_numpy(dtype=bool)]
    parsed = [parse(text) for text in rest]
    if parsed:
        values[rest.index] = pd.Series([value for value, _ in parsed], index=rest.index, dtype=values.dtype)
    codes_by_unique = pd.Series("", index=different.index, dtype=TEXT)
    codes_by_unique[rest.index] = pd.array([code for _, code in parsed], dtype=TEXT)
    filled = codes >= 0
    result = empty_column(value_type, texts.index)
    if filled.all():
        result = pd.Series(values.take(codes).array, index=texts.index)
    elif filled.any():
        result[filled] = values.take(codes[filled]).array
    faults = pd.Series("", index=texts.index, dtype=TEXT)
    if (codes_by_unique != "").any():
        faults[filled] = codes_by_unique.take(codes[filled]).array
    return TypedColumn(result, faults[(faults != "").to_numpy(dtype=bool)])


def _read_quickly(texts: pd.Series, value_type: str) -> pd.Series | None:
    """Return the values of the plainest spellings (ISO dates, bare digits), missing where a parser must look."""
    if value_type in {"date", "datetime"}:
        plain = texts.where(texts.str.fullmatch(_ISO_DAY) | texts.str.fullmatch(_ISO_MOMENT))
        moments = pd.to_datetime(plain, format="ISO8601", errors="coerce").astype("datetime64[us]")
        moments = moments.where((moments.dt.year >= 1950) & (moments.dt.year < 2100))  # noqa: PLR2004 - parse_moment's years
        return moments.dt.normalize() if value_type == "date" else moments
    return None
