"""The catalog of a params/ folder, loaded again only when a file of it has changed."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from govlib.catalog.load import Catalog, load_catalog

Stamp = tuple[tuple[str, int, int], ...]


def load_unchanged(params: Path) -> Catalog:
    """Return everything declared under ``params``, as loaded before where no file has changed since.

    Raises:
        DeclarationError: all faults at once.
        UserError: there is no such folder.
    """
    return _load(params, stamp_of(params))


def stamp_of(folder: Path) -> Stamp:
    """Return name, size and time of change of every file under a folder, sorted."""
    found = []
    for at, _, names in os.walk(folder):
        for name in names:
            path = Path(at, name)
            facts = path.stat()
            found.append((path.relative_to(folder).as_posix(), facts.st_size, facts.st_mtime_ns))
    return tuple(sorted(found))


@lru_cache(maxsize=1)
def _load(params: Path, stamp: Stamp) -> Catalog:
    del stamp
    return load_catalog(params)
