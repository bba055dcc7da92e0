"""Kernels that start warm: one process loads the libraries, and each kernel is a fork of it.

Starting Python and importing pandas, plotly and govlib costs a notebook more than its own work. A fork has all of it
at once and still shares nothing with the notebook before it.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from govlib.batch.processes import STEADY_ENVIRONMENT

_LONGEST_SOCKET_PATH = 96
_GRACE_SECONDS = 5.0


@dataclass(frozen=True)
class WarmServer:
    """Where a process waits that forks kernels."""

    socket: Path

    def command(self) -> list[str]:
        """Return the command that asks for a kernel, stays as long as it lives and ends as it ended."""
        launcher = Path(__file__).with_name("launcher.py")
        return [sys.executable, "-I", "-S", str(launcher), str(self.socket), "-f", "{connection_file}"]


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


@contextmanager
def warm_kernels(modules: Iterable[str], root: Path) -> Iterator[WarmServer | None]:
    """Keep a process ready that has ``modules`` loaded; None where kernels have to start cold.

    Only Linux forks a loaded process safely. The process and its kernels end with the caller, however it ends.
    """
    with tempfile.TemporaryDirectory(prefix="govlib-", ignore_cleanup_errors=True) as name:
        socket = Path(name) / "warm"
        if sys.platform != "linux" or len(os.fsencode(socket)) > _LONGEST_SOCKET_PATH:
            yield None
            return
        command = [sys.executable, "-m", "govlib.batch.zygote", str(socket), *modules]
        environment = {**os.environ, **STEADY_ENVIRONMENT}
        with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment, cwd=root) as process:  # noqa: S603 - ours
            try:
                yield WarmServer(socket)
            finally:
                _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
