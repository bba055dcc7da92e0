"""The change of a figure since 上期 or 去年同期 at every place: in its unit, in per cent, in points for a rate."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from govlib.catalog.places import Basis
from govlib.catalog.roundings import Rounding
from govlib.earlier.arithmetic import Amount, Change, compare_amounts
from govlib.history.opened import History

CHANGE_COLUMNS = [
    "place", "period", "end", "basis", "earlier_period", "figure", "label", "measured_in", "group_name", "earlier_text",
    "now_text", "earlier_value", "value", "change_value", "change_text", "growth_value", "growth_text", "comparable",
    "note",
]  # fmt: skip
_OTHER: Mapping[Basis, str] = {"上期": "last_period", "去年同期": "period_a_year_ago"}
_HUNDRED = 100
_PAIRS = """
    WITH mine AS (
        SELECT * FROM numbers WHERE figure = $figure AND coalesce(group_by, '') = $by
        AND ($place = '' OR place = $place) AND ($name = '' OR group_name = $name)
    ),
    pairs AS (
        SELECT place, period, title, start, "end", ruleset, comparable_within_days,
               CASE WHEN $basis = '上期' THEN last_period ELSE period_a_year_ago END AS earlier_period
        FROM timeline WHERE NOT by_hand AND ($period = '' OR period = $period)
    )
    SELECT n.place, p.period, p.title, p."end", p.earlier_period, n.figure, n.label, n.measured_in, n.group_name,
           n.value, n.text, n.numerator, n.denominator, n."window", n.lacking,
           coalesce(n.window_start, p.start) AS first_day, coalesce(n.window_end, p."end") AS last_day,
           e.place IS NOT NULL AS is_there, e.value AS earlier_value, e.text AS earlier_text,
           e.numerator AS earlier_numerator, e.denominator AS earlier_denominator, e."window" AS earlier_window,
           coalesce(e.window_start, t.start) AS earlier_first_day, coalesce(e.window_end, t."end") AS earlier_last_day,
           coalesce(e.origin = '手工填写', false) AS by_hand, p.comparable_within_days, p.ruleset,
           t.ruleset AS earlier_ruleset
    FROM pairs AS p JOIN mine AS n ON n.place = p.place AND n.period = p.period
    LEFT JOIN timeline AS t ON t.place = p.place AND t.period = p.earlier_period
    LEFT JOIN mine AS e ON e.place = p.place AND e.period = p.earlier_period
        AND e.group_name IS NOT DISTINCT FROM n.group_name
    WHERE p.earlier_period IS DISTINCT FROM '不比'
    ORDER BY n.place, p."end", p.start, p.period, n.group_name NULLS FIRST
"""


def list_figure_changes(
    history: History,
    figure: str,
    basis: Basis,
    place: str = "",
    *,
    by: str = "",
    name: str = "",
    period: str = "",
    rounding: Rounding | None = None,
) -> pd.DataFrame:
    """Return one row a place, period and group with a figure's change since ``basis``; CHANGE_COLUMNS.

    ``change_value`` is in the figure's unit, for a rate in points (百分点); ``growth_value`` in per cent of the earlier
    number, blank for a rate. ``comparable`` is false where a number is missing, the windows or the rulesets differ;
    ``note`` says why. What 上期 and 去年同期 mean is what each place itself compares with.
    """
    params = {"figure": figure, "basis": basis, "place": place, "by": by, "name": name, "period": period}
    pairs = history.ask_timeline(_PAIRS, params)
    rows = [_describe(row, basis, rounding or Rounding(decimals=1)) for row in pairs.to_dict("records")]
    frame = pd.DataFrame(rows, columns=CHANGE_COLUMNS, index=pairs.index)
    numbers = dict.fromkeys(("earlier_value", "value", "change_value", "growth_value"), "Float64")
    texts = dict.fromkeys(set(CHANGE_COLUMNS) - set(numbers) - {"end", "comparable"}, "string")
    return frame.astype({**numbers, **texts, "comparable": "boolean", "end": "datetime64[us]"})


def _describe(row: Mapping[Any, Any], basis: Basis, rounding: Rounding) -> dict[str, object]:
    said: dict[str, object] = {name: row[name] for name in CHANGE_COLUMNS if name in row}
    said |= {"basis": basis, "now_text": row["text"], "comparable": False}
    said["earlier_text"] = "缺数据" if pd.isna(row["earlier_text"]) else row["earlier_text"]
    if pd.isna(row["value"]) or pd.isna(row["earlier_value"]):
        return {**said, "note": _why_none(row, basis)}
    change = _compare(row, basis, rounding)
    hindrances = _hindrances(row, basis)
    notes = [
        *hindrances,
        *([f"{basis}数为手工填写"] if row["by_hand"] else []),
        *([change.note] if change.note else []),
    ]
    return {
        **said,
        "change_value": change.value,
        "change_text": change.text,
        "growth_value": change.growth_value,
        "growth_text": change.growth_text,
        "comparable": not hindrances,
        "note": "；".join(notes),
    }


def _why_none(row: Mapping[Any, Any], basis: Basis) -> str:
    if pd.isna(row["earlier_period"]):
        return f"没有{basis}可比"
    if pd.isna(row["value"]):
        lacking = "缺数据" if pd.isna(row["lacking"]) else row["lacking"]
        return f"本期{lacking}，没有变化可言"
    return f"{basis}没有这个数，没有变化可言"


def _compare(row: Mapping[Any, Any], basis: Basis, rounding: Rounding) -> Change:
    unit = "" if pd.isna(row["measured_in"]) else str(row["measured_in"])
    now = _amount(row["value"], row["numerator"], row["denominator"], str(row["text"]), unit)
    before = _amount(
        row["earlier_value"], row["earlier_numerator"], row["earlier_denominator"], str(row["earlier_text"]), unit
    )
    return compare_amounts(now, before, unit, rounding, basis)


def _amount(value: float, numerator: Any, denominator: Any, text: str, unit: str) -> Amount:
    """Return a number with its text: exact by its parts where it has them, printed as its text says."""
    has_parts = not pd.isna(numerator) and not pd.isna(denominator) and denominator
    exact = Fraction(str(numerator)) / Fraction(str(denominator)) if has_parts else Fraction(str(value))
    bare = text.removesuffix(unit)
    try:
        printed = Fraction(bare)
    except ValueError:
        printed = exact * _HUNDRED if unit == "%" else exact
        bare = f"{float(printed):.10g}"
    return Amount(exact, f"{bare}{unit}", printed)


def _hindrances(row: Mapping[Any, Any], basis: Basis) -> list[str]:
    """Return what forbids to compare two numbers: their windows, or the rules they were made by."""
    found = []
    days = [row[name] for name in ("first_day", "last_day", "earlier_first_day", "earlier_last_day")]
    if any(pd.isna(day) for day in days):
        return [f"{basis}的起止日期没有写，时间窗是否可比不知道"]
    window, earlier = row["window"], row["earlier_window"]
    if not pd.isna(window) and not pd.isna(earlier) and window != earlier:
        found.append(f"时间窗不同（本期是“{window}”，{basis}是“{earlier}”）")
    lengths = [(days[1] - days[0]).days + 1, (days[3] - days[2]).days + 1]
    tolerance = 0 if pd.isna(row["comparable_within_days"]) else int(row["comparable_within_days"])
    if abs(lengths[0] - lengths[1]) > tolerance:
        found.append(f"时间窗长度不同（本期 {lengths[0]} 天，{basis} {lengths[1]} 天）")
    if days[3] >= days[0]:
        found.append("两期时间窗重叠")
    rules, before = row["ruleset"], row["earlier_ruleset"]
    if not pd.isna(rules) and not pd.isna(before) and rules != before:
        found.append(f"规则集不同（本期 {rules}，{basis} {before}）")
    return found
