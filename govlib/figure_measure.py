"""The number that a figure gives over some of its rows; columns become arrays once, however many groups there are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from govlib.catalog.figures import Figure
from govlib.provenance import Positions, Source, SourceIndex, index_sources, sources_at

_Codes = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Prepared:
    """A figure's rows as arrays: the column added up, or the different values as codes (-1 is none)."""

    numbers: npt.NDArray[np.float64] | None
    codes: _Codes | None
    written: _Codes | None
    sources: SourceIndex
    size: int


@dataclass(frozen=True)
class Measured:
    """A number over some rows; None when not one of them says it."""

    value: float | None
    rows_counted: int
    unknown_rows: int
    unmerged: float | None
    sources: tuple[Source, ...]
    was_counted: bool
    """The rows are a computed table's, whose counts were themselves counted from rows (each lists its own)."""


def prepare(figure: Figure, rows: pd.DataFrame) -> Prepared:
    """Return a figure's rows ready to be measured group by group."""
    written = ["unit_as_written" if name == "unit" else name for name in figure.columns]
    has_written = "unit_as_written" in written and "unit_as_written" in rows
    return Prepared(
        numbers=_numbers(figure, rows),
        codes=_codes(rows, list(figure.columns)) if figure.columns else None,
        written=_codes(rows, written) if has_written else None,
        sources=index_sources(rows),
        size=len(rows),
    )


def _numbers(figure: Figure, rows: pd.DataFrame) -> npt.NDArray[np.float64] | None:
    """Return the column that is added up; for ``mean_days`` the days between two dates, an impossible order blank."""
    if figure.column is None:
        return None
    numbers = rows[figure.column]
    if figure.measure != "mean_days":
        return np.asarray(numbers.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)
    days = (numbers.dt.normalize() - rows[str(figure.since)].dt.normalize()).dt.days
    return np.asarray(days.where(days >= 0), dtype=np.float64)


def measure(prepared: Prepared, positions: Positions | None = None) -> Measured:
    """Return the number over the rows at ``positions``, all of them by default."""
    at = np.arange(prepared.size) if positions is None else positions
    value: float | None = float(len(at))
    unknown, unmerged = 0, None
    if prepared.numbers is not None:
        numbers = prepared.numbers[at]
        known = numbers[~np.isnan(numbers)]
        unknown = len(at) - len(known)
        value = float(known.sum()) if len(known) else None
    elif prepared.codes is not None:
        codes = prepared.codes[at]
        unknown = int((codes < 0).sum())
        value = _count_codes(codes)
        unmerged = None if prepared.written is None else _count_codes(prepared.written[at])
    was_counted = prepared.sources.owner is not None
    return Measured(value, len(at), unknown, unmerged, sources_at(prepared.sources, at), was_counted)


def split_positions(rows: pd.DataFrame, names: list[str]) -> list[tuple[dict[str, str], Positions]]:
    """Return every group of rows by the words in ``names``, in order of appearance, with its positions."""
    if rows.empty:
        return []
    codes = rows.groupby(names, sort=False, dropna=False).ngroup().to_numpy(dtype=np.intp)
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
    words = rows[names].iloc[order[starts]].astype("string")
    pieces = np.split(order, starts[1:])
    return [
        (dict(zip(names, record, strict=True)), piece)
        for record, piece in zip(words.itertuples(index=False, name=None), pieces, strict=True)
    ]


def _codes(rows: pd.DataFrame, names: list[str]) -> _Codes:
    codes = rows.groupby(names, sort=False, dropna=False).ngroup().to_numpy(dtype=np.intp)
    return np.where(rows[names].isna().all(axis=1).to_numpy(dtype=bool), -1, codes)


def _count_codes(codes: _Codes) -> float:
    return float(len(np.unique(codes[codes >= 0])))
