"""Who stands where: places by rank, those at 100 %, those below a line that the upper place or they themselves draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import pandas as pd

from govlib.catalog.lines import Line
from govlib.catalog.places import Place
from govlib.figure_value import say_share
from govlib.lines import FULL
from govlib.overview.rates import KNOWN, exact_rates
from govlib.rankings.ties import list_first, list_last, rank_numbers

BEST, TIES = "higher_is_better", "competition"
LINE_COLUMNS = ["kind", "comparable_group", "line", "drawn_by", "place_count", "of_count", "listed"]


def rank_places(rates: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose rate is known with their ``rank``, kind by kind and group by group, the best first.

    Equal rates share a place and the next is skipped (1 2 2 4); what only prints alike does not tie.
    """
    ranked = [
        part.assign(rank=pd.array(rank_numbers(exact_rates(part), BEST, TIES), dtype="Int64"))
        for _, part in rates.loc[rates["state"].eq(KNOWN)].groupby(["kind", "comparable_group"], sort=False)
    ]
    if not ranked:
        return rates.head(0).assign(rank=pd.array([], dtype="Int64"))
    return pd.concat([one.sort_values("rank", kind="stable") for one in ranked], ignore_index=True)


def take_ends(ranked: pd.DataFrame, count: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the first ``count`` of one ranked group and the last, the worst first, with all who tie at the edge."""
    numbers = exact_rates(ranked)
    first, last = list_first(numbers, BEST, TIES, count), list_last(numbers, BEST, TIES, count)
    return ranked.iloc[first], ranked.iloc[last]


def limits_of(places: Mapping[str, Place], root: str, figure: str) -> Mapping[str, tuple[float, ...]]:
    """Return the shares below which a place is listed, by who draws them: the root alone if it draws any, else each."""
    drawn = {slug: _drawn(place.lines, figure) for slug, place in places.items()}
    own = {slug: shares for slug, shares in drawn.items() if shares}
    return {root: own[root]} if root in own else own


def _drawn(lines: Sequence[Line], figure: str) -> tuple[float, ...]:
    return tuple(sorted({share for line in lines if line.figure == figure for share in line.below}, reverse=True))


def list_standing(
    rates: pd.DataFrame, limits: Mapping[str, Mapping[str, tuple[float, ...]]], root: str
) -> pd.DataFrame:
    """Return one row a kind, group and line: who reaches 100 %, who lies below; ``listed`` names them with their rate.

    ``limits`` holds the lines by kind, then by who draws them; a line of a place that is not ``root`` asks that place
    alone. Rates are compared exactly. Places without the number stand on no list.
    """
    known = rates.loc[rates["state"].eq(KNOWN)]
    rows: list[dict[str, object]] = []
    for (kind, group), part in known.groupby(["kind", "comparable_group"], sort=False):
        exact = pd.Series(exact_rates(part), index=part.index, dtype=object)
        said = {"kind": kind, "comparable_group": group}
        rows.append({**said, **_row(FULL, "", part, part.loc[exact.eq(1)])})
        rows += [{**said, **row} for row in _below(part, exact, limits.get(str(kind), {}), root)]
    return pd.DataFrame(rows, columns=LINE_COLUMNS)


def _below(
    part: pd.DataFrame, exact: pd.Series, limits: Mapping[str, tuple[float, ...]], root: str
) -> Iterator[dict[str, object]]:
    shares = sorted({share for drawn in limits.values() for share in drawn}, reverse=True)
    for share in shares:
        drawers = [slug for slug, drawn in limits.items() if share in drawn]
        asked = part if root in drawers else part.loc[part["place"].isin(drawers)]
        if asked.empty:
            continue
        low = asked.loc[exact.loc[asked.index].map(lambda rate, limit=Fraction(str(share)): rate < limit).astype(bool)]
        ordered = low.assign(exact=exact.loc[low.index]).sort_values(["exact", "place"], kind="stable")
        by = "" if root in drawers else "各地方自己的线"
        yield _row(f"低于{say_share(share)}", by, asked, ordered)


def _row(line: str, drawn_by: str, asked: pd.DataFrame, listed: pd.DataFrame) -> dict[str, object]:
    names = [
        name if line == FULL else f"{name} {text}"
        for name, text in zip(listed["place_name"], listed["text"], strict=True)
    ]
    return {
        "line": line,
        "drawn_by": drawn_by,
        "place_count": len(listed),
        "of_count": len(asked),
        "listed": "、".join(names),
    }
