"""One column of text becomes one column of declared type, and the cells that could not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from govlib.catalog.tables import ColumnDeclaration
from govlib.documents.cell_errors import ERROR_TEXTS
from govlib.exports.by_unique import Parsed, TypedColumn, parse_by_unique, quick_counts, quick_days, quick_moments
from govlib.exports.cleaning import TEXT, clean_column
from govlib.exports.dates import Window, parse_moment
from govlib.exports.numbers import heading_scale, parse_count, parse_number, parse_share
from govlib.exports.units import split_units
from govlib.exports.words import BLANK_SIGNS, choice_words, parse_choice, parse_code, parse_flag, parse_presence

_DAY = "datetime64[us]"
DTYPES: dict[str, Any] = {
    "text": TEXT, "code": TEXT, "url": TEXT, "platform": TEXT, "unit": TEXT, "unit_list": TEXT, "choice": TEXT,
    "count": pd.Int64Dtype(), "number": pd.Float64Dtype(), "share": pd.Float64Dtype(), "flag": pd.BooleanDtype(),
    "presence": pd.BooleanDtype(), "date": _DAY, "datetime": _DAY,
}  # fmt: skip
_TAKEN_AS_WRITTEN = frozenset({"text", "url", "unit", "platform"})
_MANNERS = {"unit": "name", "unit_list": "lines", "platform": "name", "choice": "name", "code": "name", "url": "url"}
_NOTHING = "无"


def empty_column(value_type: str, index: pd.Index) -> pd.Series:
    """Return a column of a type with nothing in it."""
    return pd.Series(pd.array([None] * len(index), dtype=DTYPES[value_type]), index=index)


def type_column(texts: pd.Series, column: ColumnDeclaration, heading: str, window: Window) -> TypedColumn:
    """Return ``texts`` (a cell a row, "" is blank) as the declared type; ``heading`` may scale its numbers."""
    value_type = column.value_type
    manner = "lines" if column.multiline else "name" if column.is_name else _MANNERS.get(value_type, "text")
    cleaned = clean_column(texts, manner)
    broken = cleaned.isin(ERROR_TEXTS).to_numpy(dtype=bool)
    faults = pd.Series("formula_error", index=cleaned.index[broken], dtype=TEXT)
    cleaned = cleaned.mask(broken | cleaned.isin(_blank_signs(column)).to_numpy(dtype=bool), pd.NA)
    if value_type in _TAKEN_AS_WRITTEN:
        return TypedColumn(cleaned.astype(TEXT), faults)
    scale = heading_scale(heading, column.unit)
    typed = parse_by_unique(cleaned, DTYPES[value_type], _parser(column, scale, window), _quick(value_type, scale))
    result = typed.values  # noqa: PD011 - a field of ours, not the array of a Series
    if value_type == "presence":
        result = result.fillna(value=False)
    if column.when_blank == "zero":
        result = result.mask(cleaned.isna().to_numpy(dtype=bool) & ~broken, 0)
    return TypedColumn(result, pd.concat([faults, typed.faults]))


def _blank_signs(column: ColumnDeclaration) -> frozenset[str]:
    """Return the signs that stand for an empty cell: also 无, where it can't be the cell's own word."""
    own_word = column.value_type in {"flag", "presence"} or (column.value_type == "text" and column.required)
    if own_word or _NOTHING in choice_words(column.choices):
        return BLANK_SIGNS
    return BLANK_SIGNS | {_NOTHING}


def _parser(column: ColumnDeclaration, scale: Decimal, window: Window) -> Callable[[str], Parsed]:
    parsers: dict[str, Callable[[str], Parsed]] = {
        "count": partial(parse_count, unit=column.unit, scale=scale),
        "number": partial(parse_number, unit=column.unit, scale=scale),
        "share": parse_share,
        "flag": parse_flag,
        "presence": parse_presence,
        "choice": partial(parse_choice, words=choice_words(column.choices)),
        "code": partial(parse_code, digits=column.digits),
        "unit_list": lambda text: (split_units(text), ""),
        "date": lambda text: _parse_moment(text, window, keep_time=False),
        "datetime": lambda text: _parse_moment(text, window, keep_time=True),
    }
    return parsers[column.value_type]


def _quick(value_type: str, scale: Decimal) -> Callable[[pd.Series], Any] | None:
    if value_type == "count":
        return quick_counts if scale == 1 else None
    return {"date": quick_days, "datetime": quick_moments}.get(value_type)


def _parse_moment(text: str, window: Window, *, keep_time: bool) -> Parsed:
    moment = parse_moment(text, window)
    if moment is None:
        return None, "bad_date"
    return np.datetime64(moment if keep_time else moment.date(), "us"), ""
