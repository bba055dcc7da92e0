"""Columns that come from other columns: a platform from a bracket, a group from a word."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from govlib.catalog.tables import ColumnDeclaration, TableDeclaration
from govlib.exports.cleaning import TEXT
from govlib.exports.units import split_platform


def spread_platforms(table: TableDeclaration, values: dict[str, pd.Series]) -> None:
    """Move a platform written in brackets behind a name to its own column, where that column is blank."""
    for key, column in table.columns.items():
        target = column.platform_in_brackets
        if target is None:
            continue
        names, platforms = values[key].copy(), values[target].copy()
        bracketed = names.str.endswith((")", "）")).fillna(value=False).astype(bool) & platforms.isna()
        for row in names.index[bracketed.to_numpy(dtype=bool)]:
            name, platform = split_platform(str(names.loc[row]))
            if platform:
                names.loc[row], platforms.loc[row] = name, platform
        values[key], values[target] = names, platforms


def derive_column(column: ColumnDeclaration, source: pd.Series) -> pd.Series:
    """Return whether the source is filled, or the first choice one of whose words its text contains."""
    if column.present:
        return source.notna().astype("boolean")
    codes, uniques = pd.factorize(source, use_na_sentinel=True)
    found = pd.array([_contained(str(text), column.contains) for text in uniques], dtype=TEXT)
    return pd.Series(found.take(codes, allow_fill=True), index=source.index)


def _contained(text: str, choices: Mapping[str, tuple[str, ...]]) -> str | None:
    return next((choice for choice, words in choices.items() if any(word in text for word in words)), None)
