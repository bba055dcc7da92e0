"""Small tables drawn with pipes become frames as the intake delivers them: declared columns, types, provenance."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from govlib.catalog.tables import ColumnDeclaration, TableDeclaration

TIMES, SHEET = "×", "sheet"
WORDS = {"是": True, "否": False, "有": True, "无": False}
DTYPES = {
    "count": "Int64",
    "number": "Float64",
    "share": "Float64",
    "flag": "boolean",
    "presence": "boolean",
    "date": "datetime64[us]",
    "datetime": "datetime64[us]",
}


def read_lines(text: str) -> list[dict[str, str]]:
    """Return one record a line below the heading; every line must have as many cells as the heading."""
    lines = [line.strip() for line in text.strip().splitlines()]
    if not lines or not all(line.startswith("|") and line.endswith("|") for line in lines):
        raise ValueError(f"每行都要以 | 开头和结尾：{text!r}")
    cells = [[cell.strip() for cell in line[1:-1].split("|")] for line in lines]
    heading = cells[0]
    if len(set(heading)) != len(heading):
        raise ValueError(f"列名重复：{heading}")
    for row in cells[1:]:
        if len(row) != len(heading):
            raise ValueError(f"格数与标题不同：{row}")
    return [dict(zip(heading, row, strict=True)) for row in cells[1:]]


def draw_table(text: str, name: str, declared: TableDeclaration) -> pd.DataFrame:
    """Return the frame of a drawn table; ``×`` repeats a row, rows are numbered from 2 as below one heading."""
    records = [record for record in read_lines(text) for _ in range(int(record.get(TIMES, "1")))]
    heading = [cell.strip() for cell in text.strip().splitlines()[0].strip("| ").split("|")]
    unknown = set(heading) - {*declared.columns, TIMES, SHEET}
    if unknown:
        raise ValueError(f"表 {name} 没有列 {sorted(unknown)}")
    frame = pd.DataFrame(
        {
            key: pd.Series(
                [read_cell(record.get(key, ""), column, key) for record in records],
                dtype=DTYPES.get(column.value_type, "string"),
            )
            for key, column in declared.columns.items()
        }
    )
    frame["source_file"] = pd.Series(f"{name}.xlsx", index=frame.index, dtype="string")
    frame["source_sheet"] = pd.Series([record.get(SHEET, "") for record in records], dtype="string")
    frame["source_row"] = pd.Series(range(2, len(records) + 2), dtype="int64")
    return frame


READERS = {
    "flag": WORDS.__getitem__,
    "presence": WORDS.__getitem__,
    "count": int,
    "number": float,
    "share": float,
    "date": lambda text: pd.Timestamp(date.fromisoformat(text)),
    "datetime": lambda text: pd.Timestamp(datetime.fromisoformat(text)),
}


def read_cell(text: str, column: ColumnDeclaration, key: str) -> object:
    """Return the typed value of a cell; a blank is missing, a word that the column can't hold is refused."""
    kind = column.value_type
    if text == "":
        return pd.NaT if kind in ("date", "datetime") else pd.NA
    if kind in READERS:
        return READERS[kind](text)
    allowed = column.contains or column.choices
    if kind == "choice" and text not in allowed:
        raise ValueError(f"列 {key} 没有“{text}”这个值，只有 {'、'.join(allowed)}")
    return text
