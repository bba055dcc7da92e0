"""Where a notebook stopped, in words for the person who has to mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode

from govlib.batch.document import make_error, make_note
from govlib.errors import UserError

FAILED_TAG = "failed"
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)


_LEFT_EARLY = ("单元提前结束了运行，后面的单元没有执行", "请去掉该单元中的退出语句")


class LeftEarlyError(Exception):
    """A cell that asked its kernel to end."""


@dataclass(frozen=True)
class CellFailure:
    """One failed cell: its place in the notebook, the heading it stands under, and the reason in one line."""

    cell_index: int
    heading: str
    message: str
    advice: str


def notebook_title(notebook: NotebookNode, otherwise: str) -> str:
    """Return the first heading of a notebook, or ``otherwise``."""
    return _heading_before(notebook, len(notebook.cells), first=True) or otherwise


def _heading_before(notebook: NotebookNode, index: int, *, first: bool = False) -> str:
    headings = [
        heading
        for cell in notebook.cells[:index]
        if cell.cell_type == "markdown" and FAILED_TAG not in cell.metadata.get("tags", [])
        for heading in _HEADING.findall(cell.source)
    ]
    return str(headings[0 if first else -1]) if headings else ""


def find_failure(notebook: NotebookNode, started: int | None, error: Exception | None) -> CellFailure | None:
    """Find why an executed notebook did not come to its end; None if it did.

    ``started`` is the last cell that began, ``error`` what the engine said. A cell that ended the kernel quietly
    (``sys.exit(0)``) is found by the cells left unexecuted after it.
    """
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                return _failure(notebook, index, *describe_error(output))
    if error is not None:
        index = started or 0
        if isinstance(error, CellTimeoutError):
            return _failure(notebook, index, "单元运行超时，已中止", "请检查数据量是否异常，或放宽时限后重试")
        if isinstance(error, LeftEarlyError):
            return _failure(notebook, index, *_LEFT_EARLY)
        advice = "常见原因是内存不够或程序库崩溃；请减少同时运行的地方数后重试"
        return _failure(notebook, index, "计算内核中途退出", advice)
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and cell.source.strip() and cell.execution_count is None:
            return _failure(notebook, index, "单元没有执行到", "请检查前面的单元是否提前结束了运行")
    return None


def describe_error(output: NotebookNode) -> tuple[str, str]:
    """Return an error output as one line for people, and what to do about it."""
    name, value = str(output.ename), _ANSI.sub("", str(output.evalue)).strip()
    if name in _names_for_people() or value.endswith("。"):
        return value, "请按上面的提示改正后重新运行"
    if name == "SystemExit":
        return _LEFT_EARLY
    lines = value.splitlines()
    message = f"{name}：{lines[-1]}" if lines else name
    return message, "请打开保存的笔记本查看标红的单元；如属程序缺陷，请连同 run.log 一并反馈"


def _names_for_people() -> frozenset[str]:
    families, names = [UserError], set()
    while families:
        family = families.pop()
        names.add(family.__name__)
        families += family.__subclasses__()
    return frozenset(names)


def _failure(notebook: NotebookNode, index: int, message: str, advice: str) -> CellFailure:
    return CellFailure(index, _heading_before(notebook, index) or "（开头）", message, advice)


def mark_failure(notebook: NotebookNode, failure: CellFailure) -> None:
    """Tag the failed cell and put a note above it, in place.

    A cell whose kernel died carries no error of its own; it is given one.
    """
    cell = notebook.cells[failure.cell_index]
    cell.metadata["tags"] = [*cell.metadata.get("tags", []), FAILED_TAG]
    if cell.cell_type == "code" and not any(output.output_type == "error" for output in cell.outputs):
        cell.outputs.append(make_error("运行中断", failure.message))
    note = make_note(f"**⚠ 运行停在下面这个单元。**\n\n{failure.message}\n\n{failure.advice}", [FAILED_TAG])
    notebook.cells.insert(failure.cell_index, note)
