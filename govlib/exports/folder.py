"""The files of a period's folder, as their owner sees them."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from govlib.exports.masking import mask_names

TABLE_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv", ".tsv"})
_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db"})


@dataclass(frozen=True)
class ExportFile:
    """One file: where it is, how it is shown (below the folder), whether it is a link that leads out of the folder."""

    path: Path
    shown: str
    is_outside: bool


def list_files(folder: Path) -> list[ExportFile]:
    """Return the files below a folder in the order of their names, lock files and hidden ones left out."""
    root = folder.resolve()
    files = []
    for path in folder.rglob("*"):
        relative = path.relative_to(folder)
        if path.is_dir() or _is_ignored(relative):
            continue
        is_outside = not path.resolve().is_relative_to(root) or not path.is_file()
        files.append(ExportFile(path, _shown(relative), is_outside))
    files.sort(key=lambda file: (file.shown, file.path))
    suffixes = [PurePosixPath(file.shown).suffix for file in files]
    stems = mask_names([file.shown.removesuffix(suffix) for file, suffix in zip(files, suffixes, strict=True)])
    return [replace(file, shown=stem + suffix) for file, stem, suffix in zip(files, stems, suffixes, strict=True)]


def is_table_name(path: Path) -> bool:
    """Return whether a file calls itself a table."""
    return path.suffix.lower() in TABLE_SUFFIXES


def _is_ignored(relative: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in relative.parts) or relative.name.lower() in _IGNORED_NAMES


def _shown(relative: Path) -> str:
    """Return a path as text; names unpacked on another system may be GB18030 instead of UTF-8."""
    name = os.fsencode(relative.as_posix())
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("gb18030", errors="replace")
