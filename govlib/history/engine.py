"""DuckDB as the memory uses it: in the process, for the files of one folder, without extensions or a network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

MEMORY_LIMIT = "2GB"
SPILL = "tmp"


@contextmanager
def connect(allowed: Path, spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a connection that reads files under ``allowed`` only and spills to ``spill``; closed when the block ends.

    Nothing of the settings can be changed afterwards, so that no query reaches another file.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": os.cpu_count() or 1,
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": spill.resolve().as_posix(),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": True,
    }
    connection = duckdb.connect(":memory:", config=config)
    try:
        folder = allowed.resolve().as_posix().replace("'", "''")
        connection.execute(f"SET allowed_directories = ['{folder}']")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection
    finally:
        connection.close()
