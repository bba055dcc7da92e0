"""A returned file is kept beside the records before the line that uses it is written."""

from __future__ import annotations

from pathlib import Path

from govlib.errors import UserError
from govlib.exports.masking import mask_text
from govlib.ledger.books import safe_name
from govlib.ledger.returned.reading import Returned
from govlib.records.keeping import keep_bytes

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
        if target.exists() and target.read_bytes() != returned.data:
            target = folder / _name(returned, len(returned.sha256))
        if not target.exists():
            keep_bytes(target, returned.data)
    except OSError as error:
        advice = "请检查磁盘空间和权限后再导入一次"
        raise UserError(f"records/…/{FOLDER}/{target.name}", f"写不进去（{error.strerror}）", advice=advice) from error
    return target.name


def _name(returned: Returned, digits: int) -> str:
    """Return the name under which a file is kept: its hash, then its own name made safe, phones hidden."""
    ending = returned.path.suffix.lower()
    stem = safe_name(mask_text(returned.path.stem)[0])
    return f"{returned.sha256[:digits]}-{stem}{ending if ending in _ENDINGS else '.bin'}"
