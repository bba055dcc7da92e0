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


def copy_name(returned: Returned) -> str:
    """Return the name under which a file is kept: its hash, then its own name made safe, phones hidden."""
    ending = returned.path.suffix.lower()
    stem = safe_name(mask_text(returned.path.stem)[0])
    return f"{returned.sha256[:_DIGITS]}-{stem}{ending if ending in _ENDINGS else '.bin'}"


def keep_copy(returned: Returned, records: Path) -> str:
    """Write the file into the period's records, whole or not at all, and return its name there.

    Raises:
        UserError: it can't be written.
    """
    folder = records / FOLDER
    target = folder / copy_name(returned)
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.read_bytes() == returned.data:
            return target.name
        with aside.open("wb") as stream:
            stream.write(returned.data)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        advice = "请检查磁盘空间和权限后再导入一次"
        raise UserError(f"records/…/{FOLDER}/{target.name}", f"写不进去（{error.strerror}）", advice=advice) from error
    return target.name
