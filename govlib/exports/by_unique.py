"""Parse every different text of a column once, however many rows have it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from govlib.exports.arrow_text import find_matches
from govlib.exports.cleaning import TEXT
from govlib.exports.dates import FIRST_YEAR, LAST_YEAR

Parsed = tuple[Any, str]
_ISO_MOMENT = r"^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?$"
_DIGITS = r"^[0-9]{1,15}$"


@dataclass(frozen=True)
class TypedColumn:
    """A column of declared type; ``faults`` has the problem code of each cell that is none, by row label."""

    values: pd.Series
    faults: pd.Series


def parse_by_unique(
    texts: pd.Series, dtype: Any, parse: Callable[[str], Parsed], quick: Callable[[pd.Series], Any] | None = None
) -> TypedColumn:
    """Return ``texts`` as ``dtype``.

    ``parse`` gives a value or a problem code for each different text that ``quick`` leaves missing.
    """
    codes, uniques = pd.factorize(texts, use_na_sentinel=True)
    different = pd.Series(uniques, dtype=TEXT)
    values = (
        pd.array([None] * len(different), dtype=dtype) if quick is None else pd.array(quick(different), dtype=dtype)
    )
    open_ones = np.flatnonzero(pd.isna(values))
    parsed = [parse(text) for text in different.take(open_ones)]
    if parsed:
        values[open_ones] = pd.array([value for value, _ in parsed], dtype=dtype)
    faults_by_unique = np.full(len(different), "", dtype=object)
    faults_by_unique[open_ones] = [code for _, code in parsed]
    result = pd.Series(values.take(codes, allow_fill=True), index=texts.index)
    wrong = (
        np.flatnonzero((codes >= 0) & (faults_by_unique != "")[codes]) if len(different) else np.array([], dtype=int)
    )
    return TypedColumn(result, pd.Series(faults_by_unique[codes[wrong]], index=texts.index[wrong], dtype=TEXT))


def quick_moments(texts: pd.Series) -> pd.Series:
    """Return ISO dates and moments as datetimes, missing where a text is written in another way or doesn't exist."""
    plain = texts.where(find_matches(texts, _ISO_MOMENT))
    moments = pd.to_datetime(plain, format="ISO8601", errors="coerce").astype("datetime64[us]")
    return moments.where(moments.dt.year.between(FIRST_YEAR, LAST_YEAR))


def quick_days(texts: pd.Series) -> pd.Series:
    """Return ISO dates and moments as midnights, missing where a text is written in another way or doesn't exist."""
    days: pd.Series = quick_moments(texts).dt.normalize()
    return days


def quick_counts(texts: pd.Series) -> Any:
    """Return bare digits as whole numbers, missing where a text is anything else."""
    digits = pa.array(texts.where(find_matches(texts, _DIGITS)), type=pa.string())
    return pd.Series(pc.cast(digits, pa.int64()).to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get))
