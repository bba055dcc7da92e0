"""The places of a period as they lie in outputs/: whose files can be used, and why the others can't."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from govlib.batch.events import SUCCEEDED
from govlib.batch.manifest import read_manifest
from govlib.batch.plan import MANIFEST_NAME
from govlib.hashing import hash_file
from govlib.history.leaving import ABOUT, HISTORY_FILES
from govlib.history.shapes import SHAPES

FILES = (*HISTORY_FILES, "findings.parquet")
_NAME = re.compile(r"\w[\w-]*\Z")


@dataclass(frozen=True)
class Found:
    """A place's folder of a period: what it says of itself, and why it can't be counted ("" where it can)."""

    place: str
    folder: Path
    about: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the files that the memory is made of, by the manifest."""
    status: str = ""
    why: str = ""


def list_periods(outputs: Path) -> list[str]:
    """Return the names of the periods that have outputs, sorted."""
    return sorted(entry.name for entry in _folders(outputs))


def list_folders(outputs: Path, period: str) -> list[Path]:
    """Return the folders of the places of a period, sorted by name."""
    return sorted(Path(entry.path) for entry in _folders(outputs / period))


def _folders(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if _NAME.match(entry.name) and entry.is_dir()]
    except FileNotFoundError:
        return []


def sign(folders: list[Path]) -> str:
    """Return a quick sign of the folders' manifests (size, time of change); a period of the same sign is not read."""
    digest = hashlib.sha256()
    for folder in folders:
        digest.update(f"{folder.name}\0".encode())
        for name in (MANIFEST_NAME, *FILES):
            try:
                seen = (folder / name).stat()
            except OSError:
                digest.update(b"-")
            else:
                digest.update(f"{seen.st_size} {seen.st_mtime_ns} {seen.st_ino}\0".encode())
    return digest.hexdigest()


def look_at(folder: Path, period: str) -> Found:
    """Return what a place's manifest and about.json say; the files themselves are not read yet."""
    manifest = read_manifest(folder)
    known = Found(folder.name, folder, {"name": str(manifest.get("place_name") or folder.name)})
    if not manifest:
        why = "没有 manifest.json，或读不出来：不是 govlib batch 或 govlib run 做完的成果"
        return Found(known.place, folder, known.about, status="不完整", why=why)
    status = str(manifest.get("status", ""))
    if status != SUCCEEDED:
        return Found(known.place, folder, known.about, status=status, why="这一次运行没有成功")
    listed = manifest.get("outputs")
    hashes = {name: _sha(listed, name) for name in FILES}
    lacking = [name for name, sha in hashes.items() if not sha or not (folder / name).is_file()]
    if lacking:
        why = f"缺 {'、'.join(lacking)}（成果不完整，或是旧版本做的）"
        return Found(known.place, folder, known.about, status="不完整", why=why)
    about = _read_about(folder / ABOUT)
    if about.get("place") != folder.name or about.get("period") != period:
        why = f"{ABOUT} 读不出来，或写的是别的地方、别的期"
        return Found(known.place, folder, known.about, hashes, "损坏", why)
    return Found(known.place, folder, about, hashes, status)


def _sha(listed: object, name: str) -> str:
    facts = listed.get(name) if isinstance(listed, dict) else None
    return str(facts.get("sha256", "")) if isinstance(facts, dict) else ""


def _read_about(path: Path) -> dict[str, Any]:
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    own = {"place", "period", *SHAPES["places"].own} - {"counted", "status", "why"}
    return about if isinstance(about, dict) and set(about) >= own else {}


def check_files(found: Found) -> Found:
    """Return a place as it is, or told as damaged where a file is not what its manifest says."""
    if found.why:
        return found
    try:
        changed = [name for name, sha in found.files.items() if hash_file(found.folder / name) != sha]
    except OSError as error:
        return Found(found.place, found.folder, found.about, found.files, "损坏", f"读不出来（{error.strerror}）")
    if not changed:
        return found
    why = f"{'、'.join(changed)} 和 manifest.json 记的不一致（改动过或损坏）"
    return Found(found.place, found.folder, found.about, found.files, "损坏", why)


def key_of(found: list[Found]) -> str:
    """Return one SHA-256 over what the places of a period are made of; equal keys mean equal compacted files."""
    digest = hashlib.sha256()
    for one in found:
        parts = [one.place, sorted(one.about.items()), sorted(one.files.items()), one.status, one.why]
        digest.update(json.dumps(parts, ensure_ascii=False).encode())
    return digest.hexdigest()
