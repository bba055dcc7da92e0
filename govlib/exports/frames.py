"""One region of a sheet becomes rows of its table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from govlib.catalog.tables import ColumnDeclaration, TableDeclaration
from govlib.documents.sheets import Sheet
from govlib.exports.cleaning import TEXT, is_filled
from govlib.exports.dates import Window
from govlib.exports.expectations import expected_of
from govlib.exports.masking import mask_column
from govlib.exports.matching import Heading
from govlib.exports.problems import Place, ProblemLog
from govlib.exports.regions import Region
from govlib.exports.rows import RowKinds, classify_rows, fill_merged
from govlib.exports.typing_columns import empty_column, type_column
from govlib.exports.units import split_platform

_NUMERIC = frozenset({"count", "number", "share"})
_UNMASKED = frozenset({"url", "code"})


@dataclass(frozen=True)
class ReadRegion:
    """A region's rows (declared columns, then groups, then provenance), what its rows were, how many were refused."""

    frame: pd.DataFrame
    kinds: RowKinds
    refused: int


def read_region(
    sheet: Sheet,
    region: Region,
    table: TableDeclaration,
    place: Place,
    window: Window,
    log: ProblemLog,
    *,
    has_next: bool,
) -> ReadRegion:
    """Return the rows of one region with the declared types; problems go to ``log``."""
    kinds = classify_rows(sheet, region, table, has_next=has_next)
    index = pd.Index(kinds.data)
    refused = pd.Series(data=False, index=index)
    header_row = region.header_bottom + 1
    values: dict[str, pd.Series] = {}
    for key, column in table.columns.items():
        heading = region.match.columns.get(key)
        if column.is_derived:
            continue
        if heading is None:
            values[key] = _absent(column, index, place)
            if column.required and column.when_absent is None:
                log.add("missing_column", place, row=header_row, column=column.headings[0], expected=_headings(column))
                refused[:] = True
            continue
        values[key] = _read_column(sheet, region, column, heading, index, place, window, log, refused)
    _spread_platforms(table, values)
    for key, column in table.columns.items():
        if column.is_derived:
            values[key] = _derive(column, values[str(column.source)])
    frame = pd.DataFrame({key: values[key] for key in table.columns}, index=index)
    for key, name in group_columns(table).items():
        heading = region.match.columns.get(key)
        frame[name] = pd.Series("".join(heading.text.split()) if heading else pd.NA, index=index, dtype=TEXT)
    frame["source_file"] = pd.Series(place.file, index=index, dtype=TEXT)
    frame["source_sheet"] = pd.Series(place.sheet, index=index, dtype=TEXT)
    frame["source_row"] = pd.Series(index.to_numpy(dtype=np.int64) + 1, index=index, dtype="int64")
    return ReadRegion(frame.loc[~refused], kinds, int(refused.sum()))


def group_columns(table: TableDeclaration) -> dict[str, str]:
    """Return the extra columns that hold a heading as a group, by the column whose heading it is."""
    return {key: column.group_from_heading for key, column in table.columns.items() if column.group_from_heading}


def _read_column(
    sheet: Sheet,
    region: Region,
    column: ColumnDeclaration,
    heading: Heading,
    index: pd.Index,
    place: Place,
    window: Window,
    log: ProblemLog,
    refused: pd.Series,
) -> pd.Series:
    texts, merge_starts = fill_merged(sheet, region, heading.column)
    if column.type in _NUMERIC and merge_starts:
        texts = sheet.cells[heading.column].iloc[region.first : region.end]
        for row in merge_starts:
            if row in index:
                log.add(
                    "merged_number",
                    place,
                    row=row + 1,
                    column=heading.text,
                    position=heading.column,
                    value=str(texts[row]),
                )
    texts = texts.loc[index]
    typed = type_column(texts, column, heading.text, window)
    severity = "错误" if column.required else ""
    for row, code in typed.faults.items():
        log.add(
            str(code),
            place,
            row=int(str(row)) + 1,
            column=heading.text,
            position=heading.column,
            value="" if column.type == "presence" else str(texts[row]),
            expected=expected_of(str(code), column),
            severity=severity,
        )
    values = typed.values
    if values.dtype == TEXT and column.type not in _UNMASKED:
        values, masked = mask_column(values)
        if masked.any():
            log.add(
                "text_masked",
                place,
                row=int(masked.idxmax()) + 1,
                column=heading.text,
                position=heading.column,
                value=f"共 {int(masked.sum())} 处文字含电话、邮箱或身份证号，已隐去（自本行起）",
            )
    if column.required:
        refused.loc[typed.faults.index] = True
        blank = values.isna() & ~values.index.isin(typed.faults.index)
        for row in values.index[blank.to_numpy(dtype=bool)]:
            log.add(
                "blank_required",
                place,
                row=int(row) + 1,
                column=heading.text,
                position=heading.column,
                expected=expected_of("blank_required", column),
            )
        refused |= blank
    return values


def _absent(column: ColumnDeclaration, index: pd.Index, place: Place) -> pd.Series:
    if column.when_absent == "sheet":
        name = place.sheet or place.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        return pd.Series(name, index=index, dtype=TEXT)
    return empty_column(column.value_type, index)


def _headings(column: ColumnDeclaration) -> str:
    return (
        f"标题为{'、'.join(column.headings)}之一的列" if len(column.headings) > 1 else f"标题为{column.headings[0]}的列"
    )


def _spread_platforms(table: TableDeclaration, values: dict[str, pd.Series]) -> None:
    """Move a platform written in brackets behind a name to its own column, where that column is blank."""
    for key, column in table.columns.items():
        target = column.platform_in_brackets
        if target is None:
            continue
        names, platforms = values[key], values[target]
        bracketed = names.str.endswith((")", "）")).fillna(value=False).astype(bool) & platforms.isna()
        for row in names.index[bracketed.to_numpy(dtype=bool)]:
            name, platform = split_platform(str(names[row]))
            if platform:
                names[row], platforms[row] = name, platform


def _derive(column: ColumnDeclaration, source: pd.Series) -> pd.Series:
    if column.present:
        return source.notna().astype("boolean")
    codes, uniques = pd.factorize(source, use_na_sentinel=True)
    meanings = [
        next((choice for choice, words in column.contains.items() if any(word in str(text) for word in words)), pd.NA)
        for text in uniques
    ]
    taken = [meanings[code] if code >= 0 else pd.NA for code in codes]
    return pd.Series(taken, index=source.index, dtype=TEXT)


def count_filled(sheet: Sheet, region: Region) -> int:
    """Return the rows below a region's header that hold anything in its own columns, serial numbers aside."""
    apart = {heading.column for heading in (*region.match.serial, *region.match.personal)}
    block = sheet.cells.iloc[region.first : region.end]
    filled = [is_filled(block[column]) for column in range(region.left, region.right + 1) if column not in apart]
    return int(np.logical_or.reduce([column.to_numpy(dtype=bool) for column in filled]).sum()) if filled else 0
