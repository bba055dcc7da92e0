"""Rates of places and regions: sums of what was passed and checked, never means of rates; no data is never nought."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from govlib.catalog.roundings import Rounding
from govlib.figure_value import MISSING, NOT_APPLICABLE
from govlib.rounding import as_fraction, say_rate

KNOWN = "有数据"
WHOLE = "合计"
PLACE_COUNTS = ["place_count", "known_places", "lacking_places", "inapplicable_places"]


def state_of(figures: pd.DataFrame) -> pd.Series:
    """Return 有数据, 缺数据 or 不适用 (nothing was there to be checked) for each rate of a place."""
    known = figures["value"].notna() & figures["numerator"].notna() & figures["denominator"].gt(0).fillna(value=False)
    idle = figures["text"].eq(NOT_APPLICABLE).fillna(value=False)
    return pd.Series(MISSING, index=figures.index, dtype="string").mask(idle, NOT_APPLICABLE).mask(known, KNOWN)


def sum_rates(rates: pd.DataFrame, by: Sequence[str], rounding: Rounding, counts: Sequence[str] = ()) -> pd.DataFrame:
    """Return one row a combination of ``by``: ``counts``, the rate as printed, places with, without and beyond data.

    Only places whose rate is known are added, numerators to numerators, so that the row's rate is its own counts
    divided; the others are counted beside. ``numerator`` and ``denominator`` are kept exact for comparing.
    """
    known = rates["state"].eq(KNOWN)
    marked = rates.assign(
        place_count=1,
        known_places=known.astype("Int64"),
        lacking_places=rates["state"].eq(MISSING).astype("Int64"),
        inapplicable_places=rates["state"].eq(NOT_APPLICABLE).astype("Int64"),
        **{name: rates[name].where(known) for name in (*counts, "numerator", "denominator")},
    )
    columns = [*PLACE_COUNTS, *counts]
    added = marked.groupby(list(by), sort=False, dropna=False)[[*columns, "numerator", "denominator"]].sum(min_count=1)
    summed = added.reset_index().astype(dict.fromkeys(columns, "Int64"))
    return summed.assign(text=[_say(row, rounding) for row in summed.to_dict("records")])


def _say(row: dict[Hashable, Any], rounding: Rounding) -> str:
    numerator, denominator = row["numerator"], row["denominator"]
    if pd.isna(denominator) or not denominator:
        return MISSING if row["lacking_places"] else NOT_APPLICABLE
    return say_rate(_whole(numerator), _whole(denominator), rounding)


def _whole(value: object) -> float:
    number = float(value)  # type: ignore[arg-type]  # a number of a frame
    return int(number) if number.is_integer() else number


def exact_rates(rates: pd.DataFrame) -> list[Fraction | None]:
    """Return the rate of each row as an exact fraction, None where there is none."""
    pairs = zip(rates["numerator"], rates["denominator"], strict=True)
    return [
        None if pd.isna(part) or pd.isna(whole) or not whole else as_fraction(_whole(part)) / as_fraction(_whole(whole))
        for part, whole in pairs
    ]
