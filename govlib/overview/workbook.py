"""overview.xlsx: everything an overview shows, whole, as annexes with title, scope, source and unit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from govlib.bulletin.annexes import Annex, write_annexes
from govlib.labels import labelled
from govlib.overview import tables
from govlib.overview.kinds import KINDS, RECTIFICATION
from govlib.overview.view import Overview

MOST_ROWS = 20_000
MOST_NAMES = 2_000
_OUTPUTS = "各地方的成果"


def write_overview(path: Path, view: Overview, findings: pd.DataFrame) -> None:
    """Write the workbook; ``findings`` are those that fail or wait, as many as there are to be listed."""
    write_annexes(path, list(list_annexes(view, findings)), view.title, view.period)


def list_annexes(view: Overview, findings: pd.DataFrame) -> Iterator[Annex]:
    """Yield the annexes in the order of the page; long lists end after 20,000 rows and say where the rest is."""
    for kind in KINDS:
        unit = "条" if kind == RECTIFICATION else "个"
        yield _annex(view, f"各地区{KINDS[kind].rate_name}", tables.table_regions(view, kind), unit)
    yield _annex(view, "达到100%的和低于线的地方", tables.table_standing(view, MOST_NAMES), "个")
    for (ranked_kind, group), ranked in view.ranked.groupby(["kind", "comparable_group"], sort=False):
        said = f"（{group}）" if len(view.groups) > 1 else ""
        name = f"{KINDS[str(ranked_kind)].rate_name}排名"
        yield _annex(view, name, tables.table_ranking(ranked, str(ranked_kind)), "个、%", said)
    yield _annex(view, "各地方一览", tables.table_places(view).drop(columns=["place", "is_upper"]), "%、项、条")
    lacking = [tables.table_lacking(view, kind).assign(kind=KINDS[kind].rate_name) for kind in KINDS]
    yield _annex(view, "缺数据的地方", pd.concat(lacking, ignore_index=True), "个")
    yield _annex(view, "没有计入的地方", tables.table_left_out(view), "个")
    yield _annex(view, "上级地方本级的检查", tables.table_uppers(view), "个")
    yield _annex(view, "问题构成", tables.table_mix(view), "条、个、家")
    yield _annex(view, "各期的率", tables.table_trend(view), "个、%")
    yield _annex(view, "反复出现的问题", tables.table_recurrent(view).drop(columns="place"), "项")
    yield _annex(view, "各单位问题", tables.table_units(view).drop(columns="place"), "条")
    yield _annex(view, "不合格和待复核", tables.table_findings(view, findings).drop(columns="place"), "项")


def _annex(view: Overview, title: str, table: pd.DataFrame, units: str, scope: str = "") -> Annex:
    cut = (f"本表列前 {MOST_ROWS} 行；其余见各地方文件夹里的 findings.csv 和网页。",) if len(table) > MOST_ROWS else ()
    return Annex(
        title=f"{view.period}{title}",
        scope=f"{view.title}{scope or '，' + view.period}",
        source=_OUTPUTS,
        units=units,
        notes=("合格率是数目之和相除；缺数据的地方不计入。", *cut),
        table=labelled(table.head(MOST_ROWS)),
        wide=len(table.columns) > 7,  # noqa: PLR2004 - more columns than an upright sheet holds
        sample=view.sample,
        empty_reason="没有",
    )
