"""Where the records of a place and period lie: records/<place>/<period>/."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from govlib.errors import UserError

DECISIONS, LEDGER = "decisions.jsonl", "ledger.jsonl"


def records_of(root: Path, place: str, period: str) -> Path:
    """Return the folder of a place's records of one period, inside ``records/`` whatever the names are.

    Raises:
        UserError: a name that is no folder name.
    """
    for name in (place, period):
        if not name or name in (".", "..") or set(name) & set('/\\:*?"<>|\0'):
            raise UserError("records", f"“{name}”不能作文件夹名", "字母、数字、汉字、下划线或连字符")
    return root / "records" / place / period


def list_record_files(root: Path, place: str) -> list[Path]:
    """Return the record files of a place in all periods, but for locks and files half written."""
    folder = root / "records" / place
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if path.suffix not in (".lock", ".part") and not path.name.startswith("."))


def list_input_records(root: Path, place: str, periods: Collection[str]) -> list[Path]:
    """Return the record files that a run depends on; ``periods`` are its own and those before it.

    What was decided and sent back later doesn't matter, but what was rechecked later does: the ledgers of all periods.
    """
    files = list_record_files(root, place)
    folder = root / "records" / place
    return [path for path in files if path.name == LEDGER or path.relative_to(folder).parts[0] in periods]
