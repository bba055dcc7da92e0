"""Where what a scan found is written: checked before anything is read, never over a file that is scanned."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TypeVar

from govlib.errors import UserError
from govlib.text.files import Chosen
from govlib.text.report.as_json import write_json
from govlib.text.report.result import Result

_Done = TypeVar("_Done")
_PAGES = (".html", ".htm")
_TABLES = (".csv", ".xlsx")
_OPTIONS = {"json": "--json-file", "html": "--html", "docx": "--docx", "table": "--table"}


@dataclass(frozen=True)
class Outputs:
    """Where what was found is written beside the lines: None is nowhere."""

    json: Path | None = None
    html: Path | None = None
    docx: Path | None = None
    table: Path | None = None


def check_outputs(outputs: Outputs, chosen: Chosen) -> None:
    """Raise a UserError where an output could not be written, is named twice or would replace a scanned file."""
    inputs = {os.path.realpath(one.path) for one in chosen.files if one.path is not None}
    taken: set[str] = set()
    for option, path in _list_outputs(outputs):
        real = os.path.realpath(path)
        is_folder = option == "--docx" or (option == "--html" and path.suffix.lower() not in _PAGES)
        if real in inputs:
            raise UserError(option, f"“{path.name}”就是要查的文件", "另一个文件名", "原件不会被覆盖，请换一个名称")
        if real in taken and not is_folder:
            raise UserError(option, f"“{path.name}”写了两次", "每种结果一个文件")
        if is_folder and path.exists() and not path.is_dir():
            raise UserError(option, f"“{path.name}”是一个文件", "一个文件夹")
        if not is_folder and path.is_dir():
            raise UserError(option, f"“{path.name}”是文件夹", "一个文件名")
        if option == "--table" and path.suffix.lower() not in _TABLES:
            raise UserError(option, f"写的是“{path.name}”", "以 .csv 或 .xlsx 结尾的文件名")
        _check_writable(option, path if is_folder else path.parent)
        taken.add(real)


def write_outputs(outputs: Outputs, result: Result) -> Iterator[str]:
    """Write what is wanted and yield a line for each file or folder written."""
    if outputs.json is not None:
        _guard("--json-file", outputs.json, lambda path: _write_text(path, write_json(result)))
        yield f"已写出 JSON：{outputs.json.as_posix()}"
    if outputs.html is not None:
        from govlib.text.report.page import write_pages  # noqa: PLC0415 - templates load only when a page is written

        pages = _guard("--html", outputs.html, lambda path: write_pages(path, result))
        yield f"已写出网页：{pages[0].as_posix()}" + (f"等 {len(pages)} 个" if len(pages) > 1 else "")
    if outputs.docx is not None:
        from govlib.text.report.returned import return_documents  # noqa: PLC0415 - the same

        written, others = _guard("--docx", outputs.docx, lambda path: return_documents(path, result))
        yield from (f"已写出批注稿：{path.as_posix()}" for path in written)
        if others:
            yield f"不是 Word 文档、不能写批注的：{'、'.join(others)}"
        if not written and not others:
            yield "没有要批注的 Word 文档"
    if outputs.table is not None:
        from govlib.text.report.table import write_table  # noqa: PLC0415 - workbooks load only when one is written

        _guard("--table", outputs.table, lambda path: write_table(path, result))
        yield f"已写出登记表：{outputs.table.as_posix()}"


def _list_outputs(outputs: Outputs) -> Iterator[tuple[str, Path]]:
    for one in fields(outputs):
        path = getattr(outputs, one.name)
        if path is not None:
            yield _OPTIONS[one.name], path


def _check_writable(option: str, folder: Path) -> None:
    nearest = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        raise UserError(option, f"文件夹“{folder.as_posix()}”写不进去", "可以写入的文件夹", "请换一个地方")


def _guard(option: str, path: Path, write: Callable[[Path], _Done]) -> _Done:
    """Write and turn what the system refuses into a sentence."""
    try:
        return write(path)
    except OSError as error:
        found = f"“{path.as_posix()}”写不进去（{error.strerror}）"
        raise UserError(option, found, "可以写的文件", "请换一个地方，或关掉正打开它的程序") from error


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    aside.write_text(text, encoding="utf-8", newline="\n")
    aside.replace(path)
