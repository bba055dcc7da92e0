"""Points: items of a table times the weight of their word, unit by unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd

from govlib.catalog.conditions import all_hold
from govlib.catalog.ranking_methods import ItemPoints
from govlib.catalog.rankings import Ranking
from govlib.rankings.admission import admit
from govlib.rankings.material import Entrant, Entrants, Material
from govlib.rankings.order import order_entrants, rule_of
from govlib.rankings.population import groups_of_units, list_units, make_unit
from govlib.rankings.result import Ranked, make_ranked
from govlib.rankings.said import merge_notes, say_points, text_of
from govlib.rounding import as_fraction

LABEL = "积分"


def rank_by_points(ranking: Ranking, method: ItemPoints, material: Material) -> Ranked:
    """Return everyone in the order of their points; the note says how they are made up."""
    table = material.tables.get(method.table)
    if table is None:
        return make_ranked(ranking, [], lacking=f"没有交来积分所用的表（{method.table}）")
    if method.column is not None and len(table) and table[method.column].isna().all():
        return make_ranked(ranking, [], lacking="交来的表里没有填积分所用的条数")
    if len(table) and table[method.word_column].isna().all():
        return make_ranked(ranking, [], lacking="交来的表里没有填积分所用的类别，不知道每条值几分")
    group_of = groups_of_units(method.table, material)
    members = [
        replace(one, group=group_of(one.unit), unit_group=group_of(one.unit))
        for one in _count_units(table, method, material)
    ]
    have = {one.subject for one in members}
    units = [] if method.covers == "rows" else [unit for unit in list_units(material) if unit not in have]
    zero_in = "分" if method.covers == "all" else None
    members += [make_unit(unit, LABEL, group_of(unit), zero_in) for unit in units]
    entrants = admit(Entrants(tuple(members), counter="家"), ranking, material)
    return order_entrants(entrants, ranking, rule_of(method, "higher_is_better"), material)


def _count_units(table: pd.DataFrame, method: ItemPoints, material: Material) -> Iterator[Entrant]:
    day = material.place.periods[material.period_name].inspection_day
    counted = table.loc[all_hold(table, method.where, day, calendar=material.calendar)]
    rows_of = {str(unit): rows.to_dict("records") for unit, rows in counted.groupby("unit", sort=False)}
    for unit in table["unit"].dropna().unique():
        yield _count_unit(str(unit), rows_of.get(str(unit), []), method)


def _count_unit(unit: str, rows: list[dict[Any, Any]], method: ItemPoints) -> Entrant:
    items: dict[str, Fraction] = {}
    unweighted: dict[str, None] = {}
    blanks = 0
    for row in rows:
        word = text_of(row[method.word_column])
        count = 1 if method.column is None else row[method.column]
        if word not in method.weights:
            unweighted[word or "空白"] = None
        elif count is None or pd.isna(count):
            blanks += 1
        else:
            items[word] = items.get(word, Fraction(0)) + as_fraction(_plain(count))
    total = sum((number * Fraction(str(method.weights[word])) for word, number in items.items()), Fraction(0))
    no_number = bool(unweighted) and method.others == "unknown"
    is_known = not no_number and not (blanks and not items)
    made_up = "＋".join(f"{word} {say_points(number)}×{method.weights[word]:g}" for word, number in items.items())
    return Entrant(
        subject=unit, figure=LABEL, unit=unit,
        number=total if is_known else None, value=float(total) if is_known else None,
        text=f"{say_points(total)}分" if is_known else "缺数据",
        note=merge_notes([made_up, _say_unweighted(unweighted, no_number), f"{blanks} 行没有填条数" if blanks else ""]),
    )  # fmt: skip


def _say_unweighted(words: dict[str, None], no_number: bool) -> str:
    if not words:
        return ""
    said = "、".join(f"“{word}”" for word in words)
    return f"{said}没有声明分值，{'不能合计' if no_number else '不计分'}"


def _plain(count: Any) -> int | float:
    number = float(count)
    return int(number) if number.is_integer() else number
