"""Which place stands in which region of an overview: by what lies within what, never by names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from govlib.catalog.place_tree import list_upper

REGION_COLUMNS = ["place", "place_name", "region", "region_name", "is_upper", "ordinal"]


@dataclass(frozen=True)
class Known:
    """What is known of a place: its name, and the place that it lies within ("" for none)."""

    name: str
    within: str = ""


def assign_regions(places: Mapping[str, Known], root: str, present: Collection[str]) -> pd.DataFrame:
    """Return one row a place under ``root`` (all places for ""): its region, whether some of ``present`` lie within it.

    The region is the place next below ``root`` on the way to it; a place with nothing between is a region of its own.
    An upper place that nobody declared names a region by its slug. ``ordinal`` is the order: by region, the upper
    place first, then by slug. ``present`` are the places with outputs: what ``is_upper`` was checked at its own level
    and is never added to what lies within it; where nothing that lies within it was checked, it stands for itself.
    """
    within = {slug: known.within or None for slug, known in places.items()}
    uppers = {slug: list_upper(within, slug) for slug in places}
    holding = {upper for slug, chain in uppers.items() if slug in present for upper in chain}
    rows = [
        (slug, places[slug].name, region, places[region].name if region in places else region, slug in holding)
        for slug, chain in uppers.items()
        for region in [_region_of(slug, chain, root)]
        if region is not None
    ]
    frame = pd.DataFrame(rows, columns=REGION_COLUMNS[:-1]).astype({"is_upper": "boolean"})
    frame = frame.sort_values(["region", "is_upper", "place"], ascending=[True, False, True], ignore_index=True)
    return frame.assign(ordinal=pd.Series(range(len(frame)), dtype="Int64"))


def _region_of(slug: str, chain: list[str], root: str) -> str | None:
    """Return the region of a place, None where it isn't under the root; the root is its own region."""
    if not root:
        return chain[-1] if chain else slug
    if slug == root:
        return root
    if root not in chain:
        return None
    above = chain[: chain.index(root)]
    return above[-1] if above else slug
