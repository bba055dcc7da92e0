"""Which modules notebooks import, so that they are loaded before the notebooks run."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from nbformat import NotebookNode


def list_imports(notebooks: Iterable[NotebookNode]) -> tuple[str, ...]:
    """List the modules that notebooks may import, sorted; not each of the names need be a module."""
    names: set[str] = set()
    for notebook in notebooks:
        for cell in notebook.cells:
            if cell.cell_type == "code":
                names |= _imports_of(str(cell.source))
    return tuple(sorted(names))


def _imports_of(source: str) -> set[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            # what is imported from a package may itself be a module
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names
