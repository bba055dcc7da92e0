"""The project of the invented county: params, its place file, and the exports of a quarter as workbooks."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
from facts import FACTS, Q3, REDELIVERED, Quarter, Table, list_tables

ROOT = Path(__file__).parents[2]
SLUG = "litai"


def build_project(root: Path) -> Path:
    """Copy params and notebooks into a folder of its own, with the invented county as the only place."""
    root.mkdir(parents=True)
    for name in ("params", "notebooks"):
        shutil.copytree(ROOT / name, root / name)
    places = root / "params" / "places"
    for file in places.glob("*"):
        file.unlink()
    shutil.copy(Path(__file__).parent / "place.yaml", places / f"{SLUG}.yaml")
    return root


def deliver(root: Path, period: str) -> None:
    """Put the exports of a quarter where an office puts them."""
    _write(root / "exports" / SLUG / period, list_tables(FACTS[period]))


def deliver_again(root: Path) -> None:
    """Replace the exports of Q3: one account's last post corrected, all rows elsewhere in their sheets."""
    quarter: Quarter = FACTS[Q3]
    corrected = replace(quarter, last_posts=quarter.last_posts | REDELIVERED)
    _write(root / "exports" / SLUG / Q3, list_tables(corrected, shifted=True))


def _write(folder: Path, tables: tuple[Table, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables:
        book = openpyxl.Workbook()
        sheet = book.active
        for number in range(table.lines_above):
            sheet.append((f"例台县 平台导出 {number + 1}",))
        sheet.append(table.headings)
        for row in table.rows:
            sheet.append([value or None for value in row])
        book.save(folder / table.file)
