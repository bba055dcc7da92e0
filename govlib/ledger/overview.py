"""``govlib ledger status``: numbers by unit and state, and who has not reported."""

from __future__ import annotations

import pandas as pd

from govlib.ledger.states import STATES

UNIT_COLUMN, TOLD_COLUMN, SILENT_COLUMN = "责任单位", "下发", "没有回复"


def count_by_unit(cases: pd.DataFrame) -> pd.DataFrame:
    """Return one row a unit and a total: how many numbers, in which state, how many without any report."""
    columns = [UNIT_COLUMN, TOLD_COLUMN, *STATES, SILENT_COLUMN]
    if cases.empty:
        return pd.DataFrame(columns=columns)
    counted = pd.crosstab(cases["unit"], cases["state"]).reindex(columns=list(STATES), fill_value=0)
    silent = cases["first_reported_on"].isna().groupby(cases["unit"]).sum()
    table = counted.assign(**{TOLD_COLUMN: counted.sum(axis=1), SILENT_COLUMN: silent})
    total = table.sum().rename("合计").to_frame().T
    table = pd.concat([table.sort_index(), total]).astype("int64")
    return table.rename_axis(UNIT_COLUMN).reset_index()[columns]


def list_silent(cases: pd.DataFrame) -> list[str]:
    """Return the units that have answered none of their open numbers since they were told last."""
    if cases.empty:
        return []
    open_ones = cases.loc[~cases["state"].isin(["已核实整改", "已销号"])]
    has_said = open_ones["first_reported_on"].notna().groupby(open_ones["unit"]).any()
    return sorted(str(unit) for unit in has_said.index[~has_said])
