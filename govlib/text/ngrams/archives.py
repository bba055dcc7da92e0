"""The archive that ships, and an office's own beside it, as one."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from govlib.errors import UserError
from govlib.text.ngrams.counting import ORDERS, add_tables
from govlib.text.ngrams.store import Archive, read_archive

SHIPPED = "official.ngrams"
LOCAL = Path("models") / "local.ngrams"
"""Where under params/ an office's own archive lies; git-ignored."""


def open_archive(params: Path) -> Archive:
    """Return the counts that ship, with those of params/models/local.ngrams added where there is such a file."""
    shipped = read_shipped()
    path = params / LOCAL
    return add_archives(shipped, read_archive(path, f"params/{LOCAL.as_posix()}")) if path.is_file() else shipped


def read_shipped() -> Archive:
    """Return the counts that ship with the program."""
    with as_file(files("govlib.text") / "data" / SHIPPED) as path:
        return read_archive(path, SHIPPED)


def add_archives(shipped: Archive, local: Archive) -> Archive:
    """Return two archives as one; raises UserError if the second was counted with other characters."""
    if shipped.extra != local.extra:
        expected = "和随程序的那一份同一版本的文件"
        raise UserError(f"params/{LOCAL.as_posix()}", "是用另一个版本生成的", expected, "请重新运行 govlib learn")
    tables = {order: add_tables([shipped.tables[order], local.tables[order]]) for order in ORDERS}
    made_of = f"{shipped.made_of}；{local.made_of}"
    return Archive(shipped.single + local.single, tables, shipped.extra, made_of)
