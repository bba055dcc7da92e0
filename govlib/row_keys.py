"""What a row of an export is known by wherever it stands: its table and its declared key, as one short text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pandas as pd

from govlib.catalog.tables import TableDeclaration

_DIGITS = 16


def key_rows(rows: pd.DataFrame, declared: TableDeclaration) -> pd.Series:
    """Return for each row a key such as ``T6:1f0c…``, the same in every delivery of the same row.

    Made of the table's declared key columns as they were written, units before they are merged. A row whose key is
    blank in every part is known by all its columns.
    """
    names = [_as_written(rows, name) for name in declared.key]
    whole = [_as_written(rows, name) for name in declared.columns if name in rows]
    keys = [
        make_key(declared.code, own if any(own) else all_of)
        for own, all_of in zip(_texts(rows, names), _texts(rows, whole), strict=True)
    ]
    return pd.Series(keys, index=rows.index, dtype="string")


def make_key(code: str, parts: Sequence[str]) -> str:
    """Return the key of a row of table ``code`` with these values."""
    return f"{code}:{hashlib.sha256(chr(31).join(parts).encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]}"


def _as_written(rows: pd.DataFrame, name: str) -> str:
    return "unit_as_written" if name == "unit" and "unit_as_written" in rows else name


def _texts(rows: pd.DataFrame, names: Sequence[str]) -> list[tuple[str, ...]]:
    columns = [rows[name].astype("string").fillna("").tolist() for name in names if name in rows]
    return list(zip(*columns, strict=True)) if columns else [()] * len(rows)
