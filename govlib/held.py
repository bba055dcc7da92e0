"""A run held in memory: worked out once in a place's process, found again by each notebook forked from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govlib.workspace import Run

_HELD: ContextVar[Run | None] = ContextVar("held", default=None)


@contextmanager
def held(run: Run, parts: Iterable[str]) -> Iterator[None]:
    """Work out the named parts of a run and hold it while the block runs.

    A part that fails is left to the notebook that asks for it, whose page then tells why.
    """
    for name in parts:
        with suppress(Exception):
            getattr(run, name)
    token = _HELD.set(run)
    try:
        yield
    finally:
        _HELD.reset(token)


def find_held(root: Path, place: str, period: str, outputs_dir: str) -> Run | None:
    """Return the run that is held for a place, period and folder of outputs; None where another or none is."""
    run = _HELD.get()
    if run is None:
        return None
    asked = (root, place, period, root / outputs_dir)
    return run if asked == (run.root, run.place.slug, run.period_name, run.output_dir.parents[1]) else None
