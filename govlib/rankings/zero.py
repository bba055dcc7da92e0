"""Lists of nought (零发布、零报送): who has nothing, and for how many periods in a row up to this one."""

from __future__ import annotations

from datetime import date

import pandas as pd

from govlib.catalog.ranking_methods import Zero
from govlib.catalog.rankings import Ranking
from govlib.rankings.admission import admit, partition
from govlib.rankings.compared import compare
from govlib.rankings.material import Entrant, Material, no_earlier
from govlib.rankings.result import Line, Ranked, line_of, make_ranked, place_unknowns

_MOST_DAYS_BETWEEN = 45
"""Two periods that lie further apart have one between them of which nothing is known."""


def list_zeros(ranking: Ranking, method: Zero, material: Material) -> Ranked:
    """Return everyone with nought, the longest run first; 至少 where the run goes back further than what is known."""
    entrants = admit(compare(method.of, material), ranking, material)
    is_by_unit = method.of.by == "unit"
    earlier = material.earlier(str(method.of.figure)) if is_by_unit else no_earlier("")
    table = _unbroken(earlier, material)
    lines: list[Line] = []
    notes = list(entrants.notes)
    if earlier.empty:
        notes.append("没有往期数据，连续期数只能写至少 1 期。")
    for _, members in partition(entrants, ranking, material):
        found = [(one, *_run_of(one, table, method)) for one in members if one.number == 0 and not one.out]
        listed = [item for item in found if item[1] >= method.at_least]
        listed.sort(key=lambda item: -item[1])
        lines += [line_of(one, word=_say_run(length, is_whole)) for one, length, is_whole in listed]
        unknown = [line_of(one) for one in members if one.number is None and not one.out]
        standing, told = place_unknowns(unknown, ranking.unknowns)
        out = [line_of(one) for one in members if one.out]
        lines += [*standing, *out]
        notes += told
    return make_ranked(ranking, lines, notes, entrants.lacking)


def _say_run(length: int, is_whole: bool) -> str:
    return f"{'连续' if is_whole else '至少'}{length}期"


def _unbroken(earlier: pd.DataFrame, material: Material) -> list[dict[str, float | None]]:
    """Return the numbers by unit of each earlier period, the newest first, up to the first gap."""
    periods = material.place.periods
    start: date | None = periods[material.period_name].start
    found: list[dict[str, float | None]] = []
    for back in range(1, len(earlier) + 1):
        mine = earlier.loc[earlier["periods_back"].eq(back)]
        if mine.empty:
            break
        declared = periods.get(str(mine["period"].iloc[0]))
        if declared is not None and start is not None and (start - declared.end).days > _MOST_DAYS_BETWEEN:
            break
        start = declared.start if declared is not None else None
        values = zip(mine["unit"], mine["value"], strict=True)
        found.append({str(unit): None if pd.isna(value) else float(value) for unit, value in values})
    return found


def _run_of(one: Entrant, table: list[dict[str, float | None]], method: Zero) -> tuple[int, bool]:
    """Return for how many periods a unit had nought, and whether it is known that it had some before."""
    absent = 0.0 if method.of.covers == "all" else None
    length = 1
    for numbers in table:
        value = numbers.get(one.subject, absent)
        if value is None:
            return length, False
        if value != 0:
            return length, True
        length += 1
    return length, False
