"""Rankings: order with ties by a declared rule; unknowns stand last and have no rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from govlib.catalog.places import Ranking
from govlib.figures import UNGROUPED, UNWRITTEN, FigureValue
from govlib.units import UnitRegister

COLUMNS = ["group", "rank", "unit", "figure", "value"]
_METHODS = {"dense": "dense", "competition": "min", "fractional": "average"}


def rank_values(values: pd.Series, direction: str, ties: str) -> pd.Series:
    """Return the rank of each value as Float64, 1 first; a missing value has no rank.

    ``dense`` goes on without a gap after a tie (1 2 2 3), ``competition`` skips (1 2 2 4), ``fractional`` shares the
    mean of the places (1 2.5 2.5 4).
    """
    ranks = values.astype("Float64").rank(
        method=_METHODS[ties],  # type: ignore[arg-type]
        ascending=direction == "lower_is_better",
        na_option="keep",
    )
    return ranks.astype("Float64")


def rank_units(
    values: Sequence[FigureValue], ranking: Ranking, register: UnitRegister, groups: Mapping[str, str]
) -> pd.DataFrame:
    """Return one row a unit: group, rank, unit, figure, value; ordered by group, rank and name.

    ``groups`` names the group of units that the tables themselves group; the register's groups serve the others, and
    未分组 those in none. Rows that name no unit are ranked nowhere.
    """
    mine = [
        item
        for item in values
        if item.id == ranking.figure and tuple(item.group) == ("unit",) and item.group["unit"] != UNWRITTEN
    ]
    units = [item.group["unit"] for item in mine]
    table = pd.DataFrame(
        {
            "group": [groups.get(unit) or register.group(unit) or UNGROUPED for unit in units],
            "rank": pd.array([pd.NA] * len(mine), dtype="Float64"),
            "unit": units,
            "figure": [item.label for item in mine],
            "value": pd.array([item.value for item in mine], dtype="Float64"),
        }
    )
    for _, part in table.groupby("group" if ranking.within_groups else "figure")["value"]:
        table.loc[part.index, "rank"] = rank_values(part, ranking.direction, ranking.ties)
    order = ["group", "rank", "unit"] if ranking.within_groups else ["rank", "unit"]
    return table.sort_values(order, na_position="last")[COLUMNS].reset_index(drop=True)


def rank_all(
    values: Sequence[FigureValue],
    rankings: Sequence[Ranking],
    tables: Mapping[str, pd.DataFrame],
    register: UnitRegister,
) -> pd.DataFrame:
    """Return one row a declared ranking and unit, in the order of the rankings; columns as in ``COLUMNS``.

    The groups that the publication table names for its units go before those of the register.
    """
    groups: dict[str, str] = {}
    if "publication" in tables:
        known = tables["publication"].dropna(subset=["unit", "unit_group"])
        groups = dict(zip(known["unit"], known["unit_group"], strict=True))
    frames = [rank_units(values, ranking, register, groups) for ranking in rankings]
    kept = [frame for frame in frames if len(frame)]
    return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=COLUMNS)
