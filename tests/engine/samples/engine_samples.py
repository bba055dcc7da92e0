"""Notebooks for the tests of engines: made of cells, read from the table of cases, evened out for comparison."""

import os
import re
from pathlib import Path
from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from govlib.batch.normalise import scrub_text

# What two runs may differ in, whichever engine ran them.
_EVENED = (
    # how long something took
    (re.compile(r"(CPU times|Wall time): .*"), r"\1: ‹时间›"),
    (re.compile(r"[\d.]+ ?(?:ns|[µμ]s|ms|s|min)\b"), "‹时间›"),
    # ids of widgets
    (re.compile(r"\b[0-9a-f]{32}\b"), "‹编号›"),
    # the folder of a run
    (re.compile(r"(?:/[\w.-]+)+/ran-\w+"), "‹文件夹›"),
)
# An error raised inside a kernel's own stream or session shows its lines, and ours shows ours.
_INNER_LINES = ("ipykernel/iostream.py", "jupyter_client/session.py", "govlib/engine")
# What comes by descriptors and not through Python reaches a kernel's client when its threads get to it.
BELOW_PYTHON = "below Python"


def notebook_of(*cells: str | tuple[str, list[str]]):
    """Make a notebook of sources, or of sources with tags; one that starts with # and a space is text."""
    made = []
    for number, cell in enumerate(cells):
        source, tags = (cell, []) if isinstance(cell, str) else cell
        new = new_markdown_cell if source.startswith("# ") else new_code_cell
        made.append(new(source, id=f"c{number}", metadata={"tags": tags} if tags else {}))
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}, "language_info": {"name": "python"}}
    return new_notebook(cells=made, metadata=metadata)


def read_cases() -> dict[str, tuple[str, list[str]]]:
    """Read the table: name → its section and the sources of its cells."""
    cases: dict[str, tuple[str, list[str]]] = {}
    section, cells, block = "", [], None
    for line in Path(__file__).with_name("cases.md").read_text(encoding="utf-8").splitlines():
        if block is not None and line == "```":
            cells.append("\n".join(block))
            block = None
        elif block is not None:
            block.append(line)
        elif line == "```ipython":
            block = []
        elif line.startswith("## "):
            cells = []
            cases[line[3:]] = (section, cells)
        elif line.startswith("# "):
            section = line[2:]
    return cases


def even(value: Any, section: str = "") -> Any:
    """Even out what two runs may differ in: texts inside outputs, lines of tracebacks, the order of descriptors."""
    if isinstance(value, str):
        text = scrub_text(value, {})
        for pattern, new in _EVENED:
            text = pattern.sub(new, text)
        return text
    if isinstance(value, dict):
        evened = {key: even(item) for key, item in value.items()}
        if any(name in line for line in evened.get("traceback", ()) for name in _INNER_LINES):
            evened["traceback"] = []
        return evened
    if isinstance(value, list):
        items = [even(item) for item in value]
        return sorted(items, key=str) if section == BELOW_PYTHON else items
    return value


def shown(cell: Any, section: str = "") -> dict[str, Any]:
    """Return what a cell shows: its count and outputs, evened out."""
    return {"count": cell.execution_count, "outputs": even(list(cell.outputs), section)}


def text_of(notebook: Any, index: int, name: str = "stdout") -> str:
    """Return what a cell has written to a stream."""
    outputs = notebook.cells[index].outputs
    return "".join(output.text for output in outputs if output.output_type == "stream" and output.name == name)


def add(first: int, second: int, hear, abandoned) -> int:
    """Add two numbers for a parent's caller."""
    hear(("加", abandoned()))
    if second < 0:
        raise ValueError("负数")
    return first + second


def leave(first: int, second: int, hear, abandoned) -> None:
    """End the process that is asked."""
    del first, second, hear, abandoned
    os._exit(1)
