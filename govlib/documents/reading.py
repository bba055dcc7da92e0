"""Open any export file by what it is, or say clearly why it can't be read."""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineError, PasswordError

from govlib.documents.delimited import decode_text, read_delimited
from govlib.documents.sheets import Document, Sheet
from govlib.documents.sniff import sniff
from govlib.documents.workbooks import read_workbook
from govlib.errors import FileUnreadableError

MAX_FILE_BYTES = 512 * 1024 * 1024


def open_document(path: Path, shown_as: str) -> Document:
    """Return a file's sheets; raise FileUnreadableError with a sentence for a person where there are none."""
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise FileUnreadableError(shown_as, f"文件有 {size // 2**20} MiB", "不超过 512 MiB 的文件", "请分拆后再放入")
    kind, name = sniff(path)
    if kind in {"empty", "foreign"}:
        raise FileUnreadableError(shown_as, f"内容是{name}，不是表格", "xlsx、xls 或 csv 表格", "请重新导出后替换")
    if kind == "text":
        decoded = decode_text(path.read_bytes())
        sheet = Sheet("", read_delimited(decoded.text))
        return Document("csv", (sheet,), decoded.encoding, decoded.replaced, decoded.is_guessed)
    try:
        return Document("workbook", read_workbook(path))
    except PasswordError:
        raise FileUnreadableError(shown_as, "工作簿设有打开密码", "没有密码的工作簿", "请去掉密码后另存") from None
    except CalamineError:
        raise FileUnreadableError(shown_as, "工作簿已损坏或不完整", "能打开的工作簿", "请重新导出后替换") from None
