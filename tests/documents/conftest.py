"""Workbooks of every kind, built on the spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govlib.documents.reading import open_document
from govlib.documents.sheets import Document


@pytest.fixture
def good_xlsx(tmp_path: Path) -> bytes:
    workbook = openpyxl.Workbook()
    for row in [["项目", "数量"], ["公开信息", 1743]]:
        workbook.active.append(row)
    path = tmp_path / "good.xlsx"
    workbook.save(path)
    return path.read_bytes()


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Document]:
    """Write bytes under a name and open them."""

    def open_bytes(content: bytes, name: str = "导出.xlsx") -> Document:
        path = tmp_path / name
        path.write_bytes(content)
        return open_document(path, name)

    return open_bytes


@pytest.fixture
def cells() -> Callable[..., list[list[str]]]:
    def as_lists(document: Document, sheet: int = 0) -> list[list[str]]:
        rows: Sequence[Sequence[Any]] = document.sheets[sheet].cells.to_numpy().tolist()
        return [list(row) for row in rows]

    return as_lists
