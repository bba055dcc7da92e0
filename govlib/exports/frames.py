"""One region of a sheet becomes rows of its table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from govlib.catalog.tables import ColumnDeclaration, TableDeclaration
from govlib.documents.sheets import Sheet
from govlib.exports.cleaning import TEXT
from govlib.exports.column_types import empty_column, type_column
from govlib.exports.dates import Window
from govlib.exports.derived import derive_column, spread_platforms
from govlib.exports.expectations import expected_cell, expected_heading
from govlib.exports.masking import mask_column, strip_hidden
from govlib.exports.matching import Heading
from govlib.exports.problems import Place, ProblemLog
from govlib.exports.regions import Region
from govlib.exports.rows import RowKinds, classify_rows, cut_block, fill_merged
from govlib.exports.total_check import compare_total, report_totals

_NUMERIC = frozenset({"count", "number", "share"})
_UNITS = frozenset({"unit", "unit_list"})
_UNMASKED = frozenset({"url", "code"})


@dataclass(frozen=True)
class RegionTask:
    """What is read: a region of a sheet as a table, in a window, problems going to ``log``."""

    sheet: Sheet
    region: Region
    table: TableDeclaration
    place: Place
    window: Window
    log: ProblemLog


@dataclass(frozen=True)
class ReadRegion:
    """A region's rows (declared columns, groups, provenance), what they were, how many were refused, how many there."""

    frame: pd.DataFrame
    kinds: RowKinds
    refused: int
    filled: int


def read_region(task: RegionTask, *, has_next: bool) -> ReadRegion:
    """Return the rows of one region with the declared types; ``has_next`` says that another table follows below."""
    table, match = task.table, task.region.match
    block = cut_block(task.sheet, task.region)
    kinds = classify_rows(task.sheet, task.region, table, block, has_next=has_next)
    index = pd.Index(kinds.data)
    refused = pd.Series(data=False, index=index)
    values: dict[str, pd.Series] = {}
    for key, column in table.columns.items():
        if column.is_derived:
            continue
        heading = match.columns.get(key)
        values[key] = (
            _absent_column(task, column, refused) if heading is None else _read_column(task, column, heading, refused)
        )
    if not refused.any():
        report_totals(task.log, task.place, compare_total(task.sheet, task.region, table, kinds, values))
    spread_platforms(table, values)
    for key, column in table.columns.items():
        if column.is_derived:
            values[key] = derive_column(column, values[str(column.source)])
    frame = pd.DataFrame({key: values[key] for key in table.columns}, index=index)
    for key, column in table.columns.items():
        if column.group_from_heading is not None:
            heading = match.columns.get(key)
            group = "".join(heading.text.split()) if heading is not None else pd.NA
            frame[column.group_from_heading] = pd.Series(group, index=index, dtype=TEXT)
    frame["source_file"] = pd.Series(task.place.file, index=index, dtype=TEXT)
    frame["source_sheet"] = pd.Series(task.place.sheet, index=index, dtype=TEXT)
    frame["source_row"] = pd.Series(index.to_numpy(dtype=np.int64) + 1, index=index, dtype="int64")
    return ReadRegion(frame.loc[~refused], kinds, int(refused.sum()), int((block.counts > 0).sum()))


def _absent_column(task: RegionTask, column: ColumnDeclaration, refused: pd.Series) -> pd.Series:
    if column.when_absent == "sheet":
        name = task.place.sheet or task.place.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        return pd.Series(name, index=refused.index, dtype=TEXT)
    if column.required is True:
        row = task.region.header_bottom + 1
        task.log.add(
            "missing_column", task.place, row=row, column=column.headings[0], expected=expected_heading(column)
        )
        refused[:] = True
    return empty_column(column.value_type, refused.index)


def _read_column(task: RegionTask, column: ColumnDeclaration, heading: Heading, refused: pd.Series) -> pd.Series:
    texts = _cell_texts(task, column, heading).loc[refused.index]
    typed = type_column(texts, column, heading.text, task.window)
    severity, effect = ("错误", "整行没有采用") if column.required else ("", "这一格按空白处理")
    advice = "请写成带 % 的百分数" if column.type == "share" else ""
    for row, code in zip(typed.faults.index.tolist(), typed.faults.tolist(), strict=True):
        value = "" if column.type == "presence" else str(texts.loc[row])
        expected = expected_cell(code, column)
        facts = {"value": value, "expected": expected, "severity": severity, "effect": effect}
        _add(task, code, heading, row, **facts, advice=advice if code == "bad_number" else "")
    result = typed.values  # noqa: PD011 - a field of ours, not the array of a Series
    if result.dtype == TEXT and column.type not in _UNMASKED:
        result, masked = mask_column(result)
        if masked.any():
            value = f"共 {int(masked.sum())} 处文字含电话、邮箱或身份证号，已隐去（自本行起）"
            if column.type in _UNITS:
                result[masked] = [strip_hidden(str(name)) or pd.NA for name in result[masked]]
            _add(task, "text_masked", heading, int(masked.index[int(np.argmax(masked.to_numpy()))]), value=value)
    if column.required:
        refused.loc[typed.faults.index] = True
        blank = result.isna() & ~result.index.isin(typed.faults.index)
        for row in result.index[blank.to_numpy(dtype=bool)].tolist():
            _add(task, "blank_required", heading, row, expected=expected_cell("blank_required", column))
        refused |= blank
    return result


def _cell_texts(task: RegionTask, column: ColumnDeclaration, heading: Heading) -> pd.Series:
    """Return a column's texts, merged cells filled downward unless they are numbers, which would then count twice."""
    filled, starts = fill_merged(task.sheet, task.region, heading.column)
    if column.type not in _NUMERIC or not starts:
        return filled
    texts = task.sheet.cells[heading.column]
    for row in starts:
        if str(texts.loc[row]).strip():
            _add(task, "merged_number", heading, row, value=str(texts.loc[row]))
    return texts


def _add(task: RegionTask, code: str, heading: Heading, row: int, **facts: str) -> None:
    """Add the problem of one cell; ``row`` from 0."""
    task.log.add(code, task.place, row=row + 1, column=heading.text, position=heading.column, **facts)
