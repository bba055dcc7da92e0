"""A figure over the periods of a place."""

from __future__ import annotations

import pandas as pd

from govlib.catalog.places import Basis
from govlib.history.changes import list_figure_changes
from govlib.history.opened import History

TREND_COLUMNS = [
    "place", "period", "title", "start", "end", "aligned_on", "figure", "label", "measured_in", "group_name", "value",
    "text", "numerator", "denominator", "origin", "lacking",
]  # fmt: skip
_TREND = """
    WITH asked AS (
        SELECT DISTINCT place, figure, group_name, max(label) OVER (PARTITION BY figure) AS label,
               max(measured_in) OVER (PARTITION BY figure) AS measured_in
        FROM numbers WHERE figure = $figure AND coalesce(group_by, '') = $by
        AND ($place = '' OR place = $place) AND ($name = '' OR group_name = $name)
    ),
    mine AS (SELECT * FROM numbers WHERE figure = $figure AND coalesce(group_by, '') = $by)
    SELECT t.place, t.period, t.title, t.start, t."end", t.aligned_on, a.figure, a.label, a.measured_in, a.group_name,
           n.value, coalesce(n.text, '缺数据') AS text, n.numerator, n.denominator, n.origin,
           CASE WHEN n.place IS NULL THEN '这一期没有这个数' ELSE n.lacking END AS lacking
    FROM timeline AS t JOIN asked AS a ON a.place = t.place
    LEFT JOIN mine AS n ON n.place = t.place AND n.period = t.period
        AND n.group_name IS NOT DISTINCT FROM a.group_name
    ORDER BY t.place, a.group_name NULLS FIRST, t."end", t.start NULLS FIRST, t.period
"""


def list_trend(history: History, figure: str, place: str = "", *, by: str = "", name: str = "") -> pd.DataFrame:
    """Return one row a place, period and group with a figure's number, oldest first; the columns of TREND_COLUMNS.

    ``by`` is the breakdown ("" the whole, ``unit``, ``unit_group``, ``level、group``) and ``name`` one of its groups.
    A period of the place without the number stands there as 缺数据: a line is broken there, never drawn through nought.
    Rates are fractions of 1; numbers typed by hand have the origin 手工填写.
    """
    params = {"figure": figure, "place": place, "by": by, "name": name}
    return history.ask_timeline(_TREND, params)[TREND_COLUMNS]


def list_trend_with_changes(
    history: History, figure: str, place: str = "", *, by: str = "", name: str = ""
) -> pd.DataFrame:
    """Return the trend with ``since_last`` and ``since_last_year`` as words, and what hinders a comparison (note)."""
    found = list_trend(history, figure, place, by=by, name=name)
    keys = ["place", "period", "group_name"]
    notes = []
    bases: tuple[tuple[str, Basis], ...] = (("since_last", "上期"), ("since_last_year", "去年同期"))
    for column, basis in bases:
        changes = list_figure_changes(history, figure, basis, place, by=by, name=name)
        said = changes["change_text"].fillna("")
        growth = changes["growth_text"].fillna("")
        said = said + ("（" + growth + "）").where(growth != "", "")
        changes = changes.assign(**{column: said, f"{column}_note": changes["note"].where(said != "")})
        found = found.merge(changes[[*keys, column, f"{column}_note"]], on=keys, how="left")
        notes.append(f"{column}_note")
    joined = found[notes].apply(lambda row: "；".join(word for word in row if not pd.isna(word) and word), axis=1)
    found["note"] = found["lacking"].fillna("") if found.empty else joined.where(joined != "", found["lacking"])
    return found.drop(columns=notes)
