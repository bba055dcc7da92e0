"""Open a workbook that a person keeps by hand: xlsx and nothing else, and no larger than such a one is."""

from __future__ import annotations

import zipfile
from pathlib import Path

from govlib.documents.reading import open_document
from govlib.documents.sheets import Document
from govlib.errors import FileUnreadableError

MAX_BYTES = 20 * 1024 * 1024
_PART = "xl/workbook.xml"
_ADVICE = "请用 Excel 或 WPS 另存为 xlsx 后替换"


def open_xlsx(path: Path, shown_as: str) -> Document:
    """Return the sheets of an xlsx; raise FileUnreadableError with a sentence for a person for anything else."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        found = f"文件有 {size / 2**20:.1f} MiB，太大"
        advice = "请删去多余的工作表、图片和空白行列"
        raise FileUnreadableError(shown_as, found, f"不超过 {MAX_BYTES // 2**20} MiB 的工作簿", advice)
    document = open_document(path, shown_as)
    if document.kind != "workbook" or not _is_xlsx(path):
        raise FileUnreadableError(shown_as, "内容不是 xlsx 工作簿", "xlsx 工作簿", _ADVICE)
    return document


def _is_xlsx(path: Path) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return _PART in archive.namelist()
