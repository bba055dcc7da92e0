"""The intake kept between notebooks: tables as parquet, valid only for the same inputs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyarrow as pa

from govlib.documents.parquet import read_frame
from govlib.exports import Intake
from govlib.hashing import hash_code, hash_file

_MARKER = "intake.json"
_PARTS = ("problems", "regions", "files")


def make_key(exports: Path, declarations: Path, period: str) -> str:
    """Return the hash of all that an intake depends on: export files, table declarations, the period's hints, code."""
    digest = hashlib.sha256()
    for path in sorted(exports.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(exports).as_posix().encode())
            digest.update(hash_file(path).encode())
    for path in sorted(declarations.glob("*.yaml")):
        digest.update(f"{path.name}\0{hash_file(path)}\n".encode())
    digest.update(hash_code().encode())
    digest.update(period.encode())
    return digest.hexdigest()


def save_intake(folder: Path, intake: Intake, key: str) -> None:
    """Write every table and ledger of an intake to ``folder``; the key, written last, makes it valid."""
    folder.mkdir(parents=True, exist_ok=True)
    marker = folder / _MARKER
    marker.unlink(missing_ok=True)
    for old in folder.glob("*.parquet"):
        old.unlink()
    for name, table in intake.tables.items():
        table.to_parquet(folder / f"{name}.parquet", index=False)
    for part in _PARTS:
        getattr(intake, part).to_parquet(folder / f"_{part}.parquet", index=False)
    text = json.dumps({"key": key, "tables": list(intake.tables)}, ensure_ascii=False, indent=1)
    aside = folder / f"{_MARKER}.part"
    aside.write_text(text + "\n", encoding="utf-8")
    aside.replace(marker)


def load_intake(folder: Path, key: str) -> Intake | None:
    """Return the kept intake when it was made from the same inputs and is whole, else None."""
    try:
        said = json.loads((folder / _MARKER).read_text(encoding="utf-8"))
        if said["key"] != key:
            return None
        tables = {name: read_frame(folder / f"{name}.parquet") for name in said["tables"]}
        parts = {part: read_frame(folder / f"_{part}.parquet") for part in _PARTS}
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        # whatever half-written or damaged file lies there, the exports are the truth and are read again
        return None
    return Intake(tables=tables, **parts)
