"""What a row of an export is known by wherever it stands: its table and its declared key, as one short text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pandas as pd

from govlib.catalog.tables import TableDeclaration

AS_WRITTEN = "_as_written"
"""The ending of a column that keeps what stood in another one before it was merged or changed."""
_DIGITS = 16


def key_rows(rows: pd.DataFrame, declared: TableDeclaration) -> pd.Series:
    """Return for each row a key such as ``T6:1f0c…``, the same in every delivery of the same row.

    Made of the table's declared key columns as they were written, units before they are merged or changed by a person;
    those that only say when a row was looked at (``not_evidence``) have no part in it. A row whose key is blank in
    every part is known by all its other columns.
    """
    names = [name_as_written(rows, name) for name in declared.key if name not in declared.not_evidence]
    whole = [name_as_written(rows, name) for name in declared.columns if name not in declared.not_evidence]
    keys = [
        make_key(declared.code, own if any(own) else all_of)
        for own, all_of in zip(_texts(rows, names), _texts(rows, whole), strict=True)
    ]
    return pd.Series(keys, index=rows.index, dtype="string")


def make_key(code: str, parts: Sequence[str]) -> str:
    """Return the key of a row of table ``code`` with these values."""
    return f"{code}:{hashlib.sha256(chr(31).join(parts).encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]}"


def name_as_written(rows: pd.DataFrame, name: str) -> str:
    """Return the column in which a column's values stand as they were delivered."""
    written = f"{name}{AS_WRITTEN}"
    return written if written in rows else name


def _texts(rows: pd.DataFrame, names: Sequence[str]) -> list[tuple[str, ...]]:
    columns = [say_column(rows[name]) for name in names if name in rows]
    return list(zip(*columns, strict=True)) if columns else [()] * len(rows)


def say_column(column: pd.Series) -> list[str]:
    """Return a column's values as texts that say the same in every delivery; blanks are ""."""
    if pd.api.types.is_datetime64_any_dtype(column):
        column = column.dt.strftime("%Y-%m-%dT%H:%M:%S")
    said: list[str] = column.astype("string").fillna("").tolist()
    return said
