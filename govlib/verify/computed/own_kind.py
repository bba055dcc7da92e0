"""The program's own bulletin of the kind that a draft is: a monthly one is held against a monthly one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlib.errors import UserError

if TYPE_CHECKING:
    from govlib.bulletin.paper import Paper
    from govlib.workspace import Run

_KINDS = ("monthly", "special", "reinspection", "quarterly")


def pick_paper(run: Run, paper: Paper, title: str) -> Paper:
    """Return the bulletin of the kind whose title a draft has, ``paper`` where none has it."""
    from govlib.bulletin.writing.compose import write_paper  # noqa: PLC0415 - a draft with the usual title waits for none

    if not title or _plain(title) == _plain(paper.title):
        return paper
    for kind in _KINDS:
        try:
            other = write_paper(run, kind).paper
        except UserError:
            continue
        if _plain(other.title) == _plain(title):
            return other
    return paper


def _plain(title: str) -> str:
    return "".join(title.split())
