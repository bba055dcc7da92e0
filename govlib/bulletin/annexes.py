"""The statistical annexes of a bulletin: tables with their title, scope, source and unit, as one workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from govlib.bulletin.sheet_names import name_sheet
from govlib.documents.writing import Line, Sheet, write_workbook

SHEET_ROWS = 1_048_576
INDEX = "目录"
SAMPLE_WARNING = "样例数据，仅供演示，不得作为正式通报附件使用"
EMPTY_TEXT = "本期无此类情况"

# rows kept free below a table for what writing has to say about its cells
_ROWS_FOR_REMARKS = 40


@dataclass(frozen=True, eq=False)
class Annex:
    """One annex: a display-ready table with Chinese headings, and what a published table must state.

    ``units`` is the unit of measure; ``total_row`` says that the table's last row is its total; ``wide`` prints it
    across; ``empty_reason`` says why a table has no rows; ``number_formats`` gives a heading's spreadsheet format.
    """

    title: str
    scope: str
    source: str
    units: str
    notes: tuple[str, ...]
    table: pd.DataFrame
    wide: bool = False
    total_row: bool = False
    sample: bool = False
    empty_reason: str = ""
    number_formats: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse an annex without what every published table states.

        Raises:
            ValueError: the title, scope, source or unit is empty, or the table has no columns.
        """
        missing = [part for part in ("title", "scope", "source", "units") if not getattr(self, part).strip()]
        if missing or self.table.columns.empty:
            raise ValueError(f"annex {self.title!r} lacks {', '.join(missing) or 'columns'}")

    @property
    def record_count(self) -> int:
        """Return the number of rows without the total."""
        return max(len(self.table) - self.total_row, 0)


def write_annexes(
    path: Path, annexes: Sequence[Annex], place_name: str, period_title: str, *, sheet_rows: int = SHEET_ROWS
) -> None:
    """Write the annexes to one workbook: an index, then a sheet an annex, more where a table is longer than a sheet.

    The file is read back and counted before it appears; the same annexes give the same bytes.

    Raises:
        PlaceFailedError: the workbook read back differs from what was to be written.
    """
    taken, occasion = {INDEX}, f"{place_name}　{period_title}"
    parts: list[list[Sheet]] = []
    for number, annex in enumerate(annexes, 1):
        parts.append(list(_annex_sheets(number, annex, occasion, taken, sheet_rows)))
    index = _index_sheet(annexes, parts, occasion)
    sheets = [index, *(sheet for part in parts for sheet in part)]
    write_workbook(path, sheets, f"{place_name}{period_title}附件")


def _annex_sheets(number: int, annex: Annex, occasion: str, taken: set[str], sheet_rows: int) -> Iterator[Sheet]:
    above = _lines_above(annex)
    below = _lines_below(annex)
    pieces = _split(annex, sheet_rows - len(above) - len(below) - 2 - _ROWS_FOR_REMARKS)
    for position, piece in enumerate(pieces, 1):
        part = f"（{position}/{len(pieces)}）" if len(pieces) > 1 else ""
        label = f"附件{number}{part}"
        name = name_sheet(f"{label} {annex.title}", taken)
        taken.add(name)
        yield Sheet(
            name=name,
            above=(Line(label, "label"), *above),
            table=piece,
            below=below,
            landscape=annex.wide,
            total_row=annex.total_row and position == len(pieces) and not annex.table.empty,
            empty_text=f"{EMPTY_TEXT}（{annex.empty_reason}）" if annex.empty_reason else EMPTY_TEXT,
            number_formats=annex.number_formats,
            page_heads=(occasion, f"{label}　{annex.title}"),
            back_to=INDEX,
        )


def _split(annex: Annex, rows: int) -> list[pd.DataFrame]:
    if len(annex.table) <= rows:
        return [annex.table]
    return [annex.table.iloc[start : start + rows] for start in range(0, len(annex.table), rows)]


def _lines_above(annex: Annex) -> tuple[Line, ...]:
    warning = (Line(SAMPLE_WARNING, "warning"),) if annex.sample else ()
    return (
        Line(annex.title, "title"),
        *warning,
        Line(f"统计范围：{annex.scope}", "scope"),
        Line(f"数据来源：{annex.source}", "scope"),
        Line(f"计量单位：{annex.units}", "unit"),
    )


def _lines_below(annex: Annex) -> tuple[Line, ...]:
    if len(annex.notes) == 1:
        return (Line(f"备注：{annex.notes[0]}", "note"),)
    return tuple(
        Line(f"{'备注：' if number == 1 else '　　　'}{number}.{note}", "note")
        for number, note in enumerate(annex.notes, 1)
    )


def _index_sheet(annexes: Sequence[Annex], parts: Sequence[Sequence[Sheet]], occasion: str) -> Sheet:
    """One row an annex: its number, title, unit of measure, number of records and what to know before opening it."""
    rows = [
        (f"附件{number}", annex.title, annex.units, annex.record_count, _remark(annex, len(sheets)))
        for number, (annex, sheets) in enumerate(zip(annexes, parts, strict=True), 1)
    ]
    warning = (Line(SAMPLE_WARNING, "warning"),) if any(annex.sample for annex in annexes) else ()
    return Sheet(
        name=INDEX,
        above=(Line("附件目录", "title"), Line(occasion, "subtitle"), *warning),
        table=pd.DataFrame(rows, columns=["附件", "名称", "计量单位", "数据行数", "说明"], dtype="object"),
        filtered=False,
        empty_text="本期没有附件",
        page_heads=(occasion, "附件目录"),
        link_column="附件",
        links=tuple(sheets[0].name for sheets in parts),
    )


def _remark(annex: Annex, sheets: int) -> str:
    remarks = [
        "样例数据" if annex.sample else "",
        EMPTY_TEXT if annex.table.empty else "",
        f"分{sheets}张工作表" if sheets > 1 else "",
    ]
    return "；".join(remark for remark in remarks if remark)
