"""Which numbers are 暂定: those over rows whose working days run through a year not yet published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from govlib.ascription import Flags
from govlib.catalog.figures import Figure
from govlib.figure_rows import Counting, table_of
from govlib.figures import UNGROUPED, UNWRITTEN, FigureValue
from govlib.provisional import counts_workdays, provisional_rows
from govlib.workdays import PROVISIONAL


@dataclass(frozen=True)
class _Doubts:
    """The rows of a table that count working days of provisional years, and each year with whether a row does."""

    table: pd.DataFrame
    years: Mapping[int, Flags]

    def of(self, group: Mapping[str, str]) -> set[int]:
        """Return the years through which the rows of a group are counted."""
        mine = pd.Series(data=True, index=self.table.index)
        for name, word in group.items():
            column = self.table[name].astype("string")
            is_mine = column.isna() if word in (UNGROUPED, UNWRITTEN) else column.eq(word)
            mine &= is_mine.fillna(value=False).astype(bool)
        inside = mine.to_numpy(dtype=bool)
        return {year for year, rows in self.years.items() if (rows & inside).any()}


def mark_doubts(values: Iterable[FigureValue], declared: Mapping[str, Figure], counting: Counting) -> list[FigureValue]:
    """Return the figures, those that rest on a year not yet published marked 暂定, ``lacking`` saying of what year.

    A rate is marked where one of its parts is.
    """
    doubts = {name: found for name, figure in declared.items() if (found := _find_doubts(figure, counting)) is not None}
    return [_mark(value, declared[value.id], doubts, counting) for value in values]


def _find_doubts(figure: Figure, counting: Counting) -> _Doubts | None:
    table = table_of(figure, counting) if counts_workdays(figure.where) else None
    if table is None:
        return None
    years = provisional_rows(table, figure.where, counting.period.inspection_day, counting.calendar)
    return _Doubts(table, years) if years else None


def _mark(value: FigureValue, figure: Figure, doubts: Mapping[str, _Doubts], counting: Counting) -> FigureValue:
    if value.value is None:
        return value
    parts = (str(part) for part in (value.id, figure.numerator, figure.denominator))
    years = {year for part in parts if part in doubts for year in doubts[part].of(value.group)}
    if not years:
        return value
    said = counting.calendar.say_provisional(years).strip("（）")
    return replace(value, text=f"{value.text}{PROVISIONAL}", lacking="；".join(filter(None, (value.lacking, said))))
