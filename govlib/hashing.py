"""Hashes of what goes in and what computes: of a file's bytes, and of govlib itself."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@cache
def hash_code() -> str:
    """Return one SHA-256 over the files of govlib."""
    folder = Path(str(files("govlib")))
    digest = hashlib.sha256()
    for name, path in sorted((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{name}\0{hash_file(path)}\n".encode())
    return digest.hexdigest()
