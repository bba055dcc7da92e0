"""Rows delivered twice: the first is kept, the later one is a problem."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from govlib.catalog.tables import TableDeclaration
from govlib.exports.problems import Place, ProblemLog

PROVENANCE = ("source_file", "source_sheet", "source_row")


def drop_repeats(frame: pd.DataFrame, table: TableDeclaration, log: ProblemLog) -> tuple[pd.DataFrame, pd.Series]:
    """Return a table without its later duplicates, and a boolean column of the rows dropped.

    Identical in all declared columns is ``duplicate_row``; same key with other content is ``duplicate_key``. A row whose
    key is blank in every part has no key: it is only compared whole.
    """
    content = [name for name in frame.columns if name not in PROVENANCE]
    key = list(table.key)
    has_key = frame[key].notna().any(axis=1).to_numpy(dtype=bool)
    later = frame.duplicated(subset=key, keep="first").to_numpy(dtype=bool) & has_key
    keyless = ~has_key
    if keyless.any():
        later[np.flatnonzero(keyless)] = (
            frame.loc[keyless].duplicated(subset=content, keep="first").to_numpy(dtype=bool)
        )
    if not later.any():
        return frame, pd.Series(later, index=frame.index)
    first = _first_rows(frame, key, later & has_key, has_key) | _first_rows(frame, content, later & keyless, keyless)
    dropped = frame.index[later]
    same = _equal_rows(frame, dropped, [first[label] for label in dropped], content)
    for label, is_same in zip(dropped, same, strict=True):
        row, original = frame.loc[label], frame.loc[first[label]]
        log.add(
            "duplicate_row" if is_same else "duplicate_key",
            Place(str(row["source_file"]), str(row["source_sheet"])),
            row=int(row["source_row"]),
            value=_describe(original, row),
            expected="" if is_same else f"同一{_key_names(table)}只有一行",
        )
    return frame.loc[~later], pd.Series(later, index=frame.index)


def _first_rows(
    frame: pd.DataFrame, columns: Sequence[str], later: npt.NDArray[np.bool_], among: npt.NDArray[np.bool_]
) -> dict[int, int]:
    """Return for every later row the label of the first row that has the same values."""
    if not later.any():
        return {}
    candidates = frame.loc[among, list(columns)]
    groups = candidates.groupby(list(columns), dropna=False, sort=False).ngroup()
    firsts = pd.Series(groups.index, index=groups.to_numpy())
    firsts = firsts[~firsts.index.duplicated(keep="first")]
    return {int(label): int(firsts[groups[label]]) for label in frame.index[later]}


def _equal_rows(
    frame: pd.DataFrame, left: pd.Index, right: Sequence[int], columns: Sequence[str]
) -> npt.NDArray[np.bool_]:
    equal = np.ones(len(left), dtype=bool)
    for name in columns:
        one, other = frame.loc[left, name].reset_index(drop=True), frame.loc[list(right), name].reset_index(drop=True)
        same = (one == other).fillna(value=False).to_numpy(dtype=bool) | (one.isna() & other.isna()).to_numpy(
            dtype=bool
        )
        equal &= same
    return equal


def _describe(original: pd.Series, row: pd.Series) -> str:
    if original["source_file"] == row["source_file"] and original["source_sheet"] == row["source_sheet"]:
        return f"第 {original['source_row']} 行"
    sheet = f"的“{original['source_sheet']}”表" if original["source_sheet"] else ""
    return f"{original['source_file']} {sheet}第 {original['source_row']} 行".replace("  ", " ")


def _key_names(table: TableDeclaration) -> str:
    names = []
    for key in table.key:
        column = table.columns[key]
        names.append(column.headings[0] if column.headings else key)
    return "、".join(names)
