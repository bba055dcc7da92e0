"""What the tests of the reader share: the declarations, and folders of workbooks built on the spot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from govlib.catalog.tables import PersonalDeclaration, SheetHint, TableDeclaration, load_tables
from govlib.errors import Fault
from govlib.exports import Intake, read_exports

ROOT = Path(__file__).resolve().parents[2]
WINDOW = (date(2024, 3, 6), date(2024, 6, 22))
Rows = Sequence[Sequence[Any]]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def declared() -> tuple[dict[str, TableDeclaration], PersonalDeclaration]:
    faults: list[Fault] = []
    loaded = load_tables(ROOT / "params" / "exports", faults)
    assert [fault.sentence() for fault in faults] == []
    return loaded


@pytest.fixture
def write_xlsx(tmp_path: Path) -> Callable[..., Path]:
    def write(
        sheets: Mapping[str, Rows] | Rows, name: str = "导出.xlsx", merges: Sequence[str] = (), folder: str = "exports"
    ) -> Path:
        named = sheets if isinstance(sheets, Mapping) else {"表": sheets}
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for title, rows in named.items():
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
            for merge in merges:
                sheet.merge_cells(merge)
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        workbook.save(path)
        return path

    return write


@pytest.fixture
def read(tmp_path: Path, declared) -> Callable[..., Intake]:
    def read_folder(hints: Sequence[SheetHint] = (), folder: str = "exports", window=WINDOW) -> Intake:
        return read_exports(tmp_path / folder, *declared, window, hints)

    return read_folder


@pytest.fixture
def read_rows(write_xlsx, read) -> Callable[..., Intake]:
    """Write one sheet, read it back."""

    def write_and_read(rows: Rows, merges: Sequence[str] = ()) -> Intake:
        write_xlsx(rows, merges=merges)
        return read()

    return write_and_read


@pytest.fixture
def problems_of() -> Callable[[Intake], list[tuple[Any, ...]]]:
    """Return problems as (code, severity, cell or row) in the order they are reported."""

    def brief(intake: Intake) -> list[tuple[Any, ...]]:
        frame = intake.problems
        return [
            (code, severity, cell or (None if pd.isna(row) else int(row)))
            for code, severity, cell, row in zip(
                frame["code"], frame["severity"], frame["cell"], frame["row"], strict=True
            )
        ]

    return brief
