"""A returned file is kept beside the records before the line that uses it is written."""

from __future__ import annotations

import os
from pathlib import Path

from govlib.errors import UserError
from govlib.exports.masking import mask_text
from govlib.ledger.books import safe_name
from govlib.ledger.returned.reading import Returned

FOLDER = "returned"
_ENDINGS = frozenset({".xlsx", ".xls", ".ods", ".csv", ".et", ".xlsm"})
_DIGITS = 8


def keep_copy(returned: Returned, records: Path) -> str:
    """Write the file into the period's records, whole or not at all, and return its name there; none is written over.

    Raises:
        UserError: it can't be written.
    """
    folder = records / FOLDER
    target = folder / _name(returned, _DIGITS)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.read_bytes() != returned.data:
            target = folder / _name(returned, len(returned.sha256))
        if not target.exists():
            _write(target, returned.data)
    except OSError as error:
        advice = "请检查磁盘空间和权限后再导入一次"
        raise UserError(f"records/…/{FOLDER}/{target.name}", f"写不进去（{error.strerror}）", advice=advice) from error
    return target.name


def _name(returned: Returned, digits: int) -> str:
    """Return the name under which a file is kept: its hash, then its own name made safe, phones hidden."""
    ending = returned.path.suffix.lower()
    stem = safe_name(mask_text(returned.path.stem)[0])
    return f"{returned.sha256[:digits]}-{stem}{ending if ending in _ENDINGS else '.bin'}"


def _write(target: Path, data: bytes) -> None:
    """Write a file aside, to the disk, then under its name."""
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with aside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    if os.name != "nt":
        handle = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
