"""Rates over the periods: the same kind of window and ruleset alone, summed; what can't be set beside is told."""

from __future__ import annotations

import pandas as pd

from govlib.catalog.roundings import Rounding
from govlib.overview.kinds import KINDS
from govlib.overview.rates import WHOLE, state_of, sum_rates

MOST_DAYS_UNLIKE = 15
TREND_COLUMNS = [
    "kind", "ruleset", "region_name", "period", "end", "place_count", "known_places", "numerator", "denominator",
    "text",
]  # fmt: skip


def sum_trend(trend: pd.DataFrame, regions: pd.DataFrame, about: pd.DataFrame, period: str) -> pd.DataFrame:
    """Return one row a kind, ruleset, region and period, oldest first; region 合计 holds all places together.

    A place takes part with those of its periods that are about as long as its own ``period`` (at most 15 days more or
    less). Rates of different rulesets stand in different rows. ``end`` is the day on which most of the places end.
    """
    marked = keep_alike(trend, period).merge(
        regions[["place", "place_name", "region", "region_name"]], on="place", how="inner"
    )
    if marked.empty:
        return pd.DataFrame(columns=TREND_COLUMNS)
    kinds = {kind.rate: name for name, kind in KINDS.items()}
    prepared = marked.assign(
        kind=marked["figure"].map(kinds), state=state_of(marked), ruleset=marked["ruleset"].fillna("")
    )
    by = ["kind", "ruleset", "region_name", "period"]
    parts = [sum_rates(prepared.assign(region_name=WHOLE), by, Rounding()), sum_rates(prepared, by, Rounding())]
    summed = pd.concat(parts, ignore_index=True).drop_duplicates(by)
    summed["end"] = summed["period"].map(_end_days(about))
    summed["is_whole"] = summed["region_name"].eq(WHOLE)
    summed["kind_order"] = summed["kind"].map({kind: place for place, kind in enumerate(KINDS)})
    ordered = summed.sort_values(
        ["kind_order", "is_whole", "ruleset", "region_name", "end", "period"],
        ascending=[True, False, True, True, True, True],
        ignore_index=True,
    )
    return ordered[TREND_COLUMNS]


def keep_alike(trend: pd.DataFrame, period: str) -> pd.DataFrame:
    """Return the rows of a place's periods that are about as long as its own of this name, and not after it."""
    lengths = trend.assign(days=(trend["end"] - trend["start"]).dt.days + 1)
    own = lengths.loc[lengths["period"].eq(period), ["place", "figure", "days", "end"]]
    joined = lengths.merge(own.rename(columns={"days": "own_days", "end": "own_end"}), on=["place", "figure"])
    near = joined["days"].sub(joined["own_days"]).abs().le(MOST_DAYS_UNLIKE) & joined["end"].le(joined["own_end"])
    return joined.loc[near.fillna(value=False)].drop(columns=["days", "own_days", "own_end"])


def _end_days(about: pd.DataFrame) -> dict[str, pd.Timestamp]:
    counted = about.loc[about["end"].notna()].sort_values(["period", "end"])
    return {str(name): part["end"].mode().iloc[0] for name, part in counted.groupby("period")}
