"""Rows delivered twice: the first is kept, the later one is a problem."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from govlib.catalog.tables import TableDeclaration
from govlib.exports.problems import Place, ProblemLog

PROVENANCE = ("source_file", "source_sheet", "source_row")
Flags = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.int64]


def drop_repeats(frame: pd.DataFrame, table: TableDeclaration, log: ProblemLog) -> tuple[pd.DataFrame, Flags]:
    """Return a table without its later duplicates, and for each row of ``frame`` whether it was dropped.

    Identical in all declared columns is ``duplicate_row``; the same key with other content is ``duplicate_key``. A row
    whose key is blank in every part has no key: it is only compared whole.
    """
    content = [name for name in frame.columns if name not in PROVENANCE]
    has_key = frame[list(table.key)].notna().any(axis=1).to_numpy(dtype=bool)
    first = np.arange(len(frame), dtype=np.int64)
    for columns, among in ((list(table.key), has_key), (content, ~has_key)):
        _find_first(frame, columns, among, first)
    dropped = first != np.arange(len(frame))
    later = np.flatnonzero(dropped)
    if len(later):
        same = _are_equal(frame, later, first[later], content)
        _report(frame, np.column_stack([later, first[later]]), same, f"同一{_key_names(table)}只有一行", log)
    return (frame.loc[~dropped] if len(later) else frame), dropped


def _find_first(frame: pd.DataFrame, columns: Sequence[str], among: Flags, first: Positions) -> None:
    """Write into ``first``, for the rows ``among``, the position of the first row with the same values."""
    positions = np.flatnonzero(among)
    some = frame.loc[among, list(columns)]
    repeated = some.duplicated(keep=False).to_numpy(dtype=bool)
    if not repeated.any():
        return
    candidates = positions[repeated]
    groups = some.loc[repeated].groupby(list(columns), dropna=False, sort=False).ngroup().to_numpy()
    leaders = np.full(int(groups.max()) + 1, -1, dtype=np.int64)
    leaders[groups[::-1]] = candidates[::-1]
    first[candidates] = leaders[groups]


def _are_equal(frame: pd.DataFrame, left: Positions, right: Positions, columns: Sequence[str]) -> Flags:
    equal = np.ones(len(left), dtype=bool)
    for name in columns:
        one, other = frame[name].take(left).array, frame[name].take(right).array
        both_blank = pd.isna(one) & pd.isna(other)
        same = pd.Series(one == other).fillna(value=False).to_numpy(dtype=bool)
        equal &= same | np.asarray(both_blank, dtype=bool)
    return equal


def _report(frame: pd.DataFrame, pairs: Positions, same: Flags, expected: str, log: ProblemLog) -> None:
    """Add a problem for each pair of a later row and the first one like it."""
    files, sheets, rows = (frame[name].tolist() for name in PROVENANCE)
    for (position, original), is_same in zip(pairs.tolist(), same.tolist(), strict=True):
        place = Place(files[position], sheets[position])
        where = f"第 {rows[original]} 行"
        if place != Place(files[original], sheets[original]):
            sheet = f"的“{sheets[original]}”表" if sheets[original] else ""
            where = f"{files[original]} {sheet}{where}"
        log.add(
            "duplicate_row" if is_same else "duplicate_key",
            place,
            row=int(rows[position]),
            value=where,
            expected="" if is_same else expected,
        )


def _key_names(table: TableDeclaration) -> str:
    columns = [(key, table.columns[key]) for key in table.key]
    return "、".join(column.headings[0] if column.headings else key for key, column in columns)
