"""Which places may be compared: the same ruleset over the same days; all others stand in a group of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd


@dataclass(frozen=True)
class _Seed:
    ruleset: str
    start: pd.Timestamp
    end: pd.Timestamp
    tolerance: int

    def takes(self, other: _Seed) -> bool:
        """Tell whether both ends lie no further apart than either place allows."""
        allowed = timedelta(days=min(self.tolerance, other.tolerance))
        near = abs(self.start - other.start) <= allowed and abs(self.end - other.end) <= allowed
        return self.ruleset == other.ruleset and near


def group_comparable(places: pd.DataFrame) -> pd.Series:
    """Return the name of each row's group: ruleset and days, such as ``national-2019，2026-07-01至2026-09-25``.

    Rows need ruleset, start, end, comparable_within_days. A group is named after its earliest days; rows belong to
    the first group whose days differ by no more than ``comparable_within_days`` at either end. A row without days
    stands with those of its ruleset that have none.
    """
    columns = ["ruleset", "start", "end", "comparable_within_days"]
    distinct = places[columns].drop_duplicates().sort_values(columns, na_position="last")
    names = {_key(row): name for row, name in _name_all(distinct)}
    return pd.Series([names[_key(row)] for row in places[columns].itertuples(index=False)], index=places.index,
                     dtype="string")  # fmt: skip


def _name_all(distinct: pd.DataFrame) -> Iterator[tuple[tuple[object, ...], str]]:
    seeds: list[_Seed] = []
    for row in distinct.itertuples(index=False):
        ruleset, start, end, tolerance = tuple(row)
        said = "" if pd.isna(ruleset) else str(ruleset)
        if pd.isna(start) or pd.isna(end):
            yield tuple(row), f"{said or '没有规则集'}，没有检查日期"
            continue
        one = _Seed(said, pd.Timestamp(start), pd.Timestamp(end), 0 if pd.isna(tolerance) else int(tolerance))
        found = next((seed for seed in seeds if seed.takes(one)), None)
        if found is None:
            seeds.append(one)
            found = one
        yield tuple(row), f"{found.ruleset}，{found.start:%Y-%m-%d}至{found.end:%Y-%m-%d}"


def _key(row: object) -> str:
    return str(tuple(row))  # type: ignore[arg-type]  # a named tuple of itertuples
