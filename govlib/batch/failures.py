"""Where a notebook stopped, in words for the person who has to mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nbformat import NotebookNode

from govlib.batch.document import make_error, make_note
from govlib.engine.outcome import COMPLETED, FAILED, KILLED, LEFT, OUT_OF_MEMORY, TIMED_OUT, Ran
from govlib.errors import UserError

FAILED_TAG = "failed"
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)


_LEFT_EARLY = ("单元提前结束了运行，后面的单元没有执行", "请去掉该单元中的退出语句")


_ADVICE = {
    FAILED: "请打开保存的笔记本查看标红的单元",
    TIMED_OUT: "请检查数据量是否异常，或用 --timeout 放宽时限后重试",
    OUT_OF_MEMORY: "请检查数据量是否异常，用 --memory 放宽上限，或减少同时运行的地方数后重试",
    KILLED: "常见原因是内存不够或程序库崩溃；请减少同时运行的地方数后重试",
    LEFT: _LEFT_EARLY[1],
}


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


def find_failure(ran: Ran) -> CellFailure | None:
    """Find why an executed notebook did not come to its end; None if it did."""
    if ran.ended == COMPLETED:
        return None
    index = ran.failed_cell or 0
    for output in ran.notebook.cells[index].get("outputs", []) if ran.ended == FAILED else ():
        if output.output_type == "error":
            return _failure(ran.notebook, index, *describe_error(output))
    return _failure(ran.notebook, index, ran.why, _ADVICE[ran.ended])


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
