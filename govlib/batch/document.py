"""Notebooks as documents: read, written and made of plain mappings.

nbformat's functions carry no types; they are called from here alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import nbformat
from nbformat import NotebookNode

from govlib.errors import UserError


def make_node(content: Mapping[str, Any]) -> NotebookNode:
    """Return a mapping as a part of a notebook, with all mappings inside it."""
    return cast("NotebookNode", nbformat.from_dict(dict(content)))  # type: ignore[no-untyped-call]


def make_note(text: str, tags: list[str]) -> NotebookNode:
    """Return a markdown cell."""
    return make_node({"cell_type": "markdown", "id": "note", "metadata": {"tags": tags}, "source": text})


def make_error(name: str, message: str) -> NotebookNode:
    """Return an error output without a traceback."""
    return make_node({"output_type": "error", "ename": name, "evalue": message, "traceback": []})


def read_notebook(source: Path) -> NotebookNode:
    """Read a notebook and give it a kernel and a language if it was stripped of them.

    Raises:
        UserError: The file is missing or no notebook.
    """
    try:
        text = source.read_text(encoding="utf-8")
        notebook = cast("NotebookNode", nbformat.reads(text, as_version=4))  # type: ignore[no-untyped-call]
    except FileNotFoundError:
        raise UserError(source.name, "找不到这个笔记本", advice="请检查 notebooks 文件夹是否完整") from None
    except (ValueError, nbformat.ValidationError):
        raise UserError(source.name, "不是可读的笔记本", "Jupyter 笔记本（ipynb）", "请恢复原文件") from None
    notebook.metadata.setdefault("kernelspec", make_node({"display_name": "Python 3", "name": "python3"}))
    notebook.metadata.setdefault("language_info", make_node({"name": "python"}))
    return notebook


def write_notebook(notebook: NotebookNode, target: Path) -> None:
    """Write a notebook as UTF-8 with Unix line ends and none at its end, as papermill does, creating its folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    text = cast("str", nbformat.writes(notebook))  # type: ignore[no-untyped-call]
    target.write_text(text.rstrip("\n"), encoding="utf-8", newline="\n")
