"""Who stands where: places by rank, those at 100 %, those below a line that the upper place or they themselves draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pandas as pd

from govlib.catalog.lines import Line
from govlib.catalog.place_tree import list_upper
from govlib.catalog.places import Place
from govlib.figure_value import say_share
from govlib.lines import FULL
from govlib.overview.rates import KNOWN, exact_rates
from govlib.overview.regions import Known
from govlib.rankings.ties import list_first, list_last, rank_numbers

Limits = Mapping[str, tuple[float, ...]]
"""Shares below which places are listed, by the slug of who draws them."""
MOST_DRAWERS = 3
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


def limits_of(places: Mapping[str, Place], root: str, figure: str) -> Limits:
    """Return the shares below which places are listed, by who draws them: the root alone if it draws any, else all."""
    drawn = {slug: _drawn(place.lines, figure) for slug, place in places.items()}
    own = {slug: shares for slug, shares in drawn.items() if shares}
    return {root: own[root]} if root in own else own


def _drawn(lines: Sequence[Line], figure: str) -> tuple[float, ...]:
    return tuple(sorted({share for line in lines if line.figure == figure for share in line.below}, reverse=True))


def list_standing(
    rates: pd.DataFrame, limits: Mapping[str, Limits], known: Mapping[str, Known], root: str
) -> pd.DataFrame:
    """Return one row a kind, group and line: who reaches 100 %, who lies below; ``listed`` names them with their rate.

    ``limits`` holds the lines by kind, then by who draws them. The line of a place asks it and all that lie within it;
    that of the root, all. Rates are compared exactly. Places without the number stand on no list.
    """
    within = {slug: one.within or None for slug, one in known.items()}
    rows: list[dict[str, object]] = []
    with_rate = rates.loc[rates["state"].eq(KNOWN)]
    for (kind, group), part in with_rate.groupby(["kind", "comparable_group"], sort=False):
        exact = pd.Series(exact_rates(part), index=part.index, dtype=object)
        said = {"kind": kind, "comparable_group": group}
        rows.append({**said, **_row(FULL, "", part, part.loc[exact.eq(1)])})
        lines = limits.get(str(kind), {})
        above = {str(slug): {str(slug), *list_upper(within, str(slug))} for slug in part["place"]}
        for share in sorted({share for drawn in lines.values() for share in drawn}, reverse=True):
            drawers = {slug for slug, drawn in lines.items() if share in drawn}
            asked = part if root in drawers else part.loc[[bool(above[slug] & drawers) for slug in part["place"]]]
            if len(asked):
                by = "、".join(known[slug].name for slug in sorted(drawers)[:MOST_DRAWERS])
                more = f"等 {len(drawers)} 个地方" if len(drawers) > MOST_DRAWERS else ""
                low = _below(asked, exact.loc[asked.index], Fraction(str(share)))
                rows.append({**said, **_row(f"低于{say_share(share)}", by + more, asked, low)})
    return pd.DataFrame(rows, columns=LINE_COLUMNS)


def _below(asked: pd.DataFrame, exact: pd.Series, limit: Fraction) -> pd.DataFrame:
    low = asked.assign(exact=exact).loc[[rate < limit for rate in exact]]
    return low.sort_values(["exact", "place"], kind="stable")


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
