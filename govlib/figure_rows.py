"""Which rows a figure counts, and whether the columns that it needs were delivered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from govlib.catalog.conditions import Condition, all_hold
from govlib.catalog.figures import Figure
from govlib.catalog.places import Period
from govlib.catalog.roundings import Rounding
from govlib.compare import COMPARATORS
from govlib.labels import LABELS
from govlib.workdays import OFFICIAL, Calendar

_TOLD_BY = {
    **dict.fromkeys(("fixed_count", "fix_unknown_count", "passed_after_count"), "整改情况"),
    **dict.fromkeys(("opening_count", "opened_count", "closed_count", "closing_count"), "开设日期"),
}
"""Which delivered column tells a column that is computed."""
_NOT_DELIVERED = "没有交来需要的表"
_WHY_ABSENT = {
    "rectification": "以前各期没有下发过整改问题（govlib ledger send）",
    "triggered": "以前各期没有下发过整改问题，或者地方没有选用问责触发条件",
    "account_events": "整改台账和账号变动备案登记里都没有可统计的内容",
}
"""Why a table that is computed from records is not there."""


@dataclass(frozen=True)
class Counting:
    """What figures are computed from: the tables, the period, how rates are printed.

    ``absent`` names the declared columns that no file of a table had; without it a column that is blank throughout
    counts as one that was not delivered. ``calendar`` counts working days.
    """

    tables: Mapping[str, pd.DataFrame]
    period: Period
    rounding: Rounding
    absent: Mapping[str, frozenset[str]] | None = None
    calendar: Calendar = OFFICIAL


_SAY_OF_BLANKS = frozenset({"blank", "happened", "older_than", "later_than", "no_later_than"})
"""Tests for which a blank means something: not done yet."""


def absent_columns(regions: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Return the declared columns that none of a table's regions had, by table."""
    absent: dict[str, frozenset[str]] = {}
    for table, said in zip(regions["table"], regions["columns_absent"], strict=True):
        names = frozenset(said.split("、") if isinstance(said, str) and said else ())
        absent[str(table)] = absent.get(str(table), names) & names
    return absent


def table_of(figure: Figure, counting: Counting) -> pd.DataFrame | None:
    """Return the table that a figure counts, with its joined columns; None when it was not delivered.

    Where only the joined table is lacking, its columns are blank: the whole is still known, its breakdowns are not.
    """
    table = counting.tables.get(str(figure.table))
    if table is None or figure.join is None:
        return table
    other = counting.tables.get(figure.join.table)
    if other is None:
        return table.assign(**{name: pd.Series(pd.NA, index=table.index, dtype="string") for name in figure.join.take})
    taken = other[[figure.join.on, *figure.join.take]].dropna(subset=[figure.join.on]).drop_duplicates(figure.join.on)
    return table.merge(taken, on=figure.join.on, how="left")


def say_absent(figure: Figure) -> str:
    """Return why a figure has no table to count."""
    return _WHY_ABSENT.get(str(figure.table), _NOT_DELIVERED)


def say_lacking(figure: Figure, table: pd.DataFrame, counting: Counting) -> str:
    """Return which columns a figure lacks, as a sentence; "" when it has all it needs."""
    names = dict.fromkeys(_lacking_columns(figure, table, counting))
    said = "、".join(dict.fromkeys(_TOLD_BY.get(name) or LABELS.get(name, f"{figure.label}需要的列") for name in names))
    return f"表里没有“{said}”" if names else ""


def counted_rows(figure: Figure, table: pd.DataFrame, counting: Counting) -> pd.DataFrame:
    """Return the rows that a figure counts.

    For different values a limit on a number is asked of the sum by those values: a unit that reports in two rows
    published nothing only when both are nought.
    """
    limits = [item for item in figure.where if figure.measure == "distinct" and _limit(item) is not None]
    others = tuple(item for item in figure.where if item not in limits)
    rows = table.loc[all_hold(table, others, counting.period.inspection_day, calendar=counting.calendar)]
    for item in limits:
        word, limit = _limit(item) or ("", 0.0)
        sums = rows.groupby(list(figure.columns), dropna=False)[item.column].transform("sum", min_count=1)
        rows = rows.loc[COMPARATORS[word].breaks(sums, limit).fillna(value=False).astype(bool)]
    return rows


def rows_of_kind(figure: Figure, table: pd.DataFrame, counting: Counting) -> pd.DataFrame:
    """Return the rows of the kind of subject that a figure counts; all rows where it asks for no kind."""
    kinds = tuple(item for item in figure.where if item.column == "subject_kind")
    return (
        table.loc[all_hold(table, kinds, counting.period.inspection_day, calendar=counting.calendar)]
        if kinds
        else table
    )


def _limit(condition: Condition) -> tuple[str, float] | None:
    limits = ((word, getattr(condition, word)) for word in COMPARATORS)
    return next(((word, float(limit)) for word, limit in limits if limit is not None), None)


def _lacking_columns(figure: Figure, table: pd.DataFrame, counting: Counting) -> Iterator[str]:
    """Yield the columns without which the figure can't be known; a test that only excludes needs none."""
    known = None if counting.absent is None else counting.absent.get(str(figure.table))
    for condition in figure.where:
        if condition.none_of is not None:
            continue
        blank_has_meaning = condition.test in _SAY_OF_BLANKS
        for name in condition.columns():
            if known is not None and blank_has_meaning and name == condition.column:
                if name in known:
                    yield name
            elif _is_blank(table, name):
                yield name
    yield from (name for name in (figure.column, figure.since) if name is not None and _is_blank(table, name))
    if figure.columns and all(_is_blank(table, name) for name in figure.columns):
        yield from figure.columns


def _is_blank(table: pd.DataFrame, name: str) -> bool:
    return bool(len(table)) and bool(table[name].isna().all())
