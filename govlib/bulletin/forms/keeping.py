"""Files written aside and renamed, so that nobody meets half of one."""

from __future__ import annotations

from pathlib import Path


def keep_bytes(path: Path, content: bytes) -> None:
    """Write a file in one step; its folder is made where it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    aside.write_bytes(content)
    aside.replace(path)
