"""One row a link and page, however often it was scanned."""

from __future__ import annotations

import pandas as pd

DISMISSED, OPEN = "误报", "待核实"
_KEY = ["page_url", "link_url"]


def keep_latest(links: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of T5 with one row a page and link: that of the latest scan, and ``first_seen_at``.

    A review that the latest scan leaves blank is that of the scan before. ``unavailable_days`` grows by the days
    between the first scan and the latest where the export doesn't already say more. Of rows with the same moment, and
    of those without one, the last counts.
    """
    ordered = links.assign(_place=range(len(links))).sort_values(
        ["scanned_at", "_place"], na_position="first", kind="stable"
    )
    groups = ordered.groupby(_KEY, dropna=False, sort=False)
    first = groups["scanned_at"].transform("min")
    since = (ordered["scanned_at"].dt.normalize() - first.dt.normalize()).dt.days.astype("Int64")
    stated = ordered["unavailable_days"].astype("Int64")
    number = groups.ngroup()
    stated_first = stated.loc[~number.duplicated()].set_axis(number.loc[~number.duplicated()])
    grown = (since + number.map(stated_first).astype("Int64").fillna(0)).where(since > 0)
    days = stated.where(grown.isna() | (stated >= grown).fillna(value=False), grown)
    reviewed = groups["review_result"].ffill()
    told = ordered.assign(unavailable_days=days, review_result=reviewed, first_seen_at=first)
    latest = told.loc[~ordered.duplicated(_KEY, keep="last")]
    kept = latest.sort_values("_place", kind="stable").drop(columns="_place")
    return kept.astype(
        {name: dtype for name, dtype in links.dtypes.items() if name in {"unavailable_days", "review_result"}}
    )
