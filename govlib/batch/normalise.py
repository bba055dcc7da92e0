"""Make an executed notebook the same whenever and wherever it ran."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode

from govlib.batch.document import make_node

_KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
_LANGUAGE = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"}
_KEPT_METADATA = ("title",)
# (what a text must contain for the search to be worth it, what to look for, what stands instead)
_SCRUBS = (
    # where ipykernel compiles a cell: /tmp/ipykernel_123/456.py, C:\...\Temp\ipykernel_123\456.py
    ("ipykernel_", re.compile(r"[^\s\"'<>()]*ipykernel_\d+[/\\]\d+\.py"), "〔单元〕"),
    ("<ipython-input-", re.compile(r"<ipython-input-[0-9a-f-]+>"), "〔单元〕"),
    (" at 0x", re.compile(r" at 0x[0-9a-fA-F]{6,}\b"), " at 0x…"),
    ("-packages", re.compile(r"[^\s\"'<>()]*[/\\](?:site|dist)-packages[/\\]"), "〔库〕/"),
    ("python3.", re.compile(r"[^\s\"'<>()]*[/\\]lib[/\\]python3\.\d+[/\\]"), "〔库〕/"),
)
_BINARY_KEYS = ("bdata", "image/png", "image/jpeg")


def scrub_text(text: str, replacements: Mapping[str, str]) -> str:
    """Replace what names this machine or this moment in a text.

    ``replacements`` maps folders to what stands for them; longer ones are replaced first, and only where a path
    starts, so that a web address with the same part stays as it is.
    """
    for old in sorted(replacements, key=len, reverse=True):
        if old in text:
            new_name = replacements[old]
            text = _path_pattern(old).sub(new_name.replace("\\", "\\\\"), text)
    for needle, pattern, new in _SCRUBS:
        if needle in text:
            text = pattern.sub(new, text)
    return text


def _path_pattern(path: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.:/\\-]){re.escape(path)}(?![\w~-])")


def normalise_notebook(notebook: NotebookNode, replacements: Mapping[str, str]) -> NotebookNode:
    """Drop from an executed notebook, in place, everything that differs between two runs over the same inputs.

    Timings, papermill's and widgets' metadata, random cell ids, addresses, temporary and absolute paths and the exact
    Python version go; sources, outputs, tags and execution counts stay.
    """
    kept = {key: notebook.metadata[key] for key in _KEPT_METADATA if key in notebook.metadata}
    notebook.metadata = make_node({**kept, "kernelspec": _KERNELSPEC, "language_info": _LANGUAGE})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for number, cell in enumerate(notebook.cells, 1):
        tags = list(cell.metadata.get("tags", []))
        cell.metadata = make_node({"tags": tags} if tags else {})
        cell.id = f"cell-{number:02d}"
        cell.source = scrub_text(cell.source, replacements)
        if cell.cell_type == "code":
            cell.outputs = [_normalise_output(output, replacements) for output in cell.outputs]
    return notebook


def _normalise_output(output: NotebookNode, replacements: Mapping[str, str]) -> NotebookNode:
    return make_node({key: _scrub(value, replacements) for key, value in output.items() if key != "transient"})


def _scrub(value: Any, replacements: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return scrub_text(value, replacements)
    if isinstance(value, dict):
        return {key: item if key in _BINARY_KEYS else _scrub(item, replacements) for key, item in value.items()}
    if isinstance(value, list):
        return [_scrub(item, replacements) for item in value]
    return value
