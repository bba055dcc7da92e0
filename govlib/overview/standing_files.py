"""Whether an overview stands as it was made: a key over all that it shows, kept beside the outputs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from govlib.batch.manifest import list_versions, read_manifest
from govlib.batch.plan import MANIFEST_NAME
from govlib.hashing import hash_code, hash_file

FOLDER = ".overview"
_DECLARED = ("places", "figures")


def make_key(root: Path, outputs: Path, notebook: Path) -> str:
    """Return one SHA-256 over all that an overview shows: manifests of all periods, declarations, notebook, code."""
    manifests = {
        path.relative_to(outputs).as_posix(): [read_manifest(path.parent).get(name) for name in ("outputs", "status")]
        for path in sorted(outputs.glob(f"[!.]*/*/{MANIFEST_NAME}"))
    }
    declared = {
        path.relative_to(root).as_posix(): hash_file(path)
        for name in _DECLARED
        for path in sorted((root / "params" / name).rglob("*"))
        if path.is_file()
    }
    parts = [manifests, declared, hash_file(notebook), hash_code(), list_versions()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def keep_key(outputs: Path, tag: str, key: str, files: Sequence[Path]) -> None:
    """Note under which key an overview was made, and the hashes of its files."""
    path = outputs / FOLDER / f"{tag}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.part")
    said = {"key": key, "files": {file.name: hash_file(file) for file in files}}
    aside.write_text(json.dumps(said, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
    aside.replace(path)


def is_standing(outputs: Path, tag: str, key: str, files: Sequence[Path]) -> bool:
    """Tell whether an overview was made under this key and its files are still as they were made."""
    try:
        said = json.loads((outputs / FOLDER / f"{tag}.json").read_text(encoding="utf-8"))
        found = {file.name: hash_file(file) for file in files}
    except (OSError, ValueError):
        return False
    return bool(said == {"key": key, "files": found})
