"""Lines on a terminal: folded and in colour where a person reads, whole and plain where a program does."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from govlib.verify.report.lines import Line


def open_console() -> Console:
    """Return the console of a command; colour and folding are left to what it writes to."""
    return Console(highlight=False, markup=False)


def print_lines(console: Console, lines: Iterable[Line]) -> None:
    """Print lines: a terminal folds them under their own indent, anything else gets each as one line."""
    folded = sys.stdout.isatty()
    for line, style in lines:
        if not folded:
            console.print(Text(line, style=style), soft_wrap=True)
            continue
        indent = len(line) - len(line.lstrip(" "))
        for number, piece in enumerate(
            Text(line.strip(), style=style).wrap(console, max(20, console.width - indent - 4))
        ):
            console.print(Text(" " * (indent + (4 if number else 0))) + piece)
